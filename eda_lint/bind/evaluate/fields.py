"""Fields of dataclasses, models and settings classes."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.evaluate.environment import environment_value, is_set
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Class, Foreign, Instance, Map, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.parse.code import Assign, Name
from eda_lint.value import Literal, Unknown

_MODELS = frozenset({"BaseModel", "NamedTuple", "BaseSettings", "TypedDict", "Struct"})
_SETTINGS = "BaseSettings"
_FIELD_CALLS = frozenset({"Field()", "PrivateAttr()", "field()", "attrib()", "ib()"})
_FACTORY_KEYWORDS = ("default_factory", "factory")
_FACTORIES = frozenset({"Factory()"})


def model_base(bases: Iterable[Foreign]) -> bool:
    """Whether a library class makes constructors out of fields."""
    return any(base.name in _MODELS for base in bases)


def fields_of(classes: Iterable[Class]) -> dict[str, Thing | None]:
    """Fields with their defaults (None without one), those of base classes first."""
    fields: dict[str, Thing | None] = {}
    for cls in reversed(list(classes)):
        for statement in cls.definition.body:
            if isinstance(statement, Assign):
                for target in statement.targets:
                    if isinstance(target, Name) and not target.id.startswith("model_config"):
                        fields[target.id] = cls.scope.names.get(target.id)
    return fields


def set_fields(
    machine: Machine,
    instance: Instance,
    fields: dict[str, Thing | None],
    arguments: Arguments,
    at: Location,
) -> None:
    """Fill the fields from the arguments, for settings from the environment, else by default."""
    positional = list(arguments.positional)
    settings = _is_settings(instance.of)
    for name, default in fields.items():
        if positional and not _left_out(default):
            instance.attributes[name] = positional.pop(0)
        elif name in arguments.keywords:
            instance.attributes[name] = arguments.keywords[name]
        elif settings:
            instance.attributes[name] = _from_environment(machine, instance, name, default, at)
        elif default is not None:
            instance.attributes[name] = _default(machine, instance, default, at)
        else:
            instance.attributes[name] = Unknown(f"{name} is not given")


def _is_settings(cls: Class) -> bool:
    waiting: list[Thing] = list(cls.bases)
    while waiting:
        base = waiting.pop()
        if isinstance(base, Class):
            waiting.extend(base.bases)
        elif isinstance(base, Foreign) and base.name == _SETTINGS:
            return True
    return False


def _left_out(default: Thing | None) -> bool:
    """Whether a field is none of the constructor's parameters: `field(init=False)`."""
    if not isinstance(default, Foreign) or default.arguments is None:
        return False
    return default.arguments.keywords.get("init") == Literal(False)


def _default(machine: Machine, instance: Instance, default: Thing, at: Location) -> Thing:
    """A field's default; one that a factory makes is made for each object."""
    if not isinstance(default, Foreign) or default.arguments is None:
        return default
    name, given = default.name, default.arguments
    if name in _FACTORIES:
        owner = [instance] if given.get(1, "takes_self") == Literal(True) else []
        factory = given.get(0, "factory") or Unknown("no factory")
        return machine.call(factory, Arguments([*owner]), at)
    if name not in _FIELD_CALLS:
        return default
    for keyword in _FACTORY_KEYWORDS:
        if keyword in given.keywords:
            return machine.call(given.keywords[keyword], Arguments(), at)
    stated = given.get(0, "default")
    if stated is None:
        return Unknown("a field's default")
    return _default(machine, instance, stated, at)


def _from_environment(
    machine: Machine, instance: Instance, name: str, default: Thing | None, at: Location
) -> Thing:
    """pydantic-settings: the variable bears the field's name, whatever its case, after a prefix."""
    variables = _aliases(default) or [_prefix(instance.of) + name]
    spellings = [s for v in variables for s in (v, v.upper(), v.lower())]
    spelled = next((s for s in spellings if is_set(machine, s)), variables[0].upper())
    fallback = None if default is None else _default(machine, instance, default, at)
    required = fallback is None
    return environment_value(machine, Literal(spelled, at), fallback, at, required=required)


def _aliases(default: Thing | None) -> list[str]:
    """The names that a field has besides its own: one, or the choices in their order."""
    if not isinstance(default, Foreign) or default.arguments is None:
        return []
    for keyword in ("env", "validation_alias", "alias"):
        given = default.arguments.keywords.get(keyword)
        if isinstance(given, Foreign) and given.arguments is not None:
            names = given.arguments.positional  # AliasChoices("A", "B")
        else:
            names = [] if given is None else [given]
        keys = [key for name in names if (key := key_of(name)) is not None]
        if keys:
            return keys
    return []


def _prefix(cls: Class) -> str:
    config = cls.scope.names.get("model_config")
    if isinstance(config, Foreign) and config.arguments is not None:
        return key_of(config.arguments.keywords.get("env_prefix") or Unknown()) or ""
    if isinstance(config, Map):
        return key_of(config.entries.get("env_prefix") or Unknown()) or ""
    inner = cls.scope.names.get("Config")
    if isinstance(inner, Class):
        return key_of(inner.scope.names.get("env_prefix") or Unknown()) or ""
    return ""
