"""polling-in-handler: functions that are paid for waiting."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Function, Handler, Polling
from eda_lint.rule import rule
from eda_lint.value import Unknown

_RECEIVE = "ReceiveMessage"


@rule(severity=Severity.WARNING)
def polling_in_handler(graph: EventGraph, *, rounds: int = 3) -> Iterator[Finding]:
    """A function sleeps and asks again until something else is done, and is paid for all of it."""
    for function in graph.all(Function):
        handler = function.handler
        if isinstance(handler, Handler) and not handler.behaviour.durable:
            for polling in handler.behaviour.pollings:
                if _goes_on(polling.rounds, rounds):
                    yield _finding(function, handler, polling, rounds)


def _goes_on(found: int | Unknown | None, allowed: int) -> bool:
    return found is None or (not isinstance(found, Unknown) and found > allowed)


def _finding(function: Function, handler: Handler, polling: Polling, allowed: int) -> Finding:
    operation = polling.asked.operation
    often = f"up to {polling.rounds} times" if isinstance(polling.rounds, int) else "without limit"
    if operation == _RECEIVE:
        instead = "an event source mapping that receives for it"
    else:
        instead = "a state machine or an event of the service that waits for it"
    return Finding(
        at=polling.at,
        subject=function,
        message=(
            f"{function} sleeps and calls {operation} again, {often}, and pays for the wait "
            f"(allowed: {allowed}); needs {instead}"
        ),
        related=(
            Related(polling.slept, "it sleeps here"),
            Related(polling.asked.at, f"{operation} is called here"),
            *(Related(step.at, f"by way of {step.called}, called here") for step in polling.path),
        ),
        confidence=least((handler.confidence, polling.asked.confidence)),
    )
