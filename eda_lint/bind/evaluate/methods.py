"""Methods of data: of texts, maps, lists and event data."""

from __future__ import annotations

import re
from collections.abc import Callable

from eda_lint.bind.evaluate.access import EACH, attribute, elements, subscript
from eda_lint.bind.evaluate.alternatives import either, merged
from eda_lint.bind.evaluate.callbacks import run_callbacks
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.ecmascript.methods import call_own_method
from eda_lint.bind.evaluate.environment import is_environment
from eda_lint.bind.evaluate.folding import fold
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.sdk import call_sdk
from eda_lint.bind.evaluate.sdk_objects import SDK, SdkSession
from eda_lint.bind.evaluate.sessions import call_session
from eda_lint.bind.evaluate.sizes import small
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Arguments,
    ContextVariable,
    Foreign,
    List,
    Map,
    Option,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.bind.evaluate.variables import call_context_variable
from eda_lint.location import Location
from eda_lint.value import (
    CONTEXT,
    Concat,
    Environment,
    EventData,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    concat,
)

_SAME = frozenset(
    {"encode", "decode", "strip", "lstrip", "rstrip", "copy", "expandtabs", "as_posix"}
)
_FOLDED: dict[str, Callable[..., object]] = {
    "lower": str.lower,
    "upper": str.upper,
    "strip": str.strip,
    "lstrip": str.lstrip,
    "rstrip": str.rstrip,
    "title": str.title,
    "capitalize": str.capitalize,
    "replace": str.replace,
    "removeprefix": str.removeprefix,
    "removesuffix": str.removesuffix,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "split": str.split,
    "rsplit": str.rsplit,
    "partition": str.partition,
    "rpartition": str.rpartition,
    "splitlines": str.splitlines,
}
_TEXTS = (Literal, Concat, Reference, Input, Environment, Operation)
_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)[^{}]*\}")


def call_method(
    machine: Machine, receiver: Thing, name: str, arguments: Arguments, at: Location
) -> Thing:
    """`receiver.name(...)` where the receiver is no own object."""
    if is_ecmascript(machine):
        own = call_own_method(machine, receiver, name, arguments, at)
        if own is not None:
            return own
    if isinstance(receiver, SdkSession):
        return call_session(machine, receiver, name, arguments, at)
    if isinstance(receiver, SDK):
        return call_sdk(machine, receiver, name, arguments, at)
    # The context's methods that take a function are those of a durable execution: they call it.
    known = isinstance(receiver, EventData) and receiver.path[:1] == (CONTEXT,)
    run_callbacks(machine, arguments, at, known=known)
    match receiver:
        case ContextVariable():
            return call_context_variable(machine, receiver, name, arguments, at)
        case Map():
            return _map_method(machine, receiver, name, arguments, at)
        case Record():
            entries: dict[str, Thing] = {entry.key: entry.value for entry in receiver.entries}
            copy = Map(entries, machine.clock, receiver.open)
            return _map_method(machine, copy, name, arguments, at)
        case List():
            return _list_method(machine, receiver, name, arguments, at)
        case EventData():
            return _event_method(machine, receiver, name, arguments, at)
        case Alternatives():
            return merged(
                Option(call_method(machine, o.thing, name, arguments, at), o.guards)
                for o in receiver.options
            )
        case Foreign() if is_environment(receiver):
            return Unknown("the environment", at)
    if isinstance(receiver, _TEXTS):
        return text_method(machine, receiver, name, arguments, at)
    inputs = leaves([receiver, *arguments.all()])
    return Operation(name, inputs, at) if inputs else Unknown(f"the result of {name}", at)


def text_method(
    machine: Machine, receiver: Value, name: str, arguments: Arguments, at: Location
) -> Thing:
    """A method of text: folded on constants."""
    if name == "format":
        return _formatted(receiver, arguments, at)
    if name == "join":
        return _joined(machine, receiver, arguments, at)
    constants = [thing.value for thing in arguments.positional if isinstance(thing, Literal)]
    complete = len(constants) == len(arguments.positional) and not arguments.keywords
    folded = _FOLDED.get(name)
    if isinstance(receiver, Literal) and folded is not None and complete:
        if not isinstance(receiver.value, str):
            return Unknown("a method of text", at)
        return fold(machine, folded, receiver.value, constants, at)
    if name in _SAME:
        return receiver
    inputs = leaves([receiver, *arguments.all()])
    return Operation(name, inputs, at) if inputs else Unknown(f"the result of {name}", at)


def _formatted(receiver: Value, arguments: Arguments, at: Location) -> Thing:
    pattern = key_of(receiver)
    if pattern is None:
        return Unknown("an open format", at)
    parts: list[Value] = []
    position = count = 0
    for match in _FIELD.finditer(pattern):
        parts.append(Literal(pattern[position : match.start()]))
        position = match.end()
        field = match[1]
        if field is None:
            parts.append(Literal(match[0][0]))
            continue
        if field.isdigit() or not field:
            index = int(field) if field else count
            count += 1
            given = arguments.positional
            parts.append(value_of(given[index]) if index < len(given) else Unknown("a field"))
        else:
            named = arguments.keywords.get(field)
            parts.append(Unknown("a field") if named is None else value_of(named))
    parts.append(Literal(pattern[position:]))
    return small(concat(parts, at))


def _joined(machine: Machine, receiver: Value, arguments: Arguments, at: Location) -> Thing:
    given = arguments.get(0, "iterable")
    items = given.items if isinstance(given, List | Items) else None
    if items is None or getattr(given, "open", True):
        inputs = leaves(arguments.all())
        return Operation("join", inputs, at) if inputs else Unknown("a join", at)
    parts: list[Value] = []
    for item in items:
        parts.extend((receiver, value_of(item)) if parts else (value_of(item),))
    return small(concat(parts, at))


def _map_method(
    machine: Machine, receiver: Map, name: str, arguments: Arguments, at: Location
) -> Thing:
    first = arguments.get(0, "key")
    match name:
        case "get" | "pop" | "setdefault":
            return _looked_up(machine, receiver, name, arguments, at)
        case "items":
            pairs: list[Thing] = [
                List([key, subscript(machine, receiver, key, at)], machine.clock)
                for key in elements(machine, receiver, at)[0]
            ]
            return List(pairs, machine.clock, receiver.open)
        case "values":
            values = [*receiver.entries.values(), *(value for _, value in receiver.computed)]
            return List(values, machine.clock, receiver.open)
        case "keys":
            return List(elements(machine, receiver, at)[0], machine.clock, receiver.open)
        case "copy":
            entries, computed = dict(receiver.entries), list(receiver.computed)
            return Map(entries, machine.clock, receiver.open, at, computed)
        case "update":
            receiver.version += 1
            known = isinstance(first, Map)
            if isinstance(first, Map):
                receiver.entries.update(first.entries)
                receiver.computed.extend(first.computed)
            receiver.entries.update(arguments.keywords)
            receiver.open |= first is not None and not known
            receiver.open |= arguments.open_keywords or not machine.certain(receiver.born)
        case "clear" | "popitem":
            receiver.open = True
    return Literal(None, at)


def _looked_up(
    machine: Machine, receiver: Map, name: str, arguments: Arguments, at: Location
) -> Thing:
    given = arguments.positional
    key = given[0] if given else Unknown("a key")
    default = given[1] if len(given) > 1 else Literal(None, at)
    text = key_of(key)
    if text is not None and text in receiver.entries:
        return receiver.entries[text]
    if name == "setdefault" and text is not None:
        receiver.version += 1
        receiver.entries[text] = default
        return default
    if text is not None and not receiver.open and not receiver.computed:
        return default
    return either((subscript(machine, receiver, key, at), default))


def _list_method(
    machine: Machine, receiver: List, name: str, arguments: Arguments, at: Location
) -> Thing:
    given = arguments.positional
    match name:
        case "append" | "add" | "appendleft" | "insert" if given:
            receiver.version += 1
            receiver.items.append(given[-1])
            receiver.open |= not machine.certain(receiver.born) or machine.context.in_loop
        case "extend" | "update" if given:
            receiver.version += 1
            items, certain = elements(machine, given[0], at)
            receiver.items.extend(items)
            receiver.open |= not certain or not machine.certain(receiver.born)
        case "pop" | "popleft":
            return either(receiver.items) if receiver.items else Unknown("an item")
        case "copy":
            return List(list(receiver.items), machine.clock, receiver.open, at)
        case "index" | "count":
            return Unknown(f"a {name}", at)
        case "clear" | "remove":
            receiver.open = True
    return Literal(None, at)


def _event_method(
    machine: Machine, receiver: EventData, name: str, arguments: Arguments, at: Location
) -> Thing:
    given = arguments.positional
    match name:
        case "get" | "pop" if given:
            part = subscript(machine, receiver, given[0], at)
            default = given[1] if len(given) > 1 else None
            if default is None or isinstance(default, Map | List) or default == Literal(None):
                return part
            return either((part, default))
        case "items":
            pair: list[Thing] = [EventData((*receiver.path, EACH), at)] * 2
            return List([List(pair, machine.clock)], machine.clock, open=True)
        case "values" | "keys":
            return List([EventData((*receiver.path, EACH), at)], machine.clock, open=True)
        case "copy" | "json" | "dict" | "model_dump" | "raw_event" | "read":
            return receiver
        case _ if name in _SAME:
            return receiver
        case _ if name in _FOLDED or name in ("join", "format", "isdigit", "hex"):
            return Operation(name, leaves([receiver, *arguments.all()]), at)
    return attribute(machine, receiver, name, at)
