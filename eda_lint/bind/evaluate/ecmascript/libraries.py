"""Calls of JavaScript's libraries and built-ins that are known."""

from __future__ import annotations

from collections.abc import Callable

from eda_lint.bind.evaluate.callbacks import functions_among
from eda_lint.bind.evaluate.ecmascript.builtins import call_builtin
from eda_lint.bind.evaluate.ecmascript.claims import call_claim
from eda_lint.bind.evaluate.ecmascript.containers import call_checked, call_container
from eda_lint.bind.evaluate.ecmascript.http import call_http
from eda_lint.bind.evaluate.ecmascript.methods import chained
from eda_lint.bind.evaluate.ecmascript.middleware import call_middy
from eda_lint.bind.evaluate.ecmascript.modules import call_module
from eda_lint.bind.evaluate.ecmascript.powertools import call_powertools
from eda_lint.bind.evaluate.ecmascript.sdk import call_sdk_library, send
from eda_lint.bind.evaluate.ecmascript.wrappers import call_wrapper
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.sdk_objects import SdkCommand
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.location import Location
from eda_lint.model import Moment

Library = Callable[[Machine, Foreign, Arguments, Location], Thing | None]
_LIBRARIES: tuple[Library, ...] = (
    call_module,
    call_sdk_library,
    call_powertools,
    call_middy,
    call_builtin,
    call_http,
    call_wrapper,
    call_claim,
    call_checked,
    call_container,
)
_CHAINED = frozenset({"then", "catch", "finally"})


def call_ecmascript(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a call of a library gives; None for what is not known."""
    for library in _LIBRARIES:
        known = library(machine, callee, arguments, at)
        if known is not None:
            return known
    if callee.name == "send" and isinstance(next(iter(arguments.positional), None), SdkCommand):
        return send(machine, arguments, at)
    if callee.name in _CHAINED:
        owner = Foreign(callee.path.rpartition(".")[0], callee.inputs)
        return chained(machine, owner, callee.name, arguments, at)
    if callee.registry is not None and machine.context.moment is Moment.LOAD:
        # Routes and listeners: they run when what they were given to does.
        callee.registry.callbacks.extend(functions_among(arguments))
    return None
