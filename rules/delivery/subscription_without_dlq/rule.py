"""subscription-without-dlq: where the messages go that SNS could not deliver."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Subscription
from eda_lint.rule import rule
from eda_lint.value import Absent

_REDRIVEN = frozenset({"lambda", "sqs", "http", "https"})


@rule(severity=Severity.WARNING)
def subscription_without_dlq(graph: EventGraph) -> Iterator[Finding]:
    """A subscription without a redrive policy drops what SNS cannot deliver."""
    reported: set[Subscription] = set()
    for edge, subscription in graph.carriers(Subscription):
        if subscription.protocol not in _REDRIVEN or subscription in reported:
            continue
        if not isinstance(subscription.redrive, Absent):
            continue
        # One subscription may have several edges, where a condition chooses its ends.
        reported.add(subscription)
        topic, endpoint = graph.source(edge), graph.target(edge)
        yield Finding(
            at=edge.at,
            subject=topic,
            message=(
                f"the {subscription.protocol} subscription of {endpoint} to {topic} has no redrive "
                "policy: SNS drops what it cannot deliver, it needs a dead-letter queue"
            ),
            related=tuple(
                Related(node.at, f"{node} {what}")
                for node, what in ((topic, "publishes"), (endpoint, "misses what is dropped"))
                if not node.external
            ),
            confidence=edge.confidence,
            other=endpoint.id,
        )
