"""Places that outlive the invocation: what is stored there is found again by the next one.

A module's name, an attribute of a class, a module, a function or a kept object, an item of a kept
dict or list, a context variable. Of what is made in a function's scope (a default argument, the
variables of a closure) it counts when it was made: while a module was loaded, or later.
"""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import options_of
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.things import (
    Class,
    ContextVariable,
    Function,
    Instance,
    List,
    Map,
    Module,
    Scope,
    Super,
    Thing,
)
from eda_lint.parse.code import Attribute, Call, Expression, Name, Subscript

_GLOBAL_OBJECTS = frozenset({"global", "globalThis"})


def persists(machine: Machine, place: Expression) -> bool:
    """Whether what is stored at a place outlives the invocation."""
    match place:
        case Name():
            scope = machine.scope
            if scope.kind == "module":
                return False  # a module's own body is no invocation
            if place.id in scope.outer:
                found = find_scope(scope.parent, place.id) if scope.parent else None
                return found is None or found.kind != "function" or _made_once(machine, found)
            return False
        case Attribute() | Subscript():
            return _keeps(machine, place.object)
        case Call(callee=Attribute(object=Name() | Attribute() as owner, name="set")):
            variables = options_of(machine.evaluate(owner))
            return any(isinstance(v, ContextVariable) and is_kept(machine, v) for v in variables)
        case _:
            return False


def _keeps(machine: Machine, owner: Expression) -> bool:
    """Whether an object outlives the invocation."""
    match owner:
        case Name():
            found = find_scope(machine.scope, owner.id)
            if found is None:
                return owner.id in _GLOBAL_OBJECTS
            if found.kind == "module" or (
                found is not machine.scope and _made_once(machine, found)
            ):
                return True
            return any(is_kept(machine, thing) for thing in options_of(found.names[owner.id]))
        case Attribute() | Subscript():
            return _keeps(machine, owner.object)
        case Call(callee=Name(id="globals")):
            return True
        case Call(callee=Name(id="type"), arguments=(_,)):
            return True
        case _:
            return False


def _made_once(machine: Machine, scope: Scope) -> bool:
    """Whether a scope was made while a module was loaded, or is kept by what ran once."""
    return scope.kept or machine.at_load(scope.born)


def is_kept(machine: Machine, thing: Thing) -> bool:
    """Whether a thing outlives the invocation."""
    match thing:
        case Class() | Module() | Super():
            return True
        case Instance():
            # What a class keeps of itself in `__new__` is kept, though it was just made.
            return thing.kept or "__new__" in thing.of.scope.names
        case Map() | List() | ContextVariable():
            return machine.at_load(thing.born)
        case Function():
            return machine.at_load(thing.scope.born)
        case _:
            return False
