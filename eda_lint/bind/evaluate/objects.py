"""Classes and their instances: attributes, inheritance, construction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eda_lint.bind.evaluate.fields import fields_of, model_base, set_fields
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Foreign,
    Function,
    Instance,
    List,
    Member,
    Method,
    Super,
    Thing,
)
from eda_lint.bind.evaluate.values import MEMBER_VALUE, plain
from eda_lint.location import Location
from eda_lint.model import Moment
from eda_lint.parse.code import Language
from eda_lint.value import Literal, Unknown

DEEPEST_HIERARCHY = 20
NEW = "__new__"
CONSTRUCTORS = {
    Language.PYTHON: "__init__",
    Language.JAVASCRIPT: "constructor",
    Language.TYPESCRIPT: "constructor",
}
TYPE = "builtins.type"


def lineage(start: Class, depth: int = 0) -> Iterator[Class]:
    """A class and its own bases, in the order of attribute lookup (depth first)."""
    yield start
    if depth > DEEPEST_HIERARCHY:
        return
    for base in start.bases:
        if isinstance(base, Class) and base is not start:
            yield from lineage(base, depth + 1)


def foreign_bases(of: Class) -> Iterator[Foreign]:
    """The library classes that a class descends from."""
    for cls in lineage(of):
        for base in cls.bases:
            if isinstance(base, Foreign):
                yield base


def find(of: Class, name: str) -> Thing | None:
    """What the class, or the nearest base, binds to a name."""
    for cls in lineage(of):
        if name in cls.scope.names:
            return cls.scope.names[name]
    return None


def instance_attribute(machine: Machine, thing: Instance, name: str, at: Location) -> Thing:
    """`instance.name`."""
    if name in thing.attributes:
        return thing.attributes[name]
    if name == "__class__":
        return thing.of
    if name == "__dict__":
        return Unknown("an object's attributes")
    found = find(thing.of, name)
    if found is not None:
        return bound(machine, found, thing, thing.of, at)
    getter = find(thing.of, "__getattr__")
    if isinstance(getter, Function):
        arguments = Arguments([Literal(name, at)])
        return machine.call(Method(getter, thing), arguments, at)
    if MEMBER_VALUE in thing.attributes:
        return Member(plain(thing), name)
    return _inherited(thing.of, name)


def _inherited(of: Class, name: str) -> Thing:
    base = next(foreign_bases(of), None)
    return Foreign(f"{base.path}().{name}") if base else Unknown(f"no attribute {name}")


def class_attribute(machine: Machine, thing: Class, name: str, at: Location) -> Thing:
    """`Class.name`."""
    if name == "__name__":
        return Literal(thing.definition.name, at)
    found = find(thing, name)
    if found is None:
        return _inherited(thing, name)
    if isinstance(found, Function) and found.decoration.of_class:
        method = Method(found, thing)
        return machine.call(method, Arguments(), at) if found.decoration.property else method
    return found


def super_attribute(machine: Machine, thing: Super, name: str, at: Location) -> Thing:
    """`super().name`."""
    for base in thing.owner.bases:
        if isinstance(base, Class):
            found = find(base, name)
            if found is not None:
                of = thing.receiver.of if isinstance(thing.receiver, Instance) else base
                return bound(machine, found, thing.receiver, of, at)
    library = next(foreign_bases(thing.owner), None)
    return Foreign(f"{library.path if library else 'object'}().{name}")


def bound(machine: Machine, found: Thing, receiver: Thing, of: Class, at: Location) -> Thing:
    """What a class attribute is when read from an instance."""
    if not isinstance(found, Function):
        return found
    decoration = found.decoration
    if decoration.static:
        return found
    if decoration.of_class:
        return Method(found, of)
    if decoration.property:
        if decoration.memoised and isinstance(receiver, Instance) and not receiver.kept:
            # cached_property keeps for as long as its object lives.
            plain = replace(decoration, memoised=False)
            found = replace(found, decoration=plain)
        return machine.call(Method(found, receiver), Arguments(), at)
    return Method(found, receiver)


def metaclass_call(cls: Class) -> Function | None:
    """The `__call__` of an own metaclass, which decides what calling the class gives."""
    for base in cls.bases:
        if isinstance(base, Class) and any(b.path == TYPE for b in foreign_bases(base)):
            found = find(base, "__call__")
            return found if isinstance(found, Function) else None
    return None


def instantiate(machine: Machine, cls: Class, arguments: Arguments, at: Location) -> Thing:
    """`Class(...)`: what `__new__` gives, initialised."""
    maker = find(cls, NEW)
    if isinstance(maker, Function):
        made = machine.call(maker, _leading(cls, arguments), at)
        if not isinstance(made, Instance):
            return made
        instance = made
    else:
        instance = new_instance(machine, cls)
    initialiser = find(cls, CONSTRUCTORS[cls.module.language])
    if isinstance(initialiser, Function):
        machine.call(Method(initialiser, instance), arguments, at)
    elif cls.module.language is not Language.PYTHON:
        # A class that writes no constructor has that of the library's class.
        for base in foreign_bases(cls):
            machine.call(base, arguments, at)
    elif cls.decoration.dataclass or model_base(foreign_bases(cls)):
        set_fields(machine, instance, fields_of(lineage(cls)), arguments, at)
        after = find(cls, "__post_init__")
        if isinstance(after, Function):
            machine.call(Method(after, instance), Arguments(), at)
    return instance


def fields_in_order(thing: Instance) -> List | None:
    """The fields of a named tuple, which is a tuple too; None for any other object."""
    if any(base.name == "NamedTuple" for base in foreign_bases(thing.of)):
        return List(list(thing.attributes.values()), thing.born)
    return None


def new_instance(machine: Machine, cls: Class) -> Instance:
    """A fresh object."""
    kept = machine.context.moment is not Moment.INVOCATION
    return Instance(cls, {}, machine.clock, kept)


def _leading(first: Thing, arguments: Arguments) -> Arguments:
    return replace(arguments, positional=[first, *arguments.positional])
