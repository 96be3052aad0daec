"""Python's expressions in the common form."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from eda_lint.parse.code import (
    Argument,
    AssignmentExpression,
    Attribute,
    Await,
    Binary,
    Call,
    Compound,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    FormalParameter,
    FunctionDefinition,
    Lambda,
    ListExpression,
    MapExpression,
    Name,
    Pair,
    Return,
    Subscript,
    Template,
)
from eda_lint.parse.python.places import Places

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%",
    ast.Pow: "**", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^",
    ast.BitAnd: "&", ast.FloorDiv: "//", ast.And: "and", ast.Or: "or", ast.Eq: "==",
    ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.Not: "not", ast.Invert: "~",
    ast.UAdd: "+", ast.USub: "-",
}  # fmt: skip

_LARGEST_INTEGER = 1024
"""Bits. No setting has as many, and what has some ten times more Python refuses to write out."""

E = TypeVar("E", bound=ast.expr)
Lowering = Callable[[ast.expr, Places], Expression]


def operator_of(node: ast.AST) -> str:
    """An operator as it is written."""
    return _OPERATORS[type(node)]


def lower(node: ast.expr, places: Places) -> Expression:
    """An expression in the common form."""
    lowering = _LOWERINGS.get(type(node), _unfamiliar)
    return lowering(node, places)


def _unfamiliar(node: ast.expr, places: Places) -> Expression:
    """What a Python newer than this module adds: nothing that it calls is lost."""
    operands = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return Compound(type(node).__name__, _all(places, *operands), places.of(node))


def _constant(node: ast.Constant, places: Places) -> Expression:
    value = node.value
    if isinstance(value, int) and value.bit_length() > _LARGEST_INTEGER:
        return Compound("a large number", (), places.of(node))
    if value is None or isinstance(value, str | int | float):
        return Constant(value, places.of(node))
    return Compound(type(value).__name__, (), places.of(node))


def _name(node: ast.Name, places: Places) -> Expression:
    return Name(node.id, places.of(node))


def _attribute(node: ast.Attribute, places: Places) -> Expression:
    return Attribute(lower(node.value, places), node.attr, places.of(node))


def _subscript(node: ast.Subscript, places: Places) -> Expression:
    return Subscript(lower(node.value, places), lower(node.slice, places), places.of(node))


def _slice(node: ast.Slice, places: Places) -> Expression:
    bounds = (node.lower, node.upper, node.step)
    return Compound("slice", _all(places, *bounds), places.of(node))


def _call(node: ast.Call, places: Places) -> Expression:
    positional = (
        Argument("*", lower(argument.value, places))
        if isinstance(argument, ast.Starred)
        else Argument("", lower(argument, places))
        for argument in node.args
    )
    named = (Argument(k.arg or "**", lower(k.value, places)) for k in node.keywords)
    return Call(lower(node.func, places), (*positional, *named), places.of(node))


def _await(node: ast.Await, places: Places) -> Expression:
    return Await(lower(node.value, places), places.of(node))


def _template(node: ast.JoinedStr, places: Places) -> Expression:
    return Template(tuple(lower(part, places) for part in node.values), places.of(node))


def _hole(node: ast.FormattedValue, places: Places) -> Expression:
    return lower(node.value, places)


def _map(node: ast.Dict, places: Places) -> Expression:
    pairs = (
        Pair(lower(key, places) if key is not None else None, lower(value, places))
        for key, value in zip(node.keys, node.values, strict=True)
    )
    return MapExpression(tuple(pairs), places.of(node))


def _list(node: ast.List | ast.Tuple | ast.Set, places: Places) -> Expression:
    return ListExpression(tuple(lower(item, places) for item in node.elts), places.of(node))


def _starred(node: ast.Starred, places: Places) -> Expression:
    return Compound("*", (lower(node.value, places),), places.of(node))


def _binary(node: ast.BinOp, places: Places) -> Expression:
    # Long chains lean to the left; a loop keeps them from nesting as deep as they are long.
    chain: list[ast.BinOp] = []
    current: ast.expr = node
    while isinstance(current, ast.BinOp):
        chain.append(current)
        current = current.left
    result = lower(current, places)
    for link in reversed(chain):
        right = lower(link.right, places)
        result = Binary(operator_of(link.op), result, right, places.of(link))
    return result


def _logical(node: ast.BoolOp, places: Places) -> Expression:
    first, *rest = (lower(value, places) for value in node.values)
    for value in rest:
        first = Binary(operator_of(node.op), first, value, places.of(node))
    return first


def _comparison(node: ast.Compare, places: Places) -> Expression:
    at = places.of(node)
    left = lower(node.left, places)
    result: Expression | None = None
    for operator, comparator in zip(node.ops, node.comparators, strict=True):
        right = lower(comparator, places)
        link = Binary(operator_of(operator), left, right, at)
        result = link if result is None else Binary("and", result, link, at)
        left = right
    return result or left


def _unary(node: ast.UnaryOp, places: Places) -> Expression:
    operand = lower(node.operand, places)
    at = places.of(node)
    if isinstance(node.op, ast.USub) and isinstance(operand, Constant):
        value = operand.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return Constant(-value, at)
    return Compound(operator_of(node.op), (operand,), at)


def _conditional(node: ast.IfExp, places: Places) -> Expression:
    test, body, otherwise = _all(places, node.test, node.body, node.orelse)
    return Conditional(test, body, otherwise, places.of(node))


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, places: Places
) -> Expression:
    keyed = isinstance(node, ast.DictComp)
    element = node.value if isinstance(node, ast.DictComp) else node.elt
    return Comprehension(
        element=lower(element, places),
        key=lower(node.key, places) if keyed and isinstance(node, ast.DictComp) else None,
        targets=tuple(lower(one.target, places) for one in node.generators),
        iterables=tuple(lower(one.iter, places) for one in node.generators),
        conditions=tuple(lower(test, places) for one in node.generators for test in one.ifs),
        at=places.of(node),
    )


def _lambda(node: ast.Lambda, places: Places) -> Expression:
    at = places.of(node)
    body = Return(lower(node.body, places), places.of(node.body))
    parameters = lower_parameters(node.args, places)
    return Lambda(FunctionDefinition("<lambda>", parameters, (body,), (), False, at), at)


def _named(node: ast.NamedExpr, places: Places) -> Expression:
    target, value = _all(places, node.target, node.value)
    return AssignmentExpression(target, value, places.of(node))


def _yield(node: ast.Yield, places: Places) -> Expression:
    return Compound("yield", _all(places, node.value), places.of(node))


def _yield_from(node: ast.YieldFrom, places: Places) -> Expression:
    return Compound("yield from", (lower(node.value, places),), places.of(node))


def _all(places: Places, *nodes: ast.expr | None) -> tuple[Expression, ...]:
    return tuple(lower(node, places) for node in nodes if node is not None)


def lower_parameters(node: ast.arguments, places: Places) -> tuple[FormalParameter, ...]:
    """The parameters of a function or a lambda, in the order of their declaration."""
    return tuple(_parameters(node, places))


def _parameters(node: ast.arguments, places: Places) -> Iterator[FormalParameter]:
    positional = [*node.posonlyargs, *node.args]
    undefaulted = len(positional) - len(node.defaults)
    for index, argument in enumerate(positional):
        default = node.defaults[index - undefaulted] if index >= undefaulted else None
        yield _parameter(argument, default, "", places)
    if node.vararg is not None:
        yield _parameter(node.vararg, None, "*", places)
    for argument, keyword_default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
        yield _parameter(argument, keyword_default, "keyword", places)
    if node.kwarg is not None:
        yield _parameter(node.kwarg, None, "**", places)


def _parameter(
    node: ast.arg, default: ast.expr | None, kind: str, places: Places
) -> FormalParameter:
    return FormalParameter(
        node.arg,
        lower(default, places) if default is not None else None,
        kind,
        lower(node.annotation, places) if node.annotation is not None else None,
    )


def _of(lowering: Callable[[E, Places], Expression]) -> Lowering:
    return cast(Lowering, lowering)


_LOWERINGS: dict[type[ast.expr], Lowering] = {
    ast.Constant: _of(_constant),
    ast.Name: _of(_name),
    ast.Attribute: _of(_attribute),
    ast.Subscript: _of(_subscript),
    ast.Slice: _of(_slice),
    ast.Call: _of(_call),
    ast.Await: _of(_await),
    ast.JoinedStr: _of(_template),
    ast.FormattedValue: _of(_hole),
    ast.Dict: _of(_map),
    ast.List: _of(_list),
    ast.Tuple: _of(_list),
    ast.Set: _of(_list),
    ast.Starred: _of(_starred),
    ast.BinOp: _of(_binary),
    ast.BoolOp: _of(_logical),
    ast.Compare: _of(_comparison),
    ast.UnaryOp: _of(_unary),
    ast.IfExp: _of(_conditional),
    ast.ListComp: _of(_comprehension),
    ast.SetComp: _of(_comprehension),
    ast.GeneratorExp: _of(_comprehension),
    ast.DictComp: _of(_comprehension),
    ast.Lambda: _of(_lambda),
    ast.NamedExpr: _of(_named),
    ast.Yield: _of(_yield),
    ast.YieldFrom: _of(_yield_from),
}
