"""Methods of objects, and of the maps that `new Map()` makes."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import elements, set_item, subscript
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, List, Map, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.value import Literal, Unknown


def map_method(
    machine: Machine, receiver: Map, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    """A method of a map; None for what it has not."""
    given = arguments.positional
    match name:
        case "get" if given:
            return looked_up(machine, receiver, given[0], at)
        case "set" if len(given) > 1:
            set_item(machine, receiver, given[0], given[1])
            return receiver
        case "has" | "hasOwnProperty" if given:
            key = key_of(given[0])
            closed = not receiver.open and not receiver.computed
            if key is not None and (key in receiver.entries or closed):
                return Literal(key in receiver.entries, at)
            return Unknown("whether a key is there", at)
        case "delete" | "clear":
            receiver.version += 1
            receiver.open = True
            return Unknown("whether a key was there", at)
        case "forEach" if given:
            for one in elements(machine, receiver, at)[0]:
                value = subscript(machine, receiver, one, at)
                with machine.repeated():
                    maybe(machine, given[0], Arguments([value, one]), at)
            return Literal(None, at)
        case "entries" | "keys" | "values":
            return parts(machine, receiver, name, at)
        case "append" if len(given) > 1:
            set_item(machine, receiver, given[0], given[1])
            return Literal(None, at)
        case _:
            return None


def looked_up(machine: Machine, receiver: Map, key: Thing, at: Location) -> Thing:
    """`map.get(key)`: nothing where it may not be there."""
    text = key_of(key)
    if text is not None and text in receiver.entries:
        return receiver.entries[text]
    if text is not None and not receiver.open and not receiver.computed:
        return Literal(None, at)
    return either((subscript(machine, receiver, key, at), Literal(None, at)))


def parts(machine: Machine, thing: Thing, what: str, at: Location) -> Thing:
    """`Object.keys(thing)`, `Object.values(thing)`, `Object.entries(thing)`."""
    keys, certain = elements(machine, thing, at)
    if not isinstance(thing, Map):
        # Of other things, an element stands for its value as well.
        found: list[Thing] = list(keys)
        if what == "entries":
            found = [List([Unknown("a key"), key], machine.clock) for key in keys]
        return List(found, machine.clock, not certain, at)
    if what == "keys":
        return List(keys, machine.clock, not certain, at)
    values = [subscript(machine, thing, key, at) for key in keys]
    if what == "values":
        return List(values, machine.clock, not certain, at)
    pairs: list[Thing] = [
        List([key, value], machine.clock) for key, value in zip(keys, values, strict=True)
    ]
    return List(pairs, machine.clock, not certain, at)
