"""Settle a value: inputs become what they are given, operations fold where their arguments allow.

Settling never guesses: what stays open keeps its form (an Input without default, a Choice) or
becomes Unknown with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import (
    ABSENT,
    Absent,
    Choice,
    Concat,
    Entry,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    concat,
    field_of,
    integer_of,
    outcomes,
    scalar_text,
    text_of,
)

_VERSION = re.compile(r":\d+$")


@frozen
class Scope:
    """What names mean inside one stack.

    `argument` gives a parameter its value (what the parent passes, else its default; None for what
    is no parameter), `attribute` what a reference to a resource of the stack is, `imported` what
    an export name stands for (None where no scanned stack exports it), `stored` what a name of the
    parameter store does (None where no scanned stack declares it).
    """

    argument: Callable[[str], Value | None]
    attribute: Callable[[Reference], Value]
    imported: Callable[[Value], Value | None]
    stored: Callable[[Value], Value | None] = lambda name: None


def settle(value: Value, scope: Scope) -> Value:
    """The value, as far as this stack settles it."""
    match value:
        case Literal() | Absent() | Unknown():
            return value
        case Record():
            entries = (_entry(entry, scope) for entry in value.entries)
            return Record(tuple(e for e in entries if e is not None), value.open, value.at)
        case Items():
            items = (settle(item, scope) for item in value.items)
            kept = tuple(item for item in items if not isinstance(item, Absent))
            return Items(kept, value.open, value.at)
        case Input():
            return _input(value, scope)
        case Reference():
            given = scope.argument(value.resource)
            return scope.attribute(value) if given is None else replace_at(given, value.at)
        case Concat():
            return _distribute(value.parts, scope, value.at)
        case Choice():
            options = (settle(option, scope) for option in value.options)
            return choice(options, value.condition, value.at)
        case Operation("FindInMap", (table, *keys)):
            # A table may be large, and holds nothing to settle but what is found in it.
            found = _find_in_map(table, tuple(settle(key, scope) for key in keys), value.at)
            return settle(found, scope)
        case Operation():
            arguments = tuple(settle(argument, scope) for argument in value.arguments)
            return _operate(value.name, arguments, value.at, scope)
    return value


def _entry(entry: Entry, scope: Scope) -> Entry | None:
    value = settle(entry.value, scope)
    # AWS::NoValue takes the whole key away.
    return None if isinstance(value, Absent) else Entry(entry.key, value, entry.at)


def _input(value: Input, scope: Scope) -> Value:
    given = scope.argument(value.name)
    if given is not None:
        return replace_at(given, value.at)
    if value.default is not None and not isinstance(value.default, Absent):
        return replace_at(value.default, value.at)
    return value


def replace_at(value: Value, at: Location | None) -> Value:
    """The same value, standing where it is used."""
    return replace(value, at=at) if at is not None else value


def _distribute(parts: tuple[Value, ...], scope: Scope, at: Location | None) -> Value:
    """Text with one choice in it is a choice of texts; with more, it stays open."""
    settled = [settle(part, scope) for part in parts]
    open_parts = [index for index, part in enumerate(settled) if isinstance(part, Choice)]
    if len(open_parts) != 1:
        return concat(settled, at)
    index = open_parts[0]
    open_part = settled[index]
    condition = open_part.condition if isinstance(open_part, Choice) else ""
    return choice(
        (concat((*settled[:index], o, *settled[index + 1 :]), at) for o in outcomes(open_part)),
        condition,
        at,
    )


def _operate(name: str, arguments: tuple[Value, ...], at: Location | None, scope: Scope) -> Value:
    match name, arguments:
        case "ImportValue", (exported,):
            found = scope.imported(exported)
            return found if found is not None else Operation(name, arguments, at)
        case "resolve", (Literal() | Concat() as named,):
            return _resolved(named, at, scope)
        case "Select", (index, of):
            return _select(index, of, at)
        case "Split", (separator, text):
            return _split(separator, text, at)
        case "Join", (separator, Items() as of):
            return _join(separator, of, at)
        case "Base64", (text,):
            return text
        case "ToJsonString", (body,):
            return Operation(name, (body,), at)
        case _:
            return Operation(name, arguments, at)


def _resolved(named: Literal | Concat, at: Location | None, scope: Scope) -> Value:
    """`{{resolve:ssm:NAME}}`: what a parameter that the scan itself declares stores."""
    first, *rest = named.parts if isinstance(named, Concat) else (named,)
    service, _, start = (text_of(first) or "").partition(":")
    if service == "ssm":
        parts = (Literal(start), *rest)
        last = parts[-1]
        if isinstance(last, Literal):
            versionless = _VERSION.sub("", scalar_text(last))
            parts = (*parts[:-1], Literal(versionless))
        stored = scope.stored(concat(parts))
        if stored is not None:
            return replace_at(stored, at)
    return Operation("resolve", (named,), at)


def _find_in_map(table: Value, keys: tuple[Value, ...], at: Location | None) -> Value:
    texts = [text_of(key) for key in keys[:2]]
    if len(texts) == 2 and texts[0] is not None and texts[1] is not None:
        found = field_of(table, texts[0], texts[1])
        if isinstance(found, Absent) and len(keys) > 2:
            return field_of(keys[2], "DefaultValue")
        return Unknown(f"no {texts[0]}.{texts[1]} in the mapping", at) if found == ABSENT else found
    if isinstance(table, Record) and len(texts) == 2 and texts[1] is not None:
        # An open first key (the region, mostly) leaves a choice of all rows.
        return choice((field_of(row.value, texts[1]) for row in table.entries), "a mapping", at)
    return Unknown("a mapping with open keys", at)


def _select(index: Value, of: Value, at: Location | None) -> Value:
    number = integer_of(index, 0)
    if isinstance(number, Unknown) or not isinstance(of, Items) or of.open:
        return Unknown("a selection from an open list", at)
    return of.items[number] if 0 <= number < len(of.items) else Unknown("not in the list", at)


def _split(separator: Value, text: Value, at: Location | None) -> Value:
    by, whole = text_of(separator), text_of(text)
    if not by:
        return Unknown("a split by an open separator", at)
    if whole is not None:
        return Items(tuple(Literal(part, at) for part in whole.split(by)), at=at)
    if isinstance(text, Concat):
        return Items(_split_parts(by, text), at=at)
    return Unknown("a split of open text", at)


def _split_parts(by: str, text: Concat) -> tuple[Value, ...]:
    """Split at the separators that literal parts show; what open parts hold is not looked into."""
    pieces: list[list[Value]] = [[]]
    for part in text.parts:
        literal = text_of(part)
        if literal is None:
            pieces[-1].append(part)
            continue
        first, *rest = literal.split(by)
        pieces[-1].append(Literal(first))
        pieces.extend([Literal(piece)] for piece in rest)
    return tuple(concat(piece, text.at) for piece in pieces)


def _join(separator: Value, of: Items, at: Location | None) -> Value:
    if of.open:
        return Unknown("a join of an open list", at)
    parts: list[Value] = []
    for item in of.items:
        parts.extend((separator, item) if parts else (item,))
    return concat(parts, at)


def read_json(text: str, at: Location | None) -> Value:
    """JSON text as a value. A text that is not JSON is Unknown."""
    try:
        return lift(json.loads(text), at)
    except (ValueError, RecursionError):
        return Unknown("text that is not JSON", at)


def lift(plain: object, at: Location | None) -> Value:
    """Plain JSON data as a value, all of it standing at one place."""
    if isinstance(plain, dict):
        return Record(tuple(Entry(str(k), lift(v, at), at) for k, v in plain.items()), at=at)
    if isinstance(plain, list):
        return Items(tuple(lift(item, at) for item in plain), at=at)
    if isinstance(plain, str | int | float | bool) or plain is None:
        return Literal(plain, at)
    return Unknown("not JSON", at)
