"""Attributes, subscripts and elements of things, and changes to them."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either, merged
from eda_lint.bind.evaluate.claims import claimed
from eda_lint.bind.evaluate.ecmascript.attributes import own_attribute
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.enums import is_enum, member_named, members
from eda_lint.bind.evaluate.environment import environment_value, is_environment
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.modules import submodule
from eda_lint.bind.evaluate.objects import (
    class_attribute,
    fields_in_order,
    instance_attribute,
    super_attribute,
)
from eda_lint.bind.evaluate.sdk import part_of, sdk_attribute
from eda_lint.bind.evaluate.sdk_objects import SDK, SdkAnswer
from eda_lint.bind.evaluate.tally import CHANGE
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Class,
    Foreign,
    Function,
    Instance,
    List,
    Map,
    Member,
    Module,
    Option,
    Super,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.location import Location
from eda_lint.value import (
    CONTEXT,
    Choice,
    EventData,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    entries_of,
    field_of,
)

EACH = "*"


def attribute(machine: Machine, thing: Thing, name: str, at: Location) -> Thing:
    """`thing.name`."""
    if is_ecmascript(machine):
        if isinstance(thing, Alternatives | Choice):
            return _where_it_is(machine, thing, name, at)
        own = own_attribute(machine, thing, name, at)
        if own is not None:
            return own
    match thing:
        case Alternatives():
            return merged(
                Option(attribute(machine, option.thing, name, at), option.guards)
                for option in thing.options
                if option.thing != Literal(None)
            )
        case Foreign():
            return claimed(machine, thing, name) or foreign_attribute(thing, name, at)
        case Module():
            return _module_attribute(machine, thing, name)
        case Instance():
            return instance_attribute(machine, thing, name, at)
        case Class():
            return class_attribute(machine, thing, name, at)
        case Super():
            return super_attribute(machine, thing, name, at)
        case EventData():
            return _event_attribute(machine, thing, name, at)
        case Function() if name in thing.attributes:
            return thing.attributes[name]
    if isinstance(thing, SDK):
        return sdk_attribute(machine, thing, name)
    return Member(thing, name)


def _where_it_is(machine: Machine, thing: Alternatives | Choice, name: str, at: Location) -> Thing:
    """A property of one of several things: code that reads it knows that it is there."""
    options = thing.options if isinstance(thing, Alternatives) else map(Option, thing.options)
    found = [
        Option(attribute(machine, option.thing, name, at), option.guards)
        for option in options
        if option.thing != Literal(None)
    ]
    return merged([option for option in found if option.thing != Literal(None)] or found)


def foreign_attribute(thing: Foreign, name: str, at: Location) -> Thing:
    """An attribute of something of a library."""
    if name in ("current_event", "lambda_context") and thing.root == "aws_lambda_powertools":
        return EventData(() if name == "current_event" else (CONTEXT,), at)
    return Foreign(f"{thing.path}.{name}", thing.inputs, thing.registry, thing.arguments)


def _event_attribute(machine: Machine, thing: EventData, name: str, at: Location) -> Thing:
    if thing.path == (CONTEXT,):
        own = {"function_name": "Ref", "invoked_function_arn": "Arn"}.get(name)
        if own is not None and machine.given.function:
            return Reference(machine.given.function, own, at)
    return EventData((*thing.path, name), at)


def _module_attribute(machine: Machine, module: Module, name: str) -> Thing:
    if name in module.scope.names:
        return module.scope.names[name]
    found = submodule(machine, module, name)
    return found or Unknown(f"{module.name} has no {name}")


def subscript(machine: Machine, thing: Thing, index: Thing, at: Location) -> Thing:
    """`thing[index]`."""
    if isinstance(index, Alternatives | Choice) and isinstance(thing, Map | Record):
        keys = index.options if isinstance(index, Choice) else [o.thing for o in index.options]
        return either(subscript(machine, thing, key, at) for key in keys)
    key = key_of(index)
    if key is not None and isinstance(thing, Instance | Module | Class) and is_ecmascript(machine):
        return attribute(machine, thing, key, at)
    match thing:
        case Class() if is_enum(thing):
            return member_named(thing, key)
        case Instance() if (fields := fields_in_order(thing)) is not None:
            return _item_of(fields, index)
        case Alternatives():
            return merged(
                Option(_of_one(machine, option.thing, index, at), option.guards)
                for option in thing.options
                if option.thing != Literal(None)
            )
        case Choice():
            return either(subscript(machine, option, index, at) for option in thing.options)
        case Map():
            return _entry(thing, key, index)
        case List() | Items():
            return _item_of(thing, index)
        case Record():
            if key is None:
                return either(e.value for e in entries_of(thing)) if thing.entries else Unknown()
            return field_of(thing, key)
        case EventData():
            step = EACH if key is None or _is_number(index) else key
            return EventData((*thing.path, step), at)
        case SdkAnswer():
            return part_of(machine, thing, EACH if key is None else key)
        case Foreign():
            if is_environment(thing):
                required = not is_ecmascript(machine)
                return environment_value(machine, index, None, at, required=required)
            return Foreign(f"{thing.path}[]", thing.inputs, thing.registry)
    return value_part(thing, at)


def value_part(thing: Thing, at: Location) -> Thing:
    """A part of a value that is not taken apart: it comes from where the whole comes from."""
    inputs = leaves((thing,))
    if isinstance(thing, Unknown) or not inputs:
        return Unknown("a part of a value", at)
    return thing if isinstance(thing, Operation) else Operation("part", inputs, at)


def _is_number(index: Thing) -> bool:
    return isinstance(index, Literal) and isinstance(index.value, int)


def _entry(thing: Map, key: str | None, index: Thing) -> Thing:
    if key is not None and key in thing.entries:
        return thing.entries[key]
    if key is None:
        wanted = value_of(index)
        for computed, value in thing.computed:
            if computed == wanted:
                return value
        possible = [*thing.entries.values(), *(value for _, value in thing.computed)]
        if possible:
            return either(possible)
    if thing.computed:
        return either(value for _, value in thing.computed)
    return Unknown("a key that was not seen")


def _item_of(thing: List | Items, index: Thing) -> Thing:
    items = thing.items
    if isinstance(index, Literal) and isinstance(index.value, int) and not thing.open:
        if -len(items) <= index.value < len(items):
            return items[index.value]
        return Unknown("an index out of range")
    return either(items) if items else Unknown("an item that was not seen")


def _of_one(machine: Machine, thing: Thing, index: Thing, at: Location) -> Thing:
    """A part of one of several things: an empty array of JavaScript has undefined everywhere."""
    empty = isinstance(thing, List) and not thing.items and not thing.open
    numbered = isinstance(index, Literal) and isinstance(index.value, int)
    if empty and numbered and is_ecmascript(machine):
        return Literal(None, at)
    return subscript(machine, thing, index, at)


def elements(machine: Machine, thing: Thing, at: Location) -> tuple[list[Thing], bool]:
    """What iterating over a thing gives, and whether these are certainly all, each once."""
    match thing:
        case Class() if is_enum(thing):
            return members(thing), True
        case Instance() if (fields := fields_in_order(thing)) is not None:
            return fields.items, True
        case List():
            return list(thing.items), not thing.open
        case Items():
            return list(thing.items), not thing.open
        case Map():
            keys: list[Thing] = [Literal(key, at) for key in thing.entries]
            return [*keys, *(key for key, _ in thing.computed)], not thing.open
        case Record():
            return [Literal(entry.key, at) for entry in thing.entries], not thing.open
        case Alternatives():
            found = [elements(machine, option.thing, at)[0] for option in thing.options]
            return [either(item for items in found for item in items)], False
        case Choice():
            found = [elements(machine, option, at)[0] for option in thing.options]
            return [either(item for items in found for item in items)], False
        case EventData():
            return [EventData((*thing.path, EACH), at)], False
        case SdkAnswer():
            return [part_of(machine, thing, EACH)], False
        case Foreign():
            return [Foreign(f"{thing.path}[]", thing.inputs, thing.registry)], False
    value = value_of(thing)
    return [value if isinstance(value, Unknown) else Unknown("an element", at)], False


def set_attribute(machine: Machine, thing: Thing, name: str, value: Thing) -> None:
    """`thing.name = value`."""
    machine.tally = machine.tally.plus(CHANGE)
    match thing:
        case Instance():
            thing.version += 1
            _set(machine, thing.attributes, name, value, thing.born)
        case Class() | Module():
            _set(machine, thing.scope.names, name, value, thing.scope.born)
        case Function():
            _set(machine, thing.attributes, name, value, thing.scope.born)
        case Map():
            set_item(machine, thing, Literal(name), value)
        case Alternatives():
            with machine.branch():
                for option in thing.options:
                    set_attribute(machine, option.thing, name, value)


def set_item(machine: Machine, thing: Thing, index: Thing, value: Thing) -> None:
    """`thing[index] = value`."""
    machine.tally = machine.tally.plus(CHANGE)
    match thing:
        case Map():
            thing.version += 1
            key = key_of(index)
            if key is not None:
                _set(machine, thing.entries, key, value, thing.born)
            elif isinstance(index, Choice):
                if isinstance(value, Choice | Alternatives):
                    value = Unknown("which of several goes with which key")
                with machine.branch():
                    for possible in index.options:
                        set_item(machine, thing, possible, value)
            else:
                thing.computed.append((value_of(index), value))
                thing.open = True
        case List():
            thing.version += 1
            thing.items.append(value)
            thing.open = True
        case Alternatives():
            with machine.branch():
                for option in thing.options:
                    set_item(machine, option.thing, index, value)


def _set(machine: Machine, names: dict[str, Thing], name: str, value: Thing, born: int) -> None:
    if machine.certain(born):
        names[name] = value
    else:
        # What JavaScript has not set is undefined; a test for that has nothing else to find.
        missing = Literal(None) if is_ecmascript(machine) else Unknown("not set on every way")
        before: Value | Thing = names.get(name, missing)
        names[name] = either((before, value))
