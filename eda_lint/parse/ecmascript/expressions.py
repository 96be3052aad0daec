"""ECMAScript's expressions in the common form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.code import (
    INSISTED,
    Argument,
    Attribute,
    Await,
    Call,
    Compound,
    Constant,
    Expression,
    ListExpression,
    MapExpression,
    Name,
    Pair,
    Subscript,
)
from eda_lint.parse.ecmascript.classes import lower_class
from eda_lint.parse.ecmascript.functions import lower_lambda, lower_named
from eda_lint.parse.ecmascript.keys import key_text, lower_key
from eda_lint.parse.ecmascript.literals import lower_number, lower_string, lower_template
from eda_lint.parse.ecmascript.lowering import Lowering, ToExpression, bare, has, part, parts
from eda_lint.parse.ecmascript.operators import (
    lower_assignment,
    lower_binary,
    lower_conditional,
    lower_sequence,
    lower_unary,
    lower_update,
    sequence_parts,
)


def _name(lowering: Lowering, node: Node) -> Expression:
    return Name(lowering.names.written(lowering.text(node)), lowering.at(node))


def _this(lowering: Lowering, node: Node) -> Expression:
    return Name(lowering.static_this or "this", lowering.at(node))


def _word(lowering: Lowering, node: Node) -> Expression:
    return Name(lowering.text(node), lowering.at(node))


def _true(lowering: Lowering, node: Node) -> Expression:
    return Constant(True, lowering.at(node))


def _false(lowering: Lowering, node: Node) -> Expression:
    return Constant(False, lowering.at(node))


def _nothing(lowering: Lowering, node: Node) -> Expression:
    return Constant(None, lowering.at(node))


def _leaf(lowering: Lowering, node: Node) -> Expression:
    return Compound(node.type, (), lowering.at(node))


def _property_name(lowering: Lowering, node: Node) -> Expression:
    return Constant(lowering.text(node), lowering.at(node))


def _meta(lowering: Lowering, node: Node) -> Expression:
    return Compound(lowering.text(node), (), lowering.at(node))


def _transparent(lowering: Lowering, node: Node) -> Expression:
    inner = bare(node)
    return _leaf(lowering, node) if inner is node else lowering.expression(inner)


def _insisted(lowering: Lowering, node: Node) -> Expression:
    """`value!`: only of the environment it matters that the code takes a value for there."""
    inner = lowering.expression(part(node))
    match inner:
        case Attribute(object=Attribute(object=Name(id="process"), name="env")):
            return Compound(INSISTED, (inner,), inner.at)
        case Subscript(object=Attribute(object=Name(id="process"), name="env")):
            return Compound(INSISTED, (inner,), inner.at)
    return inner


def _object(lowering: Lowering, node: Node) -> Expression:
    return MapExpression(tuple(_pairs(lowering, node)), lowering.at(node))


def _pairs(lowering: Lowering, node: Node) -> Iterator[Pair]:
    for child in parts(node):
        match child.type:
            case "pair":
                key = child.child_by_field_name("key") or child
                value = child.child_by_field_name("value") or child
                name = key_text(lowering, key)
                yield Pair(lower_key(lowering, key), lower_named(lowering, value, name))
            case "shorthand_property_identifier":
                name = lowering.text(child)
                at = lowering.at(child)
                yield Pair(Constant(name, at), Name(lowering.names.written(name), at))
            case "spread_element":
                yield Pair(None, lowering.expression(part(child)))
            case "method_definition":
                yield _method(lowering, child)
            case _:
                yield Pair(None, lowering.expression(child))


def _method(lowering: Lowering, node: Node) -> Pair:
    key = node.child_by_field_name("name") or node
    method = lower_lambda(lowering, node)
    at = lowering.at(node)
    if has(node, "set"):
        return Pair(Constant(f"set {key_text(lowering, key)}", at), Compound("set", (method,), at))
    value = Compound("get", (method,), at) if has(node, "get") else method
    return Pair(lower_key(lowering, key), value)


def _array(lowering: Lowering, node: Node) -> Expression:
    return ListExpression(lowering.expressions(parts(node)), lowering.at(node))


def _spread(lowering: Lowering, node: Node) -> Expression:
    return Compound("*", (lowering.expression(part(node)),), lowering.at(node))


def _member(lowering: Lowering, node: Node) -> Expression:
    owner = node.child_by_field_name("object") or part(node)
    name = node.child_by_field_name("property")
    text = lowering.text(name) if name is not None else ""
    return Attribute(lowering.expression(owner), text, lowering.at(node))


def _subscript(lowering: Lowering, node: Node) -> Expression:
    owner = node.child_by_field_name("object") or part(node)
    index = node.child_by_field_name("index") or part(node)
    if owner.type == "identifier" and lowering.text(owner) == "await":
        # How the grammar of JavaScript reads `await [first, second].map()`.
        return ListExpression(lowering.expressions(sequence_parts(index)), lowering.at(node))
    return Subscript(lowering.expression(owner), lowering.expression(index), lowering.at(node))


def _call(lowering: Lowering, node: Node) -> Expression:
    function = node.child_by_field_name("function") or part(node)
    prefix = _PREFIXES.get(function.type)
    if prefix is not None:
        # How the grammar reads `await call<Type>().then()`: the word before belongs to it all.
        outermost = _outermost(node)
        lowering.prefix(outermost, partial(prefix, lowering, function, lowering.at(outermost)))
        function = part(function)
    return Call(lowering.expression(function), tuple(_arguments(lowering, node)), lowering.at(node))


def _awaited(lowering: Lowering, node: Node, at: Location, inner: Expression) -> Expression:
    return Await(inner, at)


def _operated(lowering: Lowering, node: Node, at: Location, inner: Expression) -> Expression:
    operator = node.child_by_field_name("operator")
    return Compound(operator.type if operator is not None else "", (inner,), at)


_PREFIXES = {"await_expression": _awaited, "unary_expression": _operated}
_CHAINING = frozenset(
    {"member_expression", "subscript_expression", "call_expression", "non_null_expression"}
)


def _outermost(node: Node) -> Node:
    """The whole chain of members and calls that an expression begins."""
    while True:
        above = node.parent
        if above is None or above.type not in _CHAINING or part(above) != node:
            return node
        node = above


def _new(lowering: Lowering, node: Node) -> Expression:
    callee = lowering.expression(node.child_by_field_name("constructor") or part(node))
    return Call(callee, tuple(_arguments(lowering, node)), lowering.at(node), new=True)


def _arguments(lowering: Lowering, node: Node) -> Iterator[Argument]:
    given = node.child_by_field_name("arguments")
    if given is None:
        return
    if given.type == "template_string":  # tag`text`
        yield Argument("", lowering.expression(given))
        return
    for child in parts(given):
        if child.type == "spread_element":
            yield Argument("*", lowering.expression(part(child)))
        else:
            yield Argument("", lowering.expression(child))


def _await(lowering: Lowering, node: Node) -> Expression:
    return Await(lowering.expression(part(node)), lowering.at(node))


def _yield(lowering: Lowering, node: Node) -> Expression:
    what = "yield*" if any(child.type == "*" for child in node.children) else "yield"
    return Compound(what, lowering.expressions(parts(node)), lowering.at(node))


def _markup(lowering: Lowering, node: Node) -> Expression:
    """JSX: the expressions in it, and the components that it names."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        match current.type:
            case "jsx_expression":
                found.extend(parts(current))
            case kind if kind.startswith("jsx_"):
                waiting.extend(reversed(parts(current)))
            case _:
                continue
    return Compound("jsx", lowering.expressions(found), lowering.at(node))


EXPRESSIONS: dict[str, ToExpression] = {
    "identifier": _name,
    "shorthand_property_identifier": _name,
    "this": _this,
    "super": _word,
    "import": _word,
    "true": _true,
    "false": _false,
    "null": _nothing,
    "undefined": _nothing,
    "number": lower_number,
    "string": lower_string,
    "template_string": lower_template,
    "regex": _leaf,
    "meta_property": _meta,
    "private_property_identifier": _property_name,
    "property_identifier": _property_name,
    "parenthesized_expression": _transparent,
    "as_expression": _transparent,
    "satisfies_expression": _transparent,
    "non_null_expression": _insisted,
    "type_assertion": _transparent,
    "instantiation_expression": _transparent,
    "object": _object,
    "array": _array,
    "spread_element": _spread,
    "member_expression": _member,
    "nested_identifier": _member,
    "subscript_expression": _subscript,
    "call_expression": _call,
    "new_expression": _new,
    "await_expression": _await,
    "yield_expression": _yield,
    "binary_expression": lower_binary,
    "unary_expression": lower_unary,
    "update_expression": lower_update,
    "ternary_expression": lower_conditional,
    "assignment_expression": lower_assignment,
    "augmented_assignment_expression": lower_assignment,
    "sequence_expression": lower_sequence,
    "arrow_function": lower_lambda,
    "function_expression": lower_lambda,
    "generator_function": lower_lambda,
    "class": lower_class,
    "jsx_element": _markup,
    "jsx_self_closing_element": _markup,
    "jsx_fragment": _markup,
}
