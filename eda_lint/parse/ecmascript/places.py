"""Where a node of the syntax tree stands, in characters."""

from __future__ import annotations

from tree_sitter import Node

from eda_lint.location import Location


class Places:
    """The places in one file. Trees count columns in bytes of UTF-8; reports count characters."""

    __slots__ = ("_lines", "_path")

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._lines = None if data.isascii() else data.split(b"\n")

    def of(self, node: Node) -> Location:
        """The span of a node."""
        line, start = node.start_point
        end_line, end = node.end_point
        if self._lines is not None:
            start = _characters(self._lines[line], start)
            end = _characters(self._lines[end_line], end)
        return Location(self._path, line + 1, start + 1, end_line + 1, end + 1)

    def between(self, first: Node, last: Node) -> Location:
        """The span from the start of one node to the end of another."""
        start, end = self.of(first), self.of(last)
        return Location(self._path, start.line, start.column, end.end_line, end.end_column)


def _characters(line: bytes, offset: int) -> int:
    before = line[:offset]
    return offset if before.isascii() else len(before.decode("utf-8", "replace"))
