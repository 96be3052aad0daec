"""batch-without-partial-failure: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import EventSourceMapping, Function, Handler, Queue, Stream, Table
from eda_lint.rule import rule


@rule(severity=Severity.WARNING)
def batch_without_partial_failure(graph: EventGraph) -> Iterator[Finding]:
    """One failed record makes a whole batch come back."""
    for function in graph.all(Function):
        if _answers(function):
            continue
        # A mapping whose source is left open has an edge from each: it is one fault.
        mapped = {mapping: edge for edge, mapping in graph.mappings(function)}
        for mapping, edge in mapped.items():
            source = graph.source(edge)
            if isinstance(source, Queue | Stream | Table) and _is_all_or_nothing(mapping):
                what = "messages" if isinstance(source, Queue) else "records"
                yield Finding(
                    at=edge.at,
                    subject=function,
                    message=f"{function} receives up to {mapping.batch_size} {what} of {source} "
                    "at once and one that fails repeats them all, needs ReportBatchItemFailures",
                    related=tuple(_handler(function)),
                    confidence=edge.confidence,
                    other=source.id,
                )


def _answers(function: Function) -> bool:
    """Whether the handler names its failures: then only the mapping breaks their contract."""
    handler = function.handler
    return isinstance(handler, Handler) and handler.behaviour.answers_batch_failures is True


def _is_all_or_nothing(mapping: EventSourceMapping) -> bool:
    return (
        isinstance(mapping.batch_size, int)
        and mapping.batch_size > 1
        and mapping.reports_item_failures is False
        and mapping.can_report_item_failures
    )


def _handler(function: Function) -> Iterator[Related]:
    if isinstance(function.handler, Handler):
        yield Related(function.handler.at, "an exception here fails the whole batch")
