"""Idempotency guards that a call carries: conditions, tokens, deduplication ids, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.bind.evaluate.values import depends_on_event
from eda_lint.location import Location
from eda_lint.model import Guard, GuardKind
from eda_lint.value import (
    Absent,
    Concat,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    entries_of,
    field_of,
    inside,
    items_of,
    outcomes,
    scalar_text,
    text_of,
)

NOT_EXISTS = "attribute_not_exists"
EQUALS = "attribute_eq"
_CONDITIONAL = frozenset({"PutItem", "UpdateItem", "DeleteItem"})
_TOKENS = frozenset({"ClientRequestToken", "ClientToken", "clientToken", "clientRequestToken"})
_DEDUPLICATIONS = {
    ("stepfunctions", "StartExecution"): "name",
    ("sqs", "SendMessage"): "MessageDeduplicationId",
    ("sns", "Publish"): "MessageDeduplicationId",
}
_DEDUPLICATED_BATCHES = {
    ("sqs", "SendMessageBatch"): "Entries",
    ("sns", "PublishBatch"): "PublishBatchRequestEntries",
}
_KEY_NAMES = frozenset({"idempotencykey", "xidempotencykey", "paypalrequestid", "idempotency"})
_DEEPEST_KEY = 3
# A comparison that a second attempt fails: equality, inequality, or an ordered version.
_EQUALITY = re.compile(r"(?<![<>])=|<>|\bNOT\s+contains\b", re.IGNORECASE)
_VERSION = re.compile(
    r"#?\w*(version|revision|sequence|timestamp|updated|ver|seq)\w*\s*[<>]", re.IGNORECASE
)
_NEW_ATTRIBUTE = re.compile(rf"{NOT_EXISTS}\s*\(\s*([#\w.:-]+)\s*\)")


def guards_of_api_call(
    service: str, operation: str, arguments: Value, at: Location
) -> tuple[Guard, ...]:
    """The guards that an AWS API call carries itself."""
    return tuple(_guards(service, operation, arguments, at))


def _guards(service: str, operation: str, arguments: Value, at: Location) -> Iterator[Guard]:
    if service == "dynamodb":
        yield from _dynamodb(operation, arguments, at)
    new_object = text_of(field_of(arguments, "IfNoneMatch")) == "*"
    if (service, operation) == ("s3", "PutObject") and new_object:
        yield Guard(GuardKind.CONDITIONAL_WRITE, at, field_of(arguments, "Key"))
    for entry in entries_of(arguments):
        if entry.key in _TOKENS and not isinstance(entry.value, Absent):
            yield Guard(GuardKind.CLIENT_TOKEN, at, entry.value)
    yield from _deduplication(service, operation, arguments, at)


def _deduplication(service: str, operation: str, arguments: Value, at: Location) -> Iterator[Guard]:
    member = _DEDUPLICATIONS.get((service, operation))
    if member is not None:
        key = field_of(arguments, member)
        if _from_event(key):
            yield Guard(GuardKind.DEDUPLICATION, at, key)
    batch = _DEDUPLICATED_BATCHES.get((service, operation))
    if batch is not None:
        entries = items_of(field_of(arguments, batch))
        keys = [field_of(entry, "MessageDeduplicationId") for entry in entries]
        if keys and all(_from_event(key) for key in keys):
            yield Guard(GuardKind.DEDUPLICATION, at, keys[0])


def _from_event(key: Value) -> bool:
    """Whether an id comes out of the event, or may: what cannot be seen is no fault."""
    return isinstance(key, Unknown) or depends_on_event(key)


def _dynamodb(operation: str, arguments: Value, at: Location) -> Iterator[Guard]:
    if operation in _CONDITIONAL and _is_conditional(arguments):
        yield Guard(GuardKind.CONDITIONAL_WRITE, at, _written_key(arguments))
    elif operation == "TransactWriteItems":
        for item in items_of(field_of(arguments, "TransactItems")):
            for action in entries_of(item):
                if _is_conditional(action.value):
                    yield Guard(GuardKind.CONDITIONAL_WRITE, at, _written_key(action.value))
                    return
    elif operation == "ExecuteStatement":
        statement = text_of(field_of(arguments, "Statement"))
        if statement is not None and statement.lstrip().upper().startswith("INSERT"):
            yield Guard(GuardKind.CONDITIONAL_WRITE, at, field_of(arguments, "Parameters"))


def _is_conditional(arguments: Value) -> bool:
    """Whether every outcome of the condition keeps a second attempt from succeeding."""
    condition = field_of(arguments, "ConditionExpression")
    return all(_refuses_repetition(option) for option in outcomes(condition))


def _refuses_repetition(condition: Value) -> bool:
    match condition:
        case Absent() | Literal(value=None):
            return False
        case Literal() | Concat():
            parts = condition.parts if isinstance(condition, Concat) else (condition,)
            text = "".join(scalar_text(p) if isinstance(p, Literal) else "?" for p in parts)
            return bool(NOT_EXISTS in text or _EQUALITY.search(text) or _VERSION.search(text))
        case Operation():
            names = {part.name for part in inside(condition) if isinstance(part, Operation)}
            return bool(names & {NOT_EXISTS, EQUALS, "attribute_ne"}) or not any(
                name.startswith("attribute_") for name in names
            )
        case _:
            return True


def _written_key(arguments: Value) -> Value:
    """The key that a conditional write compares."""
    key = field_of(arguments, "Key")
    if not isinstance(key, Absent):
        return key
    name = _new_attribute(field_of(arguments, "ConditionExpression"))
    if name is None:
        return Unknown("the condition's key")
    if name.startswith("#"):
        name = text_of(field_of(arguments, "ExpressionAttributeNames", name)) or name
    value = field_of(arguments, "Item", name)
    if isinstance(value, Record) and len(value.entries) == 1:  # {"S": "..."}
        return value.entries[0].value
    return Unknown("the condition's key") if isinstance(value, Absent) else value


def _new_attribute(condition: Value) -> str | None:
    for part in inside(condition):
        if isinstance(part, Operation) and part.name == NOT_EXISTS and part.arguments:
            return text_of(part.arguments[0])
        match = _NEW_ATTRIBUTE.search(text_of(part) or "")
        if match:
            return match[1]
    return None


def idempotency_keys(values: list[Value], at: Location, *, complete: bool) -> tuple[Guard, ...]:
    """The idempotency key that a provider or an HTTP API is given, in whatever spelling.

    Where the arguments cannot all be seen, there may be one.
    """
    for value in values:
        found = _find_key(value, 0)
        if found is not None:
            return (Guard(GuardKind.IDEMPOTENCY_KEY, at, found),)
    if complete:
        return ()
    return (Guard(GuardKind.IDEMPOTENCY_KEY, at, Unknown("arguments that were not seen")),)


def _find_key(value: Value, depth: int) -> Value | None:
    if depth > _DEEPEST_KEY:
        return None
    parts: list[Value] = []
    if isinstance(value, Record):
        for entry in value.entries:
            if "".join(c for c in entry.key.lower() if c.isalnum()) in _KEY_NAMES:
                return entry.value
        parts = [entry.value for entry in value.entries]
    elif isinstance(value, Items):
        parts = list(value.items)
    found = (_find_key(part, depth + 1) for part in parts)
    return next((key for key in found if key is not None), None)
