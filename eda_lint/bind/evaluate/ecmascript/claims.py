"""Claims as JavaScript's clients of Redis and of databases make them."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate import claims
from eda_lint.bind.evaluate.alternatives import merged
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Option, Thing
from eda_lint.bind.evaluate.values import key_of, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.model import Guard, GuardKind
from eda_lint.value import Literal, Unknown

_NEW_KEYS = words("setnx setNX setNx")
_ONLY_NEW = words("nx NX")
_STATEMENTS = words("query execute")
# What tells how many rows a statement wrote.
_COUNTS = words("rowCount affectedRows")
# Their answers are a list of the result and its columns.
_LISTING = words("mysql2 mysql2/promise")


def call_claim(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a claim answers; None for a call that answers as any other does, or calls back."""
    if any(undecorated(thing) is not None for thing in arguments.all()):
        return None
    if callee.name in _NEW_KEYS:
        return _set_once(arguments, at, Literal(1), Literal(0))
    if callee.name == "set" and _only_new(arguments):
        return _set_once(arguments, at, Literal("OK"), Literal(None))
    if callee.name in _STATEMENTS:
        return _execute(machine, callee, arguments, at)
    return None


def counted(machine: Machine, thing: Foreign, name: str) -> Thing | None:
    """The number of rows that a statement wrote, or these themselves, if that was a claim."""
    if name in _COUNTS:
        return claims.claimed(machine, thing, "rowcount")
    claim = machine.claims.get(thing) if name == "rows" else None
    if claim is None:
        return None
    written = List([Foreign(f"{thing.path}.rows[]", thing.inputs)], machine.clock)
    return merged((Option(written, (claim,)), Option(List([], machine.clock))))


def _only_new(arguments: Arguments) -> bool:
    """`set(key, value, "EX", 60, "NX")`, `set(key, value, { NX: true })`."""
    for thing in arguments.positional[2:]:
        if key_of(thing) in _ONLY_NEW:
            return True
        if isinstance(thing, Map):
            given = thing.entries
            if any(given.get(name) == Literal(True) for name in _ONLY_NEW):
                return True
            if key_of(given.get("condition", Literal(None))) == "NX":
                return True
    return False


def _set_once(arguments: Arguments, at: Location, done: Literal, refused: Literal) -> Thing:
    key = arguments.get(0, "key") or Unknown("no key")
    claim = Guard(GuardKind.CONDITIONAL_WRITE, at, value_of(key))
    return merged((Option(done, (claim,)), Option(refused)))


def _execute(machine: Machine, callee: Foreign, arguments: Arguments, at: Location) -> Thing | None:
    """`pool.query(text, values)`, `pool.query({ text, values })`."""
    owner = callee.path.rpartition(".")[0]
    given = arguments.get(0, "config")
    if isinstance(given, Map) and "text" in given.entries:
        values = given.entries.get("values", Literal(None))
        arguments = Arguments([given.entries["text"], values])
    result = claims.call_claim(machine, replace(callee, path=f"{owner}.execute"), arguments, at)
    if result is not None and callee.root in _LISTING:
        return List([result, Unknown("columns")], machine.clock)
    return result
