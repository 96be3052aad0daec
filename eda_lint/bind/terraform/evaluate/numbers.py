"""Numbers as Terraform has them: decimal, without the errors of binary fractions."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal

from eda_lint.location import Location
from eda_lint.value import Literal, Scalar, Unknown, Value

_DECIMAL = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_CONTEXT = Context(prec=60, traps=[])
_LARGEST = 300
"""The power of ten that a number may have."""


def number_of(text: str) -> int | float | None:
    """The number that a text is, None where it is none (or too large to be of any use)."""
    if len(text) > _LARGEST or not _DECIMAL.fullmatch(text):
        return None
    return plain(Decimal(text, _CONTEXT))


def is_number(value: Scalar) -> bool:
    """Whether a scalar is a number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_measured(number: int | float) -> bool:
    """Whether a number is finite, and small enough to be of any use."""
    return plain(exact(number)) is not None


def exact(number: int | float) -> Decimal:
    """A number as it was written."""
    return Decimal(number) if isinstance(number, int) else Decimal(repr(number))


def plain(number: Decimal) -> int | float | None:
    """A decimal number as a scalar, None where it is infinite or too large."""
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        return 0 if number == 0 else None
    if number == number.to_integral_value(context=_CONTEXT):
        return int(number)
    return float(number)


def number_text(number: int | float) -> str:
    """A number as Terraform writes it in text: without an exponent."""
    exactly = exact(number)
    if not exactly.is_finite():
        return str(number)
    if abs(exactly.adjusted()) > _LARGEST:
        return f"{exactly:e}"
    return str(int(exactly)) if exactly == int(exactly) else f"{exactly:f}"


def computed(
    operation: Callable[[Context, Decimal, Decimal], Decimal],
    left: int | float,
    right: int | float,
    at: Location | None,
) -> Value:
    """What an operation makes of two numbers; Unknown where that is infinite or too large."""
    result = plain(operation(_CONTEXT, exact(left), exact(right)))
    return Unknown("no finite number", at) if result is None else Literal(result, at)
