"""JSON whose values know where they stand."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from math import isfinite
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.value import Scalar

LEVELS = 100
"""How deep values may nest."""

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}


@frozen
class JsonScalar:
    """A number, a truth value or null; `value` is None too for what is no number."""

    written: str
    value: Scalar
    at: Location


@frozen
class JsonText:
    """Text; its span has the quotation marks."""

    value: str
    at: Location


@frozen
class JsonList:
    """`[a, b]`."""

    items: tuple[Json, ...]
    at: Location


@frozen
class JsonObject:
    """`{"a": 1}`, its entries as written: a key may stand there twice."""

    entries: tuple[tuple[JsonText, Json], ...]
    at: Location


Json: TypeAlias = JsonScalar | JsonText | JsonList | JsonObject


def read_json(path: str, text: str) -> Json | Diagnostic:
    """The value that a text is; a diagnostic where it is no JSON, or nests deeper than LEVELS."""
    try:
        # Decoding says what is wrong, and where; after it tokens need no more than to be put in
        # their places.
        json.loads(text, parse_int=float)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return Diagnostic(path, error.lineno, error.colno, message)
    except RecursionError:
        return Diagnostic(path, 1, 1, f"not read: nested more than {LEVELS} levels deep")
    return _value(path, text)


@frozen
class _Open:
    """An object or a list whose end is still to come; of an object keys and values in turn."""

    is_object: bool
    start: int
    held: list[Json]


def _value(path: str, text: str) -> Json | Diagnostic:
    """The value of a text that is known to be JSON."""
    places = _Places(path, text)
    outermost = _Open(False, 0, [])
    waiting = [outermost]
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        match text[start]:
            case ":" | ",":
                pass
            case "{" | "[" as opening:
                if len(waiting) > LEVELS:
                    at = places.between(start, end)
                    message = f"not read: nested more than {LEVELS} levels deep"
                    return Diagnostic(path, at.line, at.column, message)
                waiting.append(_Open(opening == "{", start, []))
            case "}" | "]":
                closed = waiting.pop()
                waiting[-1].held.append(_closed(closed, places.between(closed.start, end)))
            case '"':
                waiting[-1].held.append(JsonText(_text(token[0]), places.between(start, end)))
            case _:
                waiting[-1].held.append(_scalar(token[0], places.between(start, end)))
    return outermost.held[0]


def _closed(closed: _Open, at: Location) -> Json:
    if not closed.is_object:
        return JsonList(tuple(closed.held), at)
    keys = (key for key in closed.held[::2] if isinstance(key, JsonText))
    return JsonObject(tuple(zip(keys, closed.held[1::2], strict=True)), at)


def _text(written: str) -> str:
    if "\\" not in written:
        return written[1:-1]
    text: str = json.loads(written)
    # Half a character, which JSON can escape, is none.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _scalar(written: str, at: Location) -> JsonScalar:
    if written in _WORDS:
        return JsonScalar(written, _WORDS[written], at)
    try:
        number = float(written)
        if written.removeprefix("-").isdigit():
            return JsonScalar(written, int(written), at)
    except ValueError:  # more digits than Python takes
        return JsonScalar(written, None, at)
    if not isfinite(number):
        return JsonScalar(written, None, at)
    return JsonScalar(written, int(number) if number.is_integer() else number, at)


class _Places:
    """The places of what stands between two characters of a text."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def between(self, start: int, end: int) -> Location:
        starts = self._starts
        line, end_line = bisect_right(starts, start), bisect_right(starts, end)
        column, end_column = start - starts[line - 1] + 1, end - starts[end_line - 1] + 1
        return Location(self._path, line, column, end_line, end_column)
