"""init-in-handler: clients that are built on every invocation."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Remedy, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Construction, Function, Handler, Moment
from eda_lint.rule import rule

_CONSTANT = "build it once, at module level"
_DEPENDENT = "build it once and keep it, memoised or at module level"


@rule(severity=Severity.WARNING)
def init_in_handler(graph: EventGraph) -> Iterator[Finding]:
    """A client, connection or session is built again on every invocation."""
    for function in graph.all(Function):
        if graph.runs_at_deployments_only(function):
            continue
        if isinstance(function.handler, Handler):
            for construction in _repeated(function.handler):
                yield _finding(function, function.handler, construction)


def _repeated(handler: Handler) -> Iterator[Construction]:
    """What is built on every invocation, one construction per place.

    A place that is also reached with data of the request cannot be built once.
    """
    repeated = [c for c in handler.behaviour.constructions if c.moment is Moment.INVOCATION]
    per_request = {c.at for c in repeated if c.per_request}
    by_place: dict[Location, Construction] = {}
    for construction in repeated:
        if construction.at not in per_request:
            by_place.setdefault(construction.at, construction)
    yield from by_place.values()


def _finding(function: Function, handler: Handler, construction: Construction) -> Finding:
    at, constant = construction.at, construction.constant
    advice = _CONSTANT if constant else _DEPENDENT
    return Finding(
        at=at,
        subject=function,
        message=f"{construction.what} is built on every invocation of {function}; {advice}",
        related=tuple(
            Related(step.at, f"by way of {step.called}, called here") for step in construction.path
        ),
        confidence=handler.confidence,
        remedy=Remedy("hoist-construction", at, safe=True) if constant else None,
    )
