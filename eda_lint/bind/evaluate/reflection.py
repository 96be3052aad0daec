"""Functions that look into objects and classes: `getattr`, `super` and their kin."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import attribute, set_attribute
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.modules import imported
from eda_lint.bind.evaluate.objects import instantiate, lineage, new_instance
from eda_lint.bind.evaluate.things import Arguments, Class, Function, Instance, Module, Super, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.value import Literal, Unknown


def super_of(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`super()`."""
    for frame in reversed(machine.frames):
        if frame.function is not None and frame.function.owner is not None:
            receiver = frame.receiver or _class_receiver(frame.function, frame.scope.names)
            return Super(frame.function.owner, receiver or Unknown("self"))
    return Unknown("super", at)


def _class_receiver(function: Function, names: dict[str, Thing]) -> Thing | None:
    first = next(iter(function.definition.parameters), None)
    return names.get(first.name) if first else None


def object_new(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`object.__new__(cls)`."""
    cls = arguments.positional[0] if arguments.positional else None
    return new_instance(machine, cls) if isinstance(cls, Class) else Unknown("an object", at)


def type_call(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """What a metaclass does by default."""
    cls = machine.frame.receiver
    return instantiate(machine, cls, arguments, at) if isinstance(cls, Class) else Unknown("", at)


def get_attribute(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`getattr(thing, name)`."""
    given = arguments.positional
    if len(given) < 2:
        return Unknown("an attribute", at)
    key = key_of(given[1])
    if key is not None:
        found = attribute(machine, given[0], key, at)
        return either((found, given[2])) if len(given) > 2 else found
    return _some_attribute(machine, given[0], at)


def _some_attribute(machine: Machine, thing: Thing, at: Location) -> Thing:
    """An attribute by a computed name: any method may be meant."""
    match thing:
        case Instance():
            names = {
                name: None
                for cls in lineage(thing.of)
                for name, value in cls.scope.names.items()
                if isinstance(value, Function) and not name.startswith("__")
            }
            return either(attribute(machine, thing, name, at) for name in names)
        case Module():
            return either(t for t in thing.scope.names.values() if isinstance(t, Function))
        case _:
            return Unknown("a computed attribute", at)


def set_named_attribute(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`setattr(thing, name, value)`."""
    given = arguments.positional
    if len(given) == 3 and (key := key_of(given[1])) is not None:
        set_attribute(machine, given[0], key, given[2])
    return Literal(None, at)


def import_module(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`importlib.import_module(name)`."""
    name = key_of(arguments.get(0, "name") or Unknown())
    return imported(machine, name) if name else Unknown("a computed module", at)
