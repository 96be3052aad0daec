"""Loops: which cycles are found, which one of several, and what may break one."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Mapping

import pytest

from eda_lint.finding import Confidence
from eda_lint.graph.cycles import circular
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.loops import Loop, loops
from eda_lint.location import Location
from eda_lint.model import (
    Bucket,
    Bus,
    Carrier,
    Edge,
    EdgeKind,
    EventBridgeNotifications,
    EventSourceMapping,
    Evidence,
    Function,
    Guard,
    GuardKind,
    Moment,
    Node,
    NodeType,
    Notification,
    Queue,
    Redrive,
    RuleTarget,
    SdkCall,
    Subscription,
    SuccessTarget,
    Table,
    Topic,
)
from eda_lint.value import (
    Concat,
    EventData,
    Generated,
    Literal,
    Operation,
    Reference,
    Unknown,
    Value,
)
from tests.aws.declared import value

KINDS: Mapping[str, NodeType] = {
    "f": Function,
    "q": Queue,
    "t": Topic,
    "b": Bus,
    "s": Bucket,
    "d": Table,
}
CALLS: Mapping[NodeType, tuple[str, str, EdgeKind]] = {
    Queue: ("sqs", "SendMessage", EdgeKind.PUBLISH),
    Topic: ("sns", "Publish", EdgeKind.PUBLISH),
    Bus: ("events", "PutEvents", EdgeKind.PUBLISH),
    Bucket: ("s3", "PutObject", EdgeKind.WRITE),
    Table: ("dynamodb", "PutItem", EdgeKind.WRITE),
    Function: ("lambda", "Invoke", EdgeKind.INVOKE),
}


def node(name: str) -> Node:
    """A node whose kind is its first letter: `f1` is a function, `q` a queue."""
    at = Location("template.yaml", 1)
    return KINDS[name[0]](id=f"template.yaml#{name}", name=name, at=at)


def edge(
    way: str,
    line: int = 1,
    carrier: Carrier | None = None,
    kind: EdgeKind | None = None,
    confidence: Confidence = Confidence.CERTAIN,
    **arguments: object,
) -> Edge:
    """`f -> q` is a call, `q -> f` a delivery; `arguments` are those of `call`."""
    source, target = way.split(" -> ")
    if carrier is None:
        if source[0] == "f":
            carrier, kind = call(target, line, **arguments), CALLS[KINDS[target[0]]][2]
        else:
            carrier = EventSourceMapping(Location("template.yaml", line), 10)
    start, end = (n if "#" in n else f"template.yaml#{n}" for n in (source, target))
    evidence = Evidence("code", carrier.at, "")
    return Edge(start, end, kind or EdgeKind.TRIGGER, carrier, evidence, confidence)


def call(target: str, line: int = 1, **fields: object) -> SdkCall:
    """A call that sends to a node."""
    service, operation, _ = CALLS[KINDS[target[0]]]
    moment = fields.pop("moment", Moment.INVOCATION)
    guards = fields.pop("guards", ())
    operation = str(fields.pop("operation", operation))
    assert isinstance(moment, Moment)
    assert isinstance(guards, tuple)
    at = Location("app.py", line)
    return SdkCall(service, operation, value(fields), at, moment, guards=guards)


def graph(*edges: Edge, nodes: Iterable[Node] = ()) -> EventGraph:
    """A graph of edges, with plain nodes for their ends where none are given."""
    known = {one.id: one for one in nodes}
    for one in edges:
        for end in (one.source, one.target):
            known.setdefault(end, node(end.rpartition("#")[2]))
    return EventGraph(known.values(), edges, {})


def told(*edges: Edge, nodes: Iterable[Node] = ()) -> list[str]:
    """The loops of a graph, each as its path; likely ones with a question mark."""
    return [path(loop) for loop in loops(graph(*edges, nodes=nodes))]


def path(loop: Loop) -> str:
    """A loop's path by names."""
    ids = [loop.steps[0].source, *(step.target for step in loop.steps)]
    return " ".join(i.rpartition("#")[2] for i in ids) + ("" if loop.certain else "?")


def test_nothing_without_a_cycle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)  # importing it would raise
    assert told(edge("f1 -> q1"), edge("q1 -> f2"), edge("f2 -> q2"), edge("q2 -> f3")) == []


def test_a_loop_of_one_function() -> None:
    (loop,) = loops(graph(edge("f -> q"), edge("q -> f")))
    assert path(loop) == "f q f"
    assert loop.certain
    assert loop.stopped_by_lambda


def test_a_loop_starts_at_its_first_call_by_location() -> None:
    edges = edge("f1 -> q1", 9), edge("q1 -> f2"), edge("f2 -> q2", 3), edge("q2 -> f1")
    assert told(*edges) == ["f2 q2 f1 q1 f2"]


def test_the_shortest_loop_of_every_call() -> None:
    found = told(
        edge("f1 -> q1", 1),
        edge("q1 -> f2"),
        edge("f2 -> q2", 2),
        edge("q2 -> f1"),
        edge("f2 -> q1", 3),
    )
    assert found == ["f2 q1 f2", "f1 q1 f2 q2 f1"]


def test_calls_that_make_the_same_loop_are_told_once() -> None:
    assert told(edge("f -> q", 1), edge("f -> q", 2), edge("q -> f")) == ["f q f"]


def test_a_certain_way_is_told_before_a_shorter_likely_one() -> None:
    likely = edge("f1 -> f1", 1, confidence=Confidence.LIKELY)
    assert told(likely, edge("f1 -> q", 2), edge("q -> f1")) == ["f1 q f1", "f1 f1?"]


def test_a_channel_alone_is_no_loop() -> None:
    rule = RuleTarget(Location("template.yaml", 1), "Back")
    assert told(edge("b1 -> b2", carrier=rule), edge("b2 -> b1", carrier=rule)) == []


@pytest.mark.parametrize(
    "kind",
    [EdgeKind.READ, EdgeKind.START, EdgeKind.DEAD_LETTER, EdgeKind.ORCHESTRATE],
)
def test_kinds_that_are_no_part_of_a_loop(kind: EdgeKind) -> None:
    back = edge("f -> q", carrier=call("q"), kind=kind)
    assert told(back, edge("q -> f")) == []


def test_redrive_is_no_part_of_a_loop() -> None:
    redrive = Redrive(Location("template.yaml", 1), 3)
    failing = edge("q1 -> q2", carrier=redrive, kind=EdgeKind.DEAD_LETTER)
    assert told(failing, edge("q2 -> f"), edge("f -> q1")) == []


@pytest.mark.parametrize("enabled", [False, Unknown("settled at deployment")])
def test_a_delivery_that_is_or_may_be_switched_off(enabled: bool | Unknown) -> None:
    mapping = EventSourceMapping(Location("template.yaml", 1), 10, enabled=enabled)
    assert told(edge("f -> q"), edge("q -> f", carrier=mapping)) == []


def test_merely_inferred_edges() -> None:
    assert told(edge("f -> q", confidence=Confidence.INFERRED), edge("q -> f")) == []


@pytest.mark.parametrize(("allowed", "generated"), [(True, False), (False, True)])
def test_functions_whose_loops_are_nobodys_business(allowed: bool, generated: bool) -> None:
    edges = edge("f1 -> q1"), edge("q1 -> f2"), edge("f2 -> q2"), edge("q2 -> f1")
    f2 = Function(
        id="template.yaml#f2",
        name="f2",
        at=Location("template.yaml", 1),
        recursion_allowed=allowed,
        generated=generated,
    )
    assert told(*edges, nodes=[f2]) == []


@pytest.mark.parametrize(
    ("moment", "expected"), [(Moment.LOAD, []), (Moment.ONCE, []), (Moment.INVOCATION, ["f q f"])]
)
def test_only_what_every_invocation_sends(moment: Moment, expected: list[str]) -> None:
    assert told(edge("f -> q", moment=moment), edge("q -> f")) == expected


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        (GuardKind.CONDITIONAL_WRITE, EventData(("detail", "id")), []),
        (GuardKind.CONDITIONAL_WRITE, Generated("uuid4"), ["f d f"]),
        (GuardKind.IDEMPOTENCY_UTILITY, EventData(("Records", "*", "messageId")), ["f d f"]),
        (GuardKind.IDEMPOTENCY_UTILITY, EventData(), ["f d f"]),
        (GuardKind.IDEMPOTENCY_UTILITY, EventData(("$context", "aws_request_id")), ["f d f"]),
    ],
)
def test_guards_that_end_the_second_round(kind: GuardKind, key: Value, expected: list[str]) -> None:
    guard = Guard(kind, Location("app.py", 1), key)
    assert told(edge("f -> d", guards=(guard,)), edge("d -> f")) == expected


def test_services_that_lambda_does_not_see() -> None:
    rule = RuleTarget(Location("template.yaml", 1), "Back")
    entries = [{"Source": "s", "DetailType": "t", "EventBusName": Reference("template.yaml#b")}]
    (loop,) = loops(
        graph(
            edge("f1 -> d"),
            edge("d -> f2"),
            edge("f2 -> b", Entries=entries),
            edge("b -> f1", carrier=rule),
        )
    )
    assert set(loop.undetected) == {"DynamoDB", "EventBridge"}
    assert not loop.stopped_by_lambda


def test_a_bus_between_buses_passes_events_on() -> None:
    def rule(pattern: object) -> RuleTarget:
        return RuleTarget(Location("template.yaml", 1), "R", value(pattern))

    entries = [{"Source": "a", "DetailType": "t", "EventBusName": Reference("template.yaml#b1")}]
    onward = edge("f -> b1", Entries=entries), edge("b1 -> b2", carrier=rule({"source": ["a"]}))
    assert told(*onward, edge("b2 -> f", carrier=rule({"source": ["a"]}))) == ["f b1 b2 f"]
    assert told(*onward, edge("b2 -> f", carrier=rule({"source": ["b"]}))) == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"source": ["aws.s3"], "detail-type": ["Object Created"]}, ["f s b f"]),
        ({"source": ["aws.s3"], "detail-type": ["Object Deleted"]}, []),
        ({"detail": {"bucket": {"name": [Reference("template.yaml#s")]}}}, ["f s b f"]),
        ({"detail": {"bucket": {"name": [Reference("template.yaml#s2")]}}}, []),
        ({"detail": {"object": {"key": [{"prefix": "out/"}]}}}, ["f s b f"]),
        ({"detail": {"object": {"key": [{"prefix": "in/"}]}}}, []),
        ({"detail": {"object": {"size": [{"numeric": [">", 0]}]}}}, []),
    ],
)
def test_objects_by_way_of_a_bus(pattern: object, expected: list[str]) -> None:
    at = Location("template.yaml", 1)
    edges = (
        edge("f -> s", Key=Concat((Literal("out/"), EventData(("id",))))),
        edge("s -> b", carrier=EventBridgeNotifications(at), kind=EdgeKind.PUBLISH),
        edge("b -> f", carrier=RuleTarget(at, "R", value(pattern))),
    )
    assert told(*edges) == expected


@pytest.mark.parametrize(("other", "expected"), [("", ["f q f"]), ("other.yaml#", [])])
def test_ends_that_nothing_declares_meet_in_one_deployment_only(
    other: str, expected: list[str]
) -> None:
    queue = Queue(id="template.yaml#q", name="q", at=Location("a", 1), external=True)
    if not other:
        assert told(edge("f -> q"), edge("q -> f"), nodes=[queue]) == expected
        return
    strange = Function(id=f"{other}f2", name="f2", at=Location("other.yaml", 1))
    edges = edge("f -> q"), edge(f"q -> {strange.id}"), edge(f"{strange.id} -> q2"), edge("q2 -> f")
    assert told(*edges, nodes=[queue, strange]) == expected


@pytest.mark.parametrize(("qualifier", "expected"), [("", ["f t f"]), ("live", [])])
def test_a_destination_follows_asynchronous_invocations_of_its_qualifier(
    qualifier: str, expected: list[str]
) -> None:
    at = Location("template.yaml", 1)
    success = edge("f -> t", carrier=SuccessTarget(at, qualifier), kind=EdgeKind.DESTINATION)
    assert told(success, edge("t -> f", carrier=Subscription(at, "lambda"))) == expected
    polled = edge("f -> q", carrier=SuccessTarget(at), kind=EdgeKind.DESTINATION)
    assert told(polled, edge("q -> f")) == []


@pytest.mark.parametrize(
    ("operation", "kinds", "expected"),
    [
        ("PutObject", ("s3:ObjectCreated:*",), ["f s f"]),
        ("PutObject", ("s3:ObjectCreated:Put",), ["f s f"]),
        ("PutObject", ("s3:*",), ["f s f"]),
        ("PutObject", ("s3:ObjectCreated:Copy",), []),
        ("PutObject", ("s3:ObjectRemoved:*",), []),
        ("PutObject", (), []),
        ("CopyObject", ("s3:ObjectCreated:Copy",), ["f s f"]),
        ("upload_file", ("s3:ObjectCreated:*",), ["f s f"]),
        ("upload_file", ("s3:ObjectCreated:Put",), ["f s f?"]),
        ("UploadPart", ("s3:ObjectCreated:*",), []),
        ("DeleteObject", ("s3:ObjectCreated:*",), []),
        ("DeleteObject", ("s3:ObjectRemoved:*",), ["f s f?"]),
    ],
)
def test_kinds_of_object_events(
    operation: str, kinds: tuple[str, ...], expected: list[str]
) -> None:
    notification = Notification(Location("template.yaml", 1), kinds)
    written = edge("f -> s", Key="a", operation=operation)
    assert told(written, edge("s -> f", carrier=notification)) == expected


NEW_X = '{"dynamodb": {"NewImage": {"a": {"S": ["x"]}}}}'


@pytest.mark.parametrize(
    ("filters", "operation", "item", "expected"),
    [
        ('{"eventName": ["INSERT"]}', "PutItem", {}, ["f d f"]),
        ('{"eventName": ["INSERT"]}', "UpdateItem", {}, []),
        ('{"eventName": ["MODIFY", "REMOVE"]}', "UpdateItem", {}, ["f d f"]),
        ('{"eventName": ["REMOVE"]}', "DeleteItem", {}, ["f d f"]),
        ('{"eventName": ["INSERT"]}', "ExecuteStatement", {}, []),
        ('{"eventName": ["REMOVE"]}', "BatchWriteItem", {"id": "1"}, []),
        ('{"eventName": ["INSERT"]}', "BatchWriteItem", {"id": "1"}, ["f d f"]),
        (NEW_X, "PutItem", {"a": "x"}, ["f d f"]),
        (NEW_X, "PutItem", {"a": {"S": "x"}}, ["f d f"]),
        (NEW_X, "PutItem", {"a": "y"}, []),
        (NEW_X, "PutItem", {"a": EventData(("NewImage", "a", "S"))}, ["f d f?"]),
        (NEW_X, "PutItem", {"a": EventData(("NewImage", "b", "S"))}, []),
        (NEW_X, "UpdateItem", {}, []),
    ],
)
def test_filters_of_a_stream(
    filters: str, operation: str, item: Mapping[str, object], expected: list[str]
) -> None:
    criteria = value({"Filters": [{"Pattern": filters}]})
    mapping = EventSourceMapping(Location("template.yaml", 1), 10, filters=criteria)
    written = edge("f -> d", operation=operation, Item=item)
    assert told(written, edge("d -> f", carrier=mapping)) == expected


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, ["f q f"]),
        ({"Filters": []}, ["f q f"]),
        (Unknown(), []),
        ({"Filters": [{"Pattern": '{"body": {"kind": ["new"]}}'}]}, []),
        ({"Filters": [{"Pattern": '{"body": {"kind": ["old"]}}'}]}, ["f q f"]),
        ({"Filters": [{"Pattern": "{}"}, {"Pattern": '{"body": {"kind": ["new"]}}'}]}, ["f q f"]),
    ],
)
def test_filters_of_a_queue(criteria: object, expected: list[str]) -> None:
    mapping = EventSourceMapping(Location("template.yaml", 1), 10, filters=value(criteria))
    body = Operation("json", (value({"kind": "old"}),))
    assert told(edge("f -> q", MessageBody=body), edge("q -> f", carrier=mapping)) == expected


def test_what_remains_when_all_ends_are_taken_away() -> None:
    assert circular([(1, 2), (2, 3)]) == frozenset()
    assert circular([(0, 1), (1, 2), (2, 1), (2, 3)]) == {1, 2}
    assert circular([(1, 1)]) == {1}
    assert circular([(1, 2), (2, 1), (2, 3), (3, 4), (4, 3)]) == {1, 2, 3, 4}


@pytest.mark.parametrize("seed", range(40))
def test_every_call_on_a_cycle_is_on_a_loop(seed: int) -> None:
    import networkx as nx

    chance = random.Random(seed)
    names = [f"f{i}" for i in range(7)]
    arcs = {(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(3, 14))}
    edges = [edge(f"{a} -> {b}", line) for line, (a, b) in enumerate(sorted(arcs), 1)]
    found = list(loops(graph(*edges)))
    for loop in found:
        turned = (*loop.steps[1:], loop.steps[0])
        assert all(s.target == t.source for s, t in zip(loop.steps, turned, strict=True))
    plain: nx.DiGraph[str] = nx.DiGraph(sorted(arcs))
    circles = [list(zip(c, [*c[1:], c[0]], strict=True)) for c in nx.simple_cycles(plain)]
    assert {a for loop in found for a in named(loop)} == {a for circle in circles for a in circle}
    assert list(map(named, loops(graph(*reversed(edges))))) == list(map(named, found))


def named(loop: Loop) -> list[tuple[str, str]]:
    """A loop's steps by the names of their ends."""
    return [(s.source.rpartition("#")[2], s.target.rpartition("#")[2]) for s in loop.steps]
