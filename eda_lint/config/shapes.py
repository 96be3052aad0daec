"""The shapes that values in a configuration have: how each is read, and its JSON schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from eda_lint.config.settings import PathSettings
from eda_lint.config.where import Where
from eda_lint.finding import Severity
from eda_lint.frozen import frozen
from eda_lint.nearest import did_you_mean

if TYPE_CHECKING:
    from eda_lint.rule import OptionValue

JsonObject: TypeAlias = Mapping[str, object]


@frozen
class Shape:
    """`read` makes a setting of a value, or raises ConfigurationError; `schema` says the same."""

    read: Callable[[object, Where], object]
    schema: JsonObject


@frozen
class Key:
    """A key of a table, and what it is good for in a sentence."""

    name: str
    shape: Shape
    help: str

    @property
    def field(self) -> str:
        """The name of the setting that it becomes."""
        return self.name.replace("-", "_")


def given(table: Mapping[str, object], keys: Sequence[Key], where: Where) -> dict[str, object]:
    """The settings that a table gives, by their fields. A key may have `_` where ours have `-`.

    Raises ConfigurationError for a key that is none of these, for one that is given twice, and for
    a value that is not of its shape.
    """
    known = {key.name: key for key in keys}
    read: dict[str, object] = {}
    for written, value in table.items():
        name = written.replace("_", "-")
        if name not in known:
            meant = did_you_mean(written, known)
            raise where.of(written).wrong(
                f"no key is named {written!r}{meant} (there are: {', '.join(known)})"
            )
        if name != written and name in table:
            raise where.of(written).wrong(f"{name} is given twice, also as {written}")
        read[known[name].field] = known[name].shape.read(value, where.of(written))
    return read


def _texts(value: object, where: Where) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise where.wrong(f"{where.name} must be a list of texts, not {value!r}")


def _text(value: object, where: Where) -> str:
    if isinstance(value, str) and value:
        return value
    raise where.wrong(f"{where.name} must be a text, not {value!r}")


def _file(value: object, where: Where) -> Path:
    return where.path.parent / _text(value, where)


def _files(value: object, where: Where) -> tuple[Path, ...]:
    return tuple(where.path.parent / one for one in _texts(value, where))


def _severity(value: object, where: Where) -> Severity:
    allowed = [severity.value for severity in Severity]
    if value in allowed:
        return Severity(value)
    raise where.wrong(f"{where.name} must be one of {', '.join(allowed)}, not {value!r}")


def _above_zero(value: object, where: Where) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise where.wrong(f"{where.name} must be a whole number above 0, not {value!r}")


def _severities(value: object, where: Where) -> Mapping[str, Severity]:
    if not isinstance(value, dict):
        raise where.wrong(f"{where.name} must be a table of severities, by rule")
    return {rule: _severity(one, where.of(rule)) for rule, one in value.items()}


def _options(value: object, where: Where) -> Mapping[str, Mapping[str, OptionValue]]:
    if not isinstance(value, dict):
        raise where.wrong(f"{where.name} must be a table of tables, by rule")
    return {rule: _options_of(options, where.of(rule)) for rule, options in value.items()}


def _options_of(options: object, where: Where) -> Mapping[str, OptionValue]:
    if not isinstance(options, dict):
        raise where.wrong(f"{where.name} must be a table of options")
    return {name: _option(option, where.of(name)) for name, option in options.items()}


def _option(option: object, where: Where) -> OptionValue:
    if isinstance(option, list):
        return _texts(option, where)
    if isinstance(option, bool | int | float | str):
        return option
    raise where.wrong(
        f"{where.name} must be a text, a number, true, false or a list of texts, not {option!r}"
    )


def _per_path(value: object, where: Where) -> Mapping[str, PathSettings]:
    if not isinstance(value, dict):
        raise where.wrong(f"{where.name} must be a table of tables, by pattern")
    return {pattern: _settings(one, where.of(pattern)) for pattern, one in value.items()}


def _settings(value: object, where: Where) -> PathSettings:
    if not isinstance(value, dict):
        raise where.wrong(f"{where.name} must be a table with ignore or severity")
    settings = given(value, OF_A_PATH, where)
    ignore, severity = settings.get("ignore", ()), settings.get("severity", {})
    assert isinstance(ignore, tuple)
    assert isinstance(severity, dict)
    return PathSettings(ignore, severity)


def table_of(keys: Sequence[Key]) -> JsonObject:
    """The schema of a table with these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: {"description": key.help, **key.shape.schema} for key in keys},
    }


_LIST: JsonObject = {"type": "array", "items": {"type": "string"}}
_NAME: JsonObject = {"type": "string", "minLength": 1}
_ONE_SEVERITY: JsonObject = {"enum": [severity.value for severity in Severity]}
_ONE_OPTION: JsonObject = {"anyOf": [{"type": ["string", "number", "boolean"]}, _LIST]}


def _by_name(schema: JsonObject) -> JsonObject:
    return {"type": "object", "additionalProperties": schema}


TEXTS = Shape(_texts, _LIST)
TEXT = Shape(_text, _NAME)
FILE = Shape(_file, _NAME)
FILES = Shape(_files, _LIST)
SEVERITY = Shape(_severity, _ONE_SEVERITY)
SEVERITIES = Shape(_severities, _by_name(_ONE_SEVERITY))
ABOVE_ZERO = Shape(_above_zero, {"type": "integer", "minimum": 1})
OPTIONS = Shape(_options, _by_name(_by_name(_ONE_OPTION)))
OF_A_PATH = (
    Key("ignore", TEXTS, "rules and families whose findings there are not reported"),
    Key("severity", SEVERITIES, "the severity of findings there, by rule or family"),
)
PER_PATH = Shape(_per_path, _by_name(table_of(OF_A_PATH)))
