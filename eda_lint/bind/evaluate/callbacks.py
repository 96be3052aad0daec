"""Own functions given to library code: it may call them, so they are walked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.records import each_record
from eda_lint.bind.evaluate.things import (
    Arguments,
    Function,
    List,
    Map,
    Method,
    Partial,
    Registry,
    Thing,
)
from eda_lint.finding import Confidence
from eda_lint.location import Location
from eda_lint.value import EventData, Unknown


def run_callbacks(
    machine: Machine, arguments: Arguments, at: Location, *, known: bool = False
) -> None:
    """Walk the own functions among the arguments of a library call: it may call them.

    `known` says that it is sure to.
    """
    for thing in functions_among(arguments):
        confidence = machine.context.confidence if known else Confidence.LIKELY
        with machine.under(replace(machine.context, confidence=confidence)):
            maybe(machine, thing, Arguments(open_positional=True), at)


def functions_among(arguments: Arguments) -> Iterator[Thing]:
    """The own functions among some arguments, and in lists that are."""
    for thing in arguments.all():
        for item in thing.items if isinstance(thing, List) else [thing]:
            if isinstance(item, Function | Method | Partial):
                yield item


def call_wrapped(
    machine: Machine, functions: Sequence[Thing], arguments: Arguments, at: Location
) -> Thing:
    """Call the functions that an unknown wrapper was given, with what the wrapper is given."""
    with machine.under(replace(machine.context, confidence=Confidence.LIKELY)):
        for function in functions:
            maybe(machine, function, arguments, at)
    return Unknown("the answer of an unknown wrapper", at)


def maybe(
    machine: Machine, thing: Thing, arguments: Arguments, at: Location, *, watched: bool = False
) -> Thing:
    """The result of a call that may not happen."""
    before = machine.point()
    with machine.branch():
        result = machine.call(thing, arguments, at, watched=watched)
    ends = [machine.point()] if machine.live else []
    machine.merge([before, *ends])
    return result


def run_before(machine: Machine, middleware: Thing, arguments: Arguments, at: Location) -> None:
    """Run a middleware before the handler that it is put around, with the handler's arguments."""
    names = ("event", "context")
    given: dict[str, Thing] = dict(zip(names, arguments.positional, strict=False))
    request = Map({**given, "internal": Map({}, machine.clock, open=True)}, machine.clock)
    maybe(machine, middleware, Arguments([request]), at)


def run_registered(machine: Machine, registry: Registry, at: Location) -> Thing:
    """Walk every function that was registered with an app: a route for each kind of request."""
    result: Thing = Unknown("the answer of an app", at)
    seen: set[int] = set()
    waiting = [registry]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        waiting.extend(current.included)
        for callback in list(current.callbacks):
            maybe(machine, callback, Arguments(_parameters(callback, at)), at)
    return result


def _parameters(callback: Thing, at: Location) -> list[Thing]:
    """A route's parameters come out of the request."""
    function = undecorated(callback)
    if function is None:
        return []
    return [
        EventData((parameter.name,), at)
        for parameter in function.definition.parameters
        if parameter.kind == "" and parameter.default is None
    ]


def call_with_each(
    machine: Machine, function: Thing, items: Sequence[Thing], at: Location
) -> Thing:
    """Call a function once for each item of something that is iterated over."""
    result: Thing = Unknown("nothing", at)
    with machine.repeated(), each_record(machine, items, at):
        for item in items:
            result = maybe(machine, function, Arguments([item]), at)
    return result
