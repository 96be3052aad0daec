"""Claims: writes that succeed once, made without the AWS SDK, and what tells that they did.

`redis.set(key, value, nx=True)` answers with nothing the second time, an `INSERT ... ON CONFLICT DO
NOTHING` writes no row, an insertion that breaks a unique key raises. Where such an answer came out
well, or nothing was raised, the claim's guard was passed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from eda_lint.bind.evaluate.alternatives import merged, together
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.sdk_objects import SdkAnswer
from eda_lint.bind.evaluate.things import Arguments, Foreign, Option, Thing
from eda_lint.bind.evaluate.values import leaves, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.model import Guard, GuardKind
from eda_lint.value import (
    Concat,
    EventData,
    Items,
    Literal,
    Record,
    Scalar,
    Unknown,
    Value,
    field_of,
    scalar_text,
)

_EXECUTING = words(
    "execute executemany exec fetch fetchrow fetchval fetch_one fetch_val scalar scalars"
)
_ANSWERING_WITH_A_ROW = words("fetch fetchrow fetchval fetch_one fetch_val scalar")
_ANSWERING_WITH_A_COUNT = words("pymysql MySQLdb aiomysql")
_ANSWERING_WITH_A_STATUS = "asyncpg"
_ROWS = words("fetchone fetchall first scalar scalar_one_or_none one_or_none all")
_COUNTS = words("rowcount numberOfRecordsUpdated")
# Statements that write no row where one is there, or where it has moved on.
_ONCE = re.compile(
    r"(?is)\binsert\b.*\b(on\s+conflict\b.*\bdo\s+nothing|where\s+not\s+exists)\b"
    r"|\binsert\s+(or\s+)?ignore\b"
    r"|\bupdate\b.*\bwhere\b.*\b\w*(status|state|version|processed|claimed|locked)"
)
_ONCE_BUILT = re.compile(
    r"\binsert\(\).*\b(on_conflict_do_nothing|on_conflict_ignore|prefix_with)\("
)
_INSERTION = re.compile(r"(?i)\binsert\b")
# What writes new objects, and fails where one of them is there.
_SENDING = words("commit flush insert_one")
_CREATING = words("insert create save")
_MAPPERS = words("django mongoengine motor peewee pony pymongo sqlalchemy sqlmodel tortoise")
_REFUSALS = words(
    "IntegrityError UniqueViolation UniqueViolationError UniqueConstraintViolation"
    " DuplicateKeyError"
)
_PYNAMODB = "pynamodb"
_PYNAMODB_WRITES = {"save": 0, "delete": 0, "update": 1}
_TRANSACTION = "TransactWrite()"


def call_claim(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a claim answers; None for a call that answers as any other does, or calls back."""
    if any(undecorated(thing) is not None for thing in arguments.all()):
        return None
    if callee.root == _PYNAMODB and callee.name in _PYNAMODB_WRITES:
        return _conditional_save(machine, callee, arguments, at)
    if callee.name == "setnx" or (
        callee.name == "set" and arguments.keywords.get("nx") == Literal(True)
    ):
        key = arguments.get(0, "name") or Unknown("no key")
        return _answer(Guard(GuardKind.CONDITIONAL_WRITE, at, value_of(key)), True, None)
    if callee.name in _EXECUTING:
        return _execute(machine, callee, arguments, at)
    if machine.context.refusing and _creates(callee):
        _pass(machine, Guard(GuardKind.CONDITIONAL_WRITE, at, Unknown("a unique key")))
    if callee.name in _ROWS and (claim := machine.claims.get(_owner(callee))) is not None:
        return _row(callee, claim)
    return None


def note_claim(machine: Machine, answer: SdkAnswer, at: Location) -> None:
    """Remember the claim that a statement of RDS's Data API makes."""
    executing = (answer.service, answer.operation) == ("rds-data", "ExecuteStatement")
    if executing and _claims(field_of(answer.arguments, "sql")):
        parameters = Arguments([Unknown(), field_of(answer.arguments, "parameters")])
        machine.claims[answer] = Guard(GuardKind.CONDITIONAL_WRITE, at, _key(parameters))


def claimed(machine: Machine, thing: Foreign | SdkAnswer, name: str | None) -> Thing | None:
    """The number of rows that a cursor's last statement wrote, if that was a claim."""
    claim = machine.claims.get(thing) if name in _COUNTS else None
    return None if claim is None else _answer(claim, 1, 0)


def is_refusal(name: str) -> bool:
    """Whether an error says that something exists already."""
    return name in _REFUSALS


def _execute(machine: Machine, callee: Foreign, arguments: Arguments, at: Location) -> Thing | None:
    """A statement: what it answers, and what its cursor will say of it."""
    statement = arguments.get(0, "query") or arguments.get(0, "statement") or callee
    machine.claims.pop(_owner(callee), None)
    if not _claims(statement):
        if machine.context.refusing and _INSERTION.search(_text(statement)):
            _pass(machine, Guard(GuardKind.CONDITIONAL_WRITE, at, _key(arguments)))
        return None
    claim = Guard(GuardKind.CONDITIONAL_WRITE, at, _key(arguments))
    if callee.name in _ANSWERING_WITH_A_ROW:
        return _row(callee, claim)
    machine.claims[_owner(callee)] = claim
    if callee.root in _ANSWERING_WITH_A_COUNT or statement is callee:
        return _answer(claim, 1, 0)
    if callee.root == _ANSWERING_WITH_A_STATUS:
        return _answer(claim, "INSERT 0 1", "INSERT 0 0")
    result = Foreign(f"{callee.path}()", callee.inputs, callee.registry)
    machine.claims[result] = claim
    return result


def _claims(statement: Thing) -> bool:
    if isinstance(statement, Foreign) and _ONCE_BUILT.search(statement.path):
        return True
    return bool(_ONCE.search(_text(statement)))


def _text(statement: Thing) -> str:
    """The text of a statement, as far as it is known; of a built one, how it was built."""
    if isinstance(statement, Foreign):
        given = statement.arguments.positional[:1] if statement.arguments is not None else []
        return " ".join((statement.path, *(_text(part) for part in given)))
    match statement:
        case Literal(value=str(text)):
            return text
        case Concat():
            return "".join(
                scalar_text(p) if isinstance(p, Literal) else "?" for p in statement.parts
            )
        case _:
            return ""


def _creates(callee: Foreign) -> bool:
    mapped = callee.root in _MAPPERS or ".objects." in callee.path
    return callee.name in _SENDING or (callee.name in _CREATING and mapped)


def _key(arguments: Arguments) -> Value:
    """What tells one claim from another: its only parameter, else the one out of the event."""
    given = [part for thing in arguments.positional[1:] for part in _parameters(value_of(thing))]
    if len(given) == 1 and not isinstance(given[0], Unknown | Record):
        return given[0]
    found = (part for part in leaves(given) if isinstance(part, EventData))
    return next(found, Unknown("the statement's key"))


def _parameters(value: Value) -> tuple[Value, ...]:
    match value:
        case Items():
            return value.items
        case Record():
            return tuple(entry.value for entry in value.entries)
        case _:
            return (value,)


def _owner(callee: Foreign) -> Foreign:
    """The object that a method was read from."""
    return replace(callee, path=callee.path.rpartition(".")[0])


def _answer(claim: Guard, done: Scalar, refused: Scalar) -> Thing:
    return merged((Option(Literal(done), (claim,)), Option(Literal(refused))))


def _row(callee: Foreign, claim: Guard) -> Thing:
    row = Foreign(f"{callee.path}()", callee.inputs, callee.registry)
    return merged((Option(row, (claim,)), Option(Literal(None))))


def _pass(machine: Machine, guard: Guard) -> None:
    machine.guards = together(machine.guards, (guard,))


def _conditional_save(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """PynamoDB: `save(condition=Claim.id.does_not_exist())` raises the second time."""
    index = 1 if _TRANSACTION in callee.path else _PYNAMODB_WRITES[callee.name]
    condition = arguments.get(index, "condition")
    if condition is None or condition == Literal(None):
        return None
    if isinstance(condition, Foreign) and "does_not_exist()" not in condition.path:
        return None
    _pass(machine, Guard(GuardKind.CONDITIONAL_WRITE, at, Unknown("the condition's key")))
    return None
