"""Libraries that give back what they are given: checkers of data, containers of own classes."""

from __future__ import annotations

import re
from dataclasses import replace

from eda_lint.bind.evaluate.ecmascript.arrays import iterate
from eda_lint.bind.evaluate.environment import environment_value, is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.things import Arguments, Class, Foreign, List, Map, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.model import Moment
from eda_lint.value import Choice, EventData, Operation, Record, Unknown

_CHECKING = words(
    """
    parse parseAsync validate validateSync validateAsync cast attempt assert decode
    plainToClass plainToInstance transformAndValidate camelcaseKeys
    """
)
# Elsewhere `create` makes something of the data, outside as often as not: `paymentIntents.create`.
_CREATING = "superstruct"
_ENVIRONMENTS = words("runtimeEnv env processEnv environment")
_CONTAINERS = words("get resolve resolveAsync getAsync build")
_MAPPING = words("p-map bluebird.map bluebird.each bluebird.mapSeries p-each-series p-map-series")
_LODASH = re.compile(r"^lodash(?:-es|/fp)?[./](map|forEach|each|flatMap|filter|find|some|every)$")
_MOST_ARGUMENTS = 4


def call_checked(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """`schema.parse(data)` gives the data, `cleanEnv(process.env, ...)` the environment."""
    given = arguments.positional
    if callee.path in ("env-var.get", "env-var.default.get") and given:
        return environment_value(machine, given[0], None, at, required=False)
    if callee.path in _MAPPING and len(given) > 1:
        return iterate(machine, given[0], "map", Arguments([given[1]]), at)
    lodash = _LODASH.match(callee.path)
    if lodash is not None and len(given) > 1 and undecorated(given[1]) is not None:
        name = "forEach" if lodash[1] == "each" else lodash[1]
        return iterate(machine, given[0], name, Arguments([given[1]]), at)
    for thing in given:
        found = _environment_in(thing)
        if found is not None:
            return _checked(machine, callee.name, found)
    if _checks(callee) and 0 < len(given) < _MOST_ARGUMENTS:
        for thing in reversed(given):
            if _is_data(thing):
                return _checked(machine, callee.name, thing)
    return None


def _checks(callee: Foreign) -> bool:
    if callee.name == "create":
        return callee.root == _CREATING
    return callee.name in _CHECKING or callee.name == "safeParse"


def _environment_in(thing: Thing) -> Foreign | None:
    if isinstance(thing, Foreign):
        return thing if is_environment(thing) else None
    if isinstance(thing, Map):
        for name in _ENVIRONMENTS & thing.entries.keys():
            inner = thing.entries[name]
            if isinstance(inner, Foreign) and is_environment(inner):
                return inner
    return None


def _is_data(thing: Thing) -> bool:
    return isinstance(thing, EventData | Operation | Record | Map | List | Choice)


def _checked(machine: Machine, name: str, thing: Thing) -> Thing:
    if name != "safeParse":
        return thing
    parts: dict[str, Thing] = {"success": Unknown("whether it is valid"), "data": thing}
    return Map({**parts, "error": Unknown("an error")}, machine.clock)


def call_container(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """`container.resolve(Service)`: an object of an own class, made once."""
    given = arguments.positional
    if callee.name not in _CONTAINERS or not given or not isinstance(given[0], Class):
        return None
    context = machine.context
    if context.moment is Moment.INVOCATION:
        context = replace(context, moment=Moment.ONCE)
    with machine.under(context):
        return machine.call(given[0], Arguments(open_positional=True), at)
