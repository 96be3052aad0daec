"""What can still be said of values that are settled at deployment only.

An Operation keeps what is done to them: two that do the same to the same values are equal, which
is how a condition is known again where it is asked a second time.
"""

from __future__ import annotations

from collections.abc import Sequence

from eda_lint.bind.terraform.evaluate.conversions import is_whole
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.location import Location
from eda_lint.value import (
    Concat,
    Input,
    Literal,
    Operation,
    Reference,
    Unknown,
    Value,
    inside,
)

_MOST_PARTS = 100


def is_symbolic(value: Value) -> bool:
    """Whether a value is one text, number or truth value wherever it is equal."""
    for count, part in enumerate(inside(value)):
        if count > _MOST_PARTS or is_whole(part):
            return False
        if not isinstance(part, Literal | Reference | Input | Concat | Operation):
            return False
    return True


def open_operation(name: str, operands: Sequence[Value], at: Location | None) -> Value:
    """An operation on values of which one at least is open; Unknown where one is."""
    for kind in (Failed, Unknown):
        for operand in operands:
            if isinstance(operand, kind):
                return operand
    if all(is_symbolic(operand) for operand in operands):
        return Operation(name, tuple(operands), at)
    return Unknown(f"{name} of what is not known", at)
