"""Calls: own functions are followed with their arguments, everything else is looked up."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate.alternatives import merged, together
from eda_lint.bind.evaluate.enums import is_enum, member_with
from eda_lint.bind.evaluate.libraries import call_foreign
from eda_lint.bind.evaluate.machine import MOST_CALLS, Frame, Machine, Memory, common_guards
from eda_lint.bind.evaluate.methods import call_method
from eda_lint.bind.evaluate.objects import find, foreign_bases, instantiate, metaclass_call
from eda_lint.bind.evaluate.sdk_objects import SdkAnswer
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Arguments,
    Class,
    ContextVariable,
    Foreign,
    Function,
    Instance,
    List,
    Map,
    Member,
    Method,
    Option,
    Partial,
    Scope,
    Thing,
)
from eda_lint.bind.evaluate.values import value_of
from eda_lint.location import Location
from eda_lint.model import Guard, GuardKind, Moment, Step
from eda_lint.value import Choice, EventData, Literal, Unknown, field_of


def call(machine: Machine, callee: Thing, arguments: Arguments, at: Location) -> Thing:
    """What calling something gives."""
    match callee:
        case Function():
            return call_function(machine, callee, None, arguments, at)
        case Method():
            return call_function(machine, callee.function, callee.receiver, arguments, at)
        case Member():
            return call_method(machine, callee.receiver, callee.name, arguments, at)
        case Foreign():
            return call_foreign(machine, callee, arguments, at)
        case Class():
            made_by = metaclass_call(callee)
            if made_by is not None:
                return call_function(machine, made_by, callee, arguments, at)
            if is_enum(callee) and arguments.positional:
                return member_with(callee, arguments.positional[0])
            return instantiate(machine, callee, arguments, at)
        case Partial():
            return call(machine, callee.function, _completed(callee, arguments), at)
        case Instance():
            return _call_instance(machine, callee, arguments, at)
        case EventData() if callee.path:
            receiver: Thing = EventData(callee.path[:-1], callee.at)
            return call_method(machine, receiver, callee.path[-1], arguments, at)
        case SdkAnswer() if callee.path:
            receiver = replace(callee, path=callee.path[:-1])
            return call_method(machine, receiver, callee.path[-1], arguments, at)
        case Alternatives():
            return _call_each(machine, callee.options, arguments, at)
        case Choice():
            options = tuple(Option(option) for option in callee.options)
            return _call_each(machine, options, arguments, at)
        case _:
            return Unknown("a call of something unknown", at)


def _completed(partial: Partial, arguments: Arguments) -> Arguments:
    return replace(
        arguments,
        positional=[*partial.positional, *arguments.positional],
        keywords={**dict(partial.keywords), **arguments.keywords},
    )


def _call_instance(machine: Machine, callee: Instance, arguments: Arguments, at: Location) -> Thing:
    function = find(callee.of, "__call__")
    if isinstance(function, Function):
        return call_function(machine, function, callee, arguments, at)
    base = next(foreign_bases(callee.of), None)
    if base is not None:
        return call_foreign(machine, Foreign(f"{base.path}()"), arguments, at)
    return Unknown("a call of an object", at)


def _call_each(
    machine: Machine, options: tuple[Option, ...], arguments: Arguments, at: Location
) -> Thing:
    """Any of these may be what is called."""
    callable_options = [o for o in options if not isinstance(o.thing, Literal)]
    before = machine.point()
    ends, results = [], []
    with machine.branch():
        for option in callable_options:
            machine.back_to(before)
            machine.guards = together(machine.guards, option.guards)
            result = call(machine, option.thing, arguments, at)
            if machine.live:
                results.append((result, machine.guards))
                ends.append(machine.point())
    if not ends:
        if callable_options:
            machine.live = False
        return Unknown("a call of nothing", at)
    machine.merge(ends)
    return merged(
        Option(result, tuple(g for g in guards if g not in machine.guards))
        for result, guards in results
    )


def call_function(
    machine: Machine,
    function: Function,
    receiver: Thing | None,
    arguments: Arguments,
    at: Location,
) -> Thing:
    """Follow an own function."""
    name = function.definition.name
    identity = (id(function.definition), id(function.scope))
    if identity in machine.active:
        return Unknown(f"{name} calls itself", at)
    key = _memory_key(machine, identity, receiver, arguments)
    memory = machine.memories.get(key)
    if memory is not None:
        machine.guards, machine.live = memory.guards, memory.live
        return memory.result
    if machine.called >= MOST_CALLS:
        return machine.unfollowed(name, "too many calls", at)
    machine.called += 1
    machine.active.add(identity)
    context = machine.context
    if machine.frames and at is not function.definition.at:
        context = replace(context, path=(*context.path, Step(at, _display(function))))
    if function.decoration.memoised and context.moment is Moment.INVOCATION:
        context = replace(context, moment=Moment.ONCE)
    try:
        with machine.under(context):
            result = _run(machine, function, receiver, arguments, at)
    finally:
        machine.active.discard(identity)
    machine.memories[key] = Memory(result, machine.guards, machine.live)
    return result


def _display(function: Function) -> str:
    owner = function.owner
    name = function.definition.name or "lambda"
    return f"{owner.definition.name}.{name}" if owner is not None else name


def _run(
    machine: Machine,
    function: Function,
    receiver: Thing | None,
    arguments: Arguments,
    at: Location,
) -> Thing:
    scope = Scope("function", function.scope, machine.clock)
    _bind_parameters(machine, function, scope, receiver, arguments)
    own = _own_guard(function, scope)
    machine.guards = together(machine.guards, own)
    frame = Frame(scope, function.module, function, receiver)
    machine.frames.append(frame)
    try:
        machine.execute(function.definition.body)
    finally:
        machine.frames.pop()
    ends = frame.returned
    if machine.live:
        ends.append(Option(Literal(None, at), machine.guards))
    if frame.yielded:
        machine.live = True
        if ends:
            machine.guards = common_guards([end.guards for end in ends])
        machine.guards = tuple(g for g in machine.guards if g not in own)
        return List(frame.yielded, machine.clock, open=True)
    machine.live = bool(ends)
    if not ends:
        return Unknown("nothing is returned", at)
    common = common_guards([end.guards for end in ends])
    machine.guards = tuple(g for g in common if g not in own)
    return merged(
        Option(end.thing, tuple(g for g in end.guards if g not in common)) for end in ends
    )


def _own_guard(function: Function, scope: Scope) -> tuple[Guard, ...]:
    idempotent = function.decoration.idempotent
    if idempotent is None:
        return ()
    key = value_of(idempotent.key)
    if idempotent.argument and isinstance(key, EventData):
        given = value_of(scope.names.get(idempotent.argument, Unknown("an unknown argument")))
        key = field_of(given, *key.path)
    return (Guard(GuardKind.IDEMPOTENCY_UTILITY, idempotent.at, key),)


def _bind_parameters(
    machine: Machine,
    function: Function,
    scope: Scope,
    receiver: Thing | None,
    arguments: Arguments,
) -> None:
    positional = list(arguments.positional)
    if receiver is not None:
        positional.insert(0, receiver)
    keywords = dict(arguments.keywords)
    names = scope.names
    for parameter in function.definition.parameters:
        name = parameter.name
        if parameter.kind == "*":
            names[name] = List(positional, machine.clock, arguments.open_positional)
            positional = []
        elif parameter.kind == "**":
            names[name] = Map(keywords, machine.clock, arguments.open_keywords)
            keywords = {}
        elif parameter.kind != "keyword" and positional:
            names[name] = positional.pop(0)
            keywords.pop(name, None)
        elif name in keywords:
            names[name] = keywords.pop(name)
        elif arguments.open_positional or arguments.open_keywords:
            names[name] = Unknown(f"{name} may be among arguments that were not seen")
        elif name in function.defaults:
            names[name] = function.defaults[name]
        else:
            names[name] = Unknown(f"{name} is not given")


def _memory_key(
    machine: Machine, identity: tuple[int, int], receiver: Thing | None, arguments: Arguments
) -> tuple[object, ...]:
    return (
        identity,
        _fingerprint(receiver),
        tuple(_fingerprint(thing) for thing in arguments.positional),
        tuple((name, _fingerprint(thing)) for name, thing in arguments.keywords.items()),
        arguments.open_positional,
        arguments.open_keywords,
        replace(machine.context, path=()),
        machine.guards,
    )


def _fingerprint(thing: Thing | None) -> object:
    """What tells one argument from another; a container that has changed is another."""
    if isinstance(thing, Map | List | Instance | ContextVariable):
        return thing, thing.version
    return thing
