"""What TypeScript alone has and what is there at run time: enums and namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.parse.code import (
    Assign,
    Call,
    Compound,
    Constant,
    Export,
    Expression,
    FunctionDefinition,
    Lambda,
    MapExpression,
    Name,
    Pair,
    Return,
    Statement,
)
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.keys import lower_key
from eda_lint.parse.ecmascript.lowering import Lowering, parts


def lower_enum(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """An enum: a constant map."""
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    if name is None or body is None:
        return
    at = lowering.at(node)
    members = MapExpression(tuple(_members(lowering, body)), lowering.at(body))
    yield Assign(
        (Name(lowering.names.declare(lowering.text(name)), lowering.at(name)),), members, at
    )


def _members(lowering: Lowering, body: Node) -> Iterator[Pair]:
    known: dict[object, Expression] = {}
    next_number: int | None = 0
    for member in parts(body):
        given = member.type == "enum_assignment"
        key = lower_key(lowering, member.child_by_field_name("name") or member if given else member)
        value = (
            _value(lowering, member, known) if given else _counted(lowering, member, next_number)
        )
        match value:
            case Constant(value=int(number)):
                next_number = number + 1
            case _:
                next_number = None
        if isinstance(key, Constant):
            known[key.value] = value
        yield Pair(key, value)


def _value(lowering: Lowering, member: Node, known: dict[object, Expression]) -> Expression:
    value = member.child_by_field_name("value")
    if value is None:
        return Compound("enum member", (), lowering.at(member))
    if value.type == "identifier" and lowering.text(value) in known:
        return known[lowering.text(value)]
    return lowering.expression(value)


def _counted(lowering: Lowering, member: Node, number: int | None) -> Expression:
    at = lowering.at(member)
    return Compound("enum member", (), at) if number is None else Constant(number, at)


def lower_namespace(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """A namespace: what a function that runs at once exports. One of types alone is nothing."""
    name = node.child_by_field_name("name")
    body = node.child_by_field_name("body")
    if name is None or body is None or name.type == "string":
        return
    at = lowering.at(node)
    inside = parts(body)
    with lowering.names.function(declared_in(lowering, inside, variables=True)):
        lowered = lowering.statements(inside)
    kept = tuple(s for s in lowered if not isinstance(s, Export))
    exported = tuple(
        Pair(Constant(one.name, one.at), one.value)
        for one in lowered
        if isinstance(one, Export) and one.value is not None
    )
    if not exported:
        return
    result = Return(MapExpression(exported, at), at)
    function = FunctionDefinition("namespace", (), (*kept, result), (), False, at)
    value: Expression = Call(Lambda(function, at), (), at)
    outermost, *path = lowering.text(name).split(".")
    for inner in reversed(path):
        value = MapExpression((Pair(Constant(inner, at), value),), at)
    yield Assign((Name(lowering.names.declare(outermost), lowering.at(name)),), value, at)
