"""Operators on things: text is joined, maps and lists grow, comparisons of constants fold."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.environment import is_environment, is_set
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.sdk_objects import SdkClient, SdkHandle, SdkResource, SdkSession
from eda_lint.bind.evaluate.sizes import small
from eda_lint.bind.evaluate.things import Alternatives, Foreign, List, Map, Thing
from eda_lint.bind.evaluate.truth import each
from eda_lint.bind.evaluate.values import key_of, leaves, plain, value_of
from eda_lint.location import Location
from eda_lint.value import (
    Choice,
    Concat,
    Environment,
    EventData,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    concat,
    outcomes,
)

_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[sdrif]|%%")
_MAPS = (Map, Record)


def binary(machine: Machine, operator: str, left: Thing, right: Thing, at: Location) -> Thing:
    """`left operator right`."""
    left, right = plain(left), plain(right)
    if operator in ("+", "+=") and isinstance(left, List | Items):
        return _joined_lists(machine, left, right, at)
    if operator in ("|", "|=") and isinstance(left, _MAPS):
        return _joined_maps(machine, left, right, at)
    if operator in ("+", "+="):
        return _sum(left, right, at)
    if operator in ("%", "%=") and key_of(left) is not None:
        return _interpolated(key_of(left) or "", right, at)
    if operator in ("/", "//") and _is_text(left):  # pathlib
        return concat((value_of(left), Literal("/"), value_of(right)), at)
    conditions = [t for t in (left, right) if isinstance(t, Operation)]
    if operator in ("&", "|") and any(c.name.startswith("attribute_") for c in conditions):
        # A chain stays flat: `a & b & c` is one operation.
        before = conditions[0].arguments if conditions[0].name == operator else (value_of(left),)
        return Operation(operator, (*before, value_of(right)), at)
    if isinstance(left, Literal) and isinstance(right, Literal):
        return _arithmetic(operator, left, right, at)
    inputs = leaves((left, right))
    return Operation(operator, inputs, at) if inputs else Unknown(operator, at)


def _is_text(thing: Thing) -> bool:
    return isinstance(thing, Concat) or key_of(thing) is not None


def _sum(left: Thing, right: Thing, at: Location) -> Thing:
    if isinstance(left, Literal) and isinstance(right, Literal) and left.value != str(left.value):
        return _arithmetic("+", left, right, at)
    first, second = value_of(left), value_of(right)
    if _counts(first) or _counts(second):
        return Unknown("a sum", at)
    textual = Literal | Concat | Reference | Input | Environment | EventData | Choice | Operation
    if isinstance(first, textual) or isinstance(second, textual):
        return small(concat((first, second), at))
    return Unknown("a sum", at)


def _counts(value: Value) -> bool:
    """Whether a value may be a number."""
    return any(isinstance(o, Literal) and not isinstance(o.value, str) for o in outcomes(value))


def _arithmetic(operator: str, left: Literal, right: Literal, at: Location) -> Thing:
    a, b = left.value, right.value
    if isinstance(a, str) or isinstance(b, str) or a is None or b is None:
        return Unknown(operator, at)
    match operator:
        case "+" | "+=":
            return Literal(a + b, at)
        case "-" | "-=":
            return Literal(a - b, at)
        case "*" | "*=":
            return Literal(a * b, at)
        case _:
            return Unknown(operator, at)


def _interpolated(pattern: str, right: Thing, at: Location) -> Thing:
    """`"..." % arguments`."""
    given = list(right.items) if isinstance(right, List) else [right]
    parts: list[Value] = []
    position = 0
    for match in _PLACEHOLDER.finditer(pattern):
        parts.append(Literal(pattern[position : match.start()]))
        position = match.end()
        if match[0] == "%%":
            parts.append(Literal("%"))
        elif match[1] is not None:
            named = right.entries.get(match[1]) if isinstance(right, Map) else None
            parts.append(Unknown("a placeholder") if named is None else value_of(named))
        else:
            parts.append(value_of(given.pop(0)) if given else Unknown("a placeholder"))
    parts.append(Literal(pattern[position:]))
    return small(concat(parts, at))


def _joined_lists(machine: Machine, left: List | Items, right: Thing, at: Location) -> Thing:
    items: list[Thing] = list(left.items)
    is_open = left.open
    if isinstance(right, List | Items):
        items += right.items
        is_open |= right.open
    else:
        is_open = True
    return List(items, machine.clock, is_open, at)


def _joined_maps(machine: Machine, left: Thing, right: Thing, at: Location) -> Thing:
    result = Map({}, machine.clock, at=at)
    for part in (left, right):
        if isinstance(part, Map):
            result.entries.update(part.entries)
            result.computed.extend(part.computed)
            result.open |= part.open
        elif isinstance(part, Record):
            result.entries.update({entry.key: entry.value for entry in part.entries})
            result.open |= part.open
        else:
            result.open = True
    return result


def compare(machine: Machine, operator: str, left: Thing, right: Thing, at: Location) -> Thing:
    """A comparison; Unknown where its outcome is open."""
    left, right = plain(left), plain(right)
    if isinstance(left, Alternatives):
        return each(left, lambda option: compare(machine, operator, option, right, at))
    if isinstance(right, Alternatives):
        return each(right, lambda option: compare(machine, operator, left, option, at))
    match operator:
        case "==" | "is" | "===":
            equal = _equal(left, right)
        case "!=" | "is not" | "!==":
            same = _equal(left, right)
            equal = None if same is None else not same
        case "in" | "not in":
            contained = _contains(machine, right, left)
            equal = contained if contained is None or operator == "in" else not contained
        case _:
            equal = _ordered(operator, left, right)
    return Unknown("a comparison", at) if equal is None else Literal(equal, at)


def _equal(left: Thing, right: Thing) -> bool | None:
    if isinstance(left, Literal) and isinstance(right, Literal):
        return left.value == right.value
    certain = (List, Map, SdkClient, SdkResource, SdkSession, SdkHandle, Reference, Concat)
    for one, other in ((left, right), (right, left)):
        if one == Literal(None) and isinstance(other, certain):
            return False
    return None


def _ordered(operator: str, left: Thing, right: Thing) -> bool | None:
    first, second = _number(left), _number(right)
    if first is None or second is None:
        return None
    outcomes_of = {
        "<": first < second,
        "<=": first <= second,
        ">": first > second,
        ">=": first >= second,
    }
    return outcomes_of.get(operator)


def _number(thing: Thing) -> int | float | None:
    value = thing.value if isinstance(thing, Literal) else None
    return value if isinstance(value, int | float) else None


def _contains(machine: Machine, container: Thing, item: Thing) -> bool | None:
    key = key_of(item)
    if key is None:
        return None
    match container:
        case Map() if not container.open and not container.computed:
            return key in container.entries
        case Record() if not container.open:
            return any(entry.key == key for entry in container.entries)
        case List() if not container.open:
            keys = [key_of(i) for i in container.items]
            return True if key in keys else (None if None in keys else False)
        case Literal(value=str(text)):
            return key in text
        case Foreign() if is_environment(container):
            return is_set(machine, key)
        case _:
            return None
