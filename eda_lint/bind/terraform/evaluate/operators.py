"""Operators: arithmetic, comparisons, logic, and the choice between two values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal

from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.conversions import as_number, as_truth, is_null
from eda_lint.bind.terraform.evaluate.equality import equals
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.numbers import computed, is_number
from eda_lint.bind.terraform.evaluate.open_values import open_operation
from eda_lint.location import Location
from eda_lint.value import Literal, Operation, Unknown, Value

_ARITHMETIC: dict[str, Callable[[Context, Decimal, Decimal], Decimal]] = {
    "+": Context.add,
    "-": Context.subtract,
    "*": Context.multiply,
    "/": Context.divide,
    "%": Context.remainder,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def binary(operator: str, left: Value, right: Value, at: Location | None) -> Value:
    """`left operator right`."""
    return spread((left, right), lambda both: _binary(operator, both[0], both[1], at), at)


def unary(operator: str, operand: Value, at: Location | None) -> Value:
    """`!operand`, `-operand`."""
    return spread((operand,), lambda one: _unary(operator, one[0], at), at)


def _binary(operator: str, left: Value, right: Value, at: Location | None) -> Value:
    if operator in ("&&", "||"):
        return _logical(operator, left, right, at)
    for operand in (left, right):
        if isinstance(operand, Failed):
            return operand
    if operator in ("==", "!="):
        return _compared(operator, left, right, at)
    return _arithmetic(operator, as_number(left), as_number(right), at)


def _logical(operator: str, left: Value, right: Value, at: Location | None) -> Value:
    # One side may decide alone, even before what Terraform would fail at, as newer versions do.
    decides = operator == "||"
    operands = as_truth(left), as_truth(right)
    open_ones = [operand for operand in operands if not isinstance(operand, Literal)]
    for operand in operands:
        if isinstance(operand, Literal):
            if operand.value is None:
                return Failed("null is neither true nor false", at)
            if operand.value is decides:
                return Literal(decides, at)
    if not open_ones:
        return Literal(not decides, at)
    return open_ones[0] if len(open_ones) == 1 else open_operation(operator, open_ones, at)


def _compared(operator: str, left: Value, right: Value, at: Location | None) -> Value:
    same = equals(left, right)
    if same is not None:
        return Literal(same is (operator == "=="), at)
    found = open_operation("==", (left, right), at)
    return found if operator == "==" else _negated(found, at)


def _arithmetic(operator: str, left: Value, right: Value, at: Location | None) -> Value:
    for operand in (left, right):
        if isinstance(operand, Failed) or is_null(operand):
            return operand if isinstance(operand, Failed) else Failed("null is no number", at)
    if not (isinstance(left, Literal) and isinstance(right, Literal)):
        return open_operation(operator, (left, right), at)
    first, second = left.value, right.value
    if not (isinstance(first, int | float) and isinstance(second, int | float)):
        return Failed("no number", at)
    if operator in _COMPARISONS:
        return Literal(_COMPARISONS[operator](first, second), at)
    if operator not in _ARITHMETIC:
        return Unknown(f"{operator} is no operator", at)
    return computed(_ARITHMETIC[operator], first, second, at)


def _unary(operator: str, operand: Value, at: Location | None) -> Value:
    if operator == "!":
        return _negated(as_truth(operand), at)
    number = as_number(operand)
    if isinstance(number, Literal):
        value = number.value
        if isinstance(value, int | float) and is_number(value):
            return Literal(-value, at)
        return Failed("null is no number", at)
    return open_operation(operator, (number,), at)


def _negated(truth: Value, at: Location | None) -> Value:
    if isinstance(truth, Literal):
        if truth.value is None:
            return Failed("null is neither true nor false", at)
        return Literal(not truth.value, at)
    if isinstance(truth, Operation) and truth.name == "!":
        return truth.arguments[0]
    return open_operation("!", (truth,), at)
