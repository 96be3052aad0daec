"""Properties of things, where JavaScript reads them in another way than Python."""

from __future__ import annotations

from eda_lint.bind.evaluate.ecmascript.claims import counted
from eda_lint.bind.evaluate.ecmascript.exports import find_export
from eda_lint.bind.evaluate.ecmascript.language import of_ecmascript
from eda_lint.bind.evaluate.ecmascript.sdk_members import sdk_constant, sdk_member
from eda_lint.bind.evaluate.environment import environment_value, is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.objects import find, foreign_bases
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.sdk_objects import SDK
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Foreign,
    Function,
    List,
    Map,
    Member,
    Method,
    Module,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import (
    CONTEXT,
    Absent,
    EventData,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    field_of,
)

_PROCESS = frozenset({"globalThis.process", "globalThis.globalThis.process", "process"})
_GLOBALS = frozenset({"globalThis.globalThis", "globalThis.global", "globalThis.window"})
# What the context tells of the function itself.
_OWN = {"functionName": "Ref", "invokedFunctionArn": "Arn"}
_METHODS = words(
    """
    get set has delete clear forEach keys values entries append hasOwnProperty toString valueOf
    isPrototypeOf propertyIsEnumerable toLocaleString add size
    """
)


def own_attribute(machine: Machine, thing: Thing, name: str, at: Location) -> Thing | None:
    """`thing.name`; None where it is what it is in any language."""
    match thing:
        case Foreign():
            return _of_library(machine, thing, name, at)
        case EventData(path=(str(root),)) if root == CONTEXT and name in _OWN:
            own = machine.given.function
            return Reference(own, _OWN[name], at) if own else None
        case Module():
            found = find_export(thing, name)
            if isinstance(found, Function) and found.decoration.property:
                return machine.call(found, Arguments(), at)
            return found or Unknown(f"{thing.name} exports no {name}")
        case Map():
            return _of_map(machine, thing, name, at)
        case Class():
            return _of_class(thing, name, at)
        case List() | Items() if name == "length":
            return Unknown("a length") if thing.open else Literal(len(thing.items), at)
        case Literal(value=str(text)) if name == "length":
            return Literal(len(text), at)
        case Literal(value=None):
            return Unknown(f"{name} of undefined", at)
        case Record():
            found = field_of(thing, name)
            return Literal(None, at) if isinstance(found, Absent) else found
    return sdk_member(thing, name) if isinstance(thing, SDK) else None


def _of_library(machine: Machine, thing: Foreign, name: str, at: Location) -> Thing | None:
    if thing.path in _PROCESS and name == "env":
        return Foreign("process.env")
    if thing.path in _GLOBALS:
        return Foreign(f"globalThis.{name}")
    if is_environment(thing):
        required = machine.context.insisting
        return environment_value(machine, Literal(name, at), None, at, required=required)
    if name == "default" and "." not in thing.path:
        return thing
    return sdk_constant(thing, name, at) or counted(machine, thing, name)


def _of_class(thing: Class, name: str, at: Location) -> Thing | None:
    if name == "name":
        return Literal(thing.definition.name, at)
    if find(thing, name) is not None or next(foreign_bases(thing), None) is not None:
        return None
    return Member(thing, name) if name in ("bind", "call", "apply") else Literal(None, at)


def _of_map(machine: Machine, thing: Map, name: str, at: Location) -> Thing:
    found = thing.entries.get(name)
    if isinstance(found, Function):
        if found.decoration.property:
            return machine.call(Method(found, thing), Arguments(), at)
        return Method(found, thing) if _wants_this(found) else found
    if found is not None:
        return found
    if name in _METHODS:
        return Member(thing, name)
    if thing.computed or thing.open:
        for key, value in thing.computed:
            if key_of(key) == name:
                return value
        return Unknown("a property that was not seen", at)
    return Literal(None, at)


def _wants_this(function: Function) -> bool:
    """Whether `this` is the object: an arrow function has that of where it is written."""
    return of_ecmascript(function) and find_scope(function.scope, "this") is None
