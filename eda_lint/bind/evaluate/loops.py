"""Loops: over few known items each by itself, else the body once for any item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.binding import bind_target, target_names
from eda_lint.bind.evaluate.displays import is_unrolled
from eda_lint.bind.evaluate.machine import LoopExits, Machine, Point
from eda_lint.bind.evaluate.polling import rounds_of, waiting
from eda_lint.bind.evaluate.readings import WATCHED, let_go
from eda_lint.bind.evaluate.records import each_record
from eda_lint.bind.evaluate.syntax import head, names_in, read_before_assigned
from eda_lint.bind.evaluate.things import Thing
from eda_lint.bind.evaluate.values import event_data
from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Constant,
    If,
    Loop,
    Statement,
    Try,
    With,
)
from eda_lint.value import Concat, EventData, Literal, Unknown

_RECORDS = "Records"


def execute_loop(machine: Machine, node: Loop) -> None:
    """`for` and `while`."""
    over = machine.evaluate(node.iterable) if node.iterable is not None else None
    items, each_once = _items(machine, over, node.at)
    rounds = rounds_of(machine, node, over, len(items) if each_once else 0)
    with waiting(machine, node, rounds):
        if node.test is not None:
            with machine.repeated():
                machine.evaluate(node.test)
        if not each_once:
            _forget_changing(machine, node.body)
        before = machine.point()
        exits = LoopExits()
        machine.frame.loops.append(exits)
        at = head(node.at, node.iterable.at if node.iterable is not None else None)
        with machine.branch(), machine.repeated(), each_record(machine, items, at):
            if not each_once:
                machine.only_if(tuple(_may_be_nothing(over)))
            for item in items:
                if node.target is not None:
                    bind_target(machine, node.target, item)
                machine.execute(node.body)
                _end_of_round(machine, exits)
                if not machine.live:
                    break
        machine.frame.loops.pop()
        if not each_once:
            _let_next_round_read(machine, node)
    _leave(machine, node, exits, before, bool(items) and each_once)


def _may_be_nothing(over: Thing | None) -> Iterator[EventData]:
    """What decides whether a loop goes round at all; an event never comes without a record."""
    if over is None:
        return
    data = event_data(over)
    if not data:
        yield EventData()  # it was made of something out of the event, as far as is known
    yield from (part for part in data if part.path[-1:] != (_RECORDS,))


def _items(machine: Machine, over: Thing | None, at: Location) -> tuple[list[Thing], bool]:
    if over is None:
        return [Unknown("a round")], False
    items, certain = elements(machine, over, at)
    if certain and items and is_unrolled(items):
        return items, True
    return ([either(items)] if items else [Unknown("an element", at)]), False


def _end_of_round(machine: Machine, exits: LoopExits) -> None:
    ends = list(exits.continues)
    exits.continues.clear()
    if machine.live:
        ends.append(machine.point())
    machine.merge(ends)


def _leave(
    machine: Machine, node: Loop, exits: LoopExits, before: Point, certainly_entered: bool
) -> None:
    endless = isinstance(node.test, Constant) and bool(node.test.value)
    ends: list[Point] = []
    if machine.live and not endless:
        ends.append(machine.point())
    if not endless and not certainly_entered:
        ends.append(before)
    if node.otherwise and ends:
        machine.merge(ends)
        machine.execute(node.otherwise)
        ends = [machine.point()] if machine.live else []
    ends.extend(exits.breaks)
    machine.merge(ends)


def _let_next_round_read(machine: Machine, node: Loop) -> None:
    """An answer that a round leaves behind may be read by the next, or by the loop's test."""
    names = machine.scope.names
    for name, thing in list(names.items()):
        if isinstance(thing, WATCHED) and (
            name in names_in(node.test) or read_before_assigned(name, node.body)
        ):
            names[name] = let_go(machine.readings, thing)


def _forget_changing(machine: Machine, body: Sequence[Statement]) -> None:
    """A constant that a round changes is not what the next round finds."""
    names = machine.scope.names
    for name in set(_assigned(body)):
        if isinstance(names.get(name), Literal | Concat):
            names[name] = either((names[name], Unknown("changes in a loop")))


def _assigned(body: Sequence[Statement]) -> Iterator[str]:
    waiting = list(body)
    while waiting:
        match waiting.pop():
            case Assign(targets=targets):
                for target in targets:
                    yield from target_names(target)
            case If(body=inner, otherwise=otherwise) | Loop(body=inner, otherwise=otherwise):
                waiting.extend((*inner, *otherwise))
            case With(body=inner):
                waiting.extend(inner)
            case Try() as attempt:
                waiting.extend((*attempt.body, *attempt.otherwise, *attempt.final))
                waiting.extend(s for handler in attempt.handlers for s in handler.body)
            case _:
                continue
