"""One file while it is lowered: its text, its places, its names, and what lowers its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from tree_sitter import Node

from eda_lint.frozen import frozen
from eda_lint.parse.code import Compound, Evaluate, Expression, Return, Statement
from eda_lint.parse.ecmascript.names import Names
from eda_lint.parse.ecmascript.places import Places

ToExpression: TypeAlias = "Callable[[Lowering, Node], Expression]"
ToStatements: TypeAlias = "Callable[[Lowering, Node], Iterable[Statement]]"
Prefix: TypeAlias = Callable[[Expression], Expression]


@frozen
class Grammar:
    """What each type of node is lowered by."""

    expressions: Mapping[str, ToExpression]
    statements: Mapping[str, ToStatements]
    rank: Callable[[Node], int]
    """Where a statement goes: 0 imports, 1 hoisted definitions, 2 the others, 3 exports of names"""


class Lowering:
    """One file while it is lowered."""

    __slots__ = (
        "_ascii", "_data", "_expressions", "_grammar", "_prefixes", "at", "names", "pending",
        "span", "static_this",
    )  # fmt: skip

    def __init__(self, path: str, data: bytes, grammar: Grammar) -> None:
        self._data = data
        self._ascii = data.decode("ascii") if data.isascii() else None
        self._grammar = grammar
        self._expressions = grammar.expressions
        places = Places(path, data)
        self.at = places.of
        self.span = places.between
        self.names = Names()
        self.pending: list[Statement] = []
        """What has to be executed before the statement that is being lowered."""
        self._prefixes: dict[int, Prefix] = {}
        self.static_this: str | None = None
        """The class that `this` is, in the static parts of one."""

    def text(self, node: Node) -> str:
        """A node as it is written."""
        if self._ascii is not None:
            return self._ascii[node.start_byte : node.end_byte]
        return self.between(node.start_byte, node.end_byte)

    def between(self, start: int, end: int) -> str:
        """The text between two bytes."""
        if self._ascii is not None:
            return self._ascii[start:end]
        return self._data[start:end].decode("utf-8", "replace")

    def prefix(self, node: Node, wrap: Prefix) -> None:
        """Put something around an expression that is being lowered."""
        self._prefixes[node.id] = wrap

    def expression(self, node: Node) -> Expression:
        """An expression in the common form."""
        lower = self._expressions.get(node.type)
        if lower is not None:
            lowered = lower(self, node)
            if self._prefixes and (wrap := self._prefixes.pop(node.id, None)) is not None:
                return wrap(lowered)
            return lowered
        # What a grammar newer than this module adds: nothing that it calls is lost.
        return Compound(node.type, self.expressions(parts(node)), self.at(node))

    def expressions(self, nodes: Iterable[Node]) -> tuple[Expression, ...]:
        """Some expressions in the common form."""
        return tuple(self.expression(node) for node in nodes)

    def statements(self, nodes: Sequence[Node]) -> tuple[Statement, ...]:
        """Statements in the order in which they take effect.

        Imports and functions are there before the first line runs, and what is exported by name
        is what the name means when the last one has run.
        """
        lowered: list[Statement] = []
        if len(nodes) > 1:
            nodes = sorted(nodes, key=self._grammar.rank)
        point, this = self.names.point(), self.static_this
        for node in nodes:
            try:
                lowered.extend(self._statement(node))
            except RecursionError:
                self.names.back_to(point)
                self.static_this = this
                at = self.at(node)
                lowered.append(Evaluate(Compound("nested too deeply", (), at), at))
        return tuple(lowered)

    def _statement(self, node: Node) -> list[Statement]:
        outer, self.pending = self.pending, []
        try:
            lower = self._grammar.statements.get(node.type)
            if lower is None:
                made: list[Statement] = [Evaluate(self.expression(node), self.at(node))]
            else:
                made = list(lower(self, node))
            return self.pending + made if self.pending else made
        finally:
            self.pending = outer

    def returned(self, node: Node) -> tuple[Statement, ...]:
        """The body of a function that is one expression."""
        outer, self.pending = self.pending, []
        try:
            value = self.expression(node)
            return (*self.pending, Return(value, value.at))
        finally:
            self.pending = outer


def parts(node: Node) -> list[Node]:
    """The children that carry meaning: neither punctuation nor comments."""
    return [child for child in node.children if child.is_named and not child.is_extra]


def part(node: Node) -> Node:
    """The first child that carries meaning; the node itself where there is none."""
    return next((c for c in node.children if c.is_named and not c.is_extra), node)


def has(node: Node, token: str) -> bool:
    """Whether one of the children is this token: `async`, `static`, `type`."""
    return any(child.type == token for child in node.children)


_TRANSPARENT = frozenset({
    "parenthesized_expression", "as_expression", "satisfies_expression", "instantiation_expression",
})  # fmt: skip


def bare(node: Node) -> Node:
    """An expression without the parentheses and the claims of type around it."""
    while True:
        if node.type in _TRANSPARENT:
            inner = part(node)
        elif node.type == "type_assertion":
            inner = parts(node)[-1]
        else:
            return node
        if inner is node:
            return node
        node = inner
