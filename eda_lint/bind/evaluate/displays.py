"""Displays of maps and lists, and comprehensions."""

from __future__ import annotations

from collections.abc import Sequence

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.binding import bind_target, target_names
from eda_lint.bind.evaluate.environment import as_record, is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.records import each_record
from eda_lint.bind.evaluate.things import Foreign, List, Map, Thing
from eda_lint.bind.evaluate.values import key_of, value_of
from eda_lint.parse.code import Compound, Comprehension, ListExpression, MapExpression
from eda_lint.value import Literal, Record, Unknown

UNROLLED = 8
"""A comprehension or loop over this many known items is walked item by item."""

MOST_CONSTANTS = 64
"""The same for constants, which names of variables and keys are made of."""


def is_unrolled(items: Sequence[Thing]) -> bool:
    """Whether a loop over these known items is walked item by item."""
    if len(items) <= UNROLLED:
        return True
    constant = all(isinstance(item, Literal) for item in items)
    return constant and len(items) <= MOST_CONSTANTS


def evaluate_map(machine: Machine, node: MapExpression) -> Thing:
    """A dict display."""
    result = Map({}, machine.clock, at=node.at)
    for pair in node.pairs:
        value = machine.evaluate(pair.value)
        if pair.key is None:
            if isinstance(value, Foreign) and is_environment(value):
                value = as_record(machine)
            extend_map(result, value)
            continue
        key = machine.evaluate(pair.key)
        text = key_of(key)
        if text is not None:
            result.entries[text] = value
        else:
            result.computed.append((value_of(key), value))
    return result


def extend_map(result: Map, more: Thing) -> None:
    """Add the entries of another map."""
    match more:
        case Map():
            result.entries.update(more.entries)
            result.computed.extend(more.computed)
            result.open |= more.open
        case Record():
            result.entries.update({entry.key: entry.value for entry in more.entries})
            result.open |= more.open
        case Literal(value=None):
            return
        case _:
            result.open = True


def evaluate_list(machine: Machine, node: ListExpression) -> Thing:
    """A list, tuple or set display."""
    result = List([], machine.clock, at=node.at)
    for item in node.items:
        if isinstance(item, Compound) and item.what == "*":
            for operand in item.operands:
                items, certain = elements(machine, machine.evaluate(operand), node.at)
                result.items.extend(items)
                result.open |= not certain
        else:
            result.items.append(machine.evaluate(item))
    return result


def evaluate_comprehension(machine: Machine, node: Comprehension) -> Thing:
    """A comprehension: over few known items each by itself, else once for any."""
    before = dict(machine.scope.names)
    result_map = Map({}, machine.clock, at=node.at)
    result_list = List([], machine.clock, at=node.at)
    first, certain = elements(machine, machine.evaluate(node.iterables[0]), node.at)
    if not (certain and is_unrolled(first) and not node.conditions):
        certain = False
        first = [either(first)] if first else [Unknown("an element", node.at)]
    with machine.branch(), machine.repeated(), each_record(machine, first, node.at):
        for item in first:
            bind_target(machine, node.targets[0], item)
            _inner_targets(machine, node)
            for condition in node.conditions:
                machine.evaluate(condition)
            key = machine.evaluate(node.key) if node.key is not None else None
            element = machine.evaluate(node.element)
            if key is None:
                result_list.items.append(element)
            elif (text := key_of(key)) is not None:
                result_map.entries[text] = element
            else:
                result_map.computed.append((value_of(key), element))
    whole = certain and len(node.iterables) == 1
    for name in (name for target in node.targets for name in target_names(target)):
        machine.scope.names.pop(name, None)
        if name in before:
            machine.scope.names[name] = before[name]
    result_list.open = not whole
    result_map.open = not whole
    return result_map if node.key is not None else result_list


def _inner_targets(machine: Machine, node: Comprehension) -> None:
    pairs = zip(node.targets[1:], node.iterables[1:], strict=False)
    for target, iterable in pairs:
        inner, _ = elements(machine, machine.evaluate(iterable), node.at)
        bind_target(machine, target, either(inner) if inner else Unknown("an element"))
