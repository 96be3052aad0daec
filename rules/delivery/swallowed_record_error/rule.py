"""swallowed-record-error: records that fail, and count as done."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import (
    Broker,
    Edge,
    Function,
    Handler,
    Queue,
    RecordLoop,
    Stream,
    Table,
)
from eda_lint.rule import rule


@rule(severity=Severity.ERROR)
def swallowed_record_error(graph: EventGraph) -> Iterator[Finding]:
    """A record that fails is only logged, so it counts as done and is lost."""
    for function in graph.all(Function):
        handler = function.handler
        if (
            not isinstance(handler, Handler)
            or handler.behaviour.answers_batch_failures is not False
        ):
            continue
        edges = [
            edge
            for edge, _ in graph.mappings(function)
            if isinstance(graph.source(edge), Queue | Stream | Table | Broker)
        ]
        if not edges:
            continue
        told: dict[Location, RecordLoop] = {}
        for loop in handler.behaviour.record_loops:
            for at in loop.swallowed:
                told.setdefault(at, loop)
        for at, loop in told.items():
            yield _finding(graph, function, handler, edges, at, loop)


def _finding(
    graph: EventGraph,
    function: Function,
    handler: Handler,
    edges: list[Edge],
    at: Location,
    loop: RecordLoop,
) -> Finding:
    sources = tuple(dict.fromkeys(graph.source(edge) for edge in edges))
    named = " or ".join(str(source) for source in sources)
    return Finding(
        at=at,
        subject=function,
        message=(
            f"{function} only logs the error of a record and goes on, so {named} takes the record "
            "for done and it is lost; needs to raise, or to name it in batchItemFailures"
        ),
        related=(
            Related(loop.at, "the records are walked here"),
            *(Related(step.at, f"by way of {step.called}, called here") for step in loop.path),
            *(
                Related(edge.at, f"{graph.source(edge)} delivers again only what fails")
                for edge in edges
            ),
        ),
        confidence=least((handler.confidence, *(edge.confidence for edge in edges))),
        other=sources[0].id if len(sources) == 1 else "",
    )
