"""critical-function-without-reserved-concurrency: no place is kept for what matters most."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Confidence, Finding, Severity
from eda_lint.graph.classify import Classification, Classifier
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import EventSourceMapping, Function
from eda_lint.rule import rule

_ALL = "all"


@rule(severity=Severity.WARNING)
def critical_function_without_reserved_concurrency(
    graph: EventGraph, *, scope: str = "critical"
) -> Iterator[Finding]:
    """A critical function has no reserved concurrency, so any other one can starve it."""
    classifier = Classifier(graph)
    for function in graph.all(Function):
        if function.reserved_concurrency is not None or _is_bounded(graph, function):
            continue
        if graph.runs_at_deployments_only(function):
            continue
        classification = classifier.critical(function)
        if classification is not None or scope == _ALL:
            yield _finding(function, classification)


def _finding(function: Function, classification: Classification | None) -> Finding:
    critical = f" is critical ({classification.reason}) and" if classification else ""
    return Finding(
        at=function.at,
        subject=function,
        message=(
            f"{function}{critical} shares the account's unreserved concurrency with every other "
            "function; needs reserved concurrency of its own"
        ),
        confidence=classification.confidence if classification else Confidence.CERTAIN,
    )


def _is_bounded(graph: EventGraph, function: Function) -> bool:
    """Whether mappings with a maximum concurrency are all that invokes a function.

    A maximum that is settled at deployment is one, too.
    """
    invocations = graph.invocations(function)
    return bool(invocations) and all(
        isinstance(edge.carrier, EventSourceMapping)
        and edge.carrier.maximum_concurrency is not None
        for edge in invocations
    )
