"""What the variables of the root module were given when a plan was made."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.location import Location
from eda_lint.parse.terraform.form import (
    Argument,
    Constant,
    Expression,
    ListExpression,
    ObjectExpression,
    Pair,
    Unreadable,
)
from eda_lint.parse.terraform.plan_values import LEVELS, tells_secret


def given_variables(printed: object, at: Location) -> Iterator[Argument]:
    """Each variable with its value; those whose name tells a secret are left out.

    Terraform prints the values of sensitive variables like any other here.
    """
    for name, variable in printed.items() if isinstance(printed, dict) else ():
        if isinstance(variable, dict) and "value" in variable and not tells_secret(str(name)):
            yield Argument(str(name), _expression(variable["value"], at, LEVELS), at)


def _expression(plain: object, at: Location, levels: int) -> Expression:
    if levels == 0:
        return Unreadable("nested too deeply", at)
    match plain:
        case str() | bool() | int() | float() | None:
            return Constant(plain, at)
        case list():
            return ListExpression(tuple(_expression(one, at, levels - 1) for one in plain), at)
        case dict():
            pairs = (
                Pair(Constant(str(name), at), _expression(one, at, levels - 1), at)
                for name, one in plain.items()
            )
            return ObjectExpression(tuple(pairs), at)
    return Unreadable("no value", at)
