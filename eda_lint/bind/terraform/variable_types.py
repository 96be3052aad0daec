"""The types of variables, as far as they change a value: what is optional gets its default."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.parse.terraform.form import (
    Call,
    Constant,
    Expression,
    Name,
    ObjectExpression,
    Pair,
)
from eda_lint.value import (
    Absent,
    Choice,
    Entry,
    Items,
    Literal,
    Record,
    Value,
    choice,
    entry_location,
    field_of,
)

Evaluated: TypeAlias = Callable[[Expression], Value]
"""What an expression is; defaults inside a type stand for themselves."""

_NULL = Literal(None)


def conformed(value: Value, declared: Expression, evaluated: Evaluated) -> Value:
    """A value as its declared type makes it.

    An object has the attributes that its type lists: an optional one that is not given has its
    default, else null. A set holds nothing twice.
    """
    if isinstance(value, Choice):
        options = (conformed(option, declared, evaluated) for option in value.options)
        return choice(options, value.condition, value.at)
    match declared, value:
        case Call(function="optional", arguments=(inner, *_)), _:
            return conformed(value, inner, evaluated)
        case Call(function="object", arguments=(ObjectExpression() as listed,)), Record():
            entries = (_attribute(pair, value, evaluated) for pair in listed.pairs)
            return Record(tuple(e for e in entries if e is not None), value.open, value.at)
        case Call(function="map", arguments=(inner,)), Record():
            mapped = (
                Entry(e.key, conformed(e.value, inner, evaluated), e.at) for e in value.entries
            )
            return Record(tuple(mapped), value.open, value.at)
        case Call(function="list" | "set" as kind, arguments=(inner,)), Items():
            items = tuple(conformed(item, inner, evaluated) for item in value.items)
            if kind == "set":
                return SetItems(tuple(dict.fromkeys(items)), value.open, value.at)
            return Items(items, value.open, value.at)
        case Name(id="number"), Literal(value=str() as text):
            return _number(text, value)
        case Name(id="bool"), Literal(value="true" | "false" as text):
            return Literal(text == "true", value.at)
        case _:
            return value


def _number(text: str, written: Literal) -> Literal:
    try:
        return Literal(int(text), written.at)
    except ValueError:
        return written


def _attribute(pair: Pair, of: Record, evaluated: Evaluated) -> Entry | None:
    """One attribute that an object's type lists, None where it must be given and is not."""
    if not isinstance(pair.key, Constant):
        return None
    name = str(pair.key.value)
    value = field_of(of, name)
    at = entry_location(of, name) or of.at
    if isinstance(value, Absent) or value == _NULL:
        match pair.value:
            case Call(function="optional", arguments=(inner, default)):
                value = conformed(evaluated(default), inner, evaluated)
            case Call(function="optional"):
                value = _NULL
            case _ if isinstance(value, Absent):
                return None
            case _:
                pass
    else:
        value = conformed(value, pair.value, evaluated)
    return Entry(name, value, at)
