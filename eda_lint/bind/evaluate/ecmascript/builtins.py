"""JavaScript's own functions and small libraries, as far as values, targets and callbacks pass."""

from __future__ import annotations

from collections.abc import Callable

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either, options_of
from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.displays import extend_map
from eda_lint.bind.evaluate.ecmascript.arrays import iterate
from eda_lint.bind.evaluate.ecmascript.compiled import define_property
from eda_lint.bind.evaluate.ecmascript.maps import parts
from eda_lint.bind.evaluate.ecmascript.promises import PROMISES, new_promise
from eda_lint.bind.evaluate.environment import as_record, is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.polling import note_sleep
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Thing
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.bind.settle import read_json
from eda_lint.location import Location
from eda_lint.value import EventData, Generated, Literal, Operation, Record, Unknown

Known = Callable[[Machine, Arguments, Location], Thing]

_GENERATED = words(
    """
    globalThis.Date.now globalThis.Math.random globalThis.performance.now globalThis.Date
    globalThis.crypto.randomUUID globalThis.crypto.getRandomValues crypto.randomUUID
    crypto.randomBytes crypto.randomInt uuid uuid.v1 uuid.v4 uuid.v6 uuid.v7 uuid/v1 uuid/v4
    uuidv4 uuid.default.v4 nanoid nanoid.nanoid nanoid.customAlphabet() ulid ulid.ulid
    ulid.monotonicFactory() ulidx.ulid ksuid.randomSync ksuid.random cuid cuid.default
    @paralleldrive/cuid2.createId short-uuid.generate uniqid globalThis.process.hrtime
    process.hrtime process.hrtime.bigint moment moment.utc dayjs luxon.DateTime.now
    luxon.DateTime.utc uuidv7.uuidv7 hyperid()
    """
)
# Dates made of something are no more generated than that.
_DATES = words("globalThis.Date moment moment.utc dayjs")
# Their first argument passes through as it is.
_PASSING = words(
    """
    globalThis.String globalThis.Number globalThis.BigInt globalThis.decodeURIComponent
    globalThis.encodeURIComponent globalThis.decodeURI globalThis.encodeURI globalThis.Buffer.from
    globalThis.Object.freeze globalThis.Object.seal globalThis.Object.preventExtensions
    globalThis.structuredClone globalThis.atob globalThis.btoa lodash.cloneDeep lodash.clone
    globalThis.Object globalThis.unescape globalThis.escape globalThis.TextEncoder().encode
    globalThis.TextDecoder().decode globalThis.Uint8Array buffer.Buffer.from
    @aws-sdk/util-utf8-node.toUtf8 @aws-sdk/util-utf8-node.fromUtf8 @smithy/util-utf8.toUtf8
    @smithy/util-utf8.fromUtf8 globalThis.Symbol superjson.serialize
    """
)
_PARSING = words("globalThis.parseInt globalThis.parseFloat globalThis.Number.parseInt")
_TIMERS = words("globalThis.setTimeout globalThis.setImmediate timers.setTimeout")
_LEAVING = frozenset({"globalThis.process.exit", "process.exit", "globalThis.process.abort"})
_AT_ONCE = words(
    "globalThis.queueMicrotask globalThis.process.nextTick process.nextTick globalThis.setInterval"
)


def call_builtin(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a call of JavaScript's own gives; None for what is not known."""
    path = callee.path
    known = _KNOWN.get(path)
    if known is not None:
        return known(machine, arguments, at)
    given = arguments.positional
    if path in _GENERATED and not (path in _DATES and given):
        return Generated(path.rpartition(".")[2], at)
    if path in _DATES:
        return _date(given, at)
    if path in _PASSING:
        return _passed(machine, path, given, at)
    if path in _PARSING and given:
        return _number(given[0], at)
    if path in _TIMERS:
        return _timer(machine, given, at)
    if path in _LEAVING:
        machine.live = False
        return Literal(None, at)
    if path in _AT_ONCE and given and undecorated(given[0]) is not None:
        return maybe(machine, given[0], Arguments(given[2:]), at)
    return None


def _date(given: list[Thing], at: Location) -> Thing:
    inputs = leaves(given)
    return Operation("Date", inputs, at) if inputs else Unknown("a date", at)


def _passed(machine: Machine, path: str, given: list[Thing], at: Location) -> Thing:
    if not given:
        return Map({}, machine.clock, at=at) if path == "globalThis.Object" else Literal("", at)
    if path == "globalThis.Number":
        return _number(given[0], at)
    if path == "globalThis.structuredClone" and isinstance(given[0], Map):
        copy = given[0]
        return Map(dict(copy.entries), machine.clock, copy.open, at, list(copy.computed))
    return given[0]


def _number(thing: Thing, at: Location) -> Thing:
    if not isinstance(thing, Literal):
        return thing
    if isinstance(thing.value, int | float):
        return thing
    try:
        return Literal(int(str(thing.value).strip()), at)
    except ValueError:
        return Unknown("a number", at)


def _timer(machine: Machine, given: list[Thing], at: Location) -> Thing:
    if given and undecorated(given[0]) is not None:
        maybe(machine, given[0], Arguments(given[2:]), at)
    else:
        note_sleep(machine, at)
    return Foreign("globalThis.Timeout()")


def _stringify(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return Unknown("nothing", at)
    value = value_of(arguments.positional[0])
    already = isinstance(value, Operation) and value.name == "json"
    return value if already else Operation("json", (value,), at)


def _parse(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return Unknown("nothing", at)
    return either(_parsed(thing, at) for thing in options_of(arguments.positional[0]))


def _parsed(thing: Thing, at: Location) -> Thing:
    if isinstance(thing, Operation) and thing.name == "json":
        return thing.arguments[0]
    text = key_of(thing)
    return thing if text is None else read_json(text, at)


def _assign(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    if not arguments.positional:
        return Map({}, machine.clock, at=at)
    target, *sources = arguments.positional
    if not isinstance(target, Map):
        return target
    target.version += 1
    for source in sources:
        extend_map(target, source)
    target.open |= not machine.certain(target.born) or arguments.open_positional
    return target


def _parts_of(what: str) -> Known:
    def function(machine: Machine, arguments: Arguments, at: Location) -> Thing:
        thing = arguments.positional[0] if arguments.positional else Unknown("nothing", at)
        if isinstance(thing, Foreign) and is_environment(thing):
            thing = as_record(machine)
        if isinstance(thing, Record):
            entries: dict[str, Thing] = {entry.key: entry.value for entry in thing.entries}
            thing = Map(entries, machine.clock, thing.open, at)
        return parts(machine, thing, what, at)

    return function


def _from_entries(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    result = Map({}, machine.clock, at=at)
    thing = arguments.positional[0] if arguments.positional else None
    if isinstance(thing, Map):
        extend_map(result, thing)
        return result
    pairs, certain = elements(machine, thing, at) if thing is not None else ([], True)
    result.open = not certain
    for pair in pairs:
        if not isinstance(pair, List) or len(pair.items) != 2:
            result.open = True
            continue
        key = key_of(pair.items[0])
        if key is not None:
            result.entries[key] = pair.items[1]
        else:
            result.computed.append((value_of(pair.items[0]), pair.items[1]))
    return result


def _array_from(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    given = arguments.positional
    if not given:
        return List([], machine.clock, at=at)
    length = isinstance(given[0], Map) and "length" in given[0].entries
    items, certain = elements(machine, given[0], at)
    if length:
        items, certain = [Unknown("an item")], False
    if isinstance(given[0], Map) and not length:  # of a `new Map()`, its pairs
        whole: Thing = parts(machine, given[0], "entries", at)
    else:
        whole = List(items, machine.clock, not certain, at)
    if len(given) > 1 and undecorated(given[1]) is not None:
        return iterate(machine, whole, "map", Arguments([given[1]]), at)
    return whole


def _array_of(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return List(list(arguments.positional), machine.clock, arguments.open_positional, at)


def _array(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return List([], machine.clock, open=True, at=at)


def _truth(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return Unknown("a truth value", at)


def _error(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return Unknown("an error", at)


def _url(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    return Foreign("globalThis.URL()", leaves(arguments.all()), arguments=arguments)


def _search_parameters(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    thing = arguments.positional[0] if arguments.positional else None
    if isinstance(thing, EventData):
        return thing
    return _from_entries(machine, arguments, at)


def _by_key(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`lodash.get(object, "a.b", default)`."""
    inputs = leaves(arguments.all())
    return Operation("get", inputs, at) if inputs else Unknown("a property by path", at)


def _chunk(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """Parts of a list, each with items of it."""
    items, _ = elements(machine, arguments.get(0, "items") or Unknown(), at)
    inner = List([either(items)] if items else [], machine.clock, open=True, at=at)
    return List([inner], machine.clock, open=True, at=at)


_KNOWN: dict[str, Known] = {
    **PROMISES,
    "globalThis.Promise": new_promise,
    "globalThis.JSON.stringify": _stringify,
    "globalThis.JSON.parse": _parse,
    "globalThis.Object.assign": _assign,
    "globalThis.Object.keys": _parts_of("keys"),
    "globalThis.Object.getOwnPropertyNames": _parts_of("keys"),
    "globalThis.Object.defineProperty": define_property,
    "globalThis.Object.values": _parts_of("values"),
    "globalThis.Object.entries": _parts_of("entries"),
    "globalThis.Object.fromEntries": _from_entries,
    "globalThis.Map": _from_entries,
    "globalThis.Headers": _from_entries,
    "globalThis.URLSearchParams": _search_parameters,
    "globalThis.Set": _array_from,
    "globalThis.Array": _array,
    "globalThis.Array.from": _array_from,
    "globalThis.Array.of": _array_of,
    "globalThis.Array.isArray": _truth,
    "globalThis.Boolean": _truth,
    "globalThis.Error": _error,
    "globalThis.URL": _url,
    "url.URL": _url,
    "lodash.get": _by_key,
    "lodash.chunk": _chunk,
    "lodash/chunk": _chunk,
    "lodash.chunk.default": _chunk,
}
