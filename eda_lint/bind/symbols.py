"""The names that a file binds at its top level, and those that it exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from eda_lint.location import Location
from eda_lint.parse.code import (
    Argument,
    Assign,
    AssignmentExpression,
    Attribute,
    Call,
    ClassDefinition,
    CodeFacts,
    Constant,
    Export,
    Expression,
    FunctionDefinition,
    If,
    Import,
    ListExpression,
    Loop,
    MapExpression,
    Name,
    Statement,
    Subscript,
    Try,
    With,
)

OPEN = "*"
"""Stands among names for any: not all of them can be told."""

_FIELDS: dict[type, tuple[str, ...]] = {}


def top_level(facts: CodeFacts) -> dict[str, Location]:
    """Each name with the place that binds it last; OPEN where a star import may bind any."""
    names: dict[str, Location] = {}
    waiting: list[Statement] = list(facts.body)
    while waiting:
        statement = waiting.pop(0)
        match statement:
            case FunctionDefinition(name=name) | ClassDefinition(name=name) | Export(name=name):
                names[name] = statement.at
            case Import(member="*"):
                names[OPEN] = statement.at
            case Import(name=name):
                names[name] = statement.at
            case Assign(targets=targets):
                for target in targets:
                    _assigned(target, names)
            case If(body=body, otherwise=otherwise) | Loop(body=body, otherwise=otherwise):
                waiting[:0] = (*body, *otherwise)
            case With(body=body):
                waiting[:0] = body
            case Try() as attempt:
                handled = tuple(s for handler in attempt.handlers for s in handler.body)
                waiting[:0] = (*attempt.body, *handled, *attempt.otherwise, *attempt.final)
            case _:
                continue
    return names


def _assigned(target: Expression, names: dict[str, Location]) -> None:
    match target:
        case Name():
            names[target.id] = target.at
        case ListExpression():
            for item in target.items:
                _assigned(item, names)
        case _:
            return


def exported(facts: CodeFacts) -> dict[str, Location]:
    """Each name that a JavaScript file exports with its place; OPEN where it may export others."""
    names: dict[str, Location] = {}
    for statement in facts.body:
        if isinstance(statement, Export):
            # A name behind `as` comes from the value; `export * as x` exports x alone.
            names[statement.name] = _defined(statement)
    waiting: list[object] = [facts.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Assign | AssignmentExpression):
            targets = node.targets if isinstance(node, Assign) else (node.target,)
            for target in targets:
                waiting.extend(_assigned_export(target, node.value, facts, names))
            if _kept_elsewhere(targets, node.value):
                names[OPEN] = node.at
            waiting.append(node.value)
        elif isinstance(node, Call):
            waiting.extend(_passed(node, names))
        elif isinstance(node, Attribute | Subscript) and _is_exports(node.object):
            # What is read of the exports adds nothing to them.
            waiting.extend([node.index] if isinstance(node, Subscript) else [])
        elif _is_exports(node):
            names.setdefault(OPEN, _place(node, facts))
        else:
            waiting.extend(_parts(node))
    return names


def _defined(statement: Export) -> Location:
    return statement.value.at if isinstance(statement.value, Name) else statement.at


def _assigned_export(
    target: Expression, value: Expression, facts: CodeFacts, names: dict[str, Location]
) -> Iterator[object]:
    """Take the names that an assignment exports; give what else is in its target."""
    match target:
        case Attribute(object=of, name=name, at=at) if _is_exports(of):
            names[name] = at
        case Subscript(object=of, index=Constant(value=str() as name), at=at) if _is_exports(of):
            names[name] = at
        case Subscript(object=of, at=at) if _is_exports(of):
            names[OPEN] = at
        case Attribute() | Name() if _is_exports(target):
            _take_whole(value, facts, names)
        case _:
            yield target


def _take_whole(value: Expression, facts: CodeFacts, names: dict[str, Location]) -> None:
    """`module.exports = value`."""
    if isinstance(value, AssignmentExpression):
        value = value.value
    if isinstance(value, Name):
        given = [
            s.value
            for s in facts.body
            if isinstance(s, Assign) and any(_names(t, value.id) for t in s.targets)
        ]
        names[OPEN] = value.at  # by its name it may get others
        value = given[0] if len(given) == 1 else value
    if not isinstance(value, MapExpression):
        names[OPEN] = value.at
        return
    for pair in value.pairs:
        match pair.key:
            case Constant(value=str() as name):
                names[name] = pair.value.at
            case _:
                names[OPEN] = value.at


def _kept_elsewhere(targets: tuple[Expression, ...], value: Expression) -> bool:
    """`const self = module.exports = ...`."""
    inner = isinstance(value, AssignmentExpression) and _is_exports(value.target)
    return inner and not all(_is_exports(target) for target in targets)


def _names(target: Expression, name: str) -> bool:
    return isinstance(target, Name) and target.id == name


def _passed(call: Call, names: dict[str, Location]) -> Iterator[object]:
    """What a call is made of; `Object.defineProperty(exports, "name", ...)` exports a name."""
    match call.arguments:
        case (Argument(value=of), Argument(value=Constant(value=str() as name)), *rest) if (
            _is_exports(of)
        ):
            names[name] = call.at
            yield tuple(rest)
        case arguments:
            yield arguments
    yield call.callee


def _is_exports(node: object) -> bool:
    match node:
        case Name(id="exports") | Attribute(object=Name(id="module"), name="exports"):
            return True
        case _:
            return False


def _place(node: object, facts: CodeFacts) -> Location:
    return node.at if isinstance(node, Name | Attribute) else Location(facts.path, 1)


def _parts(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    else:
        for name in _fields(type(node)):
            yield getattr(node, name)


def _fields(kind: type) -> tuple[str, ...]:
    """What a form is made of, its place left out."""
    known = _FIELDS.get(kind)
    if known is None:
        named = fields(kind) if is_dataclass(kind) else ()
        known = _FIELDS[kind] = tuple(field.name for field in named if field.name != "at")
    return known
