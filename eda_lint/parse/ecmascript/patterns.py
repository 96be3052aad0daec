"""What stands on the left of an assignment: names, places, patterns that take a value apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Attribute,
    Binary,
    Compound,
    Constant,
    Expression,
    ListExpression,
    MapExpression,
    Name,
    Pair,
    Statement,
    Subscript,
)
from eda_lint.parse.ecmascript.keys import lower_key
from eda_lint.parse.ecmascript.lowering import Lowering, bare, part, parts

DEFAULTED = frozenset({"assignment_pattern", "object_assignment_pattern"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern", "type_identifier"})
PATTERNS = frozenset({"object_pattern", "array_pattern"})

Bind = Callable[[str], str]
"""Notes that a name is declared or assigned, and says how it is called."""


def names_in(lowering: Lowering, pattern: Node) -> Iterator[str]:
    """The names that a pattern binds."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        kind = node.type
        if kind in _NAMES:
            yield lowering.text(node)
        elif kind in PATTERNS or kind == "rest_pattern":
            waiting.extend(reversed(parts(node)))
        elif kind == "pair_pattern" or kind in DEFAULTED:
            inner = node.child_by_field_name("value" if kind == "pair_pattern" else "left")
            if inner is not None:
                waiting.append(inner)


def lower_target(lowering: Lowering, node: Node, bind: Bind) -> Expression:
    """A target, as far as the common form has it: defaults inside are left to `unpack`."""
    node = bare(node)
    match node.type:
        case "identifier" | "shorthand_property_identifier_pattern" | "type_identifier":
            return Name(bind(lowering.text(node)), lowering.at(node))
        case "object_pattern":
            pairs = (_pair(lowering, child, bind) for child in parts(node))
            return MapExpression(tuple(pairs), lowering.at(node))
        case "array_pattern":
            at = lowering.at(node)
            items = (_item(lowering, item, bind, at) for item in _items(node))
            return ListExpression(tuple(items), at)
        case "assignment_pattern" | "object_assignment_pattern":
            left = node.child_by_field_name("left") or part(node)
            return lower_target(lowering, left, bind)
        case "rest_pattern":
            return lower_target(lowering, part(node), bind)
        case _:
            return lowering.expression(node)


def _pair(lowering: Lowering, node: Node, bind: Bind) -> Pair:
    match node.type:
        case "rest_pattern":
            return Pair(None, lower_target(lowering, part(node), bind))
        case "pair_pattern":
            value = node.child_by_field_name("value") or node
            return Pair(_key(lowering, node), lower_target(lowering, value, bind))
        case _:
            name = part(node) if node.type == "object_assignment_pattern" else node
            key = Constant(lowering.text(name), lowering.at(name))
            return Pair(key, lower_target(lowering, name, bind))


def _key(lowering: Lowering, node: Node) -> Expression:
    key = node.child_by_field_name("key")
    return lower_key(lowering, key if key is not None else part(node))


def _items(node: Node) -> Iterator[Node | None]:
    """The items of an array pattern; None for a hole."""
    expected = True
    for child in node.children:
        if child.type == ",":
            if expected:
                yield None
            expected = True
        elif child.is_named and not child.is_extra:
            yield child
            expected = False


def _item(lowering: Lowering, node: Node | None, bind: Bind, at: Location) -> Expression:
    if node is None:
        return Compound("hole", (), at)
    if node.type == "rest_pattern":
        inner = lower_target(lowering, part(node), bind)
        return Compound("*", (inner,), lowering.at(node))
    return lower_target(lowering, node, bind)


def unpack(lowering: Lowering, pattern: Node, value: Expression, bind: Bind) -> Iterator[Statement]:
    """The assignments that bind a pattern to a value.

    A pattern without defaults is one target. With them, each part is read and assigned by itself,
    as its default has to be evaluated when the part is missing.
    """
    at = lowering.at(pattern)
    if not _has_defaults(pattern):
        yield Assign((lower_target(lowering, pattern, bind),), value, at)
    elif pattern.type in DEFAULTED:
        left = pattern.child_by_field_name("left") or part(pattern)
        right = pattern.child_by_field_name("right")
        if right is not None:
            value = Binary("??", value, lowering.expression(right), at)
        yield from unpack(lowering, left, value, bind)
    else:
        if not _is_place(value):
            kept = Name(f"unpacked at {at.line}:{at.column}", at)
            yield Assign((kept,), value, at)
            value = kept
        if pattern.type == "object_pattern":
            yield from _unpack_object(lowering, pattern, value, bind)
        else:
            yield from _unpack_array(lowering, pattern, value, bind)


def _unpack_object(
    lowering: Lowering, pattern: Node, whole: Expression, bind: Bind
) -> Iterator[Statement]:
    for child in parts(pattern):
        at = lowering.at(child)
        if child.type == "rest_pattern":
            rest = Pair(None, lower_target(lowering, part(child), bind))
            yield Assign((MapExpression((rest,), at),), whole, at)
        elif child.type == "pair_pattern":
            key = _key(lowering, child)
            value = child.child_by_field_name("value")
            if value is not None:
                yield from unpack(lowering, value, _property(whole, key), bind)
        else:
            name = part(child) if child.type == "object_assignment_pattern" else child
            key = Constant(lowering.text(name), lowering.at(name))
            yield from unpack(lowering, child, _property(whole, key), bind)


def _property(whole: Expression, key: Expression) -> Expression:
    if isinstance(key, Constant) and isinstance(key.value, str):
        return Attribute(whole, key.value, key.at)
    return Subscript(whole, key, key.at)


def _unpack_array(
    lowering: Lowering, pattern: Node, whole: Expression, bind: Bind
) -> Iterator[Statement]:
    items = tuple(_items(pattern))
    for index, child in enumerate(items):
        if child is None:
            continue
        at = lowering.at(child)
        if child.type == "rest_pattern":
            holes = (Compound("hole", (), at),) * index
            rest = Compound("*", (lower_target(lowering, part(child), bind),), at)
            yield Assign((ListExpression((*holes, rest), at),), whole, at)
        else:
            yield from unpack(lowering, child, Subscript(whole, Constant(index, at), at), bind)


def _has_defaults(pattern: Node) -> bool:
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        if node.type in DEFAULTED:
            return True
        if node.type in PATTERNS or node.type == "pair_pattern":
            waiting.extend(parts(node))
    return False


def _is_place(value: Expression) -> bool:
    """Whether an expression may be read again and again: it calls nothing."""
    while isinstance(value, Attribute):
        value = value.object
    return isinstance(value, Name)
