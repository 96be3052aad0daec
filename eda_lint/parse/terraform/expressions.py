"""Expressions of HCL's syntax tree to their form. The trees have no errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.terraform.form import (
    ELEMENT,
    Attribute,
    Binary,
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Index,
    ListExpression,
    Name,
    ObjectExpression,
    Pair,
    Splat,
    Unary,
    Unreadable,
)
from eda_lint.parse.terraform.grammar import Reading, ToExpression, parts
from eda_lint.parse.terraform.templates import heredoc, quoted
from eda_lint.value import Scalar

_MOST_DIGITS = 1000
_BINARY = frozenset({"||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"})
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}


def expression(reading: Reading, node: Node) -> Expression:
    """An expression. Raises RecursionError where it is nested too deeply."""
    return _followed(reading, parts(node))


def _followed(reading: Reading, nodes: Sequence[Node]) -> Expression:
    """An operand, and what is taken out of it: attributes, indices, splats."""
    reading.deeper(len(nodes))
    first = nodes[0]
    if first.type == "(":
        whole, rest = expression(reading, nodes[1]), nodes[3:]
    else:
        whole, rest = _OPERANDS[first.type](reading, first), nodes[1:]
    if rest:
        whole = _taken(reading, whole, first, rest)
    reading.depth -= len(nodes)
    return whole


def _taken(reading: Reading, whole: Expression, first: Node, nodes: Sequence[Node]) -> Expression:
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        at = reading.place(first.start_point, node.end_point)
        if node.type == "get_attr":
            whole = Attribute(whole, reading.text(parts(node)[-1]), at)
        elif node.type == "index":
            whole = Index(whole, _key(reading, node.children[0]), at)
        else:
            splat = node.children[0]
            mark, *inner = parts(splat)
            waiting.extend(reversed(inner))
            if splat.type == "attr_splat":
                inner = list(_attributes(waiting))
            else:
                inner, waiting = waiting[::-1], []
            element = Name(ELEMENT, reading.at(mark))
            end = inner[-1] if inner else mark
            at = reading.place(first.start_point, end.end_point)
            whole = Splat(whole, _taken(reading, element, mark, inner), at)
    return whole


def _attributes(waiting: list[Node]) -> Iterator[Node]:
    """What still belongs to `list.*`: attributes, and indices that are written like them."""
    while waiting:
        node = waiting[-1]
        legacy = node.type == "index" and node.children[0].type == "legacy_index"
        if not legacy and node.type != "get_attr":
            return
        yield waiting.pop()


def _key(reading: Reading, node: Node) -> Expression:
    if node.type == "legacy_index":
        return _number(reading.text(node).removeprefix("."), reading.at(node))
    return expression(reading, parts(node)[1])


def _literal(reading: Reading, node: Node) -> Expression:
    inner = node.children[0]
    match inner.type:
        case "string_lit":
            return quoted(reading, inner, expression)
        case "numeric_lit":
            return _number(reading.text(inner), reading.at(inner))
        case _:
            return Constant(_WORDS[reading.text(inner)], reading.at(inner))


def _number(digits: str, at: Location) -> Expression:
    """A number; HCL knows one kind, so that 1.0 is 1."""
    if len(digits) > _MOST_DIGITS:
        return Unreadable(f"a number of {len(digits)} digits", at)
    try:
        number = float(digits)
    except ValueError:
        return Unreadable(f"{digits} is no number", at)
    if digits.isdigit():
        return Constant(int(digits), at)
    return Constant(int(number) if number.is_integer() else number, at)


def _template(reading: Reading, node: Node) -> Expression:
    inner = node.children[0]
    if inner.type == "heredoc_template":
        return heredoc(reading, inner, expression)
    return quoted(reading, inner, expression)


def _variable(reading: Reading, node: Node) -> Expression:
    return Name(reading.text(node), reading.at(node))


def _collection(reading: Reading, node: Node) -> Expression:
    inner = node.children[0]
    if inner.type == "tuple":
        items = (expression(reading, item) for item in inner.children if item.type == "expression")
        return ListExpression(tuple(items), reading.at(inner))
    pairs = (_pair(reading, pair) for pair in inner.children if pair.type == "object_elem")
    return ObjectExpression(tuple(pairs), reading.at(inner))


def _pair(reading: Reading, node: Node) -> Pair:
    key, _, value = parts(node)
    at = reading.at(key)
    written = reading.text(key)
    bare = _is_word(key)
    return Pair(
        Constant(written, at) if bare else expression(reading, key),
        expression(reading, value),
        at,
    )


def _is_word(key: Node) -> bool:
    """Whether a key is a bare word, which means its own text; `true` and `null` are such words."""
    if key.child_count != 1:
        return False
    only = key.children[0]
    return only.type == "variable_expr" or (
        only.type == "literal_value" and only.children[0].type in ("bool_lit", "null_lit")
    )


def _call(reading: Reading, node: Node) -> Expression:
    nodes = parts(node)
    name, opening = nodes[0], nodes[1]
    at = reading.at(node)
    if name.end_point[0] != opening.start_point[0]:
        reading.wrong(at, "a call whose parenthesis stands on another line")
        return Unreadable("a call over lines", at)
    given = parts(nodes[2]) if nodes[2].type == "function_arguments" else []
    arguments = tuple(expression(reading, one) for one in given if one.type == "expression")
    spread = any(one.type == "ellipsis" for one in given)
    return Call(reading.text(name), arguments, at, spread)


def _operation(reading: Reading, node: Node) -> Expression:
    inner = node.children[0]
    nodes = parts(inner)
    at = reading.at(inner)
    if inner.type == "unary_operation":
        return Unary(nodes[0].type, _followed(reading, nodes[1:]), at)
    place = next(index for index, one in enumerate(nodes) if one.type in _BINARY)
    left, right = _followed(reading, nodes[:place]), _followed(reading, nodes[place + 1 :])
    return Binary(nodes[place].type, left, right, at)


def _conditional(reading: Reading, node: Node) -> Expression:
    """`a ? b : c ? d : e` is `a ? b : (c ? d : e)`; the tree has it the other way round."""
    *pairs, last = _chain(node)
    reading.deeper(len(pairs) // 2)
    whole = expression(reading, last)
    for test, then in reversed(list(zip(pairs[::2], pairs[1::2], strict=True))):
        at = reading.place(test.start_point, last.end_point)
        whole = Conditional(expression(reading, test), expression(reading, then), whole, at)
    reading.depth -= len(pairs) // 2
    return whole


def _chain(node: Node) -> list[Node]:
    """Test and outcome of each step of a conditional in order, then the outcome of no step."""
    chain: list[Node] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        inner = parts(one)
        if one.type == "conditional":
            test, _, then, _, otherwise = inner
            waiting.extend((otherwise, then, test))
        elif len(chain) % 2 == 0 and len(inner) == 1 and inner[0].type == "conditional":
            waiting.append(inner[0])  # a test or the last outcome, which can begin further steps
        else:
            chain.append(one)
    return chain


def _for(reading: Reading, node: Node) -> Expression:
    nodes = parts(node.children[0])
    intro = parts(nodes[1])
    names = [reading.text(one) for one in intro if one.type == "identifier"]
    collection = next(one for one in intro if one.type == "expression")
    results = [expression(reading, one) for one in nodes[2:] if one.type == "expression"]
    conditions = [one for one in nodes if one.type == "for_cond"]
    return For(
        key=names[0] if len(names) == 2 else "",
        value=names[-1],
        collection=expression(reading, collection),
        result=results[-1],
        at=reading.at(node),
        result_key=results[0] if len(results) == 2 else None,
        condition=expression(reading, parts(conditions[0])[1]) if conditions else None,
        grouped=any(one.type == "ellipsis" for one in nodes),
    )


_OPERANDS: dict[str, ToExpression] = {
    "literal_value": _literal,
    "template_expr": _template,
    "variable_expr": _variable,
    "collection_value": _collection,
    "function_call": _call,
    "operation": _operation,
    "conditional": _conditional,
    "for_expr": _for,
}
