"""Imports and exports: what modules take from each other."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.code import (
    Argument,
    Assign,
    Attribute,
    Call,
    ClassDefinition,
    Compound,
    Export,
    FunctionDefinition,
    Import,
    ListExpression,
    MapExpression,
    Name,
    Statement,
)
from eda_lint.parse.ecmascript.classes import define_class
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.functions import lower_named
from eda_lint.parse.ecmascript.keys import key_text
from eda_lint.parse.ecmascript.literals import string_text
from eda_lint.parse.ecmascript.lowering import Lowering, has, part, parts

DEFAULT = "default"
CLASSES = frozenset({"class_declaration", "abstract_class_declaration"})
FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


def lower_import(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`import ... from "module"`; what is imported for its type alone is not there at run time."""
    if has(node, "type") or has(node, "typeof"):
        return
    source = node.child_by_field_name("source")
    clause = next((c for c in parts(node) if c.type.endswith("_clause")), None)
    if clause is not None and clause.type == "import_require_clause":
        yield from _required(lowering, clause)
        return
    if source is None:
        return
    module = string_text(lowering, source)
    if clause is None:
        yield Import(module, "", "", 0, lowering.at(node))
        return
    for binding in parts(clause):
        at = lowering.at(binding)
        match binding.type:
            case "identifier":
                yield Import(module, DEFAULT, lowering.text(binding), 0, at)
            case "namespace_import":
                yield Import(module, "", lowering.text(part(binding)), 0, at)
            case "named_imports":
                yield from _members(lowering, binding, module)


def _members(lowering: Lowering, node: Node, module: str) -> Iterator[Statement]:
    for one in parts(node):
        name = one.child_by_field_name("name")
        if name is None or has(one, "type") or has(one, "typeof"):
            continue
        alias = one.child_by_field_name("alias") or name
        member = key_text(lowering, name)
        yield Import(module, member, lowering.text(alias), 0, lowering.at(one))


def _required(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`import name = require("module")`."""
    source = node.child_by_field_name("source")
    name = part(node)
    if source is not None:
        at = lowering.at(node)
        given = Argument("", lowering.expression(source))
        call = Call(Name("require", at), (given,), at)
        yield Assign((Name(lowering.text(name), lowering.at(name)),), call, at)


def lower_export(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`export` of any kind."""
    if has(node, "type"):
        return
    source = node.child_by_field_name("source")
    declaration = node.child_by_field_name("declaration")
    value = node.child_by_field_name("value")
    if source is not None:
        yield from _exported_again(lowering, node, string_text(lowering, source))
    elif declaration is not None:
        yield from _exported_declaration(lowering, node, declaration)
    elif value is not None:
        lowered = lower_named(lowering, value, DEFAULT)
        yield Export(DEFAULT, lowered, "", lowering.at(node))
    elif has(node, "="):
        at = lowering.at(node)
        exports = Attribute(Name("module", at), "exports", at)
        yield Assign((exports,), lowering.expression(part(node)), at)
    else:
        for name, local, one in _specified(lowering, node):
            written = Name(lowering.names.written(lowering.text(local)), lowering.at(local))
            yield Export(name, written, "", lowering.at(one))


def _exported_again(lowering: Lowering, node: Node, module: str) -> Iterator[Statement]:
    """`export ... from "module"`."""
    for child in node.children:
        if child.type == "*":
            yield Export("*", None, module, lowering.at(node))
        elif child.type == "namespace_export":
            name = key_text(lowering, part(child))
            yield Export(name, None, module, lowering.at(child))
    for name, member, one in _specified(lowering, node):
        value = Name(key_text(lowering, member), lowering.at(member))
        yield Export(name, value, module, lowering.at(one))


def _specified(lowering: Lowering, node: Node) -> Iterator[tuple[str, Node, Node]]:
    """`{ a, b as c }`: under which name, what, where."""
    for clause in parts(node):
        if clause.type != "export_clause":
            continue
        for one in parts(clause):
            name = one.child_by_field_name("name")
            if name is not None and not has(one, "type"):
                alias = one.child_by_field_name("alias") or name
                yield key_text(lowering, alias), name, one


def _exported_declaration(lowering: Lowering, node: Node, declaration: Node) -> Iterator[Statement]:
    names = tuple(declared_in(lowering, (declaration,), variables=True))
    if declaration.type in CLASSES:
        above = [child for child in node.children if child.type == "decorator"]
        names = names or (DEFAULT,)
        made = tuple(define_class(lowering, declaration, names[0], above))
    else:
        made = lowering.statements([declaration])
    yield from made
    places = dict(place for one in made for place in _places(one))
    for name in names:
        at = places.get(name) or lowering.at(declaration)
        exported = DEFAULT if has(node, DEFAULT) else name
        yield Export(exported, Name(name, at), "", at)


def _places(statement: Statement) -> Iterator[tuple[str, Location]]:
    """Where a statement binds which names."""
    match statement:
        case FunctionDefinition() | ClassDefinition():
            yield statement.name, statement.at
        case Assign(targets=targets):
            waiting = list(targets)
            while waiting:
                match waiting.pop():
                    case Name(id=name, at=at):
                        yield name, at
                    case ListExpression(items=inner) | Compound(operands=inner):
                        waiting.extend(inner)
                    case MapExpression(pairs=pairs):
                        waiting.extend(pair.value for pair in pairs)


def lower_alias(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """TypeScript's `import name = Other.member`."""
    name, *path = parts(node)
    if path:
        value = lowering.expression(path[-1])
        yield Assign((Name(lowering.text(name), lowering.at(name)),), value, lowering.at(node))


def rank(node: Node) -> int:
    """Where a statement takes effect: imports, functions, the rest, what is exported by name."""
    kind = node.type
    if kind == "import_statement":
        return 0
    if kind in FUNCTIONS:
        return 1
    if kind != "export_statement":
        return 2
    if node.child_by_field_name("source") is not None:
        return 0
    declaration = node.child_by_field_name("declaration")
    if declaration is not None:
        return 1 if declaration.type in FUNCTIONS else 2
    return 3 if any(child.type == "export_clause" for child in node.children) else 2
