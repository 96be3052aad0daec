"""Method calls on what is no own object, as JavaScript has them."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import EACH
from eda_lint.bind.evaluate.alternatives import options_of
from eda_lint.bind.evaluate.callbacks import maybe, run_callbacks
from eda_lint.bind.evaluate.ecmascript.arrays import ITERATING, array_method, is_callable, iterate
from eda_lint.bind.evaluate.ecmascript.maps import map_method
from eda_lint.bind.evaluate.ecmascript.middleware import function_method
from eda_lint.bind.evaluate.ecmascript.sdk import call_client, send
from eda_lint.bind.evaluate.ecmascript.texts import text_method
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.sdk_objects import SDK, SdkCommand
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Arguments,
    Class,
    Foreign,
    Function,
    List,
    Map,
    Member,
    Method,
    Partial,
    Thing,
)
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import (
    CONTEXT,
    Concat,
    Environment,
    EventData,
    Generated,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
)

_TEXTS = (Literal, Concat, Reference, Input, Environment)
_CHAINED = frozenset({"then", "catch", "finally"})
# What reads the same data in another form.
_SAME_DATA = words(
    """
    toString trim valueOf toJSON slice sort reverse flat json text arrayBuffer blob at concat
    shift pop
    """
)
_SPACES: tuple[list[Thing], ...] = ([Literal(" ")], [Literal("%20")])


def call_own_method(
    machine: Machine, receiver: Thing, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    """What a method call gives; None where the language does not matter."""
    given = arguments.positional
    if isinstance(receiver, Alternatives):
        return None  # each by itself
    if name == "send" and given and _is_command(given[0]):
        return send(machine, arguments, at)
    if isinstance(receiver, SDK):
        answer = call_client(machine, receiver, name, arguments, at)
        if answer is not None:
            return answer
    if isinstance(receiver, Member) and name == "bind":
        return receiver
    if isinstance(receiver, Function | Method | Partial | Class):
        return function_method(machine, receiver, name, arguments, at)
    if name in ITERATING and given and is_callable(given[0]) and not isinstance(receiver, Map):
        return iterate(machine, receiver, name, arguments, at)
    if name in _CHAINED:
        return chained(machine, receiver, name, arguments, at)
    # The context's methods that take a function are those of a durable execution: they call it.
    known = isinstance(receiver, EventData) and receiver.path[:1] == (CONTEXT,)
    run_callbacks(machine, arguments, at, known=known)
    match receiver:
        case Map():
            return map_method(machine, receiver, name, arguments, at) or Unknown(name, at)
        case Record():
            copy = Map({e.key: e.value for e in receiver.entries}, machine.clock, receiver.open)
            return map_method(machine, copy, name, arguments, at) or Unknown(name, at)
        case List():
            return array_method(machine, receiver, name, arguments, at)
        case Items():
            items = List(list(receiver.items), machine.clock, receiver.open)
            return array_method(machine, items, name, arguments, at)
        case EventData() if name == "entries":
            pair: Thing = List([Unknown("an index"), EventData((*receiver.path, EACH), at)], 0)
            return List([pair], machine.clock, open=True)
        case EventData() if name in _SAME_DATA or _decodes(name, given):
            return receiver
    if isinstance(receiver, _TEXTS):
        return text_method(machine, receiver, name, arguments, at)
    if isinstance(receiver, Operation | Generated) and name in ("toString", "valueOf"):
        return receiver
    return None


def _decodes(name: str, given: list[Thing]) -> bool:
    """Whether this is `key.replace(/\\+/g, " ")`, as keys in S3's notifications are decoded."""
    return name in ("replace", "replaceAll") and given[1:] in _SPACES


def _is_command(thing: Thing) -> bool:
    return any(isinstance(option, SdkCommand) for option in options_of(thing))


def chained(machine: Machine, value: Thing, name: str, arguments: Arguments, at: Location) -> Thing:
    """`value.then(callback)` where the value stands for what it promises."""
    result = value
    for index, callback in enumerate(arguments.positional):
        if undecorated(callback) is None:
            continue
        if name == "then" and index == 0:
            seen = Unknown("a result") if isinstance(value, Foreign) else value
            result = maybe(machine, callback, Arguments([seen]), at)
        else:
            maybe(machine, callback, Arguments([Unknown("an error")]), at)
    return result
