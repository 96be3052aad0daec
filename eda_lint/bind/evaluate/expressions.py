"""What each kind of expression evaluates to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from eda_lint.bind.evaluate import kept, memo
from eda_lint.bind.evaluate.access import attribute, elements, subscript
from eda_lint.bind.evaluate.alternatives import either, merged, together
from eda_lint.bind.evaluate.binding import bind_target
from eda_lint.bind.evaluate.connections import runs_own_loop
from eda_lint.bind.evaluate.definitions import define_lambda
from eda_lint.bind.evaluate.displays import evaluate_comprehension, evaluate_list, evaluate_map
from eda_lint.bind.evaluate.fillings import filled
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.operators import binary, compare
from eda_lint.bind.evaluate.scopes import read_name
from eda_lint.bind.evaluate.things import Arguments, Map, Option, Thing
from eda_lint.bind.evaluate.truth import guards_when, negated, truth_of
from eda_lint.bind.evaluate.values import leaves, value_of
from eda_lint.model import Moment
from eda_lint.parse.code import (
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
    return read_name(machine, node.id, node.at)


def evaluate_attribute(machine: Machine, node: Attribute) -> Thing:
    """`object.name`."""
    return attribute(machine, machine.evaluate(node.object), node.name, node.at)


def evaluate_subscript(machine: Machine, node: Subscript) -> Thing:
    """`object[index]`."""
    thing = machine.evaluate(node.object)
    if isinstance(node.index, Compound) and node.index.what == "slice":
        machine.evaluate(node.index)
        return thing
    return subscript(machine, thing, machine.evaluate(node.index), node.at)


def evaluate_call(machine: Machine, node: Call) -> Thing:
    """A call: the callee first, then the arguments."""
    callee = machine.evaluate(node.callee)
    if not runs_own_loop(callee):
        return machine.call(callee, evaluate_arguments(machine, node), node.at)
    with machine.under(replace(machine.context, own_loop=True)):
        return machine.call(callee, evaluate_arguments(machine, node), node.at)


def evaluate_arguments(machine: Machine, node: Call) -> Arguments:
    """The arguments of a call, spreads taken apart as far as they are known."""
    arguments = Arguments(expressions=(node,))
    for argument in node.arguments:
        thing = machine.evaluate(argument.value)
        if argument.name == "":
            arguments.positional.append(thing)
        elif argument.name == "*":
            items, certain = elements(machine, thing, node.at)
            if certain:
                arguments.positional.extend(items)
            else:
                arguments.open_positional = True
        elif argument.name == "**":
            _spread_keywords(arguments, thing)
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
    return machine.evaluate(node.value)


def evaluate_template(machine: Machine, node: Template) -> Thing:
    """Text with holes."""
    return concat([value_of(machine.evaluate(part)) for part in node.parts], node.at)


def evaluate_binary(machine: Machine, node: Binary) -> Thing:
    """An operator; a long chain of one is walked without depth."""
    chain: list[Binary] = [node]
    while isinstance(left := chain[-1].left, Binary):
        chain.append(left)
    result = machine.evaluate(chain[-1].left)
    for link in reversed(chain):
        if link.operator in _SHORT_CIRCUITS:
            result = _short_circuit(machine, link, result)
            continue
        right = machine.evaluate(link.right)
        if link.operator in _COMPARISONS:
            result = compare(machine, link.operator, result, right, link.at)
        else:
            result = binary(machine, link.operator, result, right, link.at)
    return result


def _short_circuit(machine: Machine, node: Binary, left: Thing) -> Thing:
    """`a or b`: b may not be evaluated; `kept or build()` builds once for what is kept."""
    truth = truth_of(left)
    is_and = node.operator in ("and", "&&")
    settled = truth is not None and memo.is_settled(machine, node.left)
    if settled and truth is not is_and:
        return left
    moment = memo.moment_of_alternative(machine, node)
    if settled:
        with machine.at_moment(moment):
            return machine.evaluate(node.right)
    before = machine.guards
    guards = guards_when(left, is_and)
    machine.guards = together(before, guards)
    with machine.branch(), machine.at_moment(moment):
        right = machine.evaluate(node.right)
    machine.guards = before
    if is_and:
        return merged((Option(Literal(False, node.at)), Option(right, guards)))
    return merged((Option(left), Option(right)))


def evaluate_conditional(machine: Machine, node: Conditional) -> Thing:
    """`body if test else otherwise`."""
    test = machine.evaluate(node.test)
    truth = truth_of(test) if memo.is_settled(machine, node.test) else None
    if truth is not None:
        with machine.at_moment(memo.moment_when(machine, node, truth)):
            return machine.evaluate(node.body if truth else node.otherwise)
    before = machine.guards
    with machine.branch():
        machine.guards = together(before, guards_when(test, True))
        with machine.at_moment(memo.moment_when(machine, node, True)):
            body = machine.evaluate(node.body)
        machine.guards = together(before, guards_when(test, False))
        with machine.at_moment(memo.moment_when(machine, node, False)):
            otherwise = machine.evaluate(node.otherwise)
        machine.guards = before
    return either((body, otherwise))


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
        value = machine.evaluate(node.value)
    bind_target(machine, node.target, value)
    return value


def evaluate_compound(machine: Machine, node: Compound) -> Thing:
    """Any other expression: its operands are evaluated for what they do."""
    operands = [machine.evaluate(operand) for operand in node.operands]
    match node.what, operands:
        case "not" | "!", [operand]:
            return negated(operand, node.at)
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
