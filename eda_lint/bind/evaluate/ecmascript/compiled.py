"""What compilers and bundlers put around code: helpers that are known by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from eda_lint.bind.evaluate.access import elements, subscript
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Function, Map, Method, Promise, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.parse.code import Attribute, Call, Name
from eda_lint.value import Literal, Unknown

Helper = Callable[[Machine, Arguments, Location], Thing]
_MARK = "__"


def helper_of(node: Call) -> Helper | None:
    """The helper that a call means; None for almost every call."""
    match node.callee:
        case Name(id=name) | Attribute(name=name) if name.startswith(_MARK):
            return _HELPERS.get(name)
        case _:
            return None


def define_property(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`Object.defineProperty(object, name, descriptor)`."""
    given = arguments.positional
    target = given[0] if given else Unknown("no object", at)
    key = key_of(given[1]) if len(given) > 1 else None
    descriptor = given[2] if len(given) > 2 else None
    if isinstance(target, Map) and key is not None and isinstance(descriptor, Map):
        getter = descriptor.entries.get("get")
        found = _lazy(getter) if getter is not None else descriptor.entries.get("value")
        if found is not None:
            target.version += 1
            target.entries[key] = found
    return target


def _lazy(getter: Thing) -> Thing:
    """A getter: what it gives is asked for when the property is read."""
    if isinstance(getter, Method):
        getter = getter.function
    if not isinstance(getter, Function):
        return getter
    return replace(getter, decoration=replace(getter.decoration, property=True))


def _same(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return arguments.positional[0] if arguments.positional else Unknown("no module", at)


def _export(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`__export(target, { name: () => value })`."""
    given = arguments.positional
    if len(given) > 1 and isinstance(given[0], Map) and isinstance(given[1], Map):
        for name, getter in given[1].entries.items():
            given[0].entries[name] = _lazy(getter)
    return Literal(None, at)


def _copy(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`__copyProps(to, from)`, `__reExport(to, from)`."""
    given = arguments.positional
    if len(given) > 1 and isinstance(given[0], Map):
        for key in elements(machine, given[1], at)[0] if isinstance(given[1], Map) else ():
            name = key_of(key)
            if name is not None:
                given[0].entries.setdefault(name, subscript(machine, given[1], key, at))
    return given[0] if given else Unknown("no object", at)


def _awaiter(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`__awaiter(this, arguments, Promise, function* () { ... yield promise; ... })`."""
    generator = arguments.positional[-1] if arguments.positional else None
    if not isinstance(generator, Function):
        return Unknown("a generator", at)
    # Memories and recursion tell functions apart by their definitions, which have to stay.
    known = machine.awaiting.get(id(generator.definition))
    if known is None:
        known = replace(generator.definition, asynchronous=True)
        machine.awaiting[id(generator.definition)] = known
    waiting = replace(generator, definition=known)
    result = machine.call(waiting, Arguments(), at, watched=True)
    return result if isinstance(result, Promise) else Promise(result, at)


_HELPERS: dict[str, Helper] = {
    "__toCommonJS": _same,
    "__toESM": _same,
    "__importStar": _same,
    "__export": _export,
    "__copyProps": _copy,
    "__reExport": _copy,
    "__awaiter": _awaiter,
}
