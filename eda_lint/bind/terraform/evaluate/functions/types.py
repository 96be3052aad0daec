"""Conversions from one type to another."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.conversions import as_number, as_text, as_truth, is_null
from eda_lint.bind.terraform.evaluate.functions.listed import alike, list_of, map_of
from eda_lint.bind.terraform.evaluate.functions.signature import (
    Function,
    Functions,
    Invocation,
    Kind,
)
from eda_lint.bind.terraform.evaluate.lists import Representative, SetItems
from eda_lint.bind.terraform.evaluate.open_values import open_operation
from eda_lint.value import Concat, Entry, Items, Literal, Record, Unknown, Value


def _converted(kind: Kind) -> Function:
    def called(call: Invocation) -> Value:
        if len(call.arguments) != 1:
            return call.failed("not as many arguments")
        value = kind(call.arguments[0])
        is_settled = isinstance(value, Literal | Unknown)
        is_text = kind is as_text and (isinstance(value, Concat) or value == call.arguments[0])
        return value if is_settled or is_text else open_operation(call.name, (value,), call.at)

    return called


def _tolist(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    of = call.arguments[0]
    if is_null(of):
        return of
    found = list_of(call, of)
    if isinstance(found, Unknown | Representative):
        return found
    is_set = isinstance(found, SetItems)
    # A set that is open, or not all constant, has no order that could be relied on.
    has_order = all(isinstance(item, Literal) for item in found.items) or len(found.items) < 2
    return Items(alike(found.items), found.open or (is_set and not has_order), call.at)


def _tomap(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    of = call.arguments[0]
    if is_null(of):
        return of
    found = map_of(call, of)
    if isinstance(found, Unknown):
        return found
    values = alike(entry.value for entry in found.entries)
    pairs = zip(found.entries, values, strict=True)
    entries = tuple(Entry(entry.key, value, entry.at) for entry, value in pairs)
    return Record(entries, found.open, call.at)


def _nonsensitive(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    return call.arguments[0]


def _sensitive(call: Invocation) -> Value:
    return call.unknown("not to be shown")


FUNCTIONS: Functions = {
    "nonsensitive": _nonsensitive,
    "sensitive": _sensitive,
    "tobool": _converted(as_truth),
    "tolist": _tolist,
    "tomap": _tomap,
    "tonumber": _converted(as_number),
    "tostring": _converted(as_text),
}
