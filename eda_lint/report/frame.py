"""Code frames: the line that a finding speaks of, and a mark under the part that it means."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from eda_lint.location import Location
from eda_lint.report.harmless import harmless_source

LineOf: TypeAlias = Callable[[str, int], str | None]
"""The text of a line of a scanned file, None where it cannot be had."""

_TAB = "    "
_ELLIPSIS = "…"


def lines_of(sources: Mapping[str, Path]) -> LineOf:
    """Read lines out of the files of a scan, each file once."""
    files: dict[str, list[str]] = {}

    def line_of(path: str, number: int) -> str | None:
        if path not in files:
            files[path] = text_lines(sources.get(path))
        lines = files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line_of


def text_lines(path: Path | None) -> list[str]:
    """The lines of a file as it is now, none where it cannot be read."""
    if path is None:
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:  # gone since it was parsed: the report goes on without this frame
        return []
    # Universal newlines: parsers count \r\n as one line, and know no others than these.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def framed(line: str, at: Location, width: int, mark: str) -> tuple[str, str]:
    """A source line and the marks below it, cut to `width` columns around what is meant."""
    start = min(at.column, len(line) + 1) - 1
    end = at.end_column - 1 if at.end_line == at.line else len(line)
    end = max(end, start + 1)
    # A bundled file may hold a megabyte on one line: what cannot be shown is not looked at.
    before, meant, after = line[:start][-4 * width :], line[start:end], line[end : end + 4 * width]
    before = _clean(before)
    meant = _clean(meant[: 4 * width]).rstrip()
    after = _clean(after).rstrip()
    before = _last(before, max(width // 3, width - cells(meant) - cells(after)))
    meant = _first(meant, width - cells(before))
    after = _first(after, width - cells(before) - cells(meant))
    return before + meant + after, " " * cells(before) + mark * max(1, cells(meant))


def _clean(text: str) -> str:
    return harmless_source(text.replace("\t", _TAB))


def _first(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    kept, taken = "", 0
    for character in text:
        taken += cells(character)
        if taken > width - 1:
            break
        kept += character
    return kept + _ELLIPSIS if width > 0 else ""


def _last(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    return _first(text[::-1], width)[::-1]


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
