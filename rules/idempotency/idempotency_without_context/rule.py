"""idempotency-without-context: idempotent functions that do not know when Lambda gives up."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Function, Handler
from eda_lint.rule import rule


@rule(severity=Severity.WARNING)
def idempotency_without_context(graph: EventGraph) -> Iterator[Finding]:
    """An idempotent function's config never gets Lambda's context, so a timeout blocks retries."""
    for function in graph.all(Function):
        if isinstance(function.handler, Handler):
            for idempotent in function.handler.behaviour.unregistered:
                yield Finding(
                    at=idempotent.at,
                    subject=function,
                    message=(
                        f"{idempotent.function} is idempotent without Lambda's context: after a "
                        f"timeout of {function} its record stays in progress and refuses every "
                        "retry until it expires; needs register_lambda_context on its config"
                    ),
                    related=(
                        Related(function.handler.at, "the handler has the context"),
                        *(
                            Related(step.at, f"{step.called} is called here")
                            for step in idempotent.path
                        ),
                    ),
                    confidence=function.handler.confidence,
                )
