"""Environment variables: what the function's configuration gives them."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either, options_of
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Alternatives, Arguments, Foreign, Thing
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.location import Location
from eda_lint.model import EnvironmentRead
from eda_lint.value import (
    Absent,
    Choice,
    Environment,
    Input,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    entries_of,
    field_of,
)

ENVIRONMENTS = frozenset({"os.environ", "process.env"})
REGION = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION"})
OWN_NAME = "AWS_LAMBDA_FUNCTION_NAME"
# What Lambda itself sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
_GIVEN_BY_LAMBDA = ("AWS_", "LAMBDA_", "_HANDLER", "_X_AMZN", "LANG", "TZ", "PATH", "PYTHONPATH")


def is_environment(thing: Foreign) -> bool:
    """Whether this is the map of environment variables."""
    return thing.path in ENVIRONMENTS


def environment_value(
    machine: Machine, name: Thing, default: Thing | None, at: Location, *, required: bool
) -> Thing:
    """A variable's value; `default` (None where there is none) when it is not set."""
    if isinstance(name, Alternatives | Choice):
        options = name.options if isinstance(name, Choice) else [o.thing for o in name.options]
        return either(
            environment_value(machine, option, default, at, required=required) for option in options
        )
    key = key_of(name)
    if key is None:
        inputs = leaves((name,))
        return Operation("environment", inputs, at) if inputs else Unknown("a computed variable")
    machine.journal.read(EnvironmentRead(key, required and not machine.context.forgiving, at))
    return _given(machine, key, default, at, required)


def set_variable(machine: Machine, name: Thing, at: Location) -> None:
    """The code sets a variable by itself: whoever needs it has it from here."""
    for option in options_of(name):
        key = key_of(option)
        if key is not None:
            machine.journal.read(EnvironmentRead(key, required=False, at=at))


def set_variables(machine: Machine, arguments: Arguments, at: Location) -> None:
    """`update({...})`, `update(X="1")`."""
    names: list[str] = list(arguments.keywords)
    for thing in arguments.positional[:1]:
        names.extend(entry.key for entry in entries_of(value_of(thing)))
    for name in names:
        set_variable(machine, Literal(name, at), at)


def _given(
    machine: Machine, name: str, default: Thing | None, at: Location, required: bool
) -> Thing:
    if name in REGION:
        return Input("AWS::Region", at=at)
    if name == OWN_NAME and machine.given.function:
        return Reference(machine.given.function, at=at)
    variables = machine.given.environment
    fallback = None if default is None else value_of(default)
    if isinstance(variables, Unknown):
        return Environment(name, fallback, at)
    found = field_of(variables, name)
    if not isinstance(found, Absent):
        return _with_default(found, fallback)
    if default is not None:
        return default
    if required:
        return Unknown(f"the environment variable {name} is not set", at)
    # Lambda's own variables have values, though none that we know.
    return Unknown(name, at) if name.startswith(_GIVEN_BY_LAMBDA) else Literal(None, at)


def _with_default(found: Value, default: Value | None) -> Value:
    if isinstance(found, Choice) and any(isinstance(o, Absent) for o in found.options):
        rest = [o for o in found.options if not isinstance(o, Absent)]
        return choice([*rest, default or Literal(None)], found.condition)
    return found


def is_set(machine: Machine, name: str) -> bool | None:
    """Whether a variable is certainly set, or certainly not."""
    variables = machine.given.environment
    if name.startswith(_GIVEN_BY_LAMBDA):
        return None
    if isinstance(variables, Record | Absent):
        found = field_of(variables, name)
        return None if isinstance(found, Unknown | Choice) else not isinstance(found, Absent)
    return None


def as_record(machine: Machine) -> Value:
    """All variables that the configuration sets."""
    given = machine.given.environment
    return given if isinstance(given, Record) else Record((), open=True)
