"""What is fresh on every attempt: a key made of it is never met a second time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from eda_lint.value import (
    Choice,
    Concat,
    EventData,
    Generated,
    Items,
    Operation,
    Record,
    Value,
    inside,
)

Fresh: TypeAlias = EventData | Generated

# A day or an hour is the same on the next attempt. What is made of these may be as coarse as that
# (`f"{now:%Y-%m-%d}"`, `.date()`), which the value does not tell.
_DATES = frozenset({"now", "utcnow", "today", "gmtime", "localtime", "ctime", "strftime"})
_CLOCKS = frozenset({"time", "time_ns", "monotonic", "perf_counter"})
_NOT_DATA = frozenset({"assumed credentials"})

_CONTEXT = "$context"
_OF_THE_CONTEXT = frozenset({"awsrequestid"})
_OF_THE_DELIVERY = frozenset({"receipthandle", "approximatereceivecount"})
_OF_THE_REQUEST = frozenset({"requestid", "extendedrequestid", "requesttimeepoch"})
_REQUEST = "requestcontext"

# An operation keeps only so many of the parts that went into it.
_ALL_THAT_ARE_KEPT = 8


def fresh_part(value: Value) -> Fresh | None:
    """The part that makes a value another one on every attempt; None where it may be the same."""
    match value:
        case Generated():
            return None if value.how in _DATES | _NOT_DATA else value
        case EventData():
            return value if _is_of_the_attempt(value) else None
        case Concat():
            return _first(value.parts)
        case Items():
            return _first(value.items)
        case Record():
            return _first(entry.value for entry in value.entries)
        case Choice():
            parts = [fresh_part(option) for option in value.options]
            return parts[0] if all(parts) else None
        case Operation():
            return _of_operation(value)
        case _:
            return None


def described(part: Fresh) -> str:
    """What a fresh part is: the call that generates it, or the event's field."""
    return part.how if isinstance(part, Generated) else part.path[-1]


def _first(values: Iterable[Value]) -> Fresh | None:
    return next((part for value in values if (part := fresh_part(value)) is not None), None)


def _of_operation(operation: Operation) -> Fresh | None:
    """Of what went into an operation, all must be fresh; a time may be made coarser by it."""
    if len(operation.arguments) >= _ALL_THAT_ARE_KEPT:
        return None
    parts = [p for p in inside(operation) if isinstance(p, EventData | Generated)]
    if not parts or any(isinstance(p, Generated) and p.how in _CLOCKS for p in parts):
        return None
    return parts[0] if all(fresh_part(part) for part in parts) else None


def _is_of_the_attempt(data: EventData) -> bool:
    names = [name.replace("-", "").replace("_", "").lower() for name in data.path]
    if not names:
        return False
    if data.path[0] == _CONTEXT:
        return names[-1] in _OF_THE_CONTEXT
    if names[-1] in _OF_THE_REQUEST:
        return names[-2:-1] == [_REQUEST]
    return names[-1] in _OF_THE_DELIVERY
