"""Blocks: their statements, under the names that they declare."""

from __future__ import annotations

from tree_sitter import Node

from eda_lint.parse.code import Statement
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.lowering import Lowering, parts


def lower_block(lowering: Lowering, node: Node | None) -> tuple[Statement, ...]:
    """The statements of a block, or the one statement that stands in its place."""
    if node is None:
        return ()
    inside = parts(node) if node.type == "statement_block" else [node]
    declared = tuple(declared_in(lowering, inside))
    if not declared:
        return lowering.statements(inside)
    with lowering.names.block(declared, node.start_point[0] + 1):
        return lowering.statements(inside)
