"""What is taken out of a value: an attribute, an item."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

from eda_lint.bind.terraform.evaluate.alternatives import chosen_by, spread
from eda_lint.bind.terraform.evaluate.conversions import as_number, as_text, is_null
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.lists import Representative, SetItems
from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.location import Location
from eda_lint.value import (
    Choice,
    Concat,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
)

Taken: TypeAlias = Callable[[Value], Value]

_PSEUDO = "AWS::"


def attribute(value: Value, name: str, at: Location, scope: Scope) -> Value:
    """`value.name`."""
    match value:
        case Choice():
            return spread((value,), lambda one: attribute(one[0], name, at, scope), value.at)
        case Unknown():
            return value
        case Record():
            return entry(value, name, at)
        case Reference(attribute=""):
            return scope.attribute(value, name, at)
        case Input() if not value.name.startswith(_PSEUDO):
            default = _default(value, lambda given: attribute(given, name, at, scope))
            return Input(f"{value.name}.{name}", default, at=at)
        case Literal() | Concat() | Items() | Operation(name="jsonencode"):
            return Failed(f"{name} of what has no attributes", at)
    return Unknown(f"{name} of what is not known", at)


def index(value: Value, key: Value, at: Location | None) -> Value:
    """`value[key]`."""
    return spread((value, key), lambda both: _index(both[0], both[1], at), at)


def entry(record: Record, name: str, at: Location | None) -> Value:
    """The value under a key of a map or object."""
    for one in record.entries:
        if one.key == name:
            return one.value
    if record.open:
        return Unknown(f"{name} may be among keys that are not known", at)
    return Failed(f"no {name} is there", at)


def _default(of: Input, taken: Taken) -> Value | None:
    default = None if of.default is None else taken(of.default)
    return None if isinstance(default, Unknown) else default


def _index(value: Value, key: Value, at: Location | None) -> Value:
    if isinstance(value, Unknown):
        return value
    if isinstance(key, Failed) or is_null(key):
        return Failed("an index that is null", at) if is_null(key) else key
    match value:
        case Record():
            return _entry(value, as_text(key), at)
        case Items():
            return _item(value, as_number(key), at)
        case Reference(attribute=""):
            return value
        case Input() if isinstance(key, Literal) and not value.name.startswith(_PSEUDO):
            default = _default(value, lambda given: index(given, key, at))
            return Input(f"{value.name}[{json.dumps(key.value)}]", default, at=at)
        case Literal() | Concat() | Operation(name="jsonencode"):
            return Failed("an item of what has none", at)
    return Unknown("an item of what is not known", at)


def _entry(record: Record, key: Value, at: Location | None) -> Value:
    if isinstance(key, Literal):
        return entry(record, str(key.value), at)
    if isinstance(key, Failed):
        return key
    if record.open:
        return Unknown("an open key of a map that is not all known", at)
    return chosen_by(key, tuple(one.value for one in record.entries), at)


def _item(of: Items, key: Value, at: Location | None) -> Value:
    if isinstance(key, Failed):
        return key
    if isinstance(of, SetItems):
        return Failed("an item of a set", at)
    if isinstance(of, Representative):
        return of.items[0]
    if of.open:
        return Unknown("an item of a list that is not all known", at)
    if not isinstance(key, Literal):
        return chosen_by(key, of.items, at)
    if isinstance(key.value, int) and 0 <= key.value < len(of.items):
        return of.items[key.value]
    return Failed("not in the list", at)
