"""What tells one call of a function from another."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import (
    Arguments,
    ContextVariable,
    Instance,
    List,
    Map,
    Scope,
    Thing,
)


def memory_key(
    machine: Machine, identity: tuple[int, Scope], receiver: Thing | None, arguments: Arguments
) -> tuple[object, ...]:
    """The key of a call: two calls with the same one do the same."""
    # Who logs, which record it is and whether an error is handled make no other call.
    context = replace(machine.context, path=(), failing=False, telling=False, round=None)
    return (
        identity,
        _fingerprint(receiver),
        tuple(_fingerprint(thing) for thing in arguments.positional),
        tuple((name, _fingerprint(thing)) for name, thing in arguments.keywords.items()),
        arguments.open_positional,
        arguments.open_keywords,
        context,
        machine.guards,
    )


def _fingerprint(thing: Thing | None) -> object:
    """What tells one argument from another; a container that has changed is another."""
    if isinstance(thing, Map | List | Instance | ContextVariable):
        return thing, thing.version
    return thing
