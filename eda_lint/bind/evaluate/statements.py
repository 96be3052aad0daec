"""What each kind of statement does to the flow and to the names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from eda_lint.bind.evaluate import memo, modules
from eda_lint.bind.evaluate.access import attribute
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.binding import bind_target, stays_in_sight
from eda_lint.bind.evaluate.branches import execute_if
from eda_lint.bind.evaluate.configuration import prefix_inside
from eda_lint.bind.evaluate.definitions import define_class, define_function
from eda_lint.bind.evaluate.ecmascript import modules as ecmascript
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.loops import execute_loop
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.operators import binary
from eda_lint.bind.evaluate.readings import let_go
from eda_lint.bind.evaluate.sdk_objects import SdkClient, SdkHandle, SdkResource
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Arguments,
    Instance,
    List,
    Method,
    Option,
    Thing,
)
from eda_lint.bind.evaluate.tries import execute_try
from eda_lint.parse.code import (
    Assign,
    ClassDefinition,
    Evaluate,
    Export,
    Expression,
    FunctionDefinition,
    If,
    Import,
    Jump,
    Loop,
    Raise,
    Return,
    Scope,
    Statement,
    Try,
    With,
)
from eda_lint.value import Literal, Unknown


def execute_assign(machine: Machine, node: Assign) -> None:
    """`target = value`, and augmented assignments."""
    if node.operator == "=":
        value = machine.evaluate(node.value, watched=True)
        if not stays_in_sight(machine, node.targets):
            value = let_go(machine.readings, value)
    else:
        with machine.at_moment(memo.moment_of_assignment(machine, node)):
            value = machine.evaluate(node.value)
        before = machine.evaluate(node.targets[0])
        if node.operator in ("??=", "||="):
            value = either((before, value))
        elif isinstance(before, List) and node.operator == "+=":
            _grow(before, value)
            return
        else:
            value = binary(machine, node.operator, before, value, node.at)
    for target in node.targets:
        bind_target(machine, target, value)


def _grow(items: List, more: Thing) -> None:
    items.version += 1
    if isinstance(more, List):
        items.items.extend(more.items)
        items.open |= more.open
    else:
        items.open = True


def execute_evaluate(machine: Machine, node: Evaluate) -> None:
    """An expression statement: an answer is discarded, a promise is left adrift."""
    machine.evaluate(node.value, watched=True)


def execute_return(machine: Machine, node: Return) -> None:
    """`return value`."""
    value = (
        Literal(None, node.at) if node.value is None else machine.evaluate(node.value, watched=True)
    )
    if machine.live:
        machine.frame.returned.append(Option(value, machine.guards))
    machine.live = False


def execute_raise(machine: Machine, node: Raise) -> None:
    """`raise value`."""
    if node.value is not None:
        machine.evaluate(node.value)
    machine.live = False


def execute_jump(machine: Machine, node: Jump) -> None:
    """`break` and `continue`."""
    if machine.frame.loops:
        exits = machine.frame.loops[-1]
        (exits.breaks if node.what == "break" else exits.continues).append(machine.point())
    machine.live = False


def execute_with(machine: Machine, node: With) -> None:
    """`with`: what entering gives is bound, what leaving does is walked after the body."""
    entered: list[Thing] = []
    prefix = machine.context.prefix
    for expression, target in node.items:
        manager = machine.evaluate(expression)
        entered.append(manager)
        prefix = prefix_inside(machine, manager)
        thing = _enter(machine, manager, expression)
        if target is not None:
            bind_target(machine, target, thing)
    with machine.under(replace(machine.context, prefix=prefix)):
        machine.execute(node.body)
    for manager in reversed(entered):
        if machine.live and isinstance(manager, Instance):
            _method(machine, manager, ("__exit__", "__aexit__"), node.items[0][0], leaving=True)


def _enter(machine: Machine, manager: Thing, expression: Expression) -> Thing:
    match manager:
        case SdkClient() | SdkResource() | SdkHandle():
            return manager
        case Instance():
            return _method(machine, manager, ("__enter__", "__aenter__"), expression)
        case List() if manager.items:  # a generator made into a context manager
            return either(manager.items)
        case Alternatives():
            return either(_enter(machine, o.thing, expression) for o in manager.options)
        case _:
            return manager


def _method(
    machine: Machine,
    manager: Instance,
    names: tuple[str, ...],
    expression: Expression,
    *,
    leaving: bool = False,
) -> Thing:
    for name in names:
        found = attribute(machine, manager, name, expression.at)
        if isinstance(found, Method):
            given = [Unknown("an error")] * 3 if leaving else []
            return machine.call(found, Arguments(list(given)), expression.at)
    return manager


def execute_import(machine: Machine, node: Import) -> None:
    """`import`, as the language has it."""
    if is_ecmascript(machine):
        ecmascript.execute_import(machine, node)
    else:
        modules.execute_import(machine, node)


def execute_scope(machine: Machine, node: Scope) -> None:
    """`global a`: the name lives in an outer scope."""
    machine.scope.outer.update(node.names)


def execute_function(machine: Machine, node: FunctionDefinition) -> None:
    """`def`."""
    machine.scope.names[node.name] = define_function(machine, node)


def execute_class(machine: Machine, node: ClassDefinition) -> None:
    """`class`."""
    machine.scope.names[node.name] = define_class(machine, node)


S = TypeVar("S", bound=Statement)
Execution = Callable[[Machine, Statement], None]


def _of(function: Callable[[Machine, S], None]) -> Execution:
    return cast(Execution, function)


EXECUTIONS: dict[type[Statement], Execution] = {
    Import: _of(execute_import),
    Assign: _of(execute_assign),
    Evaluate: _of(execute_evaluate),
    Return: _of(execute_return),
    Raise: _of(execute_raise),
    If: _of(execute_if),
    Loop: _of(execute_loop),
    Jump: _of(execute_jump),
    Try: _of(execute_try),
    With: _of(execute_with),
    Scope: _of(execute_scope),
    FunctionDefinition: _of(execute_function),
    ClassDefinition: _of(execute_class),
    Export: _of(ecmascript.execute_export),
}
