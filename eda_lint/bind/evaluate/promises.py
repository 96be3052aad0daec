"""Methods of promises: `then`, `catch` and `finally` give a promise that must be awaited itself."""

from __future__ import annotations

from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.readings import hand_over, opened, promised
from eda_lint.bind.evaluate.things import Arguments, Promise, Thing
from eda_lint.location import Location
from eda_lint.value import Unknown

METHODS = frozenset({"then", "catch", "finally"})


def call_promise(
    machine: Machine, promise: Promise, name: str, arguments: Arguments, at: Location
) -> Thing:
    """`promise.then(callback)`: the promise goes on in the one that this gives.

    Outside of an asynchronous function, and where something other than an own function is called
    back, somebody else may wait for it: `new Promise(done => send().then(done))`.
    """
    function = machine.frame.function
    own = [thing for thing in arguments.positional if undecorated(thing) is not None]
    followed = function is not None and function.definition.asynchronous
    value = opened(machine.readings, promise)
    if not followed or len(own) < len(arguments.positional):
        hand_over(machine.readings, Arguments([value]))
        return _called_back(machine, value, name, own, at)
    return promised(machine.readings, _called_back(machine, value, name, own, at), at)


def _called_back(
    machine: Machine, value: Thing, name: str, callbacks: list[Thing], at: Location
) -> Thing:
    result = value
    for index, callback in enumerate(callbacks):
        if name == "then" and index == 0:
            result = maybe(machine, callback, Arguments([value]), at)
        else:
            maybe(machine, callback, Arguments([Unknown("an error")]), at)
    return result
