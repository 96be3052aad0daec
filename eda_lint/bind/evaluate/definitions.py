"""Definitions: functions and classes become things, decorators are applied."""

from __future__ import annotations

from eda_lint.bind.evaluate.decorators import decorated
from eda_lint.bind.evaluate.enums import make_members
from eda_lint.bind.evaluate.machine import Frame, Machine
from eda_lint.bind.evaluate.things import Class, Function, Scope, Thing
from eda_lint.parse.code import ClassDefinition, FunctionDefinition, Language
from eda_lint.parse.code import Scope as Outer


def define_function(machine: Machine, node: FunctionDefinition) -> Thing:
    """`def name(...)`, with its decorators applied."""
    thing: Thing = _function(machine, node)
    for expression in reversed(node.decorators):
        thing = decorated(machine, thing, expression, machine.scope.names.get(node.name))
    return thing


def define_lambda(machine: Machine, node: FunctionDefinition) -> Thing:
    """A function without a name."""
    return _function(machine, node)


def _function(machine: Machine, node: FunctionDefinition) -> Function:
    defaults = {
        parameter.name: machine.evaluate(parameter.default)
        for parameter in node.parameters
        if parameter.default is not None
    }
    module = machine.frame.module
    if module.language is not Language.PYTHON and node.body and isinstance(node.body[0], Outer):
        module.rebound |= frozenset(node.body[0].names)
    return Function(node, machine.scope, module, defaults)


def define_class(machine: Machine, node: ClassDefinition) -> Thing:
    """`class name(...)`: its body is executed, its functions learn whose methods they are."""
    bases = tuple(machine.evaluate(base) for base in node.bases)
    scope = Scope("class", machine.scope, machine.clock)
    module = machine.frame.module
    cls = Class(node, bases, scope, module)
    machine.frames.append(Frame(scope, module))
    try:
        machine.execute(node.body)
    finally:
        machine.frames.pop()
    for thing in scope.names.values():
        if isinstance(thing, Function) and thing.owner is None and thing.scope is scope:
            thing.owner = cls
    make_members(machine, cls)
    made: Thing = cls
    for expression in reversed(node.decorators):
        made = decorated(machine, made, expression, None)
    return made
