"""Text with holes: reading the shape of a text whose parts are not all constant.

An ARN or a JSON document is often joined from literals and references. Each part that is not a
literal becomes one private-use character, so that ordinary parsing applies; what was cut out of
the text turns back into a Value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    choice,
    concat,
    scalar_text,
)

_FIRST_HOLE = 0xE000
_LAST_HOLE = 0xF8FF
_HOLE = re.compile(f"([{chr(_FIRST_HOLE)}-{chr(_LAST_HOLE)}])")
_LEVELS = 100
"""How deep JSON text may nest, as deep as a template's own text. Real ones stay below 40."""
_JSON_TEXT = frozenset({"json", "jsonencode", "ToJsonString"})
"""Operations that turn a structure into its JSON text."""

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@frozen
class HoledText:
    """A text in which every hole is one character, in the order of `holes`."""

    text: str
    holes: tuple[Value, ...]
    at: Location | None = None

    def value(self, fragment: str) -> Value:
        """A piece of the text as a Value, its holes filled again."""
        return concat(self._pieces(fragment), self.at)

    def _pieces(self, fragment: str) -> Iterator[Value]:
        for position, piece in enumerate(_HOLE.split(fragment)):
            # Splitting by a group gives the holes at the odd positions.
            yield self.holes[ord(piece) - _FIRST_HOLE] if position % 2 else Literal(piece, self.at)


def is_hole(character: str) -> bool:
    """Whether a character of a HoledText stands for a part that is not constant."""
    return _FIRST_HOLE <= ord(character) <= _LAST_HOLE


def holed(value: Value) -> HoledText | None:
    """The text that a value is or joins; None for what is no single text."""
    if isinstance(value, Record | Items | Absent | Unknown | Choice):
        return None
    parts = value.parts if isinstance(value, Concat) else (value,)
    text = ""
    holes: list[Value] = []
    for part in parts:
        if isinstance(part, Literal):
            text += scalar_text(part)
        else:
            text += chr(_FIRST_HOLE + len(holes))
            holes.append(part)
    if len(_HOLE.findall(text)) != len(holes):
        return None  # the text itself uses private characters
    return HoledText(text, tuple(holes), value.at)


def structure(value: Value) -> Value:
    """A property that AWS takes as a map or as JSON text, as the map it means.

    A constant that is no JSON is Unknown, since nothing can be said of it.
    """
    if isinstance(value, Choice):
        return choice((structure(o) for o in value.options), value.condition, value.at)
    if isinstance(value, Operation) and value.name in _JSON_TEXT and value.arguments:
        return value.arguments[0]
    if not isinstance(value, Literal | Concat):
        return value
    text = holed(value)
    if text is None:
        return Unknown("not readable as JSON", value.at)
    try:
        parsed: Json = json.loads(_quoted_holes(text.text))
    except (ValueError, RecursionError):
        return Unknown("not readable as JSON", value.at)
    return _lowered(parsed, text)


def _quoted_holes(text: str) -> str:
    """A hole that stands for a whole JSON value (`"maxReceiveCount": ${Max}`) as a string."""
    result: list[str] = []
    in_string = escaped = False
    for character in text:
        if is_hole(character) and not in_string:
            result.append(f'"{character}"')
            continue
        if character == '"' and not escaped:
            in_string = not in_string
        escaped = in_string and character == "\\" and not escaped
        result.append(character)
    return "".join(result)


def _lowered(parsed: Json, text: HoledText, levels: int = _LEVELS) -> Value:
    if not levels:
        return Unknown("nested too deeply", text.at)
    if isinstance(parsed, dict):
        inner = ((key, _lowered(item, text, levels - 1)) for key, item in parsed.items())
        return Record(tuple(Entry(key, item, text.at) for key, item in inner), at=text.at)
    if isinstance(parsed, list):
        return Items(tuple(_lowered(item, text, levels - 1) for item in parsed), at=text.at)
    if isinstance(parsed, str):
        return text.value(parsed)
    return Literal(parsed, text.at)
