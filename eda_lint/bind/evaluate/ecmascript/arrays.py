"""Arrays: their methods, and those that call a function for each item of anything."""

from __future__ import annotations

from eda_lint.bind.evaluate.access import elements, subscript
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.displays import is_unrolled
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.records import each_record
from eda_lint.bind.evaluate.syntax import head
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Thing
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.parse.code import Attribute, Call
from eda_lint.value import Items, Literal, Operation, Unknown, Value, concat

ITERATING = words(
    """
    map flatMap forEach filter find findLast findIndex findLastIndex some every reduce reduceRight
    sort toSorted
    """
)
_GOING_THROUGH = words("map flatMap forEach reduce reduceRight")
_SAME = words("sort toSorted reverse toReversed values fill copyWithin flat")


def is_callable(thing: Thing) -> bool:
    """Whether a thing is a function, of our own or of a library."""
    return undecorated(thing) is not None or isinstance(thing, Foreign)


def iterate(
    machine: Machine, receiver: Thing, name: str, arguments: Arguments, at: Location
) -> Thing:
    """`items.map(function)` and its relatives."""
    function, *rest = arguments.positional
    items, certain = elements(machine, receiver, at)
    each_once = certain and is_unrolled(items)
    if not each_once:
        items = [either(items)] if items else [Unknown("an item", at)]
    start = rest[0] if rest and name.startswith("reduce") else None
    surely = each_once and name in _GOING_THROUGH
    results = _call_for_each(machine, function, items, start, name, arguments, at, surely=surely)
    match name:
        case "map":
            return List(results, machine.clock, not each_once, at)
        case "flatMap":
            inner = [elements(machine, result, at) for result in results]
            flat = [item for found, _ in inner for item in found]
            return List(flat, machine.clock, not (each_once and all(c for _, c in inner)), at)
        case "filter":
            return List(items, machine.clock, open=True, at=at)
        case "sort" | "toSorted":
            return receiver
        case "find" | "findLast":
            return either([*items, Literal(None, at)])
        case "reduce" | "reduceRight" if surely and results:
            return results[-1]
        case "reduce" | "reduceRight":
            return either([*results, *([start] if start is not None else [])])
        case "forEach":
            return Literal(None, at)
        case _:
            return Unknown(f"the result of {name}", at)


def _call_for_each(
    machine: Machine,
    function: Thing,
    items: list[Thing],
    start: Thing | None,
    name: str,
    arguments: Arguments,
    at: Location,
    *,
    surely: bool,
) -> list[Thing]:
    results: list[Thing] = []
    folding = name.startswith("reduce")
    so_far = start
    with machine.repeated(), each_record(machine, items, _head(arguments, at)):
        for item in items:
            given = [item, Unknown("an index")]
            if folding:
                given = [so_far if so_far is not None else item, *given]
            # What `forEach` is given back, it drops: nobody awaits a promise in it.
            drops = name == "forEach"
            if surely:
                result = machine.call(function, Arguments(given), at, watched=drops)
            else:
                result = maybe(machine, function, Arguments(given), at, watched=drops)
            so_far = result if folding else None
            results.append(result)
    return results


def _head(arguments: Arguments, at: Location) -> Location:
    """`items.map`, without what it is given."""
    node = next(iter(arguments.expressions), None)
    if isinstance(node, Call) and isinstance(node.callee, Attribute):
        return head(at, node.callee.at)
    return at


def array_method(
    machine: Machine, receiver: List, name: str, arguments: Arguments, at: Location
) -> Thing:
    """Methods of arrays and sets."""
    given = arguments.positional
    match name:
        case "push" | "unshift" | "add" | "append":
            receiver.version += 1
            receiver.items.extend(given)
            receiver.open |= not machine.certain(receiver.born) or machine.context.in_loop
            receiver.open |= arguments.open_positional
            return receiver if name == "add" else Unknown("a length", at)
        case "pop" | "shift":
            receiver.open = True
            return either([*receiver.items, Literal(None, at)])
        case "concat":
            return _concatenated(machine, receiver, given, at)
        case "slice" | "splice":
            if not given and name == "slice":
                return List(list(receiver.items), machine.clock, receiver.open, at)
            return List(list(receiver.items), machine.clock, open=True, at=at)
        case "join":
            return _joined(receiver, given, at)
        case "at" if given:
            return subscript(machine, receiver, given[0], at)
        case "includes" | "has" if given:
            return _includes(receiver, given[0], at)
        case "entries":
            pairs: list[Thing] = [
                List([Unknown("an index"), item], machine.clock) for item in receiver.items
            ]
            return List(pairs, machine.clock, receiver.open, at)
        case "clear" | "delete":
            receiver.open = True
            return Literal(None, at)
        case _ if name in _SAME:
            return receiver
        case _:
            return Unknown(f"the result of {name}", at)


def _concatenated(machine: Machine, receiver: List, given: list[Thing], at: Location) -> Thing:
    result = List(list(receiver.items), machine.clock, receiver.open, at)
    for thing in given:
        if isinstance(thing, List | Items):
            result.items.extend(thing.items)
            result.open |= thing.open
        elif isinstance(thing, Map | Literal):
            result.items.append(thing)
        else:
            items, certain = elements(machine, thing, at)
            result.items.extend(items)
            result.open |= not certain
    return result


def _joined(receiver: List, given: list[Thing], at: Location) -> Thing:
    separator: Value = value_of(given[0]) if given else Literal(",")
    if receiver.open:
        inputs = leaves([receiver])
        return Operation("join", inputs, at) if inputs else Unknown("a join", at)
    parts: list[Value] = []
    for item in receiver.items:
        parts.extend((separator, value_of(item)) if parts else (value_of(item),))
    return concat(parts, at)


def _includes(receiver: List, wanted: Thing, at: Location) -> Thing:
    keys = [key_of(item) for item in receiver.items]
    key = key_of(wanted)
    if key is None or receiver.open or None in keys:
        return Unknown("whether an item is there", at)
    return Literal(key in keys, at)
