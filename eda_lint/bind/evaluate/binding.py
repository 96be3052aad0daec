"""Assignment: a thing is bound to a name, an attribute, an item, or taken apart over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.bind.evaluate.access import attribute, set_attribute, set_item, subscript
from eda_lint.bind.evaluate.environment import is_environment, set_variable
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import assign_name
from eda_lint.bind.evaluate.things import Alternatives, Foreign, Instance, List, Thing
from eda_lint.parse.code import (
    Attribute,
    Compound,
    Constant,
    Expression,
    ListExpression,
    MapExpression,
    Name,
    Subscript,
)
from eda_lint.value import EventData, Items, Literal, Unknown


def bind_target(machine: Machine, target: Expression, thing: Thing) -> None:
    """Bind a thing to what stands on the left of an assignment."""
    match target:
        case Name():
            assign_name(machine, target.id, thing)
        case Attribute():
            owner = machine.evaluate(target.object)
            if isinstance(owner, Foreign) and is_environment(owner):
                set_variable(machine, Literal(target.name, target.at), target.at)
            set_attribute(machine, owner, target.name, thing)
        case Subscript():
            owner, index = machine.evaluate(target.object), machine.evaluate(target.index)
            if isinstance(owner, Foreign) and is_environment(owner):
                set_variable(machine, index, target.at)
            set_item(machine, owner, index, thing)
        case ListExpression():
            _unpack(machine, target, thing)
        case MapExpression():
            for pair in target.pairs:
                if isinstance(pair.key, Constant):
                    part = attribute(machine, thing, str(pair.key.value), target.at)
                    bind_target(machine, pair.value, part)
                else:
                    bind_target(machine, pair.value, Unknown("the rest of an object"))
        case Compound(operands=(inner,)):
            bind_target(machine, inner, thing)
        case _:
            return


def stays_in_sight(machine: Machine, targets: Sequence[Expression]) -> bool:
    """Whether what is bound can only be read through these names: locals, and parts by name."""
    if machine.scope.kind != "function":
        return False
    outer = machine.scope.outer
    for target in targets:
        match target:
            case Name() if target.id not in outer:
                continue
            case MapExpression() if all(isinstance(p.key, Constant) for p in target.pairs):
                continue
            case _:
                return False
    return True


def _unpack(machine: Machine, target: ListExpression, thing: Thing) -> None:
    starred = next(
        (i for i, t in enumerate(target.items) if isinstance(t, Compound) and t.what == "*"),
        len(target.items),
    )
    for index, item in enumerate(target.items):
        if index == starred:
            rest = List([], machine.clock, open=True)
            bind_target(machine, item, rest)
            continue
        position = index if index < starred else index - len(target.items)
        bind_target(machine, item, _part(machine, thing, position, target))


def _part(machine: Machine, thing: Thing, position: int, target: ListExpression) -> Thing:
    at = target.at
    match thing:
        case List() | Items() | Alternatives() | EventData() | Instance():
            return subscript(machine, thing, Literal(position, at), at)
        case _:
            return subscript(machine, thing, Unknown("a position"), at)


def target_names(target: Expression) -> Iterator[str]:
    """The plain names that a target binds."""
    match target:
        case Name():
            yield target.id
        case ListExpression():
            for item in target.items:
                yield from target_names(item)
        case MapExpression():
            for pair in target.pairs:
                yield from target_names(pair.value)
        case Compound():
            for operand in target.operands:
                yield from target_names(operand)
        case _:
            return
