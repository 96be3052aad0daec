"""partial-failure-mismatch: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Edge, EventSourceMapping, Function, Handler, Node, Queue, Stream, Table
from eda_lint.rule import rule


@rule(severity=Severity.ERROR)
def partial_failure_mismatch(graph: EventGraph) -> Iterator[Finding]:
    """Handler and mapping disagree on whether the failed items of a batch are named."""
    for function in graph.all(Function):
        handler = function.handler
        if not isinstance(handler, Handler):
            continue
        # A mapping whose source is left open has an edge from each: it is one fault.
        mapped = {mapping: edge for edge, mapping in graph.mappings(function)}
        if handler.behaviour.answers_batch_failures is True:
            yield from _unheard(graph, function, handler, mapped)
        elif handler.behaviour.answers_batch_failures is False:
            yield from _unsaid(graph, function, handler, mapped)


def _unheard(
    graph: EventGraph, function: Function, handler: Handler, mapped: dict[EventSourceMapping, Edge]
) -> Iterator[Finding]:
    """The handler names the items that failed, and the mapping does not ask for them."""
    for mapping, edge in mapped.items():
        source = graph.source(edge)
        if mapping.reports_item_failures is False and _may_report(source, mapping):
            yield Finding(
                at=edge.at,
                subject=function,
                message=f"{function} answers with the {_items(source)} that failed, and nobody "
                f"reads it: those of {source} count as done, needs ReportBatchItemFailures",
                related=(Related(handler.at, "the answer of this handler has batchItemFailures"),),
                confidence=least((edge.confidence, handler.confidence)),
                other=source.id,
            )


def _unsaid(
    graph: EventGraph, function: Function, handler: Handler, mapped: dict[EventSourceMapping, Edge]
) -> Iterator[Finding]:
    """The mapping asks for the items that failed, and no answer of the handler names them."""
    asking = {
        mapping: edge
        for mapping, edge in mapped.items()
        if mapping.reports_item_failures is True and _is_batch(mapping)
    }
    if not asking:
        return
    sources = [graph.source(edge) for edge in asking.values()]
    names = ", ".join(dict.fromkeys(source.name for source in sources))
    yield Finding(
        at=handler.at,
        subject=function,
        message=f"the handler of {function} never answers with batchItemFailures, which the "
        f"mapping of {names} asks for: one {_items(sources[0])[:-1]} that fails repeats its whole "
        "batch, needs an answer that names the failed ones",
        related=tuple(
            Related(mapping.at, f"ReportBatchItemFailures, up to {mapping.batch_size} at once")
            for mapping in asking
        ),
        confidence=least((handler.confidence, *(edge.confidence for edge in asking.values()))),
        other=sources[0].id,
    )


def _may_report(source: Node, mapping: EventSourceMapping) -> bool:
    """Whether AWS takes the setting: of brokers, for those alone whose failures it can send."""
    polled = isinstance(source, Queue | Stream | Table) or mapping.can_send_failures
    return polled and mapping.can_report_item_failures


def _is_batch(mapping: EventSourceMapping) -> bool:
    return isinstance(mapping.batch_size, int) and mapping.batch_size > 1


def _items(source: Node) -> str:
    return "messages" if isinstance(source, Queue) else "records"
