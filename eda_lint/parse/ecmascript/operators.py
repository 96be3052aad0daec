"""Operators, assignments and sequences as expressions."""

from __future__ import annotations

from tree_sitter import Node

from eda_lint.parse.code import (
    AssignmentExpression,
    Attribute,
    Binary,
    Compound,
    Conditional,
    Constant,
    Expression,
    Name,
)
from eda_lint.parse.ecmascript.functions import lower_named
from eda_lint.parse.ecmascript.lowering import Lowering, part, parts
from eda_lint.parse.ecmascript.patterns import lower_target

FILLING = frozenset({"??=", "||="})
"""Augmented assignments that the common form has as they are: they fill what is missing."""


def lower_binary(lowering: Lowering, node: Node) -> Expression:
    """`left operator right`."""
    # Long chains lean to the left; a loop keeps them from nesting as deep as they are long.
    chain = [node]
    while True:
        left = chain[-1].child_by_field_name("left") or part(chain[-1])
        if left.type != "binary_expression":
            break
        chain.append(left)
    result = lowering.expression(left)
    for link in reversed(chain):
        operator = link.child_by_field_name("operator")
        right = link.child_by_field_name("right") or link.children[-1]
        written = operator.type if operator is not None else ""
        result = Binary(written, result, lowering.expression(right), lowering.at(link))
    return result


def lower_unary(lowering: Lowering, node: Node) -> Expression:
    """`!operand`; the sign of a number is part of it."""
    operator = node.child_by_field_name("operator")
    written = operator.type if operator is not None else ""
    operand = lowering.expression(node.child_by_field_name("argument") or part(node))
    at = lowering.at(node)
    if isinstance(operand, Constant):
        if written == "void":
            return Constant(None, at)
        value = operand.value
        if written == "-" and isinstance(value, int | float) and not isinstance(value, bool):
            return Constant(-value, at)
    return Compound(written, (operand,), at)


def lower_update(lowering: Lowering, node: Node) -> Expression:
    """`i++` as a value."""
    at = lowering.at(node)
    argument = node.child_by_field_name("argument") or part(node)
    target = lower_target(lowering, argument, lowering.names.assign)
    return AssignmentExpression(target, Binary(step(node), target, Constant(1, at), at), at)


def step(node: Node) -> str:
    """Whether `++` or `--` adds or takes away."""
    operator = node.child_by_field_name("operator")
    return "-" if operator is not None and operator.type == "--" else "+"


def lower_conditional(lowering: Lowering, node: Node) -> Expression:
    """`test ? body : otherwise`."""
    fields = ("condition", "consequence", "alternative")
    test, body, otherwise = (
        lowering.expression(node.child_by_field_name(name) or part(node)) for name in fields
    )
    return Conditional(test, body, otherwise, lowering.at(node))


def lower_assignment(lowering: Lowering, node: Node) -> Expression:
    """`a = b` and `a ??= b` as values."""
    left = node.child_by_field_name("left") or part(node)
    right = node.child_by_field_name("right") or part(node)
    target = lower_target(lowering, left, lowering.names.assign)
    value = lower_named(lowering, right, assigned_name(target))
    at = lowering.at(node)
    if node.type == "assignment_expression":
        return AssignmentExpression(target, value, at)
    operator = augmenting(node)
    if operator in FILLING:
        return AssignmentExpression(target, value, at, operator)
    return AssignmentExpression(target, Binary(operator[:-1], target, value, at), at)


def augmenting(node: Node) -> str:
    """The operator of an augmented assignment, as it is written."""
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else "="


def assigned_name(target: Expression) -> str:
    """What a function that is assigned here is called."""
    match target:
        case Name(id=name) | Attribute(name=name):
            return name
        case _:
            return ""


def lower_sequence(lowering: Lowering, node: Node) -> Expression:
    """`(0, module.call)` is how compilers drop `this`; what is constant does nothing."""
    *before, last = lowering.expressions(sequence_parts(node)) or (
        Constant(None, lowering.at(node)),
    )
    effective = [one for one in before if not isinstance(one, Constant)]
    return Compound(",", (*effective, last), lowering.at(node)) if effective else last


def sequence_parts(node: Node) -> list[Node]:
    """The expressions of `a, b, c`, which may nest to the right."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type == "sequence_expression":
            waiting.extend(reversed(parts(current)))
        else:
            found.append(current)
    return found
