"""Calls: own functions are followed with their arguments, everything else is looked up."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate.alternatives import merged, together
from eda_lint.bind.evaluate.callbacks import run_before, run_callbacks
from eda_lint.bind.evaluate.contexts import REGISTERING
from eda_lint.bind.evaluate.decorators import has_other_decorators
from eda_lint.bind.evaluate.ecmascript.language import of_ecmascript
from eda_lint.bind.evaluate.ecmascript.objects import call_super, make_object, makes_object
from eda_lint.bind.evaluate.enums import is_enum, member_with
from eda_lint.bind.evaluate.libraries import call_foreign
from eda_lint.bind.evaluate.machine import MOST_CALLS, Frame, Machine, Memory, common_guards
from eda_lint.bind.evaluate.methods import call_method
from eda_lint.bind.evaluate.objects import find, foreign_bases, instantiate, metaclass_call
from eda_lint.bind.evaluate.parameters import bind_parameters
from eda_lint.bind.evaluate.promises import call_promise
from eda_lint.bind.evaluate.readings import hand_over, let_go, opened, promised
from eda_lint.bind.evaluate.remembering import memory_key
from eda_lint.bind.evaluate.sdk_objects import SdkAnswer
from eda_lint.bind.evaluate.tally import Tally
from eda_lint.bind.evaluate.telling import only_tells
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Arguments,
    Class,
    Foreign,
    Function,
    Instance,
    List,
    Member,
    Method,
    Option,
    Partial,
    Promise,
    Scope,
    Super,
    Thing,
)
from eda_lint.bind.evaluate.values import value_of
from eda_lint.location import Location
from eda_lint.model import Guard, GuardKind, Moment, Step, UnregisteredIdempotency
from eda_lint.value import CONTEXT, Choice, EventData, Literal, Unknown, field_of

ANONYMOUS = "<lambda>"
MOST_NESTED = 8
"""A function that makes another one of itself, and calls it, is left after so many rounds."""


def call(machine: Machine, callee: Thing, arguments: Arguments, at: Location) -> Thing:
    """What calling something gives."""
    if not isinstance(callee, Function | Method | Partial | Alternatives | Choice):
        _goes_out(machine, callee, arguments)
    match callee:
        case Function() if makes_object(callee, arguments):
            return make_object(machine, callee, arguments, at)
        case Function():
            return call_function(machine, callee, None, arguments, at)
        case Super():
            return call_super(machine, callee, arguments, at)
        case Method():
            return call_function(machine, callee.function, callee.receiver, arguments, at)
        case Member(receiver=Promise() as promise):
            return call_promise(machine, promise, callee.name, arguments, at)
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
            run_callbacks(machine, arguments, at)
            return Unknown("a call of something unknown", at)


def _goes_out(machine: Machine, callee: Thing, arguments: Arguments) -> None:
    """A call leaves the code that is followed, with all that it is given."""
    hand_over(machine.readings, arguments, told=machine.context.telling)
    if not only_tells(callee):
        unknown = isinstance(callee, Unknown) or (
            isinstance(callee, Member) and isinstance(callee.receiver, Unknown)
        )
        machine.tally = machine.tally.plus(Tally(guesses=int(unknown), acts=1))
    machine.journal.contexts.hand_over(callee, arguments)
    if isinstance(callee, Member) and callee.name in REGISTERING:
        machine.journal.contexts.register(callee.receiver)


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
    identity = (id(function.definition), function.scope)
    nested = sum(1 for definition, _ in machine.active if definition == identity[0])
    if identity in machine.active or nested >= MOST_NESTED:
        hand_over(machine.readings, arguments)
        return Unknown(f"{name} calls itself", at)
    key = memory_key(machine, identity, receiver, arguments)
    memory = machine.memories.get(key)
    if memory is not None:
        machine.guards, machine.live = memory.guards, memory.live
        machine.tally = machine.tally.plus(memory.tally)
        return _given(machine, function, memory.result, at)
    if machine.called >= MOST_CALLS:
        return machine.unfollowed(name, "too many calls", at)
    machine.called += 1
    before = machine.tally
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
    done = machine.tally.since(before)
    machine.memories[key] = Memory(result, machine.guards, machine.live, done)
    return _given(machine, function, result, at)


def _given(machine: Machine, function: Function, result: Thing, at: Location) -> Thing:
    """What a call gives its caller: an asynchronous function's result is promised."""
    if has_other_decorators(function):
        # What a decorator makes of the answer is not followed.
        result = let_go(machine.readings, result)
    if isinstance(result, Promise) and function.definition.asynchronous:
        return promised(machine.readings, result.of, at)
    return result


def _display(function: Function) -> str:
    owner = function.owner
    name = function.definition.name or "lambda"
    if name == ANONYMOUS and of_ecmascript(function):
        return "an anonymous function"
    return f"{owner.definition.name}.{name}" if owner is not None else name


def _run(
    machine: Machine,
    function: Function,
    receiver: Thing | None,
    arguments: Arguments,
    at: Location,
) -> Thing:
    kept = machine.context.moment is not Moment.INVOCATION
    scope = Scope("function", function.scope, machine.clock, kept=kept)
    bind_parameters(machine, function, scope, receiver, arguments)
    for middleware in function.decoration.before:
        run_before(machine, middleware, arguments, at)
    own = _own_guard(machine, function, scope, arguments)
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
    result = merged(
        Option(end.thing, tuple(g for g in end.guards if g not in common)) for end in ends
    )
    if function.definition.asynchronous:
        return Promise(opened(machine.readings, result), at)
    return result


def _own_guard(
    machine: Machine, function: Function, scope: Scope, arguments: Arguments
) -> tuple[Guard, ...]:
    idempotent = function.decoration.idempotent
    if idempotent is None:
        return ()
    # TypeScript's utility takes the context out of the arguments of what looks like a handler.
    handed = of_ecmascript(function) and EventData((CONTEXT,)) in arguments.positional[1:2]
    if idempotent.utility == "idempotent" or handed:
        machine.journal.contexts.register(idempotent.config)
    elif idempotent.utility == "idempotent_function":
        reached = UnregisteredIdempotency(idempotent.at, _display(function), machine.context.path)
        machine.journal.contexts.reach(reached, idempotent.config)
    key = value_of(idempotent.key)
    if idempotent.argument and isinstance(key, EventData):
        given = value_of(scope.names.get(idempotent.argument, Unknown("an unknown argument")))
        key = field_of(given, *key.path)
    return (Guard(GuardKind.IDEMPOTENCY_UTILITY, idempotent.at, key),)
