"""Methods of text: folded on constants, else what came in is what comes out, or goes into it."""

from __future__ import annotations

from collections.abc import Callable

from eda_lint.bind.evaluate.folding import fold
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Thing
from eda_lint.bind.evaluate.values import leaves, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import Literal, Operation, Unknown, Value, concat

_SAME = words(
    "trim trimStart trimEnd toString valueOf normalize toJSON required asString asUrlString"
)
_FOLDED: dict[str, Callable[..., object]] = {
    "toLowerCase": str.lower,
    "toLocaleLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toLocaleUpperCase": str.upper,
    "trim": str.strip,
    "trimStart": str.lstrip,
    "trimEnd": str.rstrip,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "includes": str.__contains__,
    "replaceAll": str.replace,
    "replace": lambda text, old, new: text.replace(old, new, 1),
    "split": lambda text, by: text.split(by) if by else list(text),
    "toString": str,
    "repeat": lambda text, count: text * count,
    "padStart": lambda text, width, fill=" ": text.rjust(width, fill),
    "slice": lambda text, start, end=None: text[start:end],
    "substring": lambda text, start, end=None: text[max(start, 0) : end],
    "charAt": lambda text, index: text[index : index + 1],
}


def text_method(
    machine: Machine, receiver: Value, name: str, arguments: Arguments, at: Location
) -> Thing:
    """A method of text."""
    given = arguments.positional
    if name == "concat":
        return concat([receiver, *(value_of(thing) for thing in given)], at)
    constants = [thing.value for thing in given if isinstance(thing, Literal)]
    folded = _FOLDED.get(name)
    if isinstance(receiver, Literal) and folded is not None and len(constants) == len(given):
        if isinstance(receiver.value, str):
            return fold(machine, folded, receiver.value, constants, at)
        return receiver if folded is str else Unknown("a method of a number", at)
    if name in _SAME:
        return receiver
    inputs = leaves([receiver, *arguments.all()])
    return Operation(name, inputs, at) if inputs else Unknown(f"the result of {name}", at)
