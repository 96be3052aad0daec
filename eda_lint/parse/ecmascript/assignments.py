"""Declarations and assignments, and every other expression that stands as a statement."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.parse.code import Assign, Binary, Constant, Evaluate, Name, Statement
from eda_lint.parse.ecmascript.functions import lower_named
from eda_lint.parse.ecmascript.lowering import Lowering, bare, part, parts
from eda_lint.parse.ecmascript.operators import (
    assigned_name,
    augmenting,
    sequence_parts,
    step,
)
from eda_lint.parse.ecmascript.patterns import PATTERNS, lower_target, unpack


def lower_declaration(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`const a = 1, { b } = c`."""
    declare = lowering.names.declare
    for declarator in parts(node):
        name = declarator.child_by_field_name("name")
        value = declarator.child_by_field_name("value")
        if name is None:
            continue
        if name.type == "identifier":
            at = lowering.at(declarator)
            text = lowering.text(name)
            lowered = Constant(None, at) if value is None else lower_named(lowering, value, text)
            yield Assign((Name(declare(text), lowering.at(name)),), lowered, at)
        elif value is not None:
            yield from unpack(lowering, name, lowering.expression(value), declare)


def lower_expression_statement(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """An expression for what it does; `a(), b()` is two of them."""
    inner = bare(part(node))
    if inner.type != "string":  # "use strict"
        yield from lower_effects(lowering, inner)


def lower_effects(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """What an expression does, where its value is not asked for."""
    for one in sequence_parts(node):
        yield from _effect(lowering, bare(one))


def _effect(lowering: Lowering, node: Node) -> Iterator[Statement]:
    match node.type:
        case "assignment_expression":
            yield from _assignment(lowering, node)
        case "augmented_assignment_expression":
            yield _augmented(lowering, node)
        case "update_expression":
            at = lowering.at(node)
            argument = node.child_by_field_name("argument") or part(node)
            target = lower_target(lowering, argument, lowering.names.assign)
            yield Assign((target,), Constant(1, at), at, f"{step(node)}=")
        case _ if node.is_named:
            value = lowering.expression(node)
            yield Evaluate(value, value.at)


def _augmented(lowering: Lowering, node: Node) -> Statement:
    at = lowering.at(node)
    left = node.child_by_field_name("left") or part(node)
    right = node.child_by_field_name("right") or part(node)
    target = lower_target(lowering, left, lowering.names.assign)
    value = lower_named(lowering, right, assigned_name(target))
    operator = augmenting(node)
    if operator == "&&=":
        return Assign((target,), Binary("&&", target, value, at), at)
    return Assign((target,), value, at, operator)


def _assignment(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`a = value`, `module.exports = exports = value`."""
    lefts: list[Node] = []
    right = node
    while right.type == "assignment_expression":
        lefts.append(bare(right.child_by_field_name("left") or part(right)))
        right = bare(right.child_by_field_name("right") or parts(right)[-1])
    assign = lowering.names.assign
    if len(lefts) == 1 and lefts[0].type in PATTERNS:
        yield from unpack(lowering, lefts[0], lowering.expression(right), assign)
        return
    targets = tuple(lower_target(lowering, left, assign) for left in lefts)
    yield Assign(
        targets, lower_named(lowering, right, assigned_name(targets[0])), lowering.at(node)
    )
