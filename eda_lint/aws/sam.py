"""SAM's `Events`: each entry is read by the module of its service."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import End, Resource, SamEvent, Statement
from eda_lint.value import entries_of, field_of, outcomes, text_of


def events(owner: Resource, target: End) -> Iterator[Statement]:
    """What the `Events` of a SAM function or state machine state; `target` is what they reach.

    An event type that no module knows states nothing.
    """
    readers = catalogue().sam_events
    for entry in entries_of(owner.property("Events")):
        at = entry.at or owner.at
        for event in outcomes(entry.value):
            kind = text_of(field_of(event, "Type")) or ""
            if kind in readers:
                properties = field_of(event, "Properties")
                yield from readers[kind](SamEvent(entry.key, kind, properties, at, owner, target))
