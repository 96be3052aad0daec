"""The syntax tree of a file that is mended, with places, parents and the roles of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import TypeVar, cast

import libcst as cst
from libcst.metadata import (
    CodeRange,
    ExpressionContext,
    ExpressionContextProvider,
    MetadataWrapper,
    ParentNodeProvider,
    PositionProvider,
)

from eda_lint.fix.text import Span
from eda_lint.location import Location

Node = TypeVar("Node", bound=cst.CSTNode)
_BINDERS = (
    cst.NameItem,
    cst.MatchAs,
    cst.MatchStar,
    cst.MatchMapping,
    cst.MatchKeywordElement,
    cst.ImportAlias,
    cst.TypeVar,
    cst.TypeVarTuple,
    cst.ParamSpec,
)


class Tree:
    """A parsed file. Every question about places and parents goes through it."""

    def __init__(self, module: cst.Module) -> None:
        wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        self.module = wrapper.module
        resolved = wrapper.resolve_many(
            (PositionProvider, ParentNodeProvider, ExpressionContextProvider)
        )
        self._places = cast(Mapping[cst.CSTNode, CodeRange], resolved[PositionProvider])
        self._parents = cast(Mapping[cst.CSTNode, cst.CSTNode], resolved[ParentNodeProvider])
        self._contexts = cast(
            Mapping[cst.CSTNode, ExpressionContext | None], resolved[ExpressionContextProvider]
        )
        self._by_kind: dict[type[cst.CSTNode], list[tuple[Span, cst.CSTNode]]] = {}
        self.names = tuple(self.all(cst.Name))
        self.calls = {self.span(call): call for call in self.all(cst.Call)}

    def span(self, node: cst.CSTNode) -> Span:
        """Where a node stands, without white space, comments and parentheses around it."""
        place = self._places[node]
        return Span(place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)

    def call_at(self, at: Location) -> cst.Call | None:
        """The call that spans a location exactly."""
        return self.calls.get(Span(at.line, at.column, at.end_line, at.end_column))

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node around a node; None for the module."""
        return self._parents.get(node)

    def around(self, node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
        """The nodes around a node, inside out, each with its child on the way."""
        child, parent = node, self.parent(node)
        while parent is not None:
            yield parent, child
            child, parent = parent, self.parent(parent)

    def all(self, kind: type[Node], under: cst.CSTNode | None = None) -> Iterator[Node]:
        """Every node of a kind, in the order of the text; only those within `under`, if given."""
        if kind not in self._by_kind:
            found = (node for node in self._parents if isinstance(node, kind))
            self._by_kind[kind] = sorted(((self.span(n), n) for n in found), key=itemgetter(0))
        around = None if under is None else self.span(under)
        for span, node in self._by_kind[kind]:
            if around is None or around.covers(span):
                yield cast(Node, node)

    def functions_around(self, node: cst.CSTNode) -> tuple[cst.FunctionDef, ...]:
        """The functions in whose body a node is evaluated, inside out."""
        return tuple(
            parent
            for parent, child in self.around(node)
            if isinstance(parent, cst.FunctionDef) and child is parent.body
        )

    def binds(self, name: cst.Name) -> bool:
        """Whether a name is bound, deleted or declared where it stands."""
        if self.is_changed(name):
            return not self._is_label(name)
        node: cst.CSTNode = name
        parent = self.parent(name)
        while isinstance(parent, cst.Attribute) and parent.value is node:
            node, parent = parent, self.parent(parent)
        if isinstance(parent, cst.ImportAlias):
            return parent.asname is None and parent.name is node
        return node is name and isinstance(parent, _BINDERS)

    def is_changed(self, node: cst.CSTNode) -> bool:
        """Whether a name, attribute or item is set or deleted where it stands."""
        return self._contexts.get(node) in (ExpressionContext.STORE, ExpressionContext.DEL)

    def reads(self, name: cst.Name) -> bool:
        """Whether a name's value is read where it stands."""
        return not self._is_label(name) and not self.binds(name)

    def _is_label(self, name: cst.Name) -> bool:
        """`x` in `a.x` and in `f(x=1)`: a word that stands for no variable."""
        parent = self.parent(name)
        return (isinstance(parent, cst.Attribute) and parent.attr is name) or (
            isinstance(parent, cst.Arg) and parent.keyword is name
        )


def parse_tree(text: str) -> Tree | None:
    """A file's tree, None where it cannot be parsed."""
    try:
        return Tree(cst.parse_module(text))
    except (cst.ParserSyntaxError, RecursionError):
        return None
