"""async-function-without-dlq: where the events go that Lambda gives up on."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws import facts
from eda_lint.finding import Confidence, Finding, Related, Severity
from eda_lint.graph.adrift import adrift
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.manner import Manner
from eda_lint.model import Edge, Function, InvokeConfig
from eda_lint.rule import rule
from eda_lint.value import Absent, Unknown


@rule(severity=Severity.ERROR)
def async_function_without_dlq(graph: EventGraph) -> Iterator[Finding]:
    """A function that is invoked asynchronously loses the events that it fails on."""
    if any(_catches(config) for config in adrift(graph, InvokeConfig)):
        return
    for function in graph.all(Function):
        configs = graph.settings(function, InvokeConfig)
        if not isinstance(function.dead_letter, Absent):
            continue
        if any(isinstance(config.qualifier, Unknown) for config in configs):
            continue
        invocations = graph.invocations(function, Manner.ASYNCHRONOUS)
        losing = [edge for edge in invocations if _loses(edge, configs)]
        if losing:
            yield _finding(graph, function, losing, configs)


def _catches(config: InvokeConfig) -> bool:
    return not isinstance(config.on_failure, Absent)


def _loses(edge: Edge, configs: tuple[InvokeConfig, ...]) -> bool:
    """Whether an event that fails on this way in certainly has nowhere to go."""
    if isinstance(edge.qualifier, Unknown):
        return False
    return not any(_catches(c) for c in configs if c.qualifier == edge.qualifier)


def _finding(
    graph: EventGraph, function: Function, losing: list[Edge], configs: tuple[InvokeConfig, ...]
) -> Finding:
    related: dict[str, Related] = {}
    for edge in losing:
        source = graph.source(edge)
        related.setdefault(source.id, Related(edge.at, f"{source} invokes it asynchronously here"))
    catching = {_qualifier(config): config for config in configs if _catches(config)}
    certain = any(edge.confidence is Confidence.CERTAIN for edge in losing)
    return Finding(
        at=function.at,
        subject=function,
        message=f"{_lacks(function, losing, sorted(catching))}: {_lost(losing, configs)}",
        related=(
            *related.values(),
            *(
                Related(c.at, f"only {q} has an on-failure destination")
                for q, c in catching.items()
            ),
        ),
        confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
    )


def _lacks(function: Function, losing: list[Edge], catching: list[str]) -> str:
    if not catching:
        return (
            f"{function} is invoked asynchronously and has neither a dead-letter queue "
            "nor an on-failure destination"
        )
    invoked = " and ".join(sorted({_qualifier(edge) for edge in losing}))
    return (
        f"{function} has its on-failure destination on {' and '.join(catching)}, "
        f"but is invoked asynchronously on {invoked}, which needs its own"
    )


def _lost(losing: list[Edge], configs: tuple[InvokeConfig, ...]) -> str:
    """What becomes of an event; the least number of attempts where qualifiers differ."""
    retries = []
    for edge in losing:
        own = [c.maximum_retries for c in configs if c.qualifier == edge.qualifier]
        retries += own or [facts.ASYNCHRONOUS_RETRIES]
    known = [number for number in retries if not isinstance(number, Unknown)]
    if len(known) < len(retries):
        return "an event that keeps failing is lost"
    attempts = 1 + min(known)
    return f"after {attempts} failed {'attempt' if attempts == 1 else 'attempts'} an event is lost"


def _qualifier(invoked: Edge | InvokeConfig) -> str:
    return str(invoked.qualifier or "$LATEST")
