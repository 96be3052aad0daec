"""The work on each record of the event, and what becomes of one that fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from eda_lint.bind.evaluate.machine import Machine, Point
from eda_lint.bind.evaluate.syntax import assigned_in, head, names_in, parts_of
from eda_lint.bind.evaluate.tally import Attempt, Round, Tally
from eda_lint.bind.evaluate.things import Function, List, Thing
from eda_lint.location import Location
from eda_lint.model import GuardKind, Moment, RecordLoop
from eda_lint.parse.code import (
    Attribute,
    Compound,
    Constant,
    ErrorHandler,
    Expression,
    ListExpression,
    Name,
    Raise,
    Return,
    Scope,
)
from eda_lint.value import EventData

_RECORDS = frozenset({"Records", "records"})
_EVERYTHING = frozenset({"Exception", "BaseException"})
# What also tells that a conditional write found its item.
_OF_AWS = frozenset({"ClientError", "BotoCoreError"})


def is_record(thing: Thing) -> bool:
    """Whether a thing is one of the event's records."""
    if isinstance(thing, List):  # of enumerate or zip
        return any(isinstance(item, EventData) and is_record(item) for item in thing.items)
    if not isinstance(thing, EventData):
        return False
    first, rest = thing.path[:1], thing.path[1:]
    return bool(rest) and first[0] in _RECORDS and set(rest) == {"*"}


@contextmanager
def each_record(machine: Machine, items: Sequence[Thing], at: Location) -> Iterator[None]:
    """Walk what is done with each item; where the items are records, note failures unseen."""
    context = machine.context
    if context.moment is not Moment.INVOCATION or not items or not all(map(is_record, items)):
        yield
        return
    current = Round(machine.tally, len(machine.frames))
    with machine.under(replace(context, round=current)):
        yield
    swallowed = tuple(place for place in _swallowed(current, machine.tally))
    if swallowed and not _judged_later(machine, at):
        machine.journal.record_loop(RecordLoop(at, swallowed, context.path))


def _swallowed(current: Round, end: Tally) -> Iterator[Location]:
    """The error handlers that keep the failure of a whole round's work to themselves."""
    whole = end.since(current.begun)
    for attempt in current.attempts:
        inside = attempt.after_body.since(attempt.before)
        alone = attempt.after.since(attempt.before).works == whole.works
        last = end.acts == attempt.after.acts
        if (inside.works or inside.guesses) and alone and last:
            yield from attempt.swallowing


def _judged_later(machine: Machine, at: Location) -> bool:
    """Whether the function with the loop may still fail after it, or tells its caller."""
    function = machine.frame.function
    if function is None:
        return True
    parts = list(parts_of(function.definition.body))
    fails = any(isinstance(p, Raise) and p.at.line > at.end_line for p in parts)
    return fails or (not _is_entry(machine) and _answers(parts))


def _is_entry(machine: Machine) -> bool:
    """Whether the innermost function is the handler itself: its answer is no one's business."""
    return len(machine.frames) == 2


def _answers(parts: Sequence[object]) -> bool:
    return any(isinstance(part, Return) and not _is_nothing(part.value) for part in parts)


def _is_nothing(value: Expression | None) -> bool:
    return value is None or (isinstance(value, Constant) and value.value is None)


def note_attempt(
    machine: Machine, before: Tally, after_body: Tally, swallowing: Sequence[Location]
) -> None:
    """Note a `try` in a round, everything of it walked."""
    current = machine.context.round
    if current is not None and swallowing:
        attempt = Attempt(tuple(swallowing), before, after_body, machine.tally)
        current.attempts.append(attempt)


def swallows(
    machine: Machine, handler: ErrorHandler, before: Point, after: Point, done: Tally
) -> Location | None:
    """Where a handler, which was just walked and did this, lets a failure be forgotten."""
    function = machine.frame.function
    current = machine.context.round
    if current is None or function is None or done.acts or done.works:
        return None
    if not _catches_everything(handler, before, after):
        return None
    if _tells_on(machine, function, handler, current):
        return None
    return head(handler.at, handler.types.at if handler.types is not None else None)


def _catches_everything(handler: ErrorHandler, before: Point, after: Point) -> bool:
    """A handler of one kind of error may know that this one is no failure."""
    if handler.types is None:
        return True
    types = handler.types
    names = {_last_name(t) for t in (types.items if isinstance(types, ListExpression) else [types])}
    if names & _EVERYTHING:
        return True
    new = [guard for guard in after.guards if guard not in before.guards]
    conditional = any(guard.kind is GuardKind.CONDITIONAL_WRITE for guard in new)
    return bool(names & _OF_AWS) and not conditional


def _last_name(node: Expression) -> str:
    if isinstance(node, Name):
        return node.id
    return node.name if isinstance(node, Attribute) else ""


def _tells_on(machine: Machine, function: Function, handler: ErrorHandler, current: Round) -> bool:
    """Whether a handler raises, answers, or leaves word in a name that is read elsewhere."""
    body = function.definition.body
    inside = list(parts_of(handler.body))
    if any(isinstance(part, Raise | Scope) or _speaks(part) for part in inside):
        return True
    in_loop_function = len(machine.frames) == current.depth
    if not (in_loop_function and _is_entry(machine)):
        # In a helper, any answer is one that its caller may look at.
        answers = _answers(inside if in_loop_function else list(parts_of(body)))
        if answers:
            return True
    written = assigned_in(handler.body)
    if not written:
        return False
    own = {id(part) for part in inside}
    others = [p for p in parts_of(body) if isinstance(p, Name) and id(p) not in own]
    return bool(written & names_in(*others))


def _speaks(part: object) -> bool:
    return isinstance(part, Compound) and part.what in ("assert", "yield", "yield from", "yield*")
