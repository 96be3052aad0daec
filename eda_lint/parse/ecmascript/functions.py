"""Functions: their parameters, and the statements that binding these takes."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Attribute,
    Binary,
    Constant,
    Expression,
    FormalParameter,
    FunctionDefinition,
    Lambda,
    Name,
    Scope,
    Statement,
)
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.lowering import Lowering, bare, has, part, parts
from eda_lint.parse.ecmascript.patterns import DEFAULTED, names_in, unpack

ANONYMOUS = "<lambda>"
_FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function"})
_CONSTANTS = frozenset({"string", "number", "true", "false", "null", "undefined"})
_PROPERTY_MARKS = frozenset({"accessibility_modifier", "readonly", "override_modifier"})


@frozen
class _Parameter:
    """A parameter in the tree. `kept`: TypeScript keeps it as a property of the object."""

    node: Node
    pattern: Node
    default: Node | None
    kept: bool

    @property
    def rest(self) -> bool:
        return self.pattern.type == "rest_pattern"

    @property
    def target(self) -> Node:
        return part(self.pattern) if self.rest else self.pattern


def lower_lambda(lowering: Lowering, node: Node, name: str = "") -> Expression:
    """A function as an expression; `name` is what it is assigned to."""
    own = node.child_by_field_name("name")
    if own is not None:
        name = lowering.text(own)
    at = lowering.at(node)
    head = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
    start = at if head is None else lowering.span(node, head)
    return Lambda(define_function(lowering, node, name or ANONYMOUS, start), at)


def lower_named(lowering: Lowering, node: Node, name: str) -> Expression:
    """An expression; a function without a name of its own is called as what it is assigned to."""
    inner = bare(node)
    if inner.type in _FUNCTIONS:
        return lower_lambda(lowering, inner, name)
    return lowering.expression(inner)


def define_function(
    lowering: Lowering,
    node: Node,
    name: str,
    at: Location,
    decorators: tuple[Expression, ...] = (),
) -> FunctionDefinition:
    """A function or method of any kind."""
    this = lowering.static_this
    if node.type != "arrow_function":
        lowering.static_this = None
    try:
        return _define(lowering, node, name, at, decorators)
    finally:
        lowering.static_this = this


def _define(
    lowering: Lowering, node: Node, name: str, at: Location, decorators: tuple[Expression, ...]
) -> FunctionDefinition:
    given = tuple(_parameters(node))
    body = node.child_by_field_name("body")
    block = parts(body) if body is not None and body.type == "statement_block" else []
    names = [name for one in given for name in names_in(lowering, one.target)]
    names.extend(declared_in(lowering, block, variables=True))
    with lowering.names.function(names) as frame:
        formal = tuple(_formal(lowering, one, place) for place, one in enumerate(given, 1))
        bound = [s for place, one in enumerate(given, 1) for s in _bind(lowering, one, place)]
        if body is None:
            lowered: tuple[Statement, ...] = ()
        elif body.type == "statement_block":
            lowered = lowering.statements(block)
        else:
            lowered = lowering.returned(body)
    scope = (Scope(frame.outer, at),) if frame.outer else ()
    return FunctionDefinition(
        name, formal, (*scope, *bound, *lowered), decorators, has(node, "async"), at
    )


def _parameters(node: Node) -> Iterator[_Parameter]:
    single = node.child_by_field_name("parameter")
    if single is not None:
        yield _Parameter(single, single, None, kept=False)
        return
    declared = node.child_by_field_name("parameters")
    for child in parts(declared) if declared is not None else ():
        if child.type in ("required_parameter", "optional_parameter"):
            pattern = child.child_by_field_name("pattern")
            if pattern is not None and pattern.type != "this":
                kept = any(mark.type in _PROPERTY_MARKS for mark in child.children)
                yield _Parameter(child, pattern, child.child_by_field_name("value"), kept)
        elif child.type in DEFAULTED:
            left = child.child_by_field_name("left")
            if left is not None:
                yield _Parameter(child, left, child.child_by_field_name("right"), kept=False)
        else:
            yield _Parameter(child, child, None, kept=False)


def _formal(lowering: Lowering, one: _Parameter, place: int) -> FormalParameter:
    target = one.target
    plain = target.type == "identifier"
    name = lowering.text(target) if plain else _place_name(place)
    default: Expression | None = None
    if one.default is not None:
        if one.default.type in _CONSTANTS:
            default = lowering.expression(one.default)
        else:
            default = Constant(None, lowering.at(one.default))
    return FormalParameter(name, default, "*" if one.rest else "")


def _place_name(place: int) -> str:
    return f"parameter {place}"


def _bind(lowering: Lowering, one: _Parameter, place: int) -> Iterator[Statement]:
    """What a call does before the body: defaults are evaluated then, patterns taken apart."""
    at = lowering.at(one.node)
    target = one.target
    plain = target.type == "identifier"
    name = Name(lowering.text(target) if plain else _place_name(place), at)
    if one.default is not None and one.default.type not in _CONSTANTS:
        default = lower_named(lowering, one.default, name.id)
        yield Assign((name,), Binary("??", name, default, at), at)
    if not plain:
        yield from unpack(lowering, target, name, lowering.names.declare)
    if one.kept and plain:
        yield Assign((Attribute(Name("this", at), name.id, at),), name, at)
