"""What a function is given, bound to the names of its parameters."""

from __future__ import annotations

from eda_lint.bind.evaluate.ecmascript.language import of_ecmascript
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.readings import let_go
from eda_lint.bind.evaluate.things import Arguments, Function, List, Map, Scope, Thing
from eda_lint.value import Literal, Unknown


def bind_parameters(
    machine: Machine,
    function: Function,
    scope: Scope,
    receiver: Thing | None,
    arguments: Arguments,
) -> None:
    """Bind what a function is given to the names of its parameters."""
    positional = list(arguments.positional)
    names = scope.names
    ecmascript = of_ecmascript(function)
    if receiver is not None and ecmascript:
        names["this"] = receiver
    elif receiver is not None:
        positional.insert(0, receiver)
    keywords = dict(arguments.keywords)
    for parameter in function.definition.parameters:
        name = parameter.name
        if parameter.kind == "*":
            positional = [let_go(machine.readings, thing) for thing in positional]
            names[name] = List(positional, machine.clock, arguments.open_positional)
            positional = []
        elif parameter.kind == "**":
            keywords = {key: let_go(machine.readings, thing) for key, thing in keywords.items()}
            names[name] = Map(keywords, machine.clock, arguments.open_keywords)
            keywords = {}
        elif parameter.kind != "keyword" and positional:
            names[name] = positional.pop(0)
            keywords.pop(name, None)
            if ecmascript and names[name] == Literal(None) and name in function.defaults:
                names[name] = function.defaults[name]
        elif name in keywords:
            names[name] = keywords.pop(name)
        elif arguments.open_positional or arguments.open_keywords:
            names[name] = Unknown(f"{name} may be among arguments that were not seen")
        elif name in function.defaults:
            names[name] = function.defaults[name]
        elif ecmascript:
            names[name] = Literal(None)
        else:
            names[name] = Unknown(f"{name} is not given")
