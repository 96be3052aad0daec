"""direct-invoke: functions that call functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from eda_lint.finding import Confidence, Finding, Related, Severity, least
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph, is_live
from eda_lint.graph.manner import Manner
from eda_lint.location import Location
from eda_lint.model import EdgeKind, Function, Handler, HttpCall, Moment, Node, SdkCall
from eda_lint.rule import rule
from eda_lint.value import Absent, field_of, outcomes, text_of

_INVOKING = frozenset({"Invoke", "InvokeAsync", "InvokeWithResponseStream"})
_DRY_RUN = "DryRun"
_ADVICE = "put a queue, topic, bus or state machine between them"

InvokingCall: TypeAlias = SdkCall | HttpCall


@frozen
class _Invocation:
    """One call that invokes a function; `callees` are those that it is known to reach."""

    call: InvokingCall
    manner: Manner
    callees: tuple[Node, ...]


@rule(severity=Severity.ERROR)
def direct_invoke(graph: EventGraph) -> Iterator[Finding]:
    """A function calls another function directly, so they fail, wait and scale together."""
    for function in graph.all(Function):
        if graph.runs_at_deployments_only(function):
            continue
        if isinstance(function.handler, Handler):
            by_place: dict[Location, list[_Invocation]] = defaultdict(list)
            for invocation in _invocations(graph, function, function.handler):
                by_place[invocation.call.at].append(invocation)
            for at, invocations in by_place.items():
                yield _finding(function, function.handler, at, invocations)


def _invocations(graph: EventGraph, function: Function, handler: Handler) -> Iterator[_Invocation]:
    reached: dict[InvokingCall, list[Node]] = defaultdict(list)
    for edge in graph.outgoing(function, EdgeKind.INVOKE):
        if isinstance(edge.carrier, SdkCall | HttpCall) and is_live(edge):
            reached[edge.carrier].append(graph.target(edge))
    for call in handler.behaviour.calls:
        if call.moment is not Moment.INVOCATION:
            continue
        if isinstance(call, SdkCall) and call.service == "lambda" and call.operation in _INVOKING:
            manner = _manner(call)
            if manner is not None:
                yield _Invocation(call, manner, tuple(reached[call]))
        elif isinstance(call, HttpCall) and call in reached:
            yield _Invocation(call, Manner.SYNCHRONOUS, tuple(reached[call]))


def _manner(call: SdkCall) -> Manner | None:
    """How a call invokes, also where its callee does not resolve; None for a dry run."""
    if call.operation == "InvokeAsync":
        return Manner.ASYNCHRONOUS
    types = {
        # An omitted InvocationType is RequestResponse.
        "RequestResponse" if isinstance(option, Absent) else text_of(option)
        for option in outcomes(field_of(call.arguments, "InvocationType"))
    }
    match types - {_DRY_RUN}:
        case left if not left:
            return None
        case left if left == {"RequestResponse"}:
            return Manner.SYNCHRONOUS
        case left if left == {"Event"}:
            return Manner.ASYNCHRONOUS
        case _:
            return Manner.UNSETTLED


def _finding(
    function: Function, handler: Handler, at: Location, invocations: list[_Invocation]
) -> Finding:
    callees = tuple(dict.fromkeys(c for invocation in invocations for c in invocation.callees))
    manner = _worst(invocation.manner for invocation in invocations)
    return Finding(
        at=at,
        subject=function,
        message=f"{function} {_story(function, callees, manner, invocations[0].call)}; {_ADVICE}",
        related=tuple(dict.fromkeys(_related(function, callees, invocations))),
        severity=None if manner is Manner.SYNCHRONOUS else Severity.WARNING,
        confidence=least((handler.confidence, *_confidences(invocations))),
        other=callees[0].id if len(callees) == 1 else "",
        flows=tuple(dict.fromkeys(_flows(function, invocations))),
    )


def _confidences(invocations: Iterable[_Invocation]) -> Iterator[Confidence]:
    for invocation in invocations:
        if isinstance(invocation.call, SdkCall):
            yield invocation.call.confidence


def _worst(manners: Iterable[Manner]) -> Manner:
    order = (Manner.SYNCHRONOUS, Manner.UNSETTLED, Manner.ASYNCHRONOUS)
    return min(manners, key=order.index)


def _story(
    function: Function, callees: tuple[Node, ...], manner: Manner, call: InvokingCall
) -> str:
    named = " or ".join("itself" if callee == function else str(callee) for callee in callees)
    callee = named or "another function"
    way = " by its URL" if isinstance(call, HttpCall) else ""
    match manner:
        case Manner.SYNCHRONOUS:
            return f"calls {callee}{way} and waits for its answer"
        case Manner.ASYNCHRONOUS:
            return f"calls {callee} asynchronously, by name"
        case _:
            return f"calls {callee} directly, and may wait for its answer"


def _flows(function: Function, invocations: list[_Invocation]) -> Iterator[tuple[Related, ...]]:
    """The way of each invocation, into the function that it reaches where that is known."""
    for invocation in invocations:
        call = invocation.call
        way = [Related(s.at, f"by way of {s.called}, called here") for s in call.path]
        reached = [c for c in invocation.callees if not c.external and c != function]
        for callee in reached:
            called = Related(call.at, f"{function} calls {callee}")
            yield (*way, called, Related(callee.at, f"{callee} runs"))
        if way and not reached:
            yield (*way, Related(call.at, f"{function} calls another function"))


def _related(
    function: Function, callees: tuple[Node, ...], invocations: list[_Invocation]
) -> Iterator[Related]:
    for invocation in invocations:
        for step in invocation.call.path:
            yield Related(step.at, f"by way of {step.called}, called here")
    for callee in callees:
        if not callee.external and callee != function:
            yield Related(callee.at, f"{callee} is called")
