"""The intrinsic functions: what each means as a Value, given its lowered argument.

`Fn::If` is not here: which branches count depends on where it stands (lowering.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from eda_lint.location import Location
from eda_lint.parse.cloudformation.names import Names, named
from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Entry,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    concat,
    entries_of,
    field_of,
    scalar_text,
    text_of,
)

LOOP = "Fn::ForEach::"
"""How the keys begin that stand for entries which a loop writes."""
TRANSFORM = "Fn::Transform"

_PREFIX = "Fn::"
_UNPREFIXED = frozenset({"Ref", "Condition"})
_HOLE = re.compile(r"\$\{([^{}]*)\}")

Meaning = Callable[[Value, Names, Location | None], Value]


def function_of_tag(tag: str) -> str | None:
    """The function that a short tag names (`!Sub` is `Fn::Sub`); None where the tag is none."""
    if len(tag) < 2 or tag[0] != "!" or tag[1] == "!":
        return None
    name = tag[1:]
    return name if name in _UNPREFIXED else _PREFIX + name


def is_function(key: str) -> bool:
    """Whether a map with this single key is a function rather than a map."""
    return key == "Ref" or (key.startswith(_PREFIX) and not key.startswith(LOOP))


def meaning(function: str, argument: Value, names: Names, at: Location | None) -> Value:
    """What a function gives. One that is misused or not known gives Unknown."""
    known = _MEANINGS.get(function)
    if known is not None:
        return known(argument, names, at)
    operands = _OPERANDS.get(function)
    if operands is None:
        return Unknown(f"{function} is not known", at)
    if operands == 1:
        return Operation(function.removeprefix(_PREFIX), (argument,), at)
    if isinstance(argument, Items) and len(argument.items) >= operands:
        return Operation(function.removeprefix(_PREFIX), argument.items, at)
    return _misused(function, at)


def _misused(function: str, at: Location | None) -> Unknown:
    return Unknown(f"{function} is not given what it takes", at)


def _ref(argument: Value, names: Names, at: Location | None) -> Value:
    name = text_of(argument)
    return _misused("Ref", at) if name is None else named(name, "Ref", names, at)


def _get_att(argument: Value, names: Names, at: Location | None) -> Value:
    if isinstance(argument, Items):
        parts = [_settled_name(item) for item in argument.items]
        if len(parts) < 2 or None in parts:
            return _misused("Fn::GetAtt", at)
        path = ".".join(part for part in parts if part is not None)
    else:
        path = text_of(argument) or ""
    resource, _, attribute = path.partition(".")
    if not (resource and attribute):
        return _misused("Fn::GetAtt", at)
    return named(resource, attribute, names, at)


def _settled_name(part: Value) -> str | None:
    """A name, or what the parameter that holds it is by default."""
    if isinstance(part, Input):
        return text_of(part.default) if part.default is not None else None
    return text_of(part)


def _sub(argument: Value, names: Names, at: Location | None) -> Value:
    if isinstance(argument, Items):
        if not 1 <= len(argument.items) <= 2:
            return _misused("Fn::Sub", at)
        template, *given = argument.items
        own = {entry.key: entry.value for value in given for entry in entries_of(value)}
    else:
        template, own = argument, {}
    return _filled(template, own, names, at)


def _filled(template: Value, own: Mapping[str, Value], names: Names, at: Location | None) -> Value:
    match template:
        case Literal():
            return concat(_substituted(scalar_text(template), own, names, at), at)
        case Concat(parts):  # text around a dynamic reference
            return concat((_filled(part, own, names, at) for part in parts), at)
        case Operation("resolve", (reference,)):
            return Operation("resolve", (_filled(reference, own, names, at),), at)
    return _misused("Fn::Sub", at)


def _substituted(
    text: str, own: Mapping[str, Value], names: Names, at: Location | None
) -> Iterator[Value]:
    for index, piece in enumerate(_HOLE.split(text)):
        if index % 2 == 0:
            yield Literal(piece, at)
        elif piece.startswith("!"):
            yield Literal(f"${{{piece[1:]}}}", at)
        else:
            yield _hole(piece.strip(), own, names, at)


def _hole(name: str, own: Mapping[str, Value], names: Names, at: Location | None) -> Value:
    if name in own:
        return own[name]
    resource, dot, attribute = name.partition(".")
    if not name:
        return Literal("${}", at)
    return named(resource, attribute if dot else "Ref", names, at)


def _join(argument: Value, names: Names, at: Location | None) -> Value:
    if not isinstance(argument, Items) or len(argument.items) != 2:
        return _misused("Fn::Join", at)
    separator, of = argument.items
    if text_of(separator) is None or not isinstance(of, Items) or of.open:
        return Operation("Join", argument.items, at)
    items = [item for item in of.items if not isinstance(item, Absent)]
    if any(map(_may_be_many_or_none, items)):
        return Operation("Join", argument.items, at)
    parts: list[Value] = []
    for item in items:
        parts.extend((separator, item) if parts else (item,))
    return concat(parts, at)


def _may_be_many_or_none(item: Value) -> bool:
    """Whether an item of a list may turn out to be no item, or several."""
    match item:
        case Choice(options=options):
            return any(isinstance(o, Absent) or _may_be_many_or_none(o) for o in options)
        case Input(default=Items()) | Items() | Operation(name="Split" | "GetAZs" | "Cidr"):
            return True
    return False


def _find_in_map(argument: Value, names: Names, at: Location | None) -> Value:
    if not isinstance(argument, Items) or len(argument.items) < 3:
        return _misused("Fn::FindInMap", at)
    mapping, *keys = argument.items
    table = names.mappings.get(text_of(mapping) or "")
    if table is None:
        table = Unknown("a mapping of another template", at)
    return Operation("FindInMap", (table, *keys), at)


def _base64(argument: Value, names: Names, at: Location | None) -> Value:
    # What is encoded is read by people and machines alike as its text.
    if isinstance(argument, Literal | Concat):
        return argument
    return Operation("Base64", (argument,), at)


def _transform(argument: Value, names: Names, at: Location | None) -> Value:
    name = text_of(field_of(argument, "Name"))
    location = field_of(argument, "Parameters", "Location")
    if name == "AWS::Include" and not isinstance(location, Absent):
        return Operation("Include", (location,), at)
    return Unknown(f"made by the macro {name}" if name else "made by a macro", at)


def _condition(argument: Value, names: Names, at: Location | None) -> Value:
    # Only conditions refer to each other; the long form is an ordinary map wherever it stands.
    return Record((Entry("Condition", argument, at),), at=at)


_MEANINGS: Mapping[str, Meaning] = {
    "Ref": _ref,
    "Condition": _condition,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::FindInMap": _find_in_map,
    "Fn::Base64": _base64,
    TRANSFORM: _transform,
}
_OPERANDS: Mapping[str, int] = {
    "Fn::Select": 2,
    "Fn::Split": 2,
    "Fn::Cidr": 2,
    "Fn::Equals": 2,
    "Fn::And": 2,
    "Fn::Or": 2,
    "Fn::Not": 1,
    "Fn::ImportValue": 1,
    "Fn::GetAZs": 1,
    "Fn::Length": 1,
    "Fn::ToJsonString": 1,
}
"""Functions that stay operations, and how many operands they take at least."""
