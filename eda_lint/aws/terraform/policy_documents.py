"""`aws_iam_policy_document`: a policy written as blocks, and what it takes over from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.terraform.interface import DataSource
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    each,
    given,
    otherwise,
    several,
    shaped,
    value_at,
)
from eda_lint.aws.text import structure
from eda_lint.value import (
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    field_of,
    items_of,
    text_of,
)

_ANYONE = "*"
_SOURCES = ("source_json", "source_policy_documents")
_OVERRIDES = ("override_json", "override_policy_documents")


def _document(arguments: Value) -> Mapping[str, Value]:
    statements = tuple(_statements(arguments))
    readable = tuple(one for one in statements if isinstance(one, Record))
    seen = Items(_by_sid(readable), open=len(readable) < len(statements), at=arguments.at)
    entries = (Entry("Version", Literal("2012-10-17")), Entry("Statement", seen, arguments.at))
    json = Operation("jsonencode", (Record(entries, at=arguments.at),), arguments.at)
    return {"json": json, "minified_json": json}


def _statements(arguments: Value) -> Iterator[Value]:
    """The statements in order, those of other documents first and last; Unknown for any unseen."""
    yield from _of_others(arguments, _SOURCES)
    written = given(value_at(arguments, "statement"))
    yield from (shaped(_STATEMENT, one) for one in several(written))
    if isinstance(written, Items) and written.open:
        yield Unknown("statements that could not be seen", written.at)
    yield from _of_others(arguments, _OVERRIDES)


def _of_others(arguments: Value, names: tuple[str, ...]) -> Iterator[Value]:
    for name in names:
        for document in several(value_at(arguments, name)):
            statements = field_of(structure(document), "Statement")
            if isinstance(statements, Items | Record):
                yield from items_of(statements)
            if not isinstance(statements, Items | Record) or getattr(statements, "open", False):
                yield Unknown("statements that could not be seen", document.at)


def _by_sid(statements: tuple[Record, ...]) -> tuple[Value, ...]:
    """The statements, of those with the same Sid the last in the place of the first."""
    kept: dict[str | int, Value] = {}
    for index, statement in enumerate(statements):
        kept[text_of(field_of(statement, "Sid")) or index] = statement
    return tuple(kept.values())


def _principals(written: Value) -> Value:
    """`{"Service": [...]}`, or "*" for anyone."""
    if isinstance(written, Items) and written.open:
        return Unknown("principals that could not be seen", written.at)
    entries: list[Entry] = []
    for block in several(written):
        kind, names = text_of(value_at(block, "type")), value_at(block, "identifiers")
        if kind is None:
            return Unknown("a kind of principal that is settled at deployment", block.at)
        if kind == _ANYONE:
            return Literal(_ANYONE, block.at)
        entries.append(Entry(kind, names, block.at))
    return Record(tuple(entries), at=written.at)


def _conditions(written: Value) -> Value:
    """`{"ArnEquals": {"aws:SourceArn": [...]}}`."""
    tests: dict[str, tuple[Entry, ...]] = {}
    for block in several(written):
        test, variable = (text_of(value_at(block, name)) for name in ("test", "variable"))
        if test is None or variable is None:
            return Unknown("a condition that is settled at deployment", block.at)
        entry = Entry(variable, value_at(block, "values"), block.at)
        tests[test] = (*tests.get(test, ()), entry)
    return Record(tuple(Entry(test, Record(entries)) for test, entries in tests.items()))


_STATEMENT: Shape = {
    "Sid": "sid",
    "Effect": otherwise("effect", "Allow"),
    "Principal": Argument("principals", lambda written: each(given(written), _principals)),
    "NotPrincipal": Argument("not_principals", lambda written: each(given(written), _principals)),
    "Action": "actions",
    "NotAction": "not_actions",
    "Resource": "resources",
    "NotResource": "not_resources",
    "Condition": Argument("condition", lambda written: each(given(written), _conditions)),
}

DATA: Mapping[str, DataSource] = {"aws_iam_policy_document": _document}
