"""The text of a file that is mended: spans, lines as Python counts them, replacements."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eda_lint.frozen import frozen

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@frozen(order=True)
class Span:
    """From a place up to another, exclusive. Lines and columns count from 1."""

    line: int
    column: int
    end_line: int
    end_column: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within."""
        return self.start <= other.start and other.end <= self.end

    @property
    def start(self) -> tuple[int, int]:
        """Line and column of the first character."""
        return self.line, self.column

    @property
    def end(self) -> tuple[int, int]:
        """Line and column after the last character."""
        return self.end_line, self.end_column


@frozen
class Replacement:
    """New text for a span."""

    span: Span
    text: str


class Text:
    """A file's text, without byte order mark, and its lines with their ends."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.lines = lines_of(content)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line))
        self.newline = next((end for line in self.lines if (end := _end_of(line))), "\n")

    def line(self, number: int) -> str:
        """A line without its end; "" where there is none."""
        if not 1 <= number <= len(self.lines):
            return ""
        return self.lines[number - 1].rstrip("\r\n")

    def blank(self, number: int) -> bool:
        """Whether a line exists and has nothing on it."""
        return 1 <= number <= len(self.lines) and not self.line(number).strip()

    def indent(self, number: int) -> str:
        """The white space that a line starts with."""
        line = self.line(number)
        return line[: len(line) - len(line.lstrip())]

    def whole_lines(self, first: int, last: int) -> Span:
        """The span of lines with their ends."""
        if last < len(self.lines) or _end_of(self.lines[-1]):
            return Span(first, 1, last + 1, 1)
        return Span(first, 1, last, len(self.line(last)) + 1)

    def of(self, span: Span, replacements: Iterable[Replacement] = ()) -> str:
        """The text of a span, with those replacements made that lie within it."""
        parts, at = [], self._offset(span.start)
        for replacement in sorted(replacements, key=lambda r: (r.span.start, r.span.end)):
            if span.covers(replacement.span):
                parts.append(self.content[at : self._offset(replacement.span.start)])
                parts.append(replacement.text)
                at = self._offset(replacement.span.end)
        parts.append(self.content[at : self._offset(span.end)])
        return "".join(parts)

    def replaced(self, replacements: Iterable[Replacement]) -> str:
        """The whole text with replacements that do not overlap."""
        last = max(1, len(self.lines))
        return self.of(Span(1, 1, last, len(self.content) + 1), replacements)

    def _offset(self, place: tuple[int, int]) -> int:
        line, column = place
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, len(self.content))


def lines_of(text: str) -> list[str]:
    """Lines with their ends, split where Python splits them and nowhere else."""
    return _LINE.findall(text)


def _end_of(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
