"""Functions that build and walk containers: `dict`, `map`, `zip` and their kin."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.callbacks import call_with_each
from eda_lint.bind.evaluate.displays import UNROLLED
from eda_lint.bind.evaluate.environment import ENVIRONMENTS, as_record
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Thing
from eda_lint.location import Location
from eda_lint.value import Literal, Record, Unknown


def map_over(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`map(function, items)`."""
    if not arguments.positional:
        return List([], machine.clock, open=True)
    function, *iterables = arguments.positional
    items, _ = elements(machine, iterables[0], at) if iterables else ([], False)
    result = call_with_each(machine, function, items[:UNROLLED] or [Unknown("an item")], at)
    return List([result], machine.clock, open=True)


def new_dict(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`dict(...)`."""
    result = Map({}, machine.clock, arguments.open_keywords, at)
    for thing in arguments.positional:
        match thing:
            case Map():
                result.entries.update(thing.entries)
                result.computed.extend(thing.computed)
                result.open |= thing.open
            case Record():
                result.entries.update({entry.key: entry.value for entry in thing.entries})
                result.open |= thing.open
            case Foreign() if thing.path in ENVIRONMENTS:
                return as_record(machine)
            case _:
                result.open = True
    result.entries.update(arguments.keywords)
    return result


def next_of(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`next(iterator)`."""
    items, _ = elements(machine, arguments.get(0, "iterator") or Unknown(), at)
    default = arguments.positional[1:2]
    return either([*items, *default]) if items or default else Unknown("an item", at)


def enumerated(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`enumerate(items)`."""
    items, certain = elements(machine, arguments.get(0, "iterable") or Unknown(), at)
    pairs: list[Thing] = [
        List([Literal(index, at) if certain else Unknown("an index"), item], machine.clock)
        for index, item in enumerate(items)
    ]
    return List(pairs, machine.clock, not certain)


def zipped(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`zip(...)`."""
    columns = [elements(machine, thing, at) for thing in arguments.positional]
    rows = zip(*(items for items, _ in columns), strict=False)
    certain = all(known for _, known in columns)
    return List([List(list(row), machine.clock) for row in rows], machine.clock, not certain)


def new_deque(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`deque(items)`."""
    items, certain = elements(machine, arguments.get(0, "iterable") or Unknown(), at)
    return List(items, machine.clock, not certain, at)
