"""Where a node of the syntax tree stands, in characters."""

from __future__ import annotations

import ast
from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias

from eda_lint.location import Location

Placed: TypeAlias = (
    ast.stmt | ast.expr | ast.excepthandler | ast.alias | ast.arg | ast.keyword | ast.pattern
)


class Places:
    """The places in one file. `ast` counts columns in bytes of UTF-8; reports count characters."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._lines = None if text.isascii() else _lines_of(text)
        self._columns: dict[int, Sequence[int]] = {}

    def of(self, node: Placed) -> Location:
        """The span of a node."""
        end_line = node.end_lineno or node.lineno
        end = node.end_col_offset or node.col_offset
        if self._lines is None:
            return Location(self._path, node.lineno, node.col_offset + 1, end_line, end + 1)
        return Location(
            self._path,
            node.lineno,
            self._column(node.lineno, node.col_offset),
            end_line,
            self._column(end_line, end),
        )

    def of_definition(self, node: ast.stmt, keyword: str, name: str) -> Location:
        """The span of a definition's first line, up to its name."""
        start = self.of(node)
        width = len(keyword) + 1 + len(name)
        return Location(self._path, start.line, start.column, start.line, start.column + width)

    def _column(self, line: int, offset: int) -> int:
        lines = self._lines or []
        text = lines[line - 1] if line <= len(lines) else b""
        if text.isascii():
            return min(offset, len(text)) + 1
        columns = self._columns.get(line)
        if columns is None:
            columns = self._columns[line] = _columns_of(text)
        return columns[min(offset, len(text))]


def _columns_of(text: bytes) -> Sequence[int]:
    """The column at each offset in a line: how many characters have begun before it, and one."""
    return array("L", accumulate((byte & 0xC0 != 0x80 for byte in text), initial=1))


def _lines_of(text: str) -> list[bytes]:
    # As the tokenizer splits lines: at "\n", "\r\n" and "\r", at nothing else.
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8").split(b"\n")
