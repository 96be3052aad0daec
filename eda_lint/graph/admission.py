"""Does the filter of a delivery admit what is sent? As `pattern` answers, with Unknown as silence.

`Admission.PERHAPS` is said only where something is known that the filter does not contradict: the
start of a key, one of two branches, or the very field of the handler's event that is sent on.
Where nothing is known of what a filter asks for, the answer is `NEVER`: no finding rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.aws.text import structure
from eda_lint.graph.pattern import Admission, admits, every, some
from eda_lint.model import (
    Carrier,
    EventSourceMapping,
    Notification,
    PipeLeg,
    RuleTarget,
    Subscription,
)
from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Entry,
    EventData,
    Items,
    Literal,
    Record,
    Unknown,
    Value,
    entries_of,
    field_of,
    inside,
    items_of,
)


def admission(carrier: Carrier, event: Value) -> Admission:
    """Whether a delivery lets an event through that has come to its source."""
    match carrier:
        case Notification():
            return _notifies(carrier, event)
        case RuleTarget():
            return passes(carrier.pattern, event)
        case Subscription():
            by_body = carrier.filter_scope == "MessageBody"
            scope = field_of(event, "body" if by_body else "attributes")
            return passes(carrier.filter_policy, scope)
        case EventSourceMapping() | PipeLeg():
            return _selects(carrier.filters, event)
        case _:
            return Admission.ALWAYS


def _notifies(notification: Notification, event: Value) -> Admission:
    """By the kinds of event that a bucket notifies of, and by prefix and suffix of the key."""
    kinds = tuple(
        _matcher("prefix", Literal(name[:-1])) if name.endswith("*") else Literal(name)
        for name in notification.events
    )
    asked = [_asking("event", kinds)]
    for edge, wanted in (("prefix", notification.prefix), ("suffix", notification.suffix)):
        if not isinstance(wanted, Absent):
            asked.append(_asking("key", (_matcher(edge, wanted),)))
    return every(passes(pattern, event) for pattern in asked)


def _selects(criteria: Value, event: Value) -> Admission:
    """By a mapping's or pipe's FilterCriteria, any of whose patterns will do."""
    if isinstance(criteria, Choice):
        return every(_selects(option, event) for option in criteria.options)
    if isinstance(criteria, Unknown):
        return Admission.NEVER
    filters = field_of(criteria, "Filters")
    if isinstance(filters, Absent):
        return Admission.ALWAYS
    patterns = items_of(filters)
    if not patterns:
        empty = isinstance(filters, Items) and not filters.open
        return Admission.ALWAYS if empty else Admission.NEVER
    return some(passes(structure(field_of(each, "Pattern")), event) for each in patterns)


def _matcher(name: str, argument: Value) -> Record:
    return Record((Entry(name, argument),))


def _asking(name: str, matchers: Iterable[Value]) -> Record:
    return Record((Entry(name, Items(tuple(matchers))),))


def passes(pattern: Value, event: Value) -> Admission:
    """Whether a pattern admits an event; one that is not set admits any, an Unknown one none."""
    if isinstance(pattern, Absent):
        return Admission.ALWAYS
    if isinstance(pattern, Choice):
        return every(passes(option, event) for option in pattern.options)
    if not isinstance(pattern, Record) or pattern.open:
        return Admission.NEVER
    answer = Admission.ALWAYS
    for entry in pattern.entries:
        answer = every((answer, _entry_passes(entry, event)))
        if answer is Admission.NEVER:
            break
    return answer


def _entry_passes(asked: Entry, event: Value) -> Admission:
    if asked.key == "$or":
        return some(passes(branch, event) for branch in items_of(asked.value))
    found = field_of(event, asked.key)
    if isinstance(asked.value, Record):
        return passes(asked.value, found)
    if not isinstance(asked.value, Items):
        return Admission.NEVER
    return _field_passes(asked.key, asked.value.items, found)


def _field_passes(name: str, matchers: tuple[Value, ...], found: Value) -> Admission:
    if isinstance(found, Choice):
        answers = {_field_passes(name, matchers, option) for option in found.options}
        if len(answers) == 1:
            return answers.pop()
        return Admission.PERHAPS
    return some(_matches(name, matcher, found) for matcher in matchers)


def _matches(name: str, matcher: Value, found: Value) -> Admission:
    if matcher == found and not any(isinstance(part, Unknown) for part in inside(found)):
        return Admission.ALWAYS  # the same parameter or resource, whatever its value
    if isinstance(found, Unknown):
        return Admission.NEVER
    answer = admits(_asking(name, (matcher,)), _matcher(name, found))
    if answer is Admission.PERHAPS and not _speaks(name, matcher, found):
        return Admission.NEVER
    return answer


def _speaks(name: str, matcher: Value, found: Value) -> bool:
    """Whether what is known of a field says anything about what is asked of it."""
    if not all(isinstance(part, Literal | Record | Items) for part in inside(matcher)):
        return False
    for asked in entries_of(matcher):
        if asked.key == "prefix" and isinstance(found, Concat):
            return _is_known(name, found.parts[0])
        if asked.key == "suffix" and isinstance(found, Concat):
            # What is made of the event's data mostly keeps its ending, as a file's name does.
            tail = found.parts[-1]
            return isinstance(tail, Literal) or any(isinstance(p, EventData) for p in inside(tail))
    if isinstance(found, Concat):
        return any(_is_known(name, part) for part in (found.parts[0], found.parts[-1]))
    return _is_known(name, found)


def _is_known(name: str, found: Value) -> bool:
    """Constants are known, and so is the field of this name out of the event that came."""
    if isinstance(found, EventData):
        return _plain(name) in map(_plain, found.path)
    return isinstance(found, Literal | Items | Record)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()
