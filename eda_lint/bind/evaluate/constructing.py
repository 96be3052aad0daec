"""Constructions of clients, connections and pools: their text, and what they depend on."""

from __future__ import annotations

from eda_lint.bind.evaluate.effects import note_construction
from eda_lint.bind.evaluate.environment import is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.things import Arguments, Foreign
from eda_lint.bind.evaluate.values import per_request
from eda_lint.location import Location
from eda_lint.parse.code import (
    Attribute,
    Await,
    Binary,
    Call,
    Conditional,
    Constant,
    Expression,
    ListExpression,
    MapExpression,
    Name,
    Subscript,
    Template,
)

LONGEST_TEXT = 80
_DEEPEST_TEXT = 6


def construct(machine: Machine, arguments: Arguments, at: Location, *, asked: bool = False) -> None:
    """Note a construction by the call that is being evaluated.

    `Session().client("sqs")` counts once, as a whole.
    """
    node = next(iter(arguments.expressions), None)
    part = _maker(node)
    within = machine.journal.taken_back(part.at) if part is not None else []
    constant = isinstance(node, Call) and (
        _has_constant_arguments(machine, node)
        if within and all(made.constant for made in within)
        else is_constant(machine, node)
    )
    note_construction(
        machine,
        source_text(node) if node is not None else "a client",
        at,
        per_request=asked or per_request(arguments.all()),
        constant=constant,
    )


def _maker(node: Expression | None) -> Expression | None:
    """What a method is called on."""
    if isinstance(node, Call) and isinstance(node.callee, Attribute):
        return node.callee.object
    return None


def _has_constant_arguments(machine: Machine, node: Call) -> bool:
    return all(is_constant(machine, argument.value, 1) for argument in node.arguments)


def is_constant(machine: Machine, node: Expression, depth: int = 0) -> bool:
    """Whether an expression means the same at module level: constants, names from there, env."""
    if depth > _DEEPEST_TEXT:
        return False
    match node:
        case Constant():
            return True
        case Name():
            found = find_scope(machine.scope, node.id)
            return found is None or found.kind == "module"
        case Attribute():
            return is_constant(machine, node.object, depth + 1)
        case Subscript():
            inner: tuple[Expression, ...] = (node.object, node.index)
        case Call():
            if depth and not _reads_environment(machine, node):
                return False
            inner = (node.callee, *(argument.value for argument in node.arguments))
        case Binary():
            inner = (node.left, node.right)
        case Conditional():
            inner = (node.test, node.body, node.otherwise)
        case Template():
            inner = node.parts
        case ListExpression():
            inner = node.items
        case MapExpression():
            keys = tuple(pair.key for pair in node.pairs if pair.key is not None)
            inner = (*keys, *(pair.value for pair in node.pairs))
        case _:
            return False
    return all(is_constant(machine, part, depth + 1) for part in inner)


def _reads_environment(machine: Machine, node: Call) -> bool:
    callee = node.callee
    if isinstance(callee, Attribute) and isinstance(callee.object, Name | Attribute):
        owner = machine.evaluate(callee.object)
        if isinstance(owner, Foreign):
            return is_environment(owner) or f"{owner.path}.{callee.name}" == "os.getenv"
    if isinstance(callee, Name):
        named = machine.evaluate(callee)
        return isinstance(named, Foreign) and named.path == "os.getenv"
    return False


def source_text(node: Expression) -> str:
    """An expression as it is written, shortened."""
    text = _text(node, 0)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _text(node: Expression, depth: int) -> str:
    if depth > _DEEPEST_TEXT:
        return "…"
    match node:
        case Constant():
            return repr(node.value)
        case MapExpression(pairs=()):
            return "{}"
        case Name():
            return node.id
        case Attribute():
            return f"{_text(node.object, depth + 1)}.{node.name}"
        case Subscript():
            return f"{_text(node.object, depth + 1)}[{_text(node.index, depth + 1)}]"
        case Await():
            return _text(node.value, depth + 1)
        case Call():
            given = (
                f"{argument.name}={_text(argument.value, depth + 1)}"
                if argument.name.isidentifier()
                else f"{argument.name}{_text(argument.value, depth + 1)}"
                for argument in node.arguments
            )
            new = "new " if node.new else ""
            return f"{new}{_text(node.callee, depth + 1)}({', '.join(given)})"
        case _:
            return "…"
