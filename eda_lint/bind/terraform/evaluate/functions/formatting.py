"""`format` and `formatlist`: text out of a template with verbs."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.terraform.evaluate.alternatives import spread
from eda_lint.bind.terraform.evaluate.conversions import as_text, is_null
from eda_lint.bind.terraform.evaluate.equality import is_constant
from eda_lint.bind.terraform.evaluate.functions.signature import (
    Fails,
    Functions,
    Invocation,
    TooLarge,
)
from eda_lint.bind.terraform.evaluate.functions.verbs import Verb, formatted, pieces_of
from eda_lint.bind.terraform.evaluate.json_text import constant_json
from eda_lint.bind.terraform.evaluate.limits import most_items
from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.bind.terraform.evaluate.open_values import open_operation
from eda_lint.bind.terraform.evaluate.templates import text_of_parts
from eda_lint.value import Concat, Items, Literal, Record, Unknown, Value


def _format(call: Invocation) -> Value:
    if not call.arguments:
        return call.failed("not as many arguments")
    template, *values = (constant_json(argument) for argument in call.arguments)
    text = as_text(template)
    if not isinstance(text, Literal) or is_null(text):
        return open_operation(call.name, call.arguments, call.at)
    try:
        parts = tuple(_parts(call, str(text.value), values))
    except TooLarge:
        return call.unknown("too large a result")
    except Fails as fails:
        return call.failed(str(fails))
    if any(part is None for part in parts):
        return open_operation(call.name, (text, *values), call.at)
    joined = (part for part in parts if part is not None)
    return text_of_parts(tuple(joined), call.at, call.scope)


def _parts(call: Invocation, template: str, values: list[Value]) -> list[Value | None]:
    """What stands between and for the verbs; None for what is open under a verb that changes it."""
    parts: list[Value | None] = []
    position = highest = 0
    for piece in pieces_of(template):
        if isinstance(piece, str):
            parts.append(Literal(piece, call.at))
            continue
        position = piece.index or position + 1
        highest = max(highest, position)
        if not 0 < position <= len(values):
            raise Fails("not as many arguments as verbs")
        parts.append(_part(call, piece, values[position - 1]))
    if highest < len(values):
        raise Fails("more arguments than verbs")
    return parts


def _part(call: Invocation, verb: Verb, value: Value) -> Value | None:
    if is_null(value):
        return Unknown("null in a text", call.at)
    if is_constant(value):
        return Literal(formatted(verb, value), call.at)
    if isinstance(value, Record | Items):
        return Unknown("a structure in a text", call.at)
    return value if verb.is_bare else None


def _formatlist(call: Invocation) -> Value:
    lists = [one for one in call.arguments if isinstance(one, Items)]
    if any(one.open or isinstance(one, SetItems) for one in lists):
        return call.unknown("a list that is not all known")
    lengths = {len(one.items) for one in lists}
    if not all(isinstance(argument, Literal | Concat | Items) for argument in call.arguments):
        return call.unknown("an argument that may be a list")
    if len(lengths) > 1:
        return call.failed("lists of different lengths")
    length = lengths.pop() if lengths else 1
    if length > most_items(call.scope.room):
        return call.unknown("too large a result")
    scope = call.scope.binding({}, length)

    def one(values: tuple[Value, ...]) -> Value:
        return _format(replace(call, arguments=values, scope=scope))

    rows = (_row(call.arguments, index) for index in range(length))
    return Items(tuple(spread(row, one, call.at) for row in rows), at=call.at)


def _row(arguments: tuple[Value, ...], index: int) -> tuple[Value, ...]:
    return tuple(one.items[index] if isinstance(one, Items) else one for one in arguments)


FUNCTIONS: Functions = {"format": _format, "formatlist": _formatlist}
