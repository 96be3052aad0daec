"""What each kind of expression evaluates to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from eda_lint.bind.evaluate import kept
from eda_lint.bind.evaluate.access import attribute, elements, subscript
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.binding import bind_target, stays_in_sight
from eda_lint.bind.evaluate.connections import runs_own_loop
from eda_lint.bind.evaluate.decisions import evaluate_binary, evaluate_conditional
from eda_lint.bind.evaluate.definitions import define_lambda
from eda_lint.bind.evaluate.displays import evaluate_comprehension, evaluate_list, evaluate_map
from eda_lint.bind.evaluate.ecmascript.compiled import helper_of
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.fillings import filled
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.operators import binary, compare
from eda_lint.bind.evaluate.promises import METHODS
from eda_lint.bind.evaluate.readings import let_go, opened
from eda_lint.bind.evaluate.reflection import super_of
from eda_lint.bind.evaluate.scopes import read_name
from eda_lint.bind.evaluate.sizes import small
from eda_lint.bind.evaluate.telling import logs, renders
from eda_lint.bind.evaluate.things import (
    Arguments,
    Function,
    Map,
    Member,
    Promise,
    Thing,
)
from eda_lint.bind.evaluate.truth import negated
from eda_lint.bind.evaluate.values import leaves, value_of
from eda_lint.model import Moment
from eda_lint.parse.code import (
    INSISTED,
    AssignmentExpression,
    Attribute,
    Await,
    Binary,
    Call,
    Compound,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    Lambda,
    ListExpression,
    MapExpression,
    Name,
    Subscript,
    Template,
)
from eda_lint.value import Literal, Operation, Record, Unknown, concat

_COMPARISONS = frozenset(
    {"==", "!=", "is", "is not", "in", "not in", "===", "!==", "<", ">", "<=", ">="}
)
_SHORT_CIRCUITS = frozenset({"or", "and", "??", "||", "&&"})


def evaluate_constant(machine: Machine, node: Constant) -> Thing:
    """A literal; inline code may have holes that its template fills."""
    if machine.given.fillings and isinstance(node.value, str):
        return filled(node.value, machine.given.fillings, node.at)
    return Literal(node.value, node.at)


def evaluate_name(machine: Machine, node: Name) -> Thing:
    """A name read."""
    if node.id == "super" and is_ecmascript(machine):
        return super_of(machine, Arguments(), node.at)
    return read_name(machine, node.id, node.at)


def evaluate_attribute(machine: Machine, node: Attribute) -> Thing:
    """`object.name`."""
    thing = machine.evaluate(node.object, watched=True)
    if isinstance(thing, Promise) and node.name in METHODS:
        return Member(thing, node.name)
    return attribute(machine, opened(machine.readings, thing), node.name, node.at)


def evaluate_subscript(machine: Machine, node: Subscript) -> Thing:
    """`object[index]`."""
    thing = opened(machine.readings, machine.evaluate(node.object, watched=True))
    if isinstance(node.index, Compound) and node.index.what == "slice":
        machine.evaluate(node.index)
        return let_go(machine.readings, thing)
    return subscript(machine, thing, machine.evaluate(node.index), node.at)


def evaluate_call(machine: Machine, node: Call) -> Thing:
    """A call: the callee first, then the arguments."""
    if is_ecmascript(machine) and (helper := helper_of(node)) is not None:
        return helper(machine, evaluate_arguments(machine, node), node.at)
    callee = machine.evaluate(node.callee)
    context = machine.context
    told = logs(callee) or (context.telling and renders(callee))
    own_loop = context.own_loop or runs_own_loop(callee)
    if (told, own_loop) != (context.telling, context.own_loop):
        context = replace(context, telling=told, own_loop=own_loop)
    with machine.under(context):
        arguments = evaluate_arguments(machine, node)
        return machine.call(callee, arguments, node.at, watched=True)


def evaluate_arguments(machine: Machine, node: Call) -> Arguments:
    """The arguments of a call, spreads taken apart as far as they are known."""
    arguments = Arguments(expressions=(node,))
    for argument in node.arguments:
        thing = machine.evaluate(argument.value, watched=True)
        if argument.name == "":
            arguments.positional.append(thing)
        elif argument.name == "*":
            thing = let_go(machine.readings, thing)
            items, certain = elements(machine, thing, node.at)
            if certain:
                arguments.positional.extend(items)
            else:
                arguments.open_positional = True
        elif argument.name == "**":
            _spread_keywords(arguments, let_go(machine.readings, thing))
        else:
            arguments.keywords[argument.name] = thing
            arguments.places[argument.name] = argument.value.at
    return arguments


def _spread_keywords(arguments: Arguments, thing: Thing) -> None:
    match thing:
        case Map():
            arguments.keywords.update(thing.entries)
            arguments.open_keywords |= thing.open
        case Record():
            arguments.keywords.update({entry.key: entry.value for entry in thing.entries})
            arguments.open_keywords |= thing.open
        case _:
            arguments.open_keywords = True


def evaluate_await(machine: Machine, node: Await) -> Thing:
    """`await value`: calls are followed where they stand, so the value is there already."""
    return opened(machine.readings, machine.evaluate(node.value, watched=True))


def evaluate_template(machine: Machine, node: Template) -> Thing:
    """Text with holes."""
    parts = [value_of(machine.evaluate(part)) for part in node.parts]
    if is_ecmascript(machine):
        parts = [Unknown("undefined") if part == Literal(None) else part for part in parts]
    return small(concat(parts, node.at))


def evaluate_lambda(machine: Machine, node: Lambda) -> Thing:
    """An anonymous function."""
    return define_lambda(machine, node.function)


def evaluate_assignment(machine: Machine, node: AssignmentExpression) -> Thing:
    """`(name := value)`."""
    if node.operator in ("??=", "||="):
        before = machine.evaluate(node.target)
        with machine.branch():
            persists = kept.persists(machine, node.target)
            with machine.at_moment(Moment.ONCE if persists else Moment.INVOCATION):
                value = machine.evaluate(node.value)
        value = either((before, value))
    else:
        value = machine.evaluate(node.value, watched=True)
        if not stays_in_sight(machine, (node.target,)):
            value = let_go(machine.readings, value)
    bind_target(machine, node.target, value)
    return value


def evaluate_compound(machine: Machine, node: Compound) -> Thing:
    """Any other expression: its operands are evaluated for what they do."""
    if node.what == INSISTED:
        with machine.under(replace(machine.context, insisting=True)):
            return machine.evaluate(node.operands[0])
    operands = [machine.evaluate(operand) for operand in node.operands]
    match node.what, operands:
        case "not" | "!", [operand]:
            return negated(operand, node.at)
        case "get", [Function() as getter]:
            return replace(getter, decoration=replace(getter.decoration, property=True))
        case ",", [*_, last]:
            return last
        case "yield", [operand] if _awaits(machine):
            return operand
        case "yield", [operand]:
            machine.frame.yielded.append(operand)
            return Unknown("what is sent to a generator", node.at)
        case "yield from" | "yield*", [operand]:
            items, _ = elements(machine, operand, node.at)
            machine.frame.yielded.extend(items)
            return Unknown("what a generator returns", node.at)
        case what, _ if what in _COMPARISONS and len(operands) == 2:
            return compare(machine, what, operands[0], operands[1], node.at)
        case what, [left, right]:
            return binary(machine, what, left, right, node.at)
    inputs = leaves(operands)
    if inputs:
        return Operation(node.what, inputs, node.at)
    return Unknown(node.what, node.at)


def _awaits(machine: Machine) -> bool:
    """Whether `yield` stands for `await`, as older compilers write it."""
    function = machine.frame.function
    known = machine.awaiting.values()
    return function is not None and any(function.definition is waiting for waiting in known)


T = TypeVar("T", bound=Expression)
Evaluation = Callable[[Machine, Expression], Thing]


def _of(function: Callable[[Machine, T], Thing]) -> Evaluation:
    return cast(Evaluation, function)


EVALUATIONS: dict[type[Expression], Evaluation] = {
    Constant: _of(evaluate_constant),
    Name: _of(evaluate_name),
    Attribute: _of(evaluate_attribute),
    Subscript: _of(evaluate_subscript),
    Call: _of(evaluate_call),
    Await: _of(evaluate_await),
    Template: _of(evaluate_template),
    MapExpression: _of(evaluate_map),
    ListExpression: _of(evaluate_list),
    Binary: _of(evaluate_binary),
    Conditional: _of(evaluate_conditional),
    Comprehension: _of(evaluate_comprehension),
    Lambda: _of(evaluate_lambda),
    AssignmentExpression: _of(evaluate_assignment),
    Compound: _of(evaluate_compound),
}
