"""Objects of JavaScript: what `new` makes of a function, and what `super(...)` calls."""

from __future__ import annotations

from eda_lint.bind.evaluate.ecmascript.language import of_ecmascript
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.objects import CONSTRUCTORS, find
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Foreign,
    Function,
    Map,
    Method,
    Super,
    Thing,
)
from eda_lint.location import Location
from eda_lint.parse.code import Call
from eda_lint.value import Literal


def makes_object(function: Function, arguments: Arguments) -> bool:
    """Whether a function is called with `new`."""
    node = next(iter(arguments.expressions), None)
    return isinstance(node, Call) and node.new and of_ecmascript(function)


def make_object(machine: Machine, function: Function, arguments: Arguments, at: Location) -> Thing:
    """`new function(...)`: the object that it fills."""
    made = Map({}, machine.clock, at=at)
    arguments.expressions = ()
    machine.call(Method(function, made), arguments, at)
    return made


def call_super(machine: Machine, thing: Super, arguments: Arguments, at: Location) -> Thing:
    """`super(...)`: the constructor of the class above."""
    for base in thing.owner.bases:
        if isinstance(base, Class):
            found = find(base, CONSTRUCTORS[base.module.language])
            if isinstance(found, Function):
                machine.call(Method(found, thing.receiver), arguments, at)
        elif isinstance(base, Foreign):
            machine.call(base, arguments, at)
    return Literal(None, at)
