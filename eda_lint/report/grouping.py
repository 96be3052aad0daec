"""The entries of a report in groups: by the file they stand in, or by the rule they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import groupby

from eda_lint.frozen import frozen
from eda_lint.report.counts import headline
from eda_lint.report.entries import Entry


class Grouping(Enum):
    """How entries stand together; by place they have no groups."""

    PLACE = "place"
    FILE = "file"
    RULE = "rule"


@frozen
class Group:
    """Entries under a title, which says how many there are; without groups it is empty."""

    title: str
    entries: tuple[Entry, ...]


def grouped(found: Sequence[Entry], grouping: Grouping) -> tuple[Group, ...]:
    """The entries in groups; in each they keep their order. Rules stand with the worst first."""
    match grouping:
        case Grouping.PLACE:
            return (Group("", tuple(found)),) if found else ()
        case Grouping.FILE:
            return _groups(found, _path)
        case Grouping.RULE:
            worst: dict[str, int] = {}
            for entry in found:
                worst[entry.rule] = max(worst.get(entry.rule, 0), entry.severity.rank)
            ranked = sorted(found, key=lambda entry: (-worst[entry.rule], entry.rule))
            return _groups(ranked, _rule)


def _groups(found: Sequence[Entry], name: Callable[[Entry], str]) -> tuple[Group, ...]:
    several = ((title, tuple(members)) for title, members in groupby(found, name))
    return tuple(Group(f"{title}: {headline(members)}", members) for title, members in several)


def _path(entry: Entry) -> str:
    return entry.at.path


def _rule(entry: Entry) -> str:
    return entry.rule
