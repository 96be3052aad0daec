"""visibility-timeout-too-short: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Edge, Function, Queue
from eda_lint.rule import rule


@rule(severity=Severity.WARNING)
def visibility_timeout_too_short(graph: EventGraph, *, factor: int = 6) -> Iterator[Finding]:
    """A queue hides a message for less time than its consumer may need."""
    for queue in graph.all(Queue):
        # Several mappings may feed one function from one queue, each with a filter of its own.
        mapped = {edge.target: edge for edge, _ in graph.mappings(queue)}
        for edge in mapped.values():
            function = graph.target(edge)
            if isinstance(function, Function) and not (function.external or function.generated):
                yield from _too_short(queue, function, edge, factor)


def _too_short(queue: Queue, function: Function, edge: Edge, factor: int) -> Iterator[Finding]:
    hidden, runs = queue.visibility_timeout, function.timeout
    if not isinstance(hidden, int) or not isinstance(runs, int):
        return
    needed = max(factor, 1) * runs
    if hidden >= needed:
        return
    rejected = hidden < runs
    verdict = ", which Lambda rejects" if rejected else ""
    yield Finding(
        at=queue.at,
        subject=queue,
        message=f"{queue} hides a message for {hidden} s{verdict}, needs {needed} s "
        f"({max(factor, 1)} x the {runs} s of {function})",
        related=(
            Related(function.at, f"{function} may run for {runs} s"),
            Related(edge.at, "and receives from it here"),
        ),
        severity=Severity.ERROR if rejected else None,
        confidence=edge.confidence,
        other=function.id,
    )
