"""JSON as a stream: a document of any size is walked, and only the part that is read is in memory.

Whoever walks it says what to do with each value: go into it (`members`, `elements`), `read` it, or
`skip` it; a value that is left where it stands is skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic

_BLANK = re.compile(r"[ \t\n\r]*")
_SLACK = 16
"""Characters: how far from the end of what is there a value may be cut off by it."""
_AHEAD = 2**18
"""Characters that are there before a value is skipped in one go."""
_TOO_DEEP = "nested too deeply"
_NO_NUMBER = "no JSON: a number that cannot be read"


class BrokenJson(ValueError):
    """The text is no JSON, or ends too early; `line` and `column` say where."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def told(path: str, walk: Iterator[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What a walk through the JSON of a file tells, and where it had to end."""
    found: list[Diagnostic] = []
    try:
        found.extend(walk)
    except BrokenJson as broken:
        message = f"not read to its end: {broken}"
        found.append(Diagnostic(path, broken.line, broken.column, message))
    except RecursionError:
        found.append(Diagnostic(path, 1, 1, f"not read to its end: {_TOO_DEEP}"))
    return tuple(found)


@frozen
class Span:
    """Where some text stands; it ends before `end_column` of the same line."""

    line: int
    column: int
    end_column: int


class JsonStream:
    """Walks the JSON that the parts of a text make up. Every method may raise BrokenJson."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = iter(parts)
        self._text = ""
        self._at = 0
        self._start = 0
        self._passed = 0
        # The place of the character at `_measured`, as far as lines were counted.
        self._measured, self._line, self._column = 0, 1, 1

    def members(self) -> Iterator[str]:
        """Go into an object: each key in turn, its value next to be read, gone into or skipped."""
        for _ in self._within("{", "}"):
            if self._next() != '"':
                raise self._broken("a key is missing")
            key = str(self.read())
            self._expect(":")
            here = self._next_position()
            yield key
            if self._passed + self._at == here:
                self.skip()

    def elements(self) -> Iterator[None]:
        """Go into a list: stops at each element, which is next to be read, gone into or skipped."""
        for _ in self._within("[", "]"):
            here = self._next_position()
            yield
            if self._passed + self._at == here:
                self.skip()

    def read(self) -> object:
        """The value that stands here, as plain data."""
        if not self._next():
            raise self._broken("it ends too early")
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._may_be_cut(error) and self._fill()):
                    raise self._refused(error) from None
                continue
            except ValueError:
                raise self._broken(_NO_NUMBER) from None
            except RecursionError:
                raise self._broken(_TOO_DEEP) from None
            # A number that ends with the part may go on in the next one.
            if end < len(self._text) or self._text[end - 1] in '"}]' or not self._fill():
                self._start, self._at = self._at, end
                return value

    def skip(self) -> None:
        """Pass over the value that stands here, however large it is."""
        opening = self._next()
        if len(self._text) - self._at < _AHEAD:
            self._fill()
        if opening not in ("{", "["):
            self.read()
            return
        try:
            _, self._at = _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            if not self._may_be_cut(error):
                raise self._refused(error) from None
            inner = self.members() if opening == "{" else self.elements()
            for _ in inner:
                self.skip()
        except ValueError:
            raise self._broken(_NO_NUMBER) from None
        except RecursionError:
            raise self._broken(_TOO_DEEP) from None

    def opens(self) -> str:
        """The first character of the value that stands here, "" at the end."""
        return self._next()

    def place(self) -> Span:
        """Where the value that stands here begins."""
        self._next()
        return self._span(self._at, self._at + 1)

    def found(self, pattern: re.Pattern[str]) -> Span | None:
        """Where the first group of a pattern stands in the text of the value just read."""
        match = pattern.search(self._text, self._start, self._at)
        return None if match is None else self._span(match.start(1), match.end(1))

    def _next_position(self) -> int:
        self._next()
        return self._passed + self._at

    def _within(self, opening: str, closing: str) -> Iterator[None]:
        self._expect(opening)
        if self._next() == closing:
            self._at += 1
            return
        while True:
            yield
            if self._next() == closing:
                self._at += 1
                return
            self._expect(",")

    def _expect(self, character: str) -> None:
        found = self._next()
        if found != character:
            raise self._broken(f"{character!r} is missing" if found else "it ends too early")
        self._at += 1

    def _next(self) -> str:
        """Go to the next character that is no blank, and say which; "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = self._at if blank is None else blank.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def _fill(self) -> bool:
        """Take at least as much more text as there is left; False where there is none."""
        wanted = max(1, len(self._text) - self._at)
        more: list[str] = []
        for part in self._parts:
            more.append(part)
            wanted -= len(part)
            if wanted <= 0:
                break
        if not any(more):
            return False
        self._measure(self._at)
        self._passed += self._at
        self._text = "".join((self._text[self._at :], *more))
        self._measured = self._at = self._start = 0
        return True

    def _may_be_cut(self, error: json.JSONDecodeError) -> bool:
        unterminated = error.msg.startswith("Unterminated")
        return unterminated or error.pos > len(self._text) - _SLACK

    def _refused(self, error: json.JSONDecodeError) -> BrokenJson:
        if self._may_be_cut(error):
            self._at = len(self._text)
            return self._broken("it ends too early")
        self._at = error.pos
        # The decoder's words are fixed ones: they hold nothing of the text.
        return self._broken(f"no JSON: {error.msg[:1].lower()}{error.msg[1:]}")

    def _broken(self, message: str) -> BrokenJson:
        span = self._span(self._at, self._at)
        return BrokenJson(message, span.line, span.column)

    def _span(self, start: int, end: int) -> Span:
        self._measure(start)
        return Span(self._line, self._column, self._column + end - start)

    def _measure(self, to: int) -> None:
        """Count lines up to an offset; what is asked for comes in the order of the text."""
        if to < self._measured:
            return
        lines = self._text.count("\n", self._measured, to)
        if lines:
            self._line += lines
            self._column = to - self._text.rfind("\n", self._measured, to)
        else:
            self._column += to - self._measured
        self._measured = to


def _no_constant(name: str) -> object:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
