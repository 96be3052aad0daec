"""What a function is given, and how a plain one becomes one that takes values.

A function never guesses: what it makes of arguments that are open is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TypeAlias

from eda_lint.bind.settle import lift
from eda_lint.bind.terraform.evaluate.conversions import as_number, as_text, as_truth, is_null
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.json_text import constant_json
from eda_lint.bind.terraform.evaluate.limits import longest_text
from eda_lint.bind.terraform.evaluate.named import spelled_out
from eda_lint.bind.terraform.evaluate.open_values import open_operation
from eda_lint.bind.terraform.evaluate.scope import Evaluate, Scope
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Expression
from eda_lint.value import Literal, Scalar, Unknown, Value


@frozen
class Invocation:
    """One call of a function: what it is given, none of it a Choice, and where it stands.

    `written` are the arguments as they are written, none where the last one is spread.
    """

    name: str
    arguments: tuple[Value, ...]
    at: Location | None
    scope: Scope
    evaluate: Evaluate
    written: tuple[Expression, ...] = ()

    def failed(self, why: str) -> Failed:
        """Terraform would fail at this call."""
        return Failed(f"{self.name}(): {why}", self.at)

    def unknown(self, why: str) -> Unknown:
        """What the call gives cannot be known."""
        return Unknown(f"{self.name}(): {why}", self.at)

    def text(self, text: str) -> Value:
        """Text that was put together, if it is not too long."""
        if len(text) > longest_text(self.scope.room):
            return self.unknown("too long a text")
        return Literal(text, self.at)


Function: TypeAlias = Callable[[Invocation], Value]
Functions: TypeAlias = Mapping[str, Function]
Plain: TypeAlias = "Scalar | Sequence[Plain] | Mapping[str, Plain]"
Kind: TypeAlias = Callable[[Value], Value]


class Fails(ValueError):
    """Raised by a plain function where Terraform would fail."""


class TooLarge(ValueError):
    """Raised by a plain function whose result would be too large."""


TEXT: Kind = as_text
NUMBER: Kind = as_number
TRUTH: Kind = as_truth


def WHOLE(value: Value) -> Value:
    """The value as a whole number."""
    number = as_number(value)
    if isinstance(number, Literal) and isinstance(number.value, float):
        return Failed("no whole number", value.at)
    return number


def plain(
    function: Callable[..., Plain], *kinds: Kind, optional: int = 0, more: Kind | None = None
) -> Function:
    """A function of constants of these kinds; `optional` of them may be left out at the end.

    `more` is the kind of any further arguments. What is open makes an open operation.
    """
    fewest = len(kinds) - optional

    def called(call: Invocation) -> Value:
        given = call.arguments
        if len(given) < fewest or (len(given) > len(kinds) and more is None):
            return call.failed("not as many arguments")
        wanted = chain(kinds, repeat(more)) if more is not None else kinds
        arguments = tuple(
            Failed("null", call.at) if is_null(value) else kind(constant_json(value))
            for value, kind in zip(given, wanted, strict=False)
        )
        constants = tuple(constants_in(spelled_out(one, call.scope) for one in arguments))
        if len(constants) < len(arguments):
            return open_operation(call.name, arguments, call.at)
        return folded(call, function, constants)

    return called


def constants_in(arguments: Iterable[Value]) -> Iterator[Scalar]:
    """The constants among some values."""
    for argument in arguments:
        if isinstance(argument, Literal):
            yield argument.value


def folded(call: Invocation, function: Callable[..., Plain], constants: Sequence[Scalar]) -> Value:
    """What a plain function makes of constants."""
    try:
        result = function(*constants)
    except TooLarge:
        return call.unknown("too large a result")
    except Fails as fails:
        return call.failed(str(fails))
    if isinstance(result, str):
        return call.text(result)
    return lift(result, call.at)
