"""Expressions that decide: operators, those that may not reach their right side, conditionals."""

from __future__ import annotations

from eda_lint.bind.evaluate import memo
from eda_lint.bind.evaluate.alternatives import either, merged, options_of, together
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.operators import binary, compare
from eda_lint.bind.evaluate.settled import is_settled
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Option,
    Thing,
)
from eda_lint.bind.evaluate.truth import guards_when, is_there, truth_of
from eda_lint.parse.code import (
    Binary,
    Conditional,
)
from eda_lint.value import Literal

_COMPARISONS = frozenset(
    {"==", "!=", "is", "is not", "in", "not in", "===", "!==", "<", ">", "<=", ">="}
)
_SHORT_CIRCUITS = frozenset({"or", "and", "??", "||", "&&"})


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
    truth = is_there(left) if node.operator == "??" else truth_of(left)
    is_and = node.operator in ("and", "&&")
    settled = truth is not None and is_settled(machine, node.left)
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
    return merged((*_present(left), Option(right)))


def _present(thing: Thing) -> list[Option]:
    """What a thing may be, but nothing."""
    given = thing.options if isinstance(thing, Alternatives) else map(Option, options_of(thing))
    return [option for option in given if option.thing != Literal(None)]


def evaluate_conditional(machine: Machine, node: Conditional) -> Thing:
    """`body if test else otherwise`."""
    test = machine.evaluate(node.test)
    truth = truth_of(test) if is_settled(machine, node.test) else None
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
