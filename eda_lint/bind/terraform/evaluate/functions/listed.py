"""Lists, maps and sets as functions are given them."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.terraform.evaluate.conversions import is_null, is_whole, scalar_as_text
from eda_lint.bind.terraform.evaluate.equality import is_constant
from eda_lint.bind.terraform.evaluate.functions.signature import Invocation
from eda_lint.bind.terraform.evaluate.lists import Representative, SetItems
from eda_lint.bind.terraform.evaluate.numbers import is_number
from eda_lint.location import Location
from eda_lint.value import Concat, Items, Literal, Record, Reference, Scalar, Unknown, Value


def list_of(call: Invocation, value: Value) -> Items | Unknown:
    """The list that an argument is; Failed where it is none, Unknown where that is not known."""
    if isinstance(value, Items | Unknown):
        return value
    if is_null(value) or isinstance(value, Record | Literal | Concat):
        return call.failed("no list")
    if is_whole(value):
        return Representative((value,), open=True, at=value.at)
    return call.unknown("a list that is not known")


def map_of(call: Invocation, value: Value) -> Record | Unknown:
    """The map that an argument is; Failed where it is none, Unknown where that is not known."""
    if isinstance(value, Record | Unknown):
        return value
    if is_null(value) or isinstance(value, Items | Literal | Concat):
        return call.failed("no map")
    return call.unknown("a map that is not known")


def set_of(values: Iterable[Value], is_open: bool, at: Location | None) -> SetItems:
    """A set of these: constants in their order, and each once."""
    unique, is_vague = unique_of(alike(values))
    constants = [value for value in unique if isinstance(value, Literal)]
    if len(constants) < len(unique):
        return SetItems(unique, is_open or is_vague, at)
    constants.sort(key=lambda literal: _order(literal.value))
    return SetItems(tuple(constants), is_open, at)


def unique_of(values: Iterable[Value]) -> tuple[tuple[Value, ...], bool]:
    """Each of these once, and whether some of them may still turn out to be the same."""
    every = tuple(values)
    unique = tuple(dict.fromkeys(value for value in every if _is_distinct(value)))
    others = tuple(value for value in every if not _is_distinct(value))
    return (*unique, *others), bool(others) and len(every) > 1


def _is_distinct(value: Value) -> bool:
    """Whether a value is the same as another only where the two look the same."""
    return isinstance(value, Reference) or is_constant(value)


def _order(value: Scalar) -> tuple[bool, int | float, str]:
    if isinstance(value, int | float):
        return False, value, ""
    return True, 0, str(value)


def alike(values: Iterable[Value]) -> tuple[Value, ...]:
    """Constants of different types as the one type that an element of a list has: text."""
    every = tuple(values)
    texts = any(isinstance(v, Literal) and isinstance(v.value, str) for v in every)
    return tuple(_as_text(v) for v in every) if texts else every


def _as_text(value: Value) -> Value:
    if isinstance(value, Literal) and (is_number(value.value) or isinstance(value.value, bool)):
        return Literal(scalar_as_text(value.value), value.at)
    return value
