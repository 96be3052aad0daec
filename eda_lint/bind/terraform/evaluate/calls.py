"""Calls of functions."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.functions.catalogue import FORGIVING, FUNCTIONS
from eda_lint.bind.terraform.evaluate.functions.signature import Invocation
from eda_lint.bind.terraform.evaluate.limits import most_read, number_of_elements
from eda_lint.bind.terraform.evaluate.scope import Evaluate, Scope
from eda_lint.parse.terraform.form import Call
from eda_lint.value import Items, Unknown, Value

_BUILT_IN = "core::"


def called(
    expression: Call, arguments: tuple[Value, ...], scope: Scope, evaluate: Evaluate
) -> Value:
    """What a function gives, for every outcome of arguments that are open to a condition."""
    at = scope.place(expression.at)
    name = expression.function.removeprefix(_BUILT_IN)
    function = FUNCTIONS.get(name)
    if function is None:
        return Unknown(f"{name}() is not evaluated", at)

    def one(values: tuple[Value, ...]) -> Value:
        if max(map(number_of_elements, values), default=0) > most_read(scope.room):
            return Unknown("more elements than are looked at", at)
        given = _spread_out(values) if expression.spread else values
        if name not in FORGIVING:
            for value in given:
                if isinstance(value, Failed):
                    return value
        written = () if expression.spread else expression.arguments
        return function(Invocation(name, given, at, scope, evaluate, written))

    return spread(arguments, one, at)


def _spread_out(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The arguments, the last of which is a list of them."""
    if not values:
        return ()
    *first, last = values
    if not isinstance(last, Items):
        is_unknown = isinstance(last, Unknown)
        return (*first, last if is_unknown else Unknown("arguments that are not known", last.at))
    more = (Unknown("further arguments", last.at),) if last.open else ()
    return (*first, *last.items, *more)
