"""Lines that go and lines that come: comments move along, blank lines stay as they look."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator

import libcst as cst

from eda_lint.fix.text import Replacement, Span, Text, lines_of
from eda_lint.fix.tree import Tree


class Layout:
    """The lines of one file."""

    def __init__(self, text: Text, tree: Tree) -> None:
        self._text = text
        self._tree = tree

    def removed(self, statements: Collection[cst.SimpleStatementLine]) -> Iterator[Replacement]:
        """Statements with their comments taken out of their blocks."""
        blocks: dict[int, cst.IndentedBlock] = {}
        for statement in statements:
            block = self._tree.parent(statement)
            if isinstance(block, cst.IndentedBlock):
                blocks[id(block)] = block
        for block in blocks.values():
            gone = [s for s in block.body if any(s is statement for statement in statements)]
            yield from self._removed_from(block, gone)

    def comments(self, statement: cst.SimpleStatementLine) -> tuple[str, ...]:
        """The comments right above a statement."""
        found: list[str] = []
        for line in reversed(statement.leading_lines):
            if line.comment is None:
                break
            found.insert(0, line.comment.value)
        return tuple(found)

    def without_indent(self, node: cst.CSTNode, replacements: Iterable[Replacement] = ()) -> str:
        """A node's text as it stands at module level."""
        span = self._tree.span(node)
        written = self._text.of(span, replacements)
        if self._has_long_string(node):
            return written
        indent = self._text.indent(span.line)
        first, *rest = lines_of(written)
        return "".join([first, *(line.removeprefix(indent) for line in rest)])

    def assignment(
        self, name: str, node: cst.BaseExpression, replacements: Iterable[Replacement] = ()
    ) -> str:
        """`name = ...`, in parentheses where the expression needs them over several lines."""
        written = self.without_indent(node, replacements)
        text = f"{name} = {written}"
        return text if parses(text) else f"{name} = ({written})"

    def place_after(self, index: int) -> tuple[Span, str]:
        """Where new lines come after a module-level statement, and what comes before them."""
        statement = self._tree.module.body[index]
        last = self._tree.span(statement).end_line
        assigns = isinstance(statement, cst.SimpleStatementLine) and isinstance(
            statement.body[0], cst.Assign | cst.AnnAssign
        )
        apart = self._text.blank(last + 1) and not assigns
        return Span(last + 1, 1, last + 1, 1), self._text.newline if apart else ""

    def _removed_from(
        self, block: cst.IndentedBlock, gone: list[cst.BaseStatement]
    ) -> Iterator[Replacement]:
        lines: set[int] = set()
        for statement in gone:
            assert isinstance(statement, cst.SimpleStatementLine)
            span = self._tree.span(statement)
            first, last = span.line - len(self.comments(statement)), span.end_line
            if len(gone) == len(block.body) and statement is gone[-1]:
                whole = Span(first, 1, last, len(self._text.line(last)) + 1)
                yield Replacement(whole, f"{self._text.indent(span.line)}pass")
                return
            before = first - 1
            while before in lines:
                before -= 1
            opens = before <= self._opening(block)
            if statement is not block.body[-1] and (opens or self._text.blank(before)):
                while self._text.blank(last + 1):
                    last += 1
            lines.update(range(first, last + 1))
            yield Replacement(self._text.whole_lines(first, last), "")

    def _opening(self, block: cst.IndentedBlock) -> int:
        """The line of a block's colon."""
        first = block.body[0]
        above = (
            len(first.leading_lines)
            if isinstance(first, cst.SimpleStatementLine | cst.BaseCompoundStatement)
            else 0
        )
        return self._tree.span(first).line - above - 1

    def _has_long_string(self, node: cst.CSTNode) -> bool:
        """Whether a string goes over several lines, so that their white space is its own."""
        for kind in (cst.SimpleString, cst.FormattedString):
            for text in self._tree.all(kind, node):
                span = self._tree.span(text)
                if span.line != span.end_line:
                    return True
        return False


def parses(text: str) -> bool:
    """Whether text is Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
