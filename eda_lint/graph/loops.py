"""Loops: cycles through functions, in which an event comes back as another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.frozen import frozen
from eda_lint.graph.cycles import Cycle, circular, cycles
from eda_lint.graph.event_graph import EventGraph, is_live
from eda_lint.graph.routes import FOLLOWED, routes
from eda_lint.model import (
    Broker,
    Bucket,
    Bus,
    DeliveryStream,
    Edge,
    Function,
    Guard,
    GuardKind,
    HttpCall,
    Moment,
    NodeType,
    Pipe,
    Queue,
    SdkCall,
    Stream,
    Table,
    Topic,
)
from eda_lint.value import CONTEXT, EventData, Generated, inside

_DETECTED: tuple[NodeType, ...] = (Function, Queue, Topic, Bucket)
_SERVICES: Mapping[NodeType, str] = {
    Bus: "EventBridge",
    Table: "DynamoDB",
    Stream: "Kinesis",
    DeliveryStream: "Firehose",
    Pipe: "EventBridge Pipes",
    Broker: "Kafka or MQ",
}
_OF_THE_DELIVERY = frozenset({"*", "eventid", "messageid", "sequencenumber", "receipthandle"})


@frozen
class Loop:
    """A cycle: its steps in order, the first a function's own (its first call, by location).

    `guesses` are the steps that are not certain. `undetected` names the services on the way that
    Lambda's own detection of loops does not see.
    """

    steps: tuple[Edge, ...]
    guesses: tuple[Edge, ...]
    undetected: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether every event is sure to come back."""
        return not self.guesses

    @property
    def stopped_by_lambda(self) -> bool:
        """Whether Lambda stops it, after `facts.LOOP_ROUNDS`."""
        return not self.undetected


def loops(graph: EventGraph) -> Iterator[Loop]:
    """Every loop of an application once: for each call on one, the shortest, surest first.

    Silent where a function is allowed to loop, and where a filter or a guard ends the second round.
    """
    edges = tuple(edge for edge in graph.edges if _flows(graph, edge))
    left = circular((edge.source, edge.target) for edge in edges)
    if not left:
        return
    kept = (edge for edge in edges if edge.source in left and edge.target in left)
    told: set[frozenset[tuple[str, str]]] = set()
    for cycle in cycles(routes(graph, kept)):
        loop = _loop(graph, cycle)
        # Several calls, or several events of one bucket, may make the same cycle.
        ends = frozenset((edge.source, edge.target) for edge in loop.steps)
        if ends not in told:
            told.add(ends)
            yield loop


def _flows(graph: EventGraph, edge: Edge) -> bool:
    """Whether an event may follow an edge by itself, round after round."""
    if edge.kind not in FOLLOWED or not is_live(edge):
        return False
    if getattr(edge.carrier, "enabled", True) is not True:
        return False
    for node in (graph.source(edge), graph.target(edge)):
        if isinstance(node, Function) and (node.recursion_allowed or node.generated):
            return False
    if isinstance(edge.carrier, SdkCall | HttpCall):
        return edge.carrier.moment is Moment.INVOCATION and not any(
            map(_ends_the_second_round, edge.carrier.guards)
        )
    return True


def _ends_the_second_round(guard: Guard) -> bool:
    """Whether what a guard compares may be carried round: a fresh id or a delivery's own is not."""
    if guard.kind is GuardKind.IDEMPOTENCY_KEY:
        return False
    for part in inside(guard.key):
        if isinstance(part, Generated):
            return False
        if isinstance(part, EventData):
            last = part.path[-1].replace("_", "").lower() if part.path else "*"
            if last in _OF_THE_DELIVERY or part.path[0] == CONTEXT:
                return False
    return True


def _loop(graph: EventGraph, cycle: Cycle) -> Loop:
    first = min(range(len(cycle)), key=lambda i: _place(cycle[i].steps[0]))
    turned = (*cycle[first:], *cycle[:first])
    steps = tuple(edge for route in turned for edge in route.steps)
    return Loop(
        steps,
        tuple(edge for route in turned for edge in route.guesses),
        tuple(dict.fromkeys(_undetected(graph, steps))),
    )


def _place(step: Edge) -> tuple[bool, object]:
    """Calls stand before destinations, which are no code."""
    return (not isinstance(step.carrier, SdkCall | HttpCall), (step.at, step.source, step.target))


def _undetected(graph: EventGraph, steps: tuple[Edge, ...]) -> Iterator[str]:
    for edge in steps:
        node = graph.target(edge)
        if isinstance(edge.carrier, HttpCall):
            yield "HTTP"
        elif not isinstance(node, _DETECTED):
            yield _SERVICES.get(type(node), node.kind.replace("_", " "))
