"""Names: where they are looked up, and where an assignment puts them."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Foreign, Scope, Thing
from eda_lint.location import Location
from eda_lint.parse.code import Language
from eda_lint.value import Literal, Unknown

BUILTINS = {
    Language.PYTHON: "builtins",
    Language.JAVASCRIPT: "globalThis",
    Language.TYPESCRIPT: "globalThis",
}


def find_scope(scope: Scope, name: str) -> Scope | None:
    """The scope that a name is read from. A class's names are not seen by its methods."""
    current: Scope | None = scope
    while current is not None:
        if name in current.names and (current is scope or current.kind != "class"):
            return current
        current = current.parent
    return None


def outermost(scope: Scope) -> Scope:
    """The scope of the module."""
    while scope.parent is not None:
        scope = scope.parent
    return scope


def read_name(machine: Machine, name: str, at: Location) -> Thing:
    """What a name stands for; a name that is bound nowhere is the language's own."""
    found = find_scope(machine.scope, name)
    if found is not None:
        return found.names[name]
    module = machine.frame.module
    match name:
        case "__name__":
            return Literal(module.name, at)
        case "__file__":
            return Unknown("the path of a file", at)
    return Foreign(f"{BUILTINS[module.language]}.{name}")


def assign_name(machine: Machine, name: str, thing: Thing) -> None:
    """`name = thing`, where the name lives."""
    scope = machine.scope
    if name not in scope.outer:
        scope.names[name] = thing
        return
    found = find_scope(scope.parent, name) if scope.parent is not None else None
    home = found or outermost(scope)
    if machine.certain(home.born) or name not in home.names:
        home.names[name] = thing
    else:
        home.names[name] = either((home.names[name], thing))


def is_global(machine: Machine, name: str) -> bool:
    """Whether a name is read from the module, or is one of the language's own."""
    found = find_scope(machine.scope, name)
    return found is None or found.kind == "module"
