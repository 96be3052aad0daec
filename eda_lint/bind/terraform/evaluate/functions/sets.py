"""Functions of sets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from eda_lint.bind.terraform.evaluate.equality import equals
from eda_lint.bind.terraform.evaluate.functions.listed import list_of, set_of
from eda_lint.bind.terraform.evaluate.functions.signature import Function, Functions, Invocation
from eda_lint.bind.terraform.evaluate.limits import MOST_ITEMS, most_items
from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.value import Items, Unknown, Value


def _lists(call: Invocation) -> tuple[Items, ...] | Unknown:
    found = tuple(list_of(call, argument) for argument in call.arguments)
    for one in found:
        if isinstance(one, Unknown):
            return one
    return tuple(one for one in found if isinstance(one, Items))


def _union(call: Invocation) -> Value:
    found = [list_of(call, argument) for argument in call.arguments]
    items = [item for one in found if isinstance(one, Items) for item in one.items]
    is_open = any(isinstance(one, Unknown) or one.open for one in found)
    if len(items) > MOST_ITEMS:
        return call.unknown("too large a result")
    return set_of(items, is_open, call.at)


def _kept(where_found: bool) -> Function:
    """A function that keeps what of the first set is, or is not, in the others."""

    def called(call: Invocation) -> Value:
        lists = _lists(call)
        if isinstance(lists, Unknown):
            return lists
        if not lists:
            return call.failed("not as many arguments")
        first, *others = lists
        kept, is_open = first.items, first.open
        for other in others:
            if len(kept) * len(other.items) > MOST_ITEMS * 10:
                return call.unknown("too many comparisons")
            answers = [_is_in(item, other) for item in kept]
            is_open = is_open or None in answers
            pairs = zip(kept, answers, strict=True)
            kept = tuple(item for item, found in pairs if found is where_found)
        return set_of(kept, is_open, call.at)

    return called


def _is_in(item: Value, of: Items) -> bool | None:
    answers = {equals(item, one) for one in of.items}
    if True in answers:
        return True
    return None if None in answers or of.open else False


def _product(call: Invocation) -> Value:
    lists = _lists(call)
    if isinstance(lists, Unknown):
        return lists
    if len(lists) < 2:
        return call.failed("not as many arguments")
    if _size(lists) > most_items(call.scope.room):
        return call.unknown("too large a result")
    rows = (Items(row, at=call.at) for row in product(*(one.items for one in lists)))
    kind = SetItems if all(isinstance(one, SetItems) for one in lists) else Items
    return kind(tuple(rows), any(one.open for one in lists), call.at)


def _size(lists: Sequence[Items]) -> int:
    size = 1
    for one in lists:
        size *= len(one.items)
    return size * len(lists)


def _toset(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    found = list_of(call, call.arguments[0])
    if isinstance(found, Unknown):
        return found
    return set_of(found.items, found.open, call.at)


FUNCTIONS: Functions = {
    "setintersection": _kept(where_found=True),
    "setproduct": _product,
    "setsubtract": _kept(where_found=False),
    "setunion": _union,
    "toset": _toset,
}
