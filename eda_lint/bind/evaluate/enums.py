"""Members of an `Enum`: objects of their class, each with a name and a value.

Where a member stands as data (an argument, a key, a part of a text), it stands for its value.
"""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.objects import NEW, find, foreign_bases
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Foreign,
    Function,
    Instance,
    List,
    Method,
    Thing,
)
from eda_lint.bind.evaluate.values import MEMBER_VALUE, key_of
from eda_lint.bind.evaluate.words import words
from eda_lint.value import Literal, Unknown

_ENUMS = words("Enum StrEnum IntEnum Flag IntFlag ReprEnum TextChoices IntegerChoices")
_AUTO = "enum.auto()"
_TEXT = "StrEnum"


def is_enum(cls: Class) -> bool:
    """Whether a class makes members of what its body binds."""
    return any(base.name in _ENUMS for base in foreign_bases(cls))


def make_members(machine: Machine, cls: Class) -> None:
    """Make members of the plain names of an enum's body."""
    if not is_enum(cls) or find(cls, NEW) is not None:
        return
    names = cls.scope.names
    for name, thing in list(names.items()):
        if not name.startswith("_") and not isinstance(thing, Function | Class | Method):
            names[name] = _member(machine, cls, name, _value(cls, name, thing))


def _value(cls: Class, name: str, thing: Thing) -> Thing:
    if not isinstance(thing, Foreign) or thing.path != _AUTO:
        return thing
    text = any(base.name == _TEXT for base in foreign_bases(cls))
    return Literal(name.lower()) if text else Unknown("a number")


def _member(machine: Machine, cls: Class, name: str, value: Thing) -> Thing:
    attributes: dict[str, Thing] = {"name": Literal(name), "value": value, MEMBER_VALUE: value}
    member = Instance(cls, attributes, machine.clock, kept=True)
    initialiser = find(cls, "__init__")
    if isinstance(initialiser, Function):
        given = value.items if isinstance(value, List) else [value]
        at = initialiser.definition.at
        machine.call(Method(initialiser, member), Arguments([*given]), at)
    return member


def members(cls: Class) -> list[Thing]:
    """The members of an enum, in order."""
    return [
        thing
        for thing in cls.scope.names.values()
        if isinstance(thing, Instance) and MEMBER_VALUE in thing.attributes
    ]


def member_named(cls: Class, key: str | None) -> Thing:
    """`Enum["NAME"]`."""
    found = cls.scope.names.get(key) if key is not None else None
    return found or either(members(cls))


def member_with(cls: Class, value: Thing) -> Thing:
    """`Enum(value)`: the member that has it, any where it is not known."""
    key = key_of(value)
    having = [member for member in members(cls) if key is not None and key_of(member) == key]
    return having[0] if having else either(members(cls))
