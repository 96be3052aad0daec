"""middy and what else is called on functions: `bind`, `call`, `use`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eda_lint.bind.evaluate.alternatives import options_of
from eda_lint.bind.evaluate.ecmascript.utilities import middleware_of
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import marked, undecorated
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Foreign,
    Function,
    List,
    Map,
    Method,
    Partial,
    Registry,
    Thing,
)
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import Unknown

_MIDDY = frozenset({"@middy/core", "middy"})
_ATTACHING = words("use before after onError")
_BATCH = "@middy/sqs-partial-batch-failure"
BATCH_UTILITY = "sqs_partial_batch_failure"
# Middlewares that may keep a repetition away, or change what is answered to a batch; others parse,
# log, answer errors.
_STEPPING_IN = re.compile(r"idempot|dedup|once|lock|cache|batch|partial|sqs|retry", re.IGNORECASE)


def call_middy(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """`middy(handler)`, `middy().use(middleware).handler(handler)`; None for any other call."""
    if callee.root not in _MIDDY:
        return None
    inner = next((t for t in arguments.positional if undecorated(t) is not None), None)
    if callee.path in ("@middy/core", "middy", "@middy/core.middy"):
        if inner is not None:
            return inner
        return Foreign(f"{callee.root}()", registry=Registry())
    if callee.registry is None:
        return None
    if callee.name in _ATTACHING:
        if callee.name == "use":
            callee.registry.callbacks.extend(_flat(arguments.positional))
        else:
            callee.registry.callbacks.extend(arguments.positional)
        return Foreign(f"{callee.root}()", registry=callee.registry)
    if callee.name == "handler" and inner is not None:
        return _with(inner, callee.registry.callbacks)
    return None


def function_method(
    machine: Machine, receiver: Thing, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    """A method of a function."""
    given = arguments.positional
    match name:
        case "bind":
            return _bound(receiver, given)
        case "call" if given:
            return machine.call(_bound(receiver, given[:1]), Arguments(given[1:]), at)
        case "apply" if given:
            rest = Arguments(open_positional=True)
            if len(given) > 1 and isinstance(given[1], List) and not given[1].open:
                rest = Arguments(list(given[1].items))
            return machine.call(_bound(receiver, given[:1]), rest, at)
        case "use":
            return _with(receiver, _flat(given))
        case _ if name in _ATTACHING:
            return _with(receiver, given)
        case "handler" if given and undecorated(given[0]) is not None:
            return given[0]
        case _:
            return None


def _bound(function: Thing, given: list[Thing]) -> Thing:
    """`function.bind(object, ...)`."""
    match function:
        case Function() if given:
            bound: Thing = Method(function, given[0])
        case Class() | Function() | Method() | Partial():
            bound = function
        case _:
            return Unknown("a bound function")
    return Partial(bound, tuple(given[1:])) if len(given) > 1 else bound


def _flat(given: Iterable[Thing]) -> list[Thing]:
    return [
        option
        for thing in given
        for item in (thing.items if isinstance(thing, List) else [thing])
        for option in options_of(item)
    ]


def _with(handler: Thing, middlewares: Iterable[Thing]) -> Thing:
    """A handler with middlewares around it."""
    for middleware in middlewares:
        match middleware:
            case Foreign() if middleware.path.startswith(_BATCH):
                handler = marked(handler, utilities=frozenset({BATCH_UTILITY}))
            case Foreign():
                known = middleware_of(handler, middleware)
                if known is not None:
                    handler = known
                elif _STEPPING_IN.search(middleware.path):
                    handler = marked(handler, unknown=(middleware.path,))
            case Map():
                before = middleware.entries.get("before")
                if before is not None:
                    handler = marked(handler, before=before)
            case Function() | Method():
                handler = marked(handler, before=middleware)
            case _:
                handler = marked(handler, unknown=("an unknown middleware",))
    return handler
