"""What a write changes in a table, as the table's stream tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.model import SdkCall
from eda_lint.value import (
    Absent,
    Entry,
    EventData,
    Items,
    Literal,
    Record,
    Unknown,
    Value,
    choice,
    entries_of,
    field_of,
    outcomes,
    scalar_text,
)

_INSERT, _MODIFY, _REMOVE = (Literal(name) for name in ("INSERT", "MODIFY", "REMOVE"))
_BY_OPERATION: Mapping[str, Literal] = {
    "PutItem": _INSERT,
    "UpdateItem": _MODIFY,
    "DeleteItem": _REMOVE,
}
_BY_REQUEST: Mapping[str, Literal] = {
    # The requests of a batch, the actions of a transaction, and what a batch writer is given.
    "PutRequest": _INSERT,
    "DeleteRequest": _REMOVE,
    "Put": _INSERT,
    "Update": _MODIFY,
    "Delete": _REMOVE,
    "Item": _INSERT,
    "Key": _REMOVE,
}
_BATCHES = frozenset({"BatchWriteItem", "TransactWriteItems"})
_TYPES = frozenset({"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"})
_DEEPEST_REQUEST = 4


def change(call: SdkCall) -> Record:
    """The stream record of a write: INSERT for a put, MODIFY for an update, REMOVE for a delete."""
    name: Value = _BY_OPERATION.get(call.operation) or _of_batch(call)
    told = {"eventName": name, "dynamodb": Record(tuple(_images(call)), open=True)}
    return Record(tuple(Entry(key, value) for key, value in told.items()), open=True)


def _of_batch(call: SdkCall) -> Value:
    unseen = Unknown("a statement, or requests that are not seen")
    if call.operation not in _BATCHES:
        return unseen
    names = tuple(_requested(call.arguments, 0))
    return choice(names) if names else unseen


def _requested(value: Value, depth: int) -> Iterator[Value]:
    if depth > _DEEPEST_REQUEST:
        return
    for option in outcomes(value):
        if isinstance(option, Items):
            for item in option.items:
                yield from _requested(item, depth + 1)
        for entry in entries_of(option):
            if entry.key in _BY_REQUEST:
                yield _BY_REQUEST[entry.key]
            else:
                yield from _requested(entry.value, depth + 1)


def _images(call: SdkCall) -> Iterator[Entry]:
    """The item as a put leaves it; an update leaves what cannot be seen."""
    if call.operation == "PutItem":
        item = field_of(call.arguments, "Item")
        if isinstance(item, Record):
            typed = tuple(Entry(e.key, _typed(e.key, e.value)) for e in item.entries)
            yield Entry("NewImage", Record(typed, item.open))


def _typed(name: str, value: Value) -> Value:
    """A value in DynamoDB's JSON: a client's call has it so, a resource's has plain values."""
    if isinstance(value, Record):
        is_typed = len(value.entries) == 1 and value.entries[0].key in _TYPES
        return value if is_typed else Record((Entry("M", value),))
    if isinstance(value, Literal):
        return _typed_literal(value)
    if isinstance(value, Absent):
        return value
    if isinstance(value, EventData) and name not in value.path:
        return Unknown("another field of the event")
    # Text or a number: whichever type the filter asks for.
    return Record(tuple(Entry(kind, value) for kind in ("S", "N")))


def _typed_literal(value: Literal) -> Record:
    match value.value:
        case bool():
            return Record((Entry("BOOL", value),))
        case None:
            return Record((Entry("NULL", Literal(True)),))
        case int() | float():
            return Record((Entry("N", Literal(scalar_text(value))),))
        case _:
            return Record((Entry("S", value),))
