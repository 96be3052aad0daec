"""The verbs of `format`: `%s`, `%05d`, `%-10s`, `%[2]q`."""

from __future__ import annotations

import re

from eda_lint.bind.terraform.evaluate.conversions import as_number, as_text, as_truth
from eda_lint.bind.terraform.evaluate.functions.signature import Fails, TooLarge
from eda_lint.bind.terraform.evaluate.json_text import json_text
from eda_lint.bind.terraform.evaluate.numbers import exact, number_text
from eda_lint.frozen import frozen
from eda_lint.value import Items, Literal, Record, Value

_VERB = re.compile(
    r"%(?P<flags>[-+# 0]*)(?P<width>\d{0,6})(?:\.(?P<precision>\d{0,6}))?"
    r"(?:\[(?P<index>\d{1,6})\])?(?P<letter>[A-Za-z%])",
    re.ASCII,
)
_WIDEST = 10_000
_BASES = {"b": "b", "o": "o", "x": "x", "X": "X"}
_FLOATS = frozenset("eEfFgG")


@frozen
class Verb:
    """One verb. `index` counts from 1, and is 0 where the verb takes the next argument."""

    letter: str
    flags: str = ""
    width: int = 0
    precision: int | None = None
    index: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether what is formatted by it stands as it is."""
        return self.letter in "vsd" and not self.flags and not self.width and self.precision is None


def pieces_of(template: str) -> list[str | Verb]:
    """Text and verbs in their order. Raises Fails for what is no verb."""
    pieces: list[str | Verb] = []
    end = 0
    while (start := template.find("%", end)) >= 0:
        pieces.append(template[end:start])
        found = _VERB.match(template, start)
        if found is None:
            raise Fails("no verb behind %")
        pieces.append("%" if found["letter"] == "%" else _verb(found))
        end = found.end()
    return [*pieces, template[end:]]


def _verb(found: re.Match[str]) -> Verb:
    precision = found["precision"]
    verb = Verb(
        found["letter"],
        found["flags"],
        int(found["width"] or 0),
        None if precision is None else int(precision or 0),
        int(found["index"] or 0),
    )
    if verb.width > _WIDEST or (verb.precision or 0) > _WIDEST:
        raise TooLarge
    return verb


def formatted(verb: Verb, constant: Value) -> str:
    """A constant as a verb writes it. Raises Fails where the verb does not take it."""
    letter = verb.letter
    if letter == "v":
        return _any(verb, constant)
    if letter == "s":
        return _padded(verb, _cut(verb, _text(constant)))
    if letter == "q":
        return _padded(verb, json_text(Literal(_cut(verb, _text(constant)))))
    if letter == "t":
        return _padded(verb, "true" if _truth(constant) else "false")
    number = _number(constant)
    if letter in _FLOATS:
        precision = "" if verb.precision is None else f".{verb.precision}"
        if letter in "fF":
            return _signed(verb, f"{exact(number):{precision or '.6'}f}")
        return _signed(verb, f"{float(number):{precision}{letter}}")
    if letter != "d" and letter not in _BASES:
        raise Fails(f"no verb %{letter}")
    if not isinstance(number, int) or verb.precision is not None:
        raise Fails("no whole number")
    return _signed(verb, format(number, _BASES.get(letter, "d")))


def _any(verb: Verb, constant: Value) -> str:
    if "#" in verb.flags or isinstance(constant, Record | Items):
        return _padded(verb, json_text(constant))
    number = constant.value if isinstance(constant, Literal) else None
    is_numeric = not isinstance(number, str | bool | None) and verb.precision is None
    if isinstance(number, int | float) and is_numeric:
        return _signed(verb, number_text(number))
    return _padded(verb, _cut(verb, _text(constant)))


def _cut(verb: Verb, text: str) -> str:
    return text if verb.precision is None else text[: verb.precision]


def _padded(verb: Verb, text: str) -> str:
    if "-" in verb.flags:
        return text.ljust(verb.width)
    return text.rjust(verb.width, "0" if "0" in verb.flags else " ")


def _signed(verb: Verb, digits: str) -> str:
    if not digits.startswith("-"):
        digits = ("+" if "+" in verb.flags else " " if " " in verb.flags else "") + digits
    if "0" in verb.flags and "-" not in verb.flags:
        return digits.zfill(verb.width)
    return _padded(verb, digits)


def _text(constant: Value) -> str:
    text = as_text(constant)
    if isinstance(text, Literal) and isinstance(text.value, str):
        return text.value
    raise Fails("text required")


def _truth(constant: Value) -> bool:
    truth = as_truth(constant)
    if isinstance(truth, Literal) and isinstance(truth.value, bool):
        return truth.value
    raise Fails("true or false required")


def _number(constant: Value) -> int | float:
    number = as_number(constant)
    if isinstance(number, Literal) and isinstance(number.value, int | float):
        return number.value
    raise Fails("number required")
