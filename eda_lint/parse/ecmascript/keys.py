"""The names of properties: plain, quoted, numbered, private, computed."""

from __future__ import annotations

from tree_sitter import Node

from eda_lint.parse.code import Constant, Expression
from eda_lint.parse.ecmascript.literals import number, string_text
from eda_lint.parse.ecmascript.lowering import Lowering, part


def lower_key(lowering: Lowering, node: Node) -> Expression:
    """A property's name; an expression where it is computed."""
    if node.type == "computed_property_name":
        return lowering.expression(part(node))
    return Constant(key_text(lowering, node), lowering.at(node))


def key_text(lowering: Lowering, node: Node) -> str:
    """A property's name as text; a computed one as it is written, unless it is constant."""
    match node.type:
        case "string":
            return string_text(lowering, node)
        case "number":
            value = number(lowering.text(node))
            return lowering.text(node).removesuffix("n") if value is None else str(value)
        case "computed_property_name" if part(node).type == "string":
            return string_text(lowering, part(node))
        case _:
            return lowering.text(node)
