"""receive-count-too-low: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, surest
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Queue
from eda_lint.rule import rule
from eda_lint.value import ABSENT, outcomes


@rule(severity=Severity.WARNING)
def receive_count_too_low(graph: EventGraph, *, minimum: int = 3) -> Iterator[Finding]:
    """A queue gives a message up after fewer receives than a healthy one may need."""
    for queue in graph.all(Queue):
        receives = queue.maximum_receives
        if not isinstance(receives, int) or receives >= minimum:
            continue
        if ABSENT in outcomes(queue.redrive):
            continue  # a condition may take the whole policy away
        mapped = tuple(edge for edge, _ in graph.mappings(queue))
        if mapped:
            yield Finding(
                at=queue.at,
                subject=queue,
                message=f"{queue} gives a message up after {_times(receives)}, "
                f"needs at least {minimum}",
                related=(
                    *_set_here(queue),
                    *(Related(e.at, f"{graph.target(e)} receives from it here") for e in mapped),
                ),
                confidence=surest(edge.confidence for edge in mapped),
            )


def _set_here(queue: Queue) -> Iterator[Related]:
    if queue.maximum_receives_at is not None:
        yield Related(queue.maximum_receives_at, "its maxReceiveCount is set here")


def _times(receives: int) -> str:
    return "1 receive" if receives == 1 else f"{receives} receives"
