"""What a handler reads out of its event about the sender: the bucket that a notification names.

A function that writes to "the bucket of the event" writes to the one that invoked it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from eda_lint.model import (
    Edge,
    EdgeKind,
    EventSourceMapping,
    Notification,
    RuleTarget,
    Subscription,
)
from eda_lint.value import EventData, Items, Reference, Value, choice, field_of

_OF_A_NOTIFICATION = ("s3", "bucket", "name")
_OF_A_RULE = ("detail", "bucket", "name")


class Senders:
    """Who sends to the functions of a graph, by the deliveries that its templates declare."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._incoming: Mapping[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge.kind is EdgeKind.TRIGGER:
                self._incoming[edge.target].append(edge)

    def told(self, value: Value, function: str) -> Value | None:
        """What a value out of a function's event names, None where it names no sender of it."""
        if not isinstance(value, EventData):
            return None
        found: list[Value] = []
        if value.path[-3:] == _OF_A_NOTIFICATION:
            found = [Reference(bucket) for bucket in self._notifying(function, set())]
        elif value.path == _OF_A_RULE:
            found = list(self._asked_for(function))
        return choice(found, at=value.at) if found else None

    def _notifying(self, node: str, seen: set[str]) -> Iterator[str]:
        """The buckets whose notifications come to a node, by way of queues and topics too."""
        if node in seen:
            return
        seen.add(node)
        for edge in self._incoming.get(node, ()):
            match edge.carrier:
                case Notification():
                    yield edge.source
                case EventSourceMapping() | Subscription():
                    yield from self._notifying(edge.source, seen)

    def _asked_for(self, function: str) -> Iterator[Value]:
        """The buckets that the patterns of a function's rules name; none where one names none."""
        for edge in self._incoming.get(function, ()):
            if isinstance(edge.carrier, RuleTarget):
                names = field_of(edge.carrier.pattern, *_OF_A_RULE)
                if not isinstance(names, Items):
                    return
                yield from names.items
