"""Libraries that read environment variables for the code: decouple and environs.

They read files as well, so that a variable which is not set may come from there.
"""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.environment import environment_value, is_set
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.bind.evaluate.values import key_of, leaves
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import Literal, Operation, Unknown

# `config("X")`, `AutoConfig()("X")`; `env("X")`, `env.str("X")`.
_READS = re.compile(r"decouple\.(?:config|AutoConfig\(\)|Config\(\))|environs\.Env\(\)(?:\.(\w+))?")
_TEXTS = words("str url path uuid")
_OTHERS = words("int float bool decimal list dict json datetime date timedelta enum log_level")
_PREFIXED = "environs.Env().prefixed()"


def call_configuration(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """The variable that a call reads; None for a call that reads none."""
    match = _READS.fullmatch(callee.path)
    if match is None or not arguments.positional:
        return None
    kind = match[1] or "str"
    if kind not in _TEXTS | _OTHERS:
        return None
    name = _prefixed(machine, arguments.positional[0])
    default = arguments.get(1, "default")
    key = key_of(name)
    if default is None and key is not None and is_set(machine, key) is False:
        return Unknown(f"{key} is not set", at)
    found = environment_value(machine, name, default, at, required=False)
    cast = arguments.keywords.get("cast")
    plain = cast is None or (isinstance(cast, Foreign) and cast.name == "str")
    if kind in _TEXTS and plain:
        return found
    inputs = leaves((found,))
    return (
        Operation(kind if plain else "cast", inputs, at)
        if inputs
        else Unknown("a variable's value", at)
    )


def _prefixed(machine: Machine, name: Thing) -> Thing:
    key = key_of(name)
    return name if key is None else Literal(f"{machine.context.prefix}{key}")


def prefix_inside(machine: Machine, manager: Thing) -> str:
    """The prefix of the variables that are read inside `with env.prefixed("APP_"):`."""
    prefix = machine.context.prefix
    if isinstance(manager, Foreign) and manager.path == _PREFIXED and manager.arguments is not None:
        return prefix + (key_of(manager.arguments.get(0, "prefix") or Unknown()) or "")
    return prefix
