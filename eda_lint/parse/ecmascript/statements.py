"""ECMAScript's statements in the common form."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.parse.code import Compound, Evaluate, Raise, Return, Statement
from eda_lint.parse.ecmascript.assignments import (
    lower_declaration,
    lower_effects,
    lower_expression_statement,
)
from eda_lint.parse.ecmascript.blocks import lower_block
from eda_lint.parse.ecmascript.branches import lower_if, lower_labelled, lower_switch, lower_try
from eda_lint.parse.ecmascript.classes import define_class
from eda_lint.parse.ecmascript.exchange import lower_alias, lower_export, lower_import
from eda_lint.parse.ecmascript.functions import define_function
from eda_lint.parse.ecmascript.loops import (
    lower_do,
    lower_for,
    lower_for_in,
    lower_jump,
    lower_while,
)
from eda_lint.parse.ecmascript.lowering import Lowering, ToStatements, bare, part, parts
from eda_lint.parse.ecmascript.operators import sequence_parts
from eda_lint.parse.ecmascript.typescript import lower_enum, lower_namespace


def _block(lowering: Lowering, node: Node) -> Iterator[Statement]:
    yield from lower_block(lowering, node)


def _expression(lowering: Lowering, node: Node) -> Iterator[Statement]:
    inner = part(node)
    if inner.type in ("internal_module", "module"):
        yield from lower_namespace(lowering, inner)
    else:
        yield from lower_expression_statement(lowering, node)


def _return(lowering: Lowering, node: Node) -> Iterator[Statement]:
    *before, value = _values(node)
    for one in before:
        yield from lower_effects(lowering, one)
    yield Return(lowering.expression(value) if value is not None else None, lowering.at(node))


def _throw(lowering: Lowering, node: Node) -> Iterator[Statement]:
    *before, value = _values(node)
    for one in before:
        yield from lower_effects(lowering, one)
    yield Raise(lowering.expression(value) if value is not None else None, lowering.at(node))


def _values(node: Node) -> tuple[*tuple[Node, ...], Node | None]:
    """`return a(), b`: what is evaluated before, and what is returned."""
    inner = parts(node)
    if not inner:
        return (None,)
    *before, last = sequence_parts(bare(inner[0]))
    return (*before, last)


def _function(lowering: Lowering, node: Node) -> Iterator[Statement]:
    name = node.child_by_field_name("name")
    if name is None:
        return
    written = lowering.names.declare(lowering.text(name))
    yield define_function(lowering, node, written, lowering.span(node, name))


def _class(lowering: Lowering, node: Node) -> Iterator[Statement]:
    name = node.child_by_field_name("name")
    if name is not None:
        yield from define_class(lowering, node, lowering.names.declare(lowering.text(name)))


def _with(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`with (object)`: what its names mean is not known, what it calls is not lost."""
    inner = node.child_by_field_name("object")
    at = lowering.at(node)
    if inner is not None:
        yield Evaluate(Compound("with", (lowering.expression(inner),), at), at)
    yield from lower_block(lowering, node.child_by_field_name("body"))


def _nothing(lowering: Lowering, node: Node) -> Iterator[Statement]:
    yield from ()


STATEMENTS: dict[str, ToStatements] = {
    "lexical_declaration": lower_declaration,
    "variable_declaration": lower_declaration,
    "using_declaration": lower_declaration,
    "expression_statement": _expression,
    "statement_block": _block,
    "if_statement": lower_if,
    "switch_statement": lower_switch,
    "for_statement": lower_for,
    "for_in_statement": lower_for_in,
    "while_statement": lower_while,
    "do_statement": lower_do,
    "break_statement": lower_jump,
    "continue_statement": lower_jump,
    "return_statement": _return,
    "throw_statement": _throw,
    "try_statement": lower_try,
    "with_statement": _with,
    "labeled_statement": lower_labelled,
    "function_declaration": _function,
    "generator_function_declaration": _function,
    "class_declaration": _class,
    "abstract_class_declaration": _class,
    "import_statement": lower_import,
    "export_statement": lower_export,
    "import_alias": lower_alias,
    "enum_declaration": lower_enum,
    "internal_module": lower_namespace,
    "module": lower_namespace,
    # Types, and what only declares that something is there.
    "ambient_declaration": _nothing,
    "debugger_statement": _nothing,
    "empty_statement": _nothing,
    "function_signature": _nothing,
    "hash_bang_line": _nothing,
    "interface_declaration": _nothing,
    "type_alias_declaration": _nothing,
}
