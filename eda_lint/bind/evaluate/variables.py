"""Objects of Python's own library that hold what the code puts into them.

A `ContextVar`, the attributes of a `threading.local()` or a `SimpleNamespace`, the fields of a
named tuple.
"""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.bind.evaluate.access import elements
from eda_lint.bind.evaluate.alternatives import either
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.objects import new_instance
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    ContextVariable,
    Foreign,
    Scope,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.parse.code import Assign, ClassDefinition, Compound, Name
from eda_lint.value import Literal, Unknown

NAMED_TUPLE = "typing.NamedTuple"


def new_context_variable(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`ContextVar(name, default=...)`."""
    return ContextVariable(arguments.keywords.get("default"), machine.clock)


def call_context_variable(
    machine: Machine, variable: ContextVariable, name: str, arguments: Arguments, at: Location
) -> Thing:
    """`variable.get()`, `variable.set(value)`."""
    match name:
        case "get":
            default = arguments.get(0, "default")
            if variable.value is None:
                return default or Unknown("a context variable that was not set", at)
            return variable.value
        case "set":
            value = arguments.get(0, "value") or Unknown("no value", at)
            certain = variable.value is None or machine.certain(variable.born)
            variable.value = value if certain else either((variable.value or value, value))
            variable.version += 1
    return Unknown(f"{name} of a context variable", at)


def new_namespace(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`SimpleNamespace(**attributes)`."""
    return _object(machine, "types.SimpleNamespace", at, arguments.keywords)


def new_thread_local(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`threading.local()`."""
    return _object(machine, "threading.local", at, {})


def _object(machine: Machine, path: str, at: Location, attributes: dict[str, Thing]) -> Thing:
    made = new_instance(machine, _class(machine, path.rpartition(".")[2], path, at, {}))
    made.attributes.update(attributes)
    return made


def _class(
    machine: Machine, name: str, base: str, at: Location, fields: dict[str, Thing | None]
) -> Class:
    """A class that a library call makes, as if its body declared the fields."""
    body = tuple(Assign((Name(field, at),), Compound("declared", (), at), at) for field in fields)
    defaults = {field: default for field, default in fields.items() if default is not None}
    return Class(
        ClassDefinition(name, (), body, (), at),
        (Foreign(base),),
        Scope("class", None, machine.clock, defaults),
        machine.frame.module,
    )


def new_named_tuple(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`namedtuple("Name", "a b")`, `NamedTuple("Name", [("a", A), ("b", B)])`."""
    name = key_of(arguments.get(0, "typename") or Unknown()) or ""
    fields = list(_field_names(machine, arguments.get(1, "field_names") or Unknown(), at))
    given = arguments.keywords.get("defaults")
    defaults = elements(machine, given, at)[0] if given is not None else []
    values: list[Thing | None] = [None] * (len(fields) - len(defaults))
    declared = dict(zip(fields, [*values, *defaults], strict=False))
    return _class(machine, name, NAMED_TUPLE, at, declared)


def _field_names(machine: Machine, given: Thing, at: Location) -> Iterator[str]:
    text = key_of(given)
    if text is not None:
        yield from text.replace(",", " ").split()
        return
    for item in elements(machine, given, at)[0]:
        named = item if isinstance(item, Literal) else elements(machine, item, at)[0][0]
        yield key_of(named) or "a field"
