"""The grammar of HCL, loaded when a file asks for it, and one text while it is read by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from tree_sitter import Language, Node, Parser, Point, Tree

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.form import Expression

LEVELS = 100
"""How deep expressions and blocks may nest. People's own stay below 20."""

TOO_DEEP = f"nested more than {LEVELS} levels deep"


def parse_tree(data: bytes) -> Tree:
    """The syntax tree of a text; where it has errors, the tree has them too."""
    return _parser().parse(data)


@cache
def _parser() -> Parser:
    import tree_sitter_hcl

    return Parser(Language(tree_sitter_hcl.language()))


class Reading:
    """One text while it is read: what its nodes say, where they stand, what is wrong with them.

    `above` counts lines of the text that stand before the file's first. With `fixed` all of the
    text stands in one place: what JSON quotes, whose escapes move every column.
    """

    __slots__ = ("_above", "_ascii", "_fixed", "_lines", "data", "depth", "diagnostics", "path")

    def __init__(
        self, path: str, data: bytes, *, above: int = 0, fixed: Location | None = None
    ) -> None:
        self.path = path
        self.data = data
        self._ascii = data.decode("ascii") if data.isascii() else None
        self._lines = [] if self._ascii is not None else data.split(b"\n")
        self._above = above
        self._fixed = fixed
        self.depth = 0
        """How deep what is being read is nested."""
        self.diagnostics: list[Diagnostic] = []

    def text(self, node: Node) -> str:
        """A node as it is written."""
        return self.between(node.start_byte, node.end_byte)

    def between(self, start: int, end: int) -> str:
        """The text between two bytes."""
        if self._ascii is not None:
            return self._ascii[start:end]
        return self.data[start:end].decode("utf-8", "replace")

    def at(self, node: Node) -> Location:
        """The span of a node."""
        return self.place(node.start_point, node.end_point)

    def place(self, first: Point | tuple[int, int], last: Point | tuple[int, int]) -> Location:
        """The span between two points, which count lines from 0 and columns in bytes of UTF-8."""
        if self._fixed is not None:
            return self._fixed
        line, start = first
        end_line, end = last
        if self._lines:
            start = _characters(self._lines[line], start)
            end = _characters(self._lines[end_line], end)
        above = self._above - 1
        return Location(self.path, line - above, start + 1, end_line - above, end + 1)

    def deeper(self, levels: int = 1) -> None:
        """Go into something nested. Raises RecursionError at more than LEVELS."""
        self.depth += levels
        if self.depth > LEVELS:
            raise RecursionError(TOO_DEEP)

    def wrong(self, at: Location, message: str) -> None:
        """Say that what stands at a place is not valid."""
        self.diagnostics.append(
            Diagnostic(at.path, at.line, at.column, f"not valid HCL: {message}")
        )

    def unread(self, at: Location, why: str) -> None:
        """Say that what stands at a place is left out."""
        self.diagnostics.append(Diagnostic(at.path, at.line, at.column, f"not read: {why}"))


ToExpression: TypeAlias = Callable[[Reading, Node], Expression]


def _characters(line: bytes, offset: int) -> int:
    before = line[:offset]
    return offset if before.isascii() else len(before.decode("utf-8", "replace"))


def parts(node: Node) -> list[Node]:
    """The children without comments."""
    children = node.children
    for child in children:
        if child.type == "comment":
            return [child for child in children if child.type != "comment"]
    return children
