"""What modules of JavaScript export, under which names, and how imports find it."""

from __future__ import annotations

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Exports, Foreign, Map, Module, Scope, Thing
from eda_lint.value import Unknown

DEFAULT = "default"
_EXPORTS = "exports"


def new_exports(machine: Machine, scope: Scope) -> Exports:
    """The exports of a module that is about to run; CommonJS knows them by names."""
    exported = Map({}, machine.clock)
    module = Map({_EXPORTS: exported}, machine.clock)
    scope.names["module"] = module
    scope.names[_EXPORTS] = exported
    return Exports(module)


def exported(module: Module) -> Thing:
    """`module.exports`, which is what `require` gives."""
    if module.exports is None:
        return Unknown(f"{module.name} exports nothing")
    return module.exports.module.entries[_EXPORTS]


def add_export(module: Module, name: str, thing: Thing) -> None:
    """Export a thing under a name."""
    whole = exported(module)
    if isinstance(whole, Map):
        whole.entries[name] = thing


def find_export(module: Module, name: str) -> Thing | None:
    """What a module exports under a name; None where it does not, or not yet."""
    if module.exports is None:
        return None
    variable = module.exports.live.get(name)
    if variable is not None and variable in module.scope.names:
        return module.scope.names[variable]
    whole = exported(module)
    if isinstance(whole, Map):
        if name in whole.entries:
            return whole.entries[name]
        if name != DEFAULT:
            return _of_others(module.exports, name)
    # `import x from` a CommonJS module takes all that it exports.
    empty = isinstance(whole, Map) and not whole.entries and not module.exports.complete
    return whole if name == DEFAULT and not empty else None


def _of_others(exports: Exports, name: str) -> Thing | None:
    for library in exports.others:
        return Foreign(f"{library.path}.{name}")
    return None


def complete(module: Module) -> None:
    """A module has run: imports that came too early get what they asked for."""
    exports = module.exports
    if exports is None:
        return
    exports.complete = True
    for scope, name, member in exports.waiting:
        found = find_export(module, member)
        if found is not None:
            scope.names[name] = found
    exports.waiting.clear()
