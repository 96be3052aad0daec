"""Promises that code makes itself, and those of several things."""

from __future__ import annotations

from collections.abc import Callable

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Promise, Registry, Thing
from eda_lint.location import Location
from eda_lint.value import Unknown

RESOLVE = "promise.resolve"
REJECT = "promise.reject"


def new_promise(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`new Promise((resolve, reject) => ...)`: what it is resolved with."""
    executor = arguments.positional[0] if arguments.positional else None
    if executor is None or undecorated(executor) is None:
        return Unknown("a promise", at)
    kept = Registry()
    given: list[Thing] = [Foreign(RESOLVE, registry=kept), Foreign(REJECT)]
    live = machine.live
    machine.call(executor, Arguments(given), at)
    machine.live = live
    return Promise(either(kept.callbacks) if kept.callbacks else Unknown("what it gives"), at)


def _all(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    machine.readings.gather(at)
    return Promise(_each(machine, arguments, at), at)


def _each(machine: Machine, arguments: Arguments, at: Location) -> List:
    given = arguments.positional[0] if arguments.positional else Unknown("nothing")
    items, certain = elements(machine, given, at)
    return List(items, machine.clock, not certain, at)


def _all_settled(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    results = _each(machine, arguments, at)
    settled: list[Thing] = [
        Map(
            {"status": Unknown("a status"), "value": item, "reason": Unknown("an error")},
            machine.clock,
        )
        for item in results.items
    ]
    machine.readings.gather(at)
    return Promise(List(settled, machine.clock, results.open, at), at)


def _any(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    results = _each(machine, arguments, at)
    return Promise(either(results.items) if results.items else Unknown("one of them"), at)


def _resolve(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    given = arguments.positional
    return given[0] if given else Unknown("nothing", at)


def _reject(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return Unknown("an error", at)


PROMISES: dict[str, Callable[[Machine, Arguments, Location], Thing]] = {
    "globalThis.Promise.all": _all,
    "globalThis.Promise.allSettled": _all_settled,
    "globalThis.Promise.race": _any,
    "globalThis.Promise.any": _any,
    "globalThis.Promise.resolve": _resolve,
    "globalThis.Promise.reject": _reject,
}
