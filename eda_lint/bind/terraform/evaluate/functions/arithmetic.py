"""Functions of numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from eda_lint.bind.terraform.evaluate.conversions import is_null
from eda_lint.bind.terraform.evaluate.functions.signature import (
    NUMBER,
    TEXT,
    WHOLE,
    Fails,
    Functions,
    Invocation,
    TooLarge,
    plain,
)
from eda_lint.bind.terraform.evaluate.limits import most_items
from eda_lint.bind.terraform.evaluate.numbers import exact
from eda_lint.bind.terraform.evaluate.numbers import plain as scalar
from eda_lint.value import Items, Value

_SMALLEST_BASE, _LARGEST_BASE = 2, 36
_DIGITS = re.compile(r"-?[0-9A-Za-z]{1,300}")


def _sum(call: Invocation) -> Value:
    if len(call.arguments) != 1 or is_null(call.arguments[0]):
        return call.failed("no list")
    numbers = call.arguments[0]
    if not isinstance(numbers, Items) or numbers.open:
        return call.unknown("a list that is not all known")
    return plain(_added, NUMBER, more=NUMBER)(replace(call, arguments=numbers.items))


def _added(*numbers: int | float) -> int | float:
    return _finite(sum((exact(number) for number in numbers), Decimal(0)))


def _finite(number: Decimal) -> int | float:
    result = scalar(number)
    if result is None:
        raise TooLarge
    return result


def _parsed(text: str, base: int) -> int:
    if not _SMALLEST_BASE <= base <= _LARGEST_BASE or not _DIGITS.fullmatch(text):
        raise Fails("no number in that base")
    try:
        return int(text, base)
    except ValueError as error:
        raise Fails("no number in that base") from error


def _power(base: int | float, exponent: int | float) -> int | float:
    try:
        return _finite(exact(math.pow(base, exponent)))
    except (OverflowError, ValueError) as error:
        raise TooLarge from error


def _logarithm(number: int | float, base: int | float) -> int | float:
    try:
        return _finite(exact(math.log(number) / math.log(base)))
    except (ValueError, ZeroDivisionError) as error:
        raise TooLarge from error


def _range(call: Invocation) -> Value:
    most = most_items(call.scope.room)

    def made(*limits: int | float) -> list[int | float]:
        numbers = [exact(limit) for limit in limits]
        start, end = (Decimal(0), numbers[0]) if len(numbers) == 1 else numbers[:2]
        down = start > end
        step = numbers[2] if len(numbers) > 2 else Decimal(-1 if down else 1)
        if step == 0 or (start != end and (step < 0) is not down):
            raise Fails("a step that never gets there")
        if (end - start) / step > most:
            raise TooLarge
        result: list[int | float] = []
        while start > end if down else start < end:
            result.append(_finite(start))
            start += step
        return result

    return plain(made, NUMBER, NUMBER, NUMBER, optional=2)(call)


def _extreme(of: Callable[..., int | float]) -> Callable[..., int | float]:
    def extreme(*numbers: int | float) -> int | float:
        return of(numbers)

    return extreme


FUNCTIONS: Functions = {
    "abs": plain(abs, NUMBER),
    "ceil": plain(math.ceil, NUMBER),
    "floor": plain(math.floor, NUMBER),
    "log": plain(_logarithm, NUMBER, NUMBER),
    "max": plain(_extreme(max), NUMBER, more=NUMBER),
    "min": plain(_extreme(min), NUMBER, more=NUMBER),
    "parseint": plain(_parsed, TEXT, WHOLE),
    "pow": plain(_power, NUMBER, NUMBER),
    "range": _range,
    "signum": plain(lambda number: (number > 0) - (number < 0), NUMBER),
    "sum": _sum,
}
