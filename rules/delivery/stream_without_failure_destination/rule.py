"""stream-without-failure-destination: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.facts import INFINITE
from eda_lint.finding import Finding, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import EventSourceMapping, Function
from eda_lint.rule import rule
from eda_lint.value import Absent, Unknown


@rule(severity=Severity.WARNING)
def stream_without_failure_destination(graph: EventGraph) -> Iterator[Finding]:
    """What a stream's consumer cannot handle is dropped without a trace."""
    for function in graph.all(Function):
        # A mapping whose source is left open has an edge from each: it is one fault.
        mapped = {mapping: edge for edge, mapping in graph.mappings(function)}
        for mapping, edge in mapped.items():
            source = graph.source(edge)
            if mapping.can_send_failures and isinstance(mapping.on_failure, Absent):
                yield Finding(
                    at=edge.at,
                    subject=function,
                    message=f"a record of {source} that {function} cannot handle is lost"
                    f"{_when(mapping)}, needs an on-failure destination on the mapping",
                    confidence=edge.confidence,
                    other=source.id,
                )


def _when(mapping: EventSourceMapping) -> str:
    """When Lambda gives a record up, where that is known."""
    retries, age = mapping.maximum_retries, mapping.maximum_record_age
    if isinstance(retries, Unknown) or isinstance(age, Unknown):
        return ""
    if retries != INFINITE:
        return " after 1 retry" if retries == 1 else f" after {retries} retries"
    return " once it expires" if age == INFINITE else f" once it is {age} s old"
