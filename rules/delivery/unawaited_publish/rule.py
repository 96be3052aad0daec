"""unawaited-publish: calls that nobody waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Function, Handler, Moment, SdkCall
from eda_lint.rule import rule


@rule(severity=Severity.ERROR)
def unawaited_publish(graph: EventGraph) -> Iterator[Finding]:
    """An SDK call is not awaited: the invocation may be over before it was made."""
    for function in graph.all(Function):
        if isinstance(function.handler, Handler):
            by_place: dict[Location, list[SdkCall]] = defaultdict(list)
            for call in function.handler.behaviour.calls:
                if not isinstance(call, SdkCall) or call.adrift is None:
                    continue
                if call.moment is Moment.INVOCATION:
                    by_place[call.adrift].append(call)
            for at, calls in by_place.items():
                yield _finding(function, function.handler, at, calls)


def _finding(function: Function, handler: Handler, at: Location, calls: list[SdkCall]) -> Finding:
    operations = ", ".join(dict.fromkeys(call.operation for call in calls))
    helper = next((s.called for call in calls for s in call.path if s.at == at), "")
    left = f"{helper}, which makes {operations}," if helper else operations
    return Finding(
        at=at,
        subject=function,
        message=(
            f"nobody awaits {left} before {function} ends, so the call may never be made and its "
            "failure is never seen; needs an await"
        ),
        related=tuple(dict.fromkeys(_related(at, calls))),
        confidence=least((handler.confidence, *(call.confidence for call in calls))),
    )


def _related(at: Location, calls: list[SdkCall]) -> Iterator[Related]:
    for call in calls:
        for step in call.path:
            if step.at != at:
                yield Related(step.at, f"by way of {step.called}, called here")
        if call.at != at:
            yield Related(call.at, f"{call.operation} is called here")
