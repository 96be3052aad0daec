"""Does an EventBridge pattern, an S3 key filter or a mapping's filter admit this event?

Three answers: certainly, certainly not, or what is known of the event does not contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum

from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Items,
    Literal,
    Record,
    Value,
    entries_of,
    field_of,
    items_of,
    scalar_text,
    text_of,
)


class Admission(Enum):
    """What a filter says to an event, in rising order of certainty that it passes."""

    NEVER = 0
    PERHAPS = 1
    ALWAYS = 2


def every(admissions: Iterable[Admission]) -> Admission:
    """All must pass."""
    return min(admissions, key=lambda a: a.value, default=Admission.ALWAYS)


def some(admissions: Iterable[Admission]) -> Admission:
    """One must pass."""
    return max(admissions, key=lambda a: a.value, default=Admission.NEVER)


def admits(pattern: Value, event: Value) -> Admission:
    """Whether an EventBridge-style pattern (a Record of lists of matchers) admits an event.

    A pattern that is not set admits everything.
    """
    if isinstance(pattern, Absent):
        return Admission.ALWAYS
    if not isinstance(pattern, Record):
        return Admission.PERHAPS
    answers = [
        some(admits(branch, event) for branch in items_of(entry.value))
        if entry.key == "$or"
        else _admits_field(entry.value, field_of(event, entry.key))
        for entry in pattern.entries
    ]
    answer = every(answers)
    return Admission.PERHAPS if pattern.open and answer is Admission.ALWAYS else answer


def _admits_field(matchers: Value, found: Value) -> Admission:
    if isinstance(matchers, Record):
        return admits(matchers, found)
    if isinstance(found, Choice):
        return _of_options(_admits_field(matchers, option) for option in found.options)
    if not isinstance(matchers, Items):
        return Admission.PERHAPS
    answer = some(_admits_value(matcher, found) for matcher in matchers.items)
    return Admission.PERHAPS if matchers.open and answer is Admission.NEVER else answer


def _of_options(answers: Iterable[Admission]) -> Admission:
    """What holds for every option holds; else it depends."""
    distinct = set(answers)
    return distinct.pop() if len(distinct) == 1 else Admission.PERHAPS


def _admits_value(matcher: Value, found: Value) -> Admission:
    if isinstance(found, Items) and not isinstance(matcher, Record):
        return some(_admits_value(matcher, item) for item in found.items)
    if isinstance(matcher, Literal):
        return _equal(matcher, found)
    entries = entries_of(matcher)
    if len(entries) != 1:
        return Admission.PERHAPS
    name, argument = entries[0].key, entries[0].value
    match name:
        case "exists":
            return _exists(argument, found)
        case "prefix":
            return starts_with(found, argument)
        case "suffix":
            return ends_with(found, argument)
        case "anything-but":
            return _anything_but(argument, found)
        case "equals-ignore-case":
            return _compare(argument, found, lambda a, b: a.lower() == b.lower())
        case "wildcard":
            return _compare(argument, found, _wildcard)
        case _:
            return Admission.NEVER if isinstance(found, Absent) else Admission.PERHAPS


def _equal(matcher: Literal, found: Value) -> Admission:
    if isinstance(found, Absent):
        return Admission.NEVER
    if isinstance(found, Literal):
        same = scalar_text(found) == scalar_text(matcher)
        return Admission.ALWAYS if same else Admission.NEVER
    if isinstance(found, Concat):
        return Admission.NEVER if _contradicts(found, scalar_text(matcher)) else Admission.PERHAPS
    return Admission.PERHAPS


def _contradicts(found: Concat, text: str) -> bool:
    """Whether text with holes can never be this text."""
    first, last = text_of(found.parts[0]) or "", text_of(found.parts[-1]) or ""
    return not (text.startswith(first) and text.endswith(last))


def _exists(argument: Value, found: Value) -> Admission:
    wanted = text_of(argument)
    if isinstance(found, Absent):
        return Admission.ALWAYS if wanted == "false" else Admission.NEVER
    if isinstance(found, Literal | Concat | Record | Items):
        return Admission.NEVER if wanted == "false" else Admission.ALWAYS
    return Admission.PERHAPS


def _anything_but(argument: Value, found: Value) -> Admission:
    if isinstance(found, Absent):
        return Admission.NEVER
    banned = items_of(argument)
    answer = some(
        _admits_value(item, found) if isinstance(item, Literal | Record) else Admission.PERHAPS
        for item in banned
    )
    return Admission(2 - answer.value)


def _compare(argument: Value, found: Value, same: Callable[[str, str], bool]) -> Admission:
    wanted, text = text_of(argument), text_of(found)
    if isinstance(found, Absent):
        return Admission.NEVER
    if wanted is None or text is None:
        return Admission.PERHAPS
    return Admission.ALWAYS if same(wanted, text) else Admission.NEVER


def _wildcard(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def starts_with(found: Value, prefix: Value) -> Admission:
    """Whether text, as far as it is known, starts with a prefix."""
    return _edge_of(found, prefix, 0, str.startswith)


def ends_with(found: Value, suffix: Value) -> Admission:
    """Whether text, as far as it is known, ends with a suffix."""
    return _edge_of(found, suffix, -1, str.endswith)


def _edge_of(found: Value, wanted: Value, end: int, test: Callable[[str, str], bool]) -> Admission:
    if isinstance(wanted, Absent):
        return Admission.ALWAYS
    if isinstance(found, Absent):
        return Admission.NEVER
    if isinstance(found, Choice):
        return _of_options(_edge_of(option, wanted, end, test) for option in found.options)
    affix = text_of(wanted)
    if affix is None:
        return Admission.PERHAPS
    if isinstance(found, Literal):
        return Admission.ALWAYS if test(scalar_text(found), affix) else Admission.NEVER
    known = text_of(found.parts[end]) if isinstance(found, Concat) else None
    if not known:
        return Admission.PERHAPS
    if test(known, affix):
        return Admission.ALWAYS
    # The known edge may be shorter than the affix: then the affix must go on from it.
    return Admission.PERHAPS if test(affix, known) else Admission.NEVER
