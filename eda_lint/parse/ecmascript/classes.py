"""Classes: methods, fields, static parts.

Fields become what they are when an object is made: assignments to `this` at the start of the
constructor. Static fields become assignments to the class behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.code import (
    Argument,
    Assign,
    Attribute,
    Call,
    ClassDefinition,
    Compound,
    Evaluate,
    Expression,
    FormalParameter,
    FunctionDefinition,
    Name,
    Statement,
    Subscript,
)
from eda_lint.parse.ecmascript.functions import define_function, lower_named
from eda_lint.parse.ecmascript.keys import key_text, lower_key
from eda_lint.parse.ecmascript.lowering import Lowering, has, part, parts

CONSTRUCTOR = "constructor"
_FIELDS = frozenset({"field_definition", "public_field_definition"})
_ACCESSORS = ("get", "set")
_REST = "arguments"


@dataclass(slots=True)
class _Body:
    """The parts of a class, gathered in the order of its body."""

    name: str
    at: Location
    written: tuple[int, int] = (0, 0)
    """Where the body of the constructor begins."""
    methods: list[FunctionDefinition] = field(default_factory=list)
    fields: list[Statement] = field(default_factory=list)
    static: list[Statement] = field(default_factory=list)


def define_class(
    lowering: Lowering, node: Node, name: str, decorators: Sequence[Node] = ()
) -> Iterator[Statement]:
    """A class definition, and the assignments of its static fields."""
    own = node.child_by_field_name("name")
    at = lowering.span(node, own) if own is not None else lowering.at(node)
    bases = tuple(_bases(lowering, node))
    above = [*decorators, *(child for child in node.children if child.type == "decorator")]
    body = _Body(name, at)
    _gather(lowering, node, body)
    _initialise(body, derived=bool(bases))
    yield ClassDefinition(
        name=name,
        bases=bases,
        body=tuple(body.methods),
        decorators=lower_decorators(lowering, above),
        at=at,
    )
    yield from body.static


def lower_decorators(lowering: Lowering, nodes: Sequence[Node]) -> tuple[Expression, ...]:
    """`@decorator` nodes in the common form."""
    return lowering.expressions(part(node) for node in nodes)


def lower_class(lowering: Lowering, node: Node) -> Expression:
    """A class as an expression: it is defined before the statement that it stands in."""
    own = node.child_by_field_name("name")
    at = lowering.at(node)
    name = lowering.text(own) if own is not None else f"class at {at.line}:{at.column}"
    lowering.names.declare(name)
    lowering.pending.extend(define_class(lowering, node, name))
    return Name(name, at)


def _bases(lowering: Lowering, node: Node) -> Iterator[Expression]:
    for heritage in node.children:
        if heritage.type != "class_heritage":
            continue
        for clause in parts(heritage):
            if clause.type == "extends_clause":
                base = clause.child_by_field_name("value")
                if base is not None:
                    yield lowering.expression(base)
            elif clause.type != "implements_clause":
                yield lowering.expression(clause)


def _gather(lowering: Lowering, node: Node, into: _Body) -> None:
    body = node.child_by_field_name("body")
    above: list[Node] = []
    for member in parts(body) if body is not None else ():
        if member.type == "decorator":
            above.append(member)
            continue
        if member.type == "method_definition":
            method = _method(lowering, member, above)
            into.methods.append(method)
            block = member.child_by_field_name("body")
            if method.name == CONSTRUCTOR and block is not None:
                into.written = _start(lowering.at(block))
        elif member.type in _FIELDS:
            _add_field(lowering, member, into)
        elif member.type == "class_static_block":
            block = member.child_by_field_name("body")
            if block is not None:
                with _StaticThis(lowering, into.name):
                    into.static.extend(lowering.statements(parts(block)))
        above = []


def _method(lowering: Lowering, node: Node, above: Sequence[Node]) -> FunctionDefinition:
    key = node.child_by_field_name("name") or node
    name = key_text(lowering, key)
    at = lowering.span(node, key)
    inside = [child for child in node.children if child.type == "decorator"]
    marks = tuple(
        Compound(child.type, (), at)
        for child in node.children
        if child.type == "static" or child.type in _ACCESSORS
    )
    if any(mark.what == "set" for mark in marks):
        name = f"set {name}"
    decorators = (*lower_decorators(lowering, [*above, *inside]), *marks)
    return define_function(lowering, node, name, at, decorators)


def _add_field(lowering: Lowering, node: Node, into: _Body) -> None:
    key = node.child_by_field_name("name") or node.child_by_field_name("property")
    value = node.child_by_field_name("value")
    if key is None or value is None:
        return  # what a field without a value holds, others decide: a constructor, an injector
    at = lowering.span(key, value)
    static = has(node, "static")
    owner = Name(into.name if static else "this", lowering.at(key))
    target = _place(lowering, owner, key)
    with _StaticThis(lowering, into.name if static else None):
        lowered = lower_named(lowering, value, key_text(lowering, key))
    (into.static if static else into.fields).append(Assign((target,), lowered, at))


def _place(lowering: Lowering, owner: Expression, key: Node) -> Expression:
    at = lowering.at(key)
    if key.type == "computed_property_name" and part(key).type != "string":
        return Subscript(owner, lower_key(lowering, key), at)
    return Attribute(owner, key_text(lowering, key), at)


def _initialise(body: _Body, *, derived: bool) -> None:
    """Assign the fields where an object has been made: after `super(...)`, if there is one.

    What a constructor keeps of its parameters (TypeScript's parameter properties) goes there too.
    """
    index = next((i for i, m in enumerate(body.methods) if m.name == CONSTRUCTOR), None)
    if index is None:
        if body.fields:
            body.methods.insert(0, _constructor(body, derived))
        return
    method = body.methods[index]
    written = body.written
    given = tuple(one for one in method.body if _start(one.at) < written)
    own = method.body[len(given) :]
    kept = tuple(one for one in given if _keeps(one))
    bound = tuple(one for one in given if not _keeps(one))
    start = _behind_super(own) if derived else 0
    whole = (*bound, *own[:start], *kept, *body.fields, *own[start:])
    body.methods[index] = replace(method, body=whole)


def _constructor(body: _Body, derived: bool) -> FunctionDefinition:
    """The constructor that a class has which writes none."""
    at = body.at
    if not derived:
        return FunctionDefinition(CONSTRUCTOR, (), tuple(body.fields), (), False, at)
    parameters = (FormalParameter(_REST, None, "*"),)
    call = Call(Name("super", at), (Argument("*", Name(_REST, at)),), at)
    whole = (Evaluate(call, at), *body.fields)
    return FunctionDefinition(CONSTRUCTOR, parameters, whole, (), False, at)


def _start(at: Location) -> tuple[int, int]:
    return at.line, at.column


def _keeps(statement: Statement) -> bool:
    match statement:
        case Assign(targets=(Attribute(object=Name(id="this")),)):
            return True
        case _:
            return False


def _behind_super(body: Sequence[Statement]) -> int:
    for index, statement in enumerate(body):
        match statement:
            case Evaluate(value=Call(callee=Name(id="super"))):
                return index + 1
            case _:
                continue
    return len(body)


class _StaticThis:
    """While the static parts of a class are lowered, `this` is the class."""

    __slots__ = ("_before", "_lowering", "_name")

    def __init__(self, lowering: Lowering, name: str | None) -> None:
        self._lowering = lowering
        self._name = name
        self._before = lowering.static_this

    def __enter__(self) -> None:
        self._lowering.static_this = self._name

    def __exit__(self, *raised: object) -> None:
        self._lowering.static_this = self._before
