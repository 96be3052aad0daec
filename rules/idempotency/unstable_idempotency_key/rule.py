"""unstable-idempotency-key: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.classify import Classifier
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.fresh import Fresh, described, fresh_part
from eda_lint.graph.repetition import repetitions
from eda_lint.location import Location
from eda_lint.model import CodeCall, Function, Guard, GuardKind, Handler, Moment, SdkCall
from eda_lint.rule import rule


@rule(severity=Severity.ERROR)
def unstable_idempotency_key(graph: EventGraph) -> Iterator[Finding]:
    """The key that should recognise a repetition is another one on every attempt."""
    classifier = Classifier(graph)
    for function in graph.all(Function):
        handler = function.handler
        if not isinstance(handler, Handler):
            continue
        repeated = classifier.financial(function) is not None or any(
            one.by_service for one in repetitions(graph, function)
        )
        told: set[Location] = set()
        for call in handler.behaviour.calls:
            for guard, part in _useless(call):
                if guard.at not in told and _is_meant(guard, call, repeated):
                    told.add(guard.at)
                    yield _finding(function, handler, guard, part)


def _useless(call: CodeCall) -> list[tuple[Guard, Fresh]]:
    """The guards of a call with what is fresh in their keys, if none of them holds."""
    if call.moment is not Moment.INVOCATION:
        return []
    found = [(guard, fresh_part(guard.key)) for guard in call.guards]
    useless = [(guard, part) for guard, part in found if part is not None]
    return useless if len(useless) == len(found) else []


def _is_meant(guard: Guard, call: CodeCall, repeated: bool) -> bool:
    """Whether a guard is there against repetition.

    A condition that a new item is new may only be against a collision, where nobody delivers twice.
    Many services take a client token, and only a transaction's stands for what it does.
    """
    if guard.kind is GuardKind.CONDITIONAL_WRITE:
        return repeated
    if guard.kind is GuardKind.CLIENT_TOKEN:
        return repeated and isinstance(call, SdkCall) and call.service == "dynamodb"
    return True


def _finding(function: Function, handler: Handler, guard: Guard, part: Fresh) -> Finding:
    what = described(part)
    return Finding(
        at=guard.at,
        subject=function,
        message=f"the {guard.kind.value} of {function} compares {what}, which is another one on "
        "every attempt, so that no repetition is recognised; needs an id out of the message",
        related=(Related(handler.at, f"{function} handles it"),),
        confidence=handler.confidence,
        other=guard.kind.value,
    )
