"""queue-without-dlq: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, surest
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Edge, PipeLeg, Queue
from eda_lint.rule import rule
from eda_lint.value import Absent

_DAY = 86_400


@rule(severity=Severity.ERROR)
def queue_without_dlq(graph: EventGraph) -> Iterator[Finding]:
    """A queue has nowhere to put the messages that its consumer cannot handle."""
    for queue in graph.all(Queue):
        if not isinstance(queue.redrive, Absent) or graph.is_failure_target(queue):
            continue
        receiving = tuple(_receiving(graph, queue))
        if receiving:
            yield Finding(
                at=queue.at,
                subject=queue,
                message=f"{queue} has no redrive policy: a message that always fails comes back"
                f"{_lifetime(queue)} and is then lost, needs a dead-letter queue",
                related=tuple(
                    Related(edge.at, f"{graph.target(edge)} receives from it here")
                    for edge in receiving
                    if edge.at != queue.at
                ),
                confidence=surest(edge.confidence for edge in receiving),
            )


def _receiving(graph: EventGraph, queue: Queue) -> Iterator[Edge]:
    """The edges by which functions and pipes take messages off a queue."""
    for edge, _ in graph.mappings(queue):
        yield edge
    for edge, leg in graph.carried(graph.outgoing(queue), PipeLeg):
        if leg.role == "source":
            yield edge


def _lifetime(queue: Queue) -> str:
    """For how long a message comes back, where that is known."""
    if not isinstance(queue.retention, int):
        return ""
    days, rest = divmod(queue.retention, _DAY)
    if rest:
        return f" for {queue.retention} s"
    return " for 1 day" if days == 1 else f" for {days} days"
