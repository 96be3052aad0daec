"""Loops of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.parse.code import (
    Argument,
    Assign,
    Attribute,
    Call,
    Compound,
    Constant,
    Expression,
    If,
    Jump,
    Loop,
    Name,
    Statement,
)
from eda_lint.parse.ecmascript.assignments import lower_effects
from eda_lint.parse.ecmascript.blocks import lower_block
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.lowering import Lowering, part
from eda_lint.parse.ecmascript.patterns import names_in, unpack

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})


def lower_for(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`for (let i = 0; i < 3; i++)`: what starts it, and a loop that ends with what steps it."""
    at = lowering.at(node)
    first = node.child_by_field_name("initializer")
    start = [first] if first is not None and first.is_named else []
    with lowering.names.block(declared_in(lowering, start), at.line):
        yield from lowering.statements(start)
        test = _test(lowering, node)
        body = lower_block(lowering, node.child_by_field_name("body"))
        increment = node.child_by_field_name("increment")
        after = () if increment is None else tuple(lower_effects(lowering, increment))
    yield Loop(None, None, test or Constant(True, at), (*body, *after), (), at)


def _test(lowering: Lowering, node: Node) -> Expression | None:
    test = node.child_by_field_name("condition")
    if test is None or not test.is_named or test.type == "empty_statement":
        return None
    return lowering.expression(part(test) if test.type == "expression_statement" else test)


def lower_for_in(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`for (const item of items)`; `in` goes over `Object.keys(items)`."""
    at = lowering.at(node)
    left = node.child_by_field_name("left") or part(node)
    iterable = _iterable(lowering, node)
    kind = node.child_by_field_name("kind")
    declared = kind is not None and kind.type != "var"
    with lowering.names.block(names_in(lowering, left) if declared else (), at.line):
        bind = lowering.names.assign if kind is None else lowering.names.declare
        item = Name(f"item at {at.line}:{at.column}", lowering.at(left))
        target: Expression = item
        first = tuple(unpack(lowering, left, item, bind))
        match first:
            case (Assign(targets=(single,), value=Name()),):
                target, first = single, ()
        body = lower_block(lowering, node.child_by_field_name("body"))
    yield Loop(target, iterable, None, (*first, *body), (), at)


def _iterable(lowering: Lowering, node: Node) -> Expression:
    iterable = lowering.expression(node.child_by_field_name("right") or part(node))
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type != "in":
        return iterable
    at = iterable.at
    return Call(Attribute(Name("Object", at), "keys", at), (Argument("", iterable),), at)


def lower_while(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`while (test)`."""
    test = lowering.expression(node.child_by_field_name("condition") or part(node))
    body = lower_block(lowering, node.child_by_field_name("body"))
    yield Loop(None, None, test, body, (), lowering.at(node))


def lower_do(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`do ... while (test)`: the body runs before the test, so that the test leaves the loop."""
    at = lowering.at(node)
    body = lower_block(lowering, node.child_by_field_name("body"))
    test = lowering.expression(node.child_by_field_name("condition") or part(node))
    leave = If(Compound("!", (test,), test.at), (Jump("break", test.at),), (), test.at)
    yield Loop(None, None, Constant(True, at), (*body, leave), (), at)


def lower_jump(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`break`, `continue`; one with the label of a loop further out leaves the inner one."""
    label = node.child_by_field_name("label")
    goes_on = node.type == "continue_statement"
    if goes_on and label is not None:
        goes_on = _labels_nearest_loop(lowering, node, lowering.text(label))
    yield Jump("continue" if goes_on else "break", lowering.at(node))


def _labels_nearest_loop(lowering: Lowering, node: Node, label: str) -> bool:
    current = node.parent
    while current is not None and current.type not in LOOPS:
        current = current.parent
    above = current.parent if current is not None else None
    if above is None or above.type != "labeled_statement":
        return False
    name = above.child_by_field_name("label")
    return name is not None and lowering.text(name) == label
