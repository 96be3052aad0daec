"""recursive-loop: events that come back to the function that sent them."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws import facts
from eda_lint.finding import Confidence, Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.loops import Loop, loops
from eda_lint.model import (
    Edge,
    EdgeKind,
    EventBridgeNotifications,
    Function,
    HttpCall,
    Node,
    RuleTarget,
    SdkCall,
)
from eda_lint.rule import rule

_NEEDED = "needs another target, or a filter that keeps its own events out"
_VERBS = {
    EdgeKind.PUBLISH: "sends to",
    EdgeKind.WRITE: "writes to",
    EdgeKind.INVOKE: "calls",
    EdgeKind.DESTINATION: "hands its results to",
}


@rule(severity=Severity.ERROR)
def recursive_loop(graph: EventGraph) -> Iterator[Finding]:
    """A function's own events come back to it, round after round."""
    for loop in loops(graph):
        conditions = {node.only_when for node in _nodes(graph, loop)} - {""}
        # Of two conditions it is not known whether they ever hold together.
        if len(conditions) < 2:
            yield _finding(graph, loop, next(iter(conditions), ""))


def _nodes(graph: EventGraph, loop: Loop) -> Iterator[Node]:
    return (graph.source(edge) for edge in loop.steps)


def _finding(graph: EventGraph, loop: Loop, condition: str) -> Finding:
    first = loop.steps[0]
    path = " -> ".join(_path(graph, loop))
    what = f"{path} {'is' if loop.certain else 'may be'} a loop that {_end(loop)}; {_NEEDED}"
    return Finding(
        at=first.at,
        subject=graph.source(first),
        message=f"when {condition}, {what}" if condition else what,
        related=tuple(_related(graph, loop)),
        severity=None if loop.certain else Severity.WARNING,
        confidence=Confidence.CERTAIN if loop.certain else Confidence.LIKELY,
        other=" ".join(edge.target for edge in loop.steps),
        flows=(tuple(_flow(graph, loop)),),
    )


def _end(loop: Loop) -> str:
    if loop.stopped_by_lambda:
        return f"only Lambda stops, after about {facts.LOOP_ROUNDS} rounds"
    return f"nothing stops, since Lambda sees none through {' or '.join(loop.undetected)}"


def _path(graph: EventGraph, loop: Loop) -> Iterator[str]:
    yield str(graph.source(loop.steps[0]))
    for edge in loop.steps:
        target = graph.target(edge)
        if isinstance(edge.carrier, HttpCall):
            yield f"function URL of {target}"
        yield _named(target)


def _named(node: Node) -> str:
    return str(node) if isinstance(node, Function) else f"{node.kind.replace('_', ' ')} {node}"


def _flow(graph: EventGraph, loop: Loop) -> Iterator[Related]:
    """The whole way round, each step where it stands."""
    for edge in loop.steps:
        yield from _way_to(edge)
        yield Related(edge.at, _phrase(graph, edge))


def _way_to(edge: Edge) -> Iterator[Related]:
    if isinstance(edge.carrier, SdkCall | HttpCall):
        for step in edge.carrier.path:
            yield Related(step.at, f"by way of {step.called}, called here")


def _related(graph: EventGraph, loop: Loop) -> Iterator[Related]:
    first, *rest = loop.steps
    yield from _way_to(first)
    for edge in loop.steps if first in loop.guesses else rest:
        doubt = _doubt(edge) if edge in loop.guesses else ""
        yield Related(edge.at, f"{_phrase(graph, edge)}{doubt}")


def _doubt(edge: Edge) -> str:
    if edge.confidence is Confidence.LIKELY:
        return ", as far as is known"
    if isinstance(edge.carrier, SdkCall) and edge.carrier.conditions:
        return ", if the event that comes back makes it do so"
    return ", if its filter lets the event through"


def _phrase(graph: EventGraph, edge: Edge) -> str:
    source, target = _named(graph.source(edge)), _named(graph.target(edge))
    match edge.carrier:
        case RuleTarget() as carrier:
            return f"rule {carrier.rule} of {source} delivers to {target}"
        case EventBridgeNotifications():
            return f"{source} tells {target} of its objects"
        case SdkCall(operation="DeleteItem" | "DeleteObject" | "DeleteObjects"):
            return f"{source} deletes from {target}"
    verb = _VERBS.get(edge.kind, "delivers to")
    return f"{source} {verb} {target}"
