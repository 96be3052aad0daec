"""What a write puts into a table: its items, and the numbers that it counts up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.model import SdkCall
from eda_lint.value import (
    EventData,
    Literal,
    Record,
    Value,
    entries_of,
    field_of,
    items_of,
    text_of,
)

_PATH = r"[#\w.\[\]]+"
_ADD = re.compile(r"(?:^|\s)ADD\s+(.+?)(?=\s(?:SET|REMOVE|DELETE)\s|$)", re.IGNORECASE | re.DOTALL)
_ADDED = re.compile(rf"({_PATH})\s+(:\w+)")
_COUNTED = re.compile(
    rf"({_PATH})\s*=\s*(?:\1|if_not_exists\s*\(\s*\1\s*,[^)]*\))\s*[+-]", re.IGNORECASE
)


def items_put(call: SdkCall) -> Iterator[Value]:
    """The items that a DynamoDB call puts: one, a batch's, or those of a transaction."""
    arguments = call.arguments
    match call.operation:
        case "PutItem":
            yield field_of(arguments, "Item")
        case "BatchWriteItem":
            yield field_of(arguments, "Item")
            for requests in entries_of(field_of(arguments, "RequestItems")):
                for request in items_of(requests.value):
                    yield field_of(request, "PutRequest", "Item")
        case "TransactWriteItems":
            for item in items_of(field_of(arguments, "TransactItems")):
                yield field_of(item, "Put", "Item")


def attributes_counted(call: SdkCall) -> Iterator[str]:
    """The attributes that an update adds to or takes from what they are."""
    for update in _updates(call):
        text = text_of(field_of(update, "UpdateExpression")) or ""
        names = field_of(update, "ExpressionAttributeNames")
        values = field_of(update, "ExpressionAttributeValues")
        for clause in _ADD.finditer(text):
            for name, value in _ADDED.findall(clause[1]):
                if _is_number(field_of(values, value)):
                    yield _resolved(name, names)
        for name in _COUNTED.findall(text):
            yield _resolved(name, names)
        for entry in entries_of(field_of(update, "AttributeUpdates")):
            added = text_of(field_of(entry.value, "Action")) == "ADD"
            if added and _is_number(field_of(entry.value, "Value")):
                yield entry.key


def _updates(call: SdkCall) -> Iterator[Value]:
    if call.operation == "UpdateItem":
        yield call.arguments
    elif call.operation == "TransactWriteItems":
        for item in items_of(field_of(call.arguments, "TransactItems")):
            yield field_of(item, "Update")


def _is_number(value: Value) -> bool:
    """Whether ADD counts: a set takes a member once, however often it is added."""
    match value:
        case Record():
            return any(entry.key == "N" for entry in value.entries)
        case Literal() | EventData():
            return True
        case _:
            return False


def _resolved(path: str, names: Value) -> str:
    """An attribute's path without its placeholders (`#count` for `count`)."""
    steps = path.split(".")
    return ".".join(text_of(field_of(names, s)) or s if s[:1] == "#" else s for s in steps)
