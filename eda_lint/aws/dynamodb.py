"""DynamoDB: tables, and the operations that read and change them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.interface import End, Flow, Operation, Reader, Resource, Statement, member
from eda_lint.aws.reading import identity, itself, place, when_set
from eda_lint.aws.text import holed
from eda_lint.model import Buffering, EdgeKind, Stream, Table
from eda_lint.value import (
    Absent,
    Literal,
    Record,
    Unknown,
    Value,
    boolean_of,
    entries_of,
    field_of,
    items_of,
    outcomes,
    text_of,
)

TABLE = (Table,)
_KEY_ORDER = {"HASH": 0, "RANGE": 1}
_STATEMENT = re.compile(
    r"""(?xi)\s*(?:(?P<read>select\b.*?\bfrom)|insert\s+into|update|delete\s+from)
    \s+"?(?P<table>[^"\s.]+)""",
    re.DOTALL,
)


def _table(resource: Resource) -> Iterator[Statement]:
    schema = sorted(
        (_KEY_ORDER.get(text_of(field_of(part, "KeyType")) or "", 1), name)
        for part in items_of(resource.property("KeySchema"))
        if (name := text_of(field_of(part, "AttributeName"))) is not None
    )
    yield Table(
        **identity(resource, "TableName"),
        key=tuple(name for _, name in schema),
        expiry_attribute=_expiry(resource.property("TimeToLiveSpecification")),
    )
    table = itself(resource, Table)
    for stream in _captured(resource):
        carrier = Buffering(place(stream, resource.at))
        end = End(stream, (Stream,))
        yield Flow(EdgeKind.TRIGGER, table, end, carrier, "changes of the table")


def _captured(resource: Resource) -> Iterator[Value]:
    """The Kinesis streams that get the table's changes; a global table has one a region."""
    for replica in (resource.properties, *items_of(resource.property("Replicas"))):
        stream = when_set(field_of(replica, "KinesisStreamSpecification", "StreamArn"))
        if not isinstance(stream, Absent):
            yield stream


def _expiry(specification: Value) -> Value:
    enabled = boolean_of(field_of(specification, "Enabled"), default=True)
    if isinstance(enabled, Unknown):
        return enabled
    return field_of(specification, "AttributeName") if enabled else Absent()


def _simple_table(resource: Resource) -> Iterator[Statement]:
    key = resource.property("PrimaryKey", "Name")
    name = facts.SIMPLE_TABLE_KEY if isinstance(key, Absent) else text_of(key)
    yield Table(**identity(resource, "TableName"), key=(name,) if name else ())


def _of_batch(arguments: Value) -> Iterable[Value]:
    """Tables of a batch: the keys of RequestItems.

    Code that computes those keys, or a batch writer, has them repeated under TableName.
    """
    tables = field_of(arguments, "TableName")
    if not isinstance(tables, Absent | Unknown):
        yield from items_of(tables)
        return
    for requests in outcomes(field_of(arguments, "RequestItems")):
        if isinstance(requests, Unknown) or (isinstance(requests, Record) and requests.open):
            yield Unknown("tables that could not be seen", requests.at)
        for entry in entries_of(requests):
            yield Literal(entry.key, entry.at)


def _of_transaction(*actions: str) -> Callable[[Value], Iterable[Value]]:
    """Tables of a transaction's items, under these actions (a ConditionCheck changes nothing)."""

    def targets(arguments: Value) -> Iterable[Value]:
        items = field_of(arguments, "TransactItems")
        if isinstance(items, Unknown):
            yield items
        for item in items_of(items):
            for action in actions:
                table = field_of(item, action, "TableName")
                if not isinstance(table, Absent):
                    yield table

    return targets


def _of_statements(*path: str) -> Callable[[Value], Iterable[Value]]:
    """Tables that PartiQL statements change; a SELECT changes none."""

    def targets(arguments: Value) -> Iterable[Value]:
        found = field_of(arguments, path[0])
        if isinstance(found, Unknown):
            yield found
        for item in items_of(found):
            yield from changed_table(field_of(item, *path[1:]))

    return targets


def changed_table(statement: Value) -> Iterator[Value]:
    """The table that a PartiQL statement changes."""
    for outcome in outcomes(statement):
        text = holed(outcome)
        match = _STATEMENT.match(text.text) if text is not None else None
        if text is None or match is None:
            yield Unknown("a statement that could not be read", outcome.at)
        elif match["read"] is None:
            yield text.value(match["table"])


RESOURCES: Mapping[str, Reader] = {
    "AWS::DynamoDB::Table": _table,
    "AWS::DynamoDB::GlobalTable": _table,
    "AWS::Serverless::SimpleTable": _simple_table,
}

_BY_NAME = member("TableName")

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("dynamodb", "PutItem"): Operation(EdgeKind.WRITE, TABLE, _BY_NAME),
    ("dynamodb", "UpdateItem"): Operation(EdgeKind.WRITE, TABLE, _BY_NAME),
    ("dynamodb", "DeleteItem"): Operation(EdgeKind.WRITE, TABLE, _BY_NAME),
    ("dynamodb", "BatchWriteItem"): Operation(EdgeKind.WRITE, TABLE, _of_batch),
    ("dynamodb", "TransactWriteItems"): Operation(
        EdgeKind.WRITE, TABLE, _of_transaction("Put", "Update", "Delete")
    ),
    ("dynamodb", "ExecuteStatement"): Operation(EdgeKind.WRITE, TABLE, _of_statements("Statement")),
    ("dynamodb", "BatchExecuteStatement"): Operation(
        EdgeKind.WRITE, TABLE, _of_statements("Statements", "Statement")
    ),
    ("dynamodb", "ExecuteTransaction"): Operation(
        EdgeKind.WRITE, TABLE, _of_statements("TransactStatements", "Statement")
    ),
    ("dynamodb", "GetItem"): Operation(EdgeKind.READ, TABLE, _BY_NAME),
    ("dynamodb", "Query"): Operation(EdgeKind.READ, TABLE, _BY_NAME),
    ("dynamodb", "Scan"): Operation(EdgeKind.READ, TABLE, _BY_NAME),
    ("dynamodb", "BatchGetItem"): Operation(EdgeKind.READ, TABLE, _of_batch),
    ("dynamodb", "TransactGetItems"): Operation(EdgeKind.READ, TABLE, _of_transaction("Get")),
}

HANDLES: Mapping[tuple[str, str], tuple[str, ...]] = {("dynamodb", "Table"): ("TableName",)}
