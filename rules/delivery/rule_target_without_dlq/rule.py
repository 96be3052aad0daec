"""rule-target-without-dlq: where the events go that EventBridge could not deliver."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Bus, LogGroup, RuleTarget
from eda_lint.rule import rule
from eda_lint.value import Absent


@rule(severity=Severity.WARNING)
def rule_target_without_dlq(graph: EventGraph) -> Iterator[Finding]:
    """A rule's target without a dead-letter config drops what EventBridge cannot deliver."""
    reported: set[RuleTarget] = set()
    for edge, delivery in graph.carriers(RuleTarget):
        bus, target = graph.source(edge), graph.target(edge)
        if not isinstance(bus, Bus) or isinstance(target, LogGroup) or delivery in reported:
            continue
        if not isinstance(delivery.dead_letter, Absent):
            continue
        # One target may have several edges, where a condition chooses the bus or the target.
        reported.add(delivery)
        yield Finding(
            at=edge.at,
            subject=bus,
            message=(
                f"rule {delivery.rule} on bus {bus} delivers to {target} without a dead-letter "
                "config: EventBridge drops what it cannot deliver, the target needs a queue for it"
            ),
            related=()
            if target.external
            else (Related(target.at, f"{target} misses what is dropped"),),
            confidence=edge.confidence,
            other=target.id,
        )
