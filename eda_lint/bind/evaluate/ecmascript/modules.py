"""Imports and exports of JavaScript: modules of the scan are evaluated, packages are foreign."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import attribute
from eda_lint.bind.evaluate.ecmascript.exports import (
    DEFAULT,
    add_export,
    exported,
    find_export,
)
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.modules import load
from eda_lint.bind.evaluate.scopes import assign_name
from eda_lint.bind.evaluate.things import Arguments, Foreign, Function, Map, Module, Promise, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.parse.code import Export, Import, Name
from eda_lint.value import Unknown

_NODE = "node:"
EVERYTHING = "*"
# Libraries that are known by name: a copy of one in the scan is not walked.
_KNOWN = (
    "@aws-sdk/", "aws-sdk", "@aws-lambda-powertools/", "@middy/", "@smithy/", "aws-xray-sdk",
    "axios", "stripe",
)  # fmt: skip


def execute_import(machine: Machine, node: Import) -> None:
    """`import ... from "module"`."""
    module = imported(machine, node.module)
    if not node.name:
        return
    if not node.member:
        assign_name(machine, node.name, module)
        return
    found = member_of(machine, module, node.member, node.at)
    if found is None and isinstance(module, Module) and module.exports is not None:
        if not module.exports.complete:
            module.exports.waiting.append((machine.scope, node.name, node.member))
        found = Unknown(f"{module.name} exports no {node.member}")
    assign_name(machine, node.name, found or Unknown("a part of a module"))


def execute_export(machine: Machine, node: Export) -> None:
    """`export ...`, and `export ... from "module"`."""
    module = machine.frame.module
    if not node.module:
        if node.value is not None:
            add_export(module, node.name, machine.evaluate(node.value))
            if isinstance(node.value, Name) and module.exports is not None:
                module.exports.live[node.name] = node.value.id
        return
    source = imported(machine, node.module)
    if isinstance(node.value, Name):
        found = member_of(machine, source, node.value.id, node.at)
        add_export(module, node.name, found or Unknown(f"no {node.value.id}"))
    elif node.name != EVERYTHING:
        add_export(module, node.name, source)
    else:
        _export_all(module, source)


def _export_all(module: Module, source: Thing) -> None:
    if isinstance(source, Foreign) and module.exports is not None:
        module.exports.others.append(source)
    if not isinstance(source, Module) or source.exports is None:
        return
    whole = exported(source)
    if module.exports is not None:
        module.exports.others.extend(source.exports.others)
    for name in list(whole.entries) if isinstance(whole, Map) else ():
        found = find_export(source, name)
        if name != DEFAULT and found is not None:
            add_export(module, name, found)


def member_of(machine: Machine, module: Thing, name: str, at: Location) -> Thing | None:
    """What a module exports under a name."""
    match module:
        case Module():
            found = find_export(module, name)
            if isinstance(found, Function) and found.decoration.property:
                return machine.call(found, Arguments(), at)
            if found is not None:
                return found
            whole = exported(module)
            return None if isinstance(whole, Map) else attribute(machine, whole, name, at)
        case Foreign():
            return module if name == DEFAULT else Foreign(f"{module.path}.{name}")
        case _:
            return attribute(machine, module, name, at)


def imported(machine: Machine, name: str) -> Thing:
    """The module that a name means here."""
    if name.startswith(_KNOWN):
        return Foreign(name)
    given = machine.given
    found = given.code.ecmascript_module(name, machine.frame.module.path, given.roots)
    if found is None or found.facts is None:
        if name.startswith((".", "/")):
            return Unknown(f"no module {name}")
        return Foreign(name.removeprefix(_NODE))
    return load(machine, found)


def call_module(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """`require("module")` and `import("module")`; None for any other call."""
    match callee.path:
        case "globalThis.require":
            module = _asked(machine, arguments)
            return exported(module) if isinstance(module, Module) else module
        case "globalThis.import":
            return Promise(_asked(machine, arguments), at)
        case _:
            return None


def _asked(machine: Machine, arguments: Arguments) -> Thing:
    name = key_of(arguments.positional[0]) if arguments.positional else None
    return Unknown("a computed module") if name is None else imported(machine, name)
