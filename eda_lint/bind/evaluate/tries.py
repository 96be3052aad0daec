"""Error handling: what may fail, what catches it, and what happens in any case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from eda_lint.bind.evaluate import memo
from eda_lint.bind.evaluate.claims import is_refusal
from eda_lint.bind.evaluate.machine import Machine, Point
from eda_lint.bind.evaluate.records import note_attempt, swallows
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.syntax import parts_of
from eda_lint.parse.code import (
    Attribute,
    Binary,
    Compound,
    Constant,
    ErrorHandler,
    Expression,
    ListExpression,
    Name,
    Statement,
    Try,
)
from eda_lint.value import Literal, Unknown

_COMPARING = frozenset({"==", "===", "!=", "!==", "in", "not in"})
# How databases say that a unique key is taken: PostgreSQL, MySQL, MongoDB, SQLite, Prisma, SQL
# Server and Oracle. What DynamoDB says is of its own conditional writes, never of an insertion.
_REFUSAL_CODES = frozenset({
    "23505", "ER_DUP_ENTRY", 1062, 11000, 11001, "SQLITE_CONSTRAINT", "SQLITE_CONSTRAINT_UNIQUE",
    "SQLITE_CONSTRAINT_PRIMARYKEY", "P2002", 2627, 2601, "ORA-00001", "UniqueConstraintError",
    "SequelizeUniqueConstraintError",
})  # fmt: skip
_MISSING_KEY = frozenset({"KeyError", "Exception", "LookupError", "BaseException"})


def execute_try(machine: Machine, node: Try) -> None:
    """The body may fail anywhere: handlers start with the guards from before it."""
    before, begun = machine.point(), machine.tally
    context = machine.context
    forgiving = context.forgiving or any(_forgives(h) for h in node.handlers)
    refusing = context.refusing or any(_knows_refusal(machine, h) for h in node.handlers)
    with machine.under(replace(context, forgiving=forgiving, refusing=refusing)):
        machine.execute(node.body)
    ends: list[Point] = []
    after = machine.point()
    if machine.live:
        machine.execute(node.otherwise)
        if machine.live:
            ends.append(machine.point())
    body_done = machine.tally
    swallowing = []
    if node.handlers:
        machine.merge([before, after])
        start = machine.point()
        for handler in node.handlers:
            machine.back_to(start)
            tally = machine.tally
            if _handle(machine, node, handler):
                ends.append(machine.point())
            done = machine.tally.since(tally)
            swallowing.append(swallows(machine, handler, before, after, done))
    machine.merge(ends)
    if node.final:
        _finally(machine, node.final, before)
    note_attempt(machine, begun, body_done, [place for place in swallowing if place is not None])


def _handle(machine: Machine, node: Try, handler: ErrorHandler) -> bool:
    failing = replace(machine.context, failing=True)
    moment = memo.moment_of_handler(machine, node, handler)
    with machine.branch(), machine.under(failing), machine.at_moment(moment):
        if handler.types is not None:
            machine.evaluate(handler.types)
        if handler.name:
            machine.scope.names[handler.name] = Unknown("an error")
        machine.execute(handler.body)
    return machine.live


def _finally(machine: Machine, final: Sequence[Statement], before: Point) -> None:
    live = machine.live
    if not live:
        machine.back_to(before)
    machine.execute(final)
    machine.live = machine.live and live


def _forgives(handler: ErrorHandler) -> bool:
    return handler.types is None or _catches(handler, _MISSING_KEY.__contains__)


def _knows_refusal(machine: Machine, handler: ErrorHandler) -> bool:
    """Whether a handler tells the error of something that exists: by its type, or by its code."""
    if _catches(handler, is_refusal):
        return True
    return any(
        _is_refusal_code(machine, operand)
        for part in parts_of(handler.body)
        for operand in _compared(part)
    )


def _compared(part: object) -> tuple[Expression, ...]:
    """What a test compares: `error.code === "23505"`, `code in ("23505", "23503")`, a `case`."""
    match part:
        case Binary(operator=operator) if operator in _COMPARING:
            operands: tuple[Expression, ...] = (part.left, part.right)
        case Compound(what="case"):
            operands = part.operands
        case _:
            return ()
    listed = (o.items if isinstance(o, ListExpression) else (o,) for o in operands)
    return tuple(operand for items in listed for operand in items)


def _is_refusal_code(machine: Machine, operand: Expression) -> bool:
    thing: object = operand
    if isinstance(operand, Name):
        found = find_scope(machine.scope, operand.id)
        thing = found.names[operand.id] if found is not None else None
    return isinstance(thing, Constant | Literal) and thing.value in _REFUSAL_CODES


def _catches(handler: ErrorHandler, meant: Callable[[str], bool]) -> bool:
    types = handler.types
    if types is None:
        return False
    names = types.items if isinstance(types, ListExpression) else (types,)
    return any(meant(_last_name(name)) for name in names)


def _last_name(node: Expression) -> str:
    if isinstance(node, Name):
        return node.id
    return node.name if isinstance(node, Attribute) else ""
