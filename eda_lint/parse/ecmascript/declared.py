"""The names that a block declares, seen before it is lowered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from eda_lint.parse.ecmascript.lowering import Lowering, part, parts
from eda_lint.parse.ecmascript.patterns import names_in

_NAMED = frozenset({
    "function_declaration", "generator_function_declaration", "class_declaration",
    "abstract_class_declaration", "enum_declaration", "internal_module",
})  # fmt: skip


def declared_in(
    lowering: Lowering, nodes: Iterable[Node], *, variables: bool = False
) -> Iterator[str]:
    """The names that statements declare themselves, not those of blocks inside them.

    `variables`: with those of `var`, which belong to the function and not to a block of it.
    """
    for node in nodes:
        kind = node.type
        if kind == "lexical_declaration" or (variables and kind == "variable_declaration"):
            yield from declarators(lowering, node)
        elif kind in _NAMED:
            name = node.child_by_field_name("name")
            if name is not None:
                yield lowering.text(name)
        elif kind == "expression_statement":
            if node.child_count and (inner := part(node)).type == "internal_module":
                yield from declared_in(lowering, (inner,))
        elif kind == "export_statement":
            declaration = node.child_by_field_name("declaration")
            if declaration is not None:
                yield from declared_in(lowering, (declaration,), variables=variables)
        elif kind == "import_statement":
            yield from _imported(lowering, node)


def declarators(lowering: Lowering, node: Node) -> Iterator[str]:
    """The names of `const a = 1, { b } = c`."""
    for declarator in parts(node):
        name = declarator.child_by_field_name("name")
        if name is not None:
            yield from names_in(lowering, name)


def _imported(lowering: Lowering, node: Node) -> Iterator[str]:
    for clause in parts(node):
        if clause.type in ("import_clause", "namespace_import", "named_imports"):
            yield from _imported(lowering, clause)
        elif clause.type == "import_specifier":
            name = clause.child_by_field_name("alias") or clause.child_by_field_name("name")
            if name is not None:
                yield lowering.text(name)
        elif clause.type == "identifier":
            yield lowering.text(clause)
