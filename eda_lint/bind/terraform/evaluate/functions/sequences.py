"""Functions of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from eda_lint.bind.terraform.evaluate.alternatives import chosen_by
from eda_lint.bind.terraform.evaluate.conversions import as_number, as_text, is_null
from eda_lint.bind.terraform.evaluate.equality import equals
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.functions.listed import alike, list_of, unique_of
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    Function,
    Functions,
    Invocation,
    plain,
)
from eda_lint.bind.terraform.evaluate.limits import MOST_ITEMS
from eda_lint.bind.terraform.evaluate.lists import Representative
from eda_lint.value import (
    Concat,
    Input,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
)

OfList: TypeAlias = Callable[[Invocation, Items], Value]


def of_list(function: OfList, others: int = 0, more: int = 0) -> Function:
    """A function whose first argument is a list, with this many `others`, and perhaps more."""

    def called(call: Invocation) -> Value:
        if not others < len(call.arguments) <= others + more + 1:
            return call.failed("not as many arguments")
        found = list_of(call, call.arguments[0])
        return found if isinstance(found, Unknown) else function(call, found)

    return called


def whole_number(value: Value) -> int | None:
    """A constant whole number."""
    number = as_number(value)
    if isinstance(number, Literal) and isinstance(number.value, int):
        return number.value
    return None


def _length(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    of = call.arguments[0]
    if isinstance(of, Items | Record):
        count = len(of.entries if isinstance(of, Record) else of.items)
        if of.open:
            return call.unknown("not all elements are known")
        return Literal(count, call.at)
    if isinstance(of, Literal) and not isinstance(of.value, str):
        return call.failed("no list, map or text")
    return plain(len, TEXT)(call)


def _element(call: Invocation, of: Items) -> Value:
    if isinstance(of, Representative):
        return of.items[0]
    if of.open:
        return call.unknown("not all elements are known")
    if not of.items:
        return call.failed("an empty list")
    number = whole_number(call.arguments[1])
    if number is not None:
        return of.items[number % len(of.items)] if number >= 0 else call.unknown("an index below 0")
    if isinstance(as_number(call.arguments[1]), Failed | Literal):
        return call.failed("no index")
    return chosen_by(call.arguments[1], of.items, call.at)


def _contains(call: Invocation, of: Items) -> Value:
    if is_null(call.arguments[1]):
        return call.failed("null")
    answers = {equals(item, call.arguments[1]) for item in of.items}
    if True in answers:
        return Literal(True, call.at)
    if None in answers or of.open:
        return call.unknown("not all elements are known")
    return Literal(False, call.at)


def _index(call: Invocation, of: Items) -> Value:
    if of.open:
        return call.unknown("not all elements are known")
    for position, item in enumerate(of.items):
        same = equals(item, call.arguments[1])
        if same is None:
            return call.unknown("an element that is not known")
        if same:
            return Literal(position, call.at)
    return call.failed("not in the list")


def _concat(call: Invocation) -> Value:
    if not call.arguments:
        return call.failed("not as many arguments")
    items: list[Value] = []
    is_open = False
    for argument in call.arguments:
        found = list_of(call, argument)
        if isinstance(found, Failed):
            return found
        if isinstance(found, Items):
            items.extend(found.items)
        is_open = is_open or isinstance(found, Unknown) or found.open
    if len(items) > MOST_ITEMS:
        return call.unknown("too large a result")
    return Items(tuple(items), is_open, call.at)


def _flatten(call: Invocation, of: Items) -> Value:
    items: list[Value] = []
    is_open = False
    waiting: list[Value] = [of]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Items):
            is_open = is_open or value.open
            waiting.extend(reversed(value.items))
        elif isinstance(value, Literal | Reference | Concat | Record):
            items.append(value)
        else:
            # A list perhaps, of which nothing is known.
            is_open = True
            if isinstance(value, Input):
                items.append(value)
    return Items(tuple(items), is_open, call.at)


def _distinct(call: Invocation, of: Items) -> Value:
    unique, is_vague = unique_of(alike(of.items))
    return Items(unique, of.open or is_vague, call.at)


def _compact(call: Invocation, of: Items) -> Value:
    kept: list[Value] = []
    is_open = of.open
    for item in of.items:
        if is_null(item) or item == Literal(""):
            continue
        if isinstance(item, Literal | Reference) or _has_text(item):
            kept.append(item)
        else:
            is_open = True
    return Items(tuple(kept), is_open, call.at)


def _has_text(value: Value) -> bool:
    return isinstance(value, Concat) and any(
        isinstance(part, Literal | Reference) for part in value.parts
    )


def _reverse(call: Invocation, of: Items) -> Value:
    return Items(of.items[::-1], of.open, call.at)


def _sort(call: Invocation, of: Items) -> Value:
    texts = tuple(as_text(item) for item in of.items)
    if any(is_null(text) for text in texts):
        return call.failed("null in a list")
    constants = [text for text in texts if isinstance(text, Literal)]
    if len(constants) == len(texts):
        ordered = sorted(constants, key=lambda literal: str(literal.value))
        return Items(tuple(ordered), of.open, call.at)
    # An open list has no order that could be relied on.
    return Items(texts, of.open or len(texts) > 1, call.at)


def _slice(call: Invocation, of: Items) -> Value:
    start, end = (whole_number(limit) for limit in call.arguments[1:])
    if of.open or start is None or end is None:
        return call.unknown("not all elements, or limits, are known")
    if not 0 <= start <= end <= len(of.items):
        return call.failed("not in the list")
    return Items(of.items[start:end], at=call.at)


def _chunklist(call: Invocation, of: Items) -> Value:
    size = whole_number(call.arguments[1])
    if of.open or size is None:
        return call.unknown("not all elements are known")
    if size < 0:
        return call.failed("a negative size")
    step = size or max(len(of.items), 1)
    starts = range(0, len(of.items), step)
    chunks = (Items(of.items[start : start + step], at=call.at) for start in starts)
    return Items(tuple(chunks), at=call.at)


def _matchkeys(call: Invocation, of: Items) -> Value:
    keys, wanted = (list_of(call, argument) for argument in call.arguments[1:])
    if isinstance(keys, Unknown) or isinstance(wanted, Unknown) or of.open or keys.open:
        return call.unknown("not all elements are known")
    if len(keys.items) != len(of.items):
        return call.failed("lists of different lengths")
    if len(keys.items) * len(wanted.items) > MOST_ITEMS:
        return call.unknown("too many comparisons")
    kept: list[Value] = []
    is_open = wanted.open
    for value, key in zip(of.items, keys.items, strict=True):
        answers = {equals(key, one) for one in wanted.items}
        if True in answers:
            kept.append(value)
        is_open = is_open or (None in answers and True not in answers)
    return Items(tuple(kept), is_open, call.at)


def _one(call: Invocation, of: Items) -> Value:
    if isinstance(of, Representative):
        condition = "the value of how many there are"
        return choice((of.items[0], Literal(None, call.at)), condition, call.at)
    if of.open:
        return call.unknown("not all elements are known")
    if len(of.items) > 1:
        return call.failed("more than one element")
    return of.items[0] if of.items else Literal(None, call.at)


FUNCTIONS: Functions = {
    "chunklist": of_list(_chunklist, 1),
    "compact": of_list(_compact),
    "concat": _concat,
    "contains": of_list(_contains, 1),
    "distinct": of_list(_distinct),
    "element": of_list(_element, 1),
    "flatten": of_list(_flatten),
    "index": of_list(_index, 1),
    "length": _length,
    "matchkeys": of_list(_matchkeys, 2),
    "one": of_list(_one),
    "reverse": of_list(_reverse),
    "slice": of_list(_slice, 2),
    "sort": of_list(_sort),
}
