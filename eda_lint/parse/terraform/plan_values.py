"""Values of a plan or a state: what is null is left out, what is sensitive never gets in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.parse.terraform.planned import AFTER_APPLY, SENSITIVE
from eda_lint.value import ABSENT, Entry, Items, Literal, Record, Unknown, Value

LEVELS = 100
"""How deep values may nest. Real ones stay below 20."""
_SHARED = 40
"""Characters: texts up to this length are likely to come again."""

Marks: TypeAlias = "bool | dict[str, Marks]"
"""What a mask marks: all (True), nothing (False), or parts by key; items go by their number."""

# States that were printed before Terraform knew of sensitive values show them like any other.
_SECRET = re.compile(
    r"(?:.*[_-])?(?:password|passphrase|secret|token|private_?key|access_?key"
    r"|secret_?(?:string|binary|key))",
    re.IGNORECASE,
)
_STORED = "aws_ssm_parameter"
_PLAIN = frozenset({"String", "StringList"})


@frozen
class Lifted:
    """The values of an instance, and the arguments that are null."""

    values: Record
    null: frozenset[str]


class Lifter:
    """Makes plain data into values; what is short, and equal in one file, is one object."""

    def __init__(self) -> None:
        self._constants: dict[tuple[str, type, object], Entry] = {}
        self._names: dict[frozenset[str], frozenset[str]] = {}
        self._secret: dict[str, bool] = {}

    def lift(self, of_type: str, plain: Mapping[str, object], hidden: Marks) -> Lifted:
        """The values of an instance, Unknown where `hidden` marks them or a name tells a secret."""
        stored = of_type == _STORED and plain.get("type") not in _PLAIN
        marks = _and(hidden, {"value": True, "insecure_value": True}) if stored else hidden
        null = self.names(name for name, value in plain.items() if value is None)
        return Lifted(Record(tuple(self._entries(plain, marks, LEVELS))), null)

    def names(self, names: Iterable[str]) -> frozenset[str]:
        """A set of names; instances of one type have the same ones."""
        found = frozenset(map(sys.intern, names))
        return self._names.setdefault(found, found)

    def _entries(self, plain: Mapping[str, object], hidden: Marks, levels: int) -> Iterator[Entry]:
        for name, value in plain.items():
            marks = True if self._is_secret(name) else _inner(hidden, name)
            if value is not None:
                yield self._entry(name, value, marks, levels - 1)

    def _entry(self, name: str, plain: object, hidden: Marks, levels: int) -> Entry:
        if hidden is not True and isinstance(plain, dict | list) and plain:
            return Entry(sys.intern(name), self._value(plain, hidden, levels))
        if isinstance(plain, str) and len(plain) > _SHARED and hidden is not True:
            return Entry(sys.intern(name), Literal(plain))
        told = None if hidden is True or isinstance(plain, dict | list) else plain
        key = (name, type(plain) if hidden is not True else Unknown, told)
        known = self._constants.get(key)
        if known is None:
            known = Entry(sys.intern(name), self._value(plain, hidden, levels))
            self._constants[key] = known
        return known

    def _value(self, plain: object, hidden: Marks, levels: int) -> Value:
        if hidden is True:
            return Unknown(SENSITIVE)
        if not levels:
            return Unknown("nested too deeply")
        if isinstance(plain, dict):
            return Record(tuple(self._entries(plain, hidden, levels)))
        if isinstance(plain, list):
            return Items(tuple(self._items(plain, hidden, levels - 1)))
        if isinstance(plain, str | int | float | bool):
            return Literal(plain)
        return Unknown(AFTER_APPLY)

    def _items(self, plain: list[object], hidden: Marks, levels: int) -> Iterator[Value]:
        # An item that is null is one that is not known yet: it holds the place.
        for number, item in enumerate(plain):
            yield self._value(item, _inner(hidden, str(number)), levels)

    def _is_secret(self, name: str) -> bool:
        known = self._secret.get(name)
        if known is None:
            known = self._secret[name] = tells_secret(name)
        return known


def tells_secret(name: str) -> bool:
    """Whether something of this name is better not shown."""
    return _SECRET.fullmatch(name) is not None


def marks_of(mask: object, levels: int = LEVELS) -> Marks:
    """What a mask marks (`after_unknown`, `sensitive_values`), without all that it does not."""
    if mask is True:
        return True
    if isinstance(mask, list):
        mask = {str(number): item for number, item in enumerate(mask)}
    if not isinstance(mask, dict):
        return False
    if not levels:
        return True
    found: dict[str, Marks] = {}
    for name, item in mask.items():
        marks = item if isinstance(item, bool) else item and marks_of(item, levels - 1)
        if marks:
            found[sys.intern(name)] = marks
    return found or False


def paths_of(marks: Marks) -> Iterator[tuple[str, ...]]:
    """The paths of all that is marked."""
    if marks is True:
        yield ()
    elif marks:
        for name, inner in marks.items():
            yield from ((name, *rest) for rest in paths_of(inner))


def marked(value: Value, marks: Marks, why: str) -> Value:
    """A value that is Unknown where marks are set, also for what is not in it yet."""
    if marks is True:
        return Unknown(why)
    if not marks:
        return value
    if isinstance(value, Items):
        items = [*value.items]
        for name, inner in marks.items():
            number = int(name) if name.isdecimal() else len(items)
            if number < len(items):
                items[number] = marked(items[number], inner, why)
            else:
                return Unknown(why)
        return Items(tuple(items), value.open)
    if isinstance(value, Record):
        known = {entry.key: entry for entry in value.entries}
        for name, inner in marks.items():
            entry = known.get(name)
            known[name] = Entry(name, marked(ABSENT if entry is None else entry.value, inner, why))
        return Record(tuple(known.values()), value.open)
    return Unknown(why)


def _inner(marks: Marks, name: str) -> Marks:
    return marks if isinstance(marks, bool) else marks.get(name, False)


def _and(marks: Marks, others: dict[str, Marks]) -> Marks:
    return True if marks is True else {**(marks or {}), **others}
