"""handler-not-found: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Function, MissingHandler
from eda_lint.rule import rule
from eda_lint.value import Absent


@rule(severity=Severity.ERROR)
def handler_not_found(graph: EventGraph) -> Iterator[Finding]:
    """A function's Handler leads to nothing in its code."""
    for function in graph.all(Function):
        handler = function.handler
        if isinstance(handler, MissingHandler) and _is_certain(function, handler):
            yield Finding(
                at=handler.at or function.at,
                subject=function,
                message=f"the handler of {function} is not in its code: {handler.why}; "
                "every invocation fails, needs a handler that is there",
                related=(Related(function.at, f"{function} is declared here"),),
            )


def _is_certain(function: Function, handler: MissingHandler) -> bool:
    """A file that is not in the code may be in a layer; a file of the code hides a layer's."""
    return handler.in_file or isinstance(function.layers, Absent)
