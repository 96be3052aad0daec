"""How much an expression may make: a few lines of Terraform can ask for more than any machine has.

Values are shared, not copied, so that a small program can mean a tree that nobody can walk.
"""

from __future__ import annotations

from eda_lint.value import (
    Choice,
    Concat,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
)

MOST_ITEMS = 10_000
"""Elements of one list or map that a function or a `for` makes."""

LONGEST_TEXT = 1_000_000
"""Characters of one text that is put together."""

_TEXT_PER_ROOM = 50
_READ_PER_ROOM = 100
_MOST_VALUES = 100_000
"""Values in a value, those inside of it counted."""

_DEEPEST = 100
"""How deep a value may nest. Real ones stay below 30."""


def most_items(room: int) -> int:
    """How many elements may be made where there is this much room."""
    return min(MOST_ITEMS, room)


def most_read(room: int) -> int:
    """How many elements a function may go through where there is this much room."""
    return room * _READ_PER_ROOM


def number_of_elements(collection: Value) -> int:
    """How many elements a list or map has, told without looking at any; 0 for anything else."""
    if isinstance(collection, Record):
        return len(collection.entries)
    return len(collection.items) if isinstance(collection, Items) else 0


def longest_text(room: int) -> int:
    """How many characters may be put together where there is this much room."""
    return min(LONGEST_TEXT, room * _TEXT_PER_ROOM)


def bounded(value: Value) -> Value:
    """The value, or Unknown where it is too large or too deep for anybody to walk."""
    if isinstance(value, Literal | Reference):
        return value
    waiting: list[tuple[Value, int]] = [(value, 0)]
    count = 0
    while waiting:
        current, depth = waiting.pop()
        inner = _parts(current)
        count += 1 + len(inner)
        if count > _MOST_VALUES:
            return Unknown("too large a value", value.at)
        if inner:
            if depth >= _DEEPEST:
                return Unknown("nested too deeply", value.at)
            waiting.extend((part, depth + 1) for part in inner)
    return value


def _parts(value: Value) -> tuple[Value, ...]:
    match value:
        case Record():
            return tuple(entry.value for entry in value.entries)
        case Items():
            return value.items
        case Choice():
            return value.options
        case Concat():
            return value.parts
        case Operation():
            return value.arguments
    return ()
