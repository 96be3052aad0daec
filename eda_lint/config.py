"""Configuration: `eda-lint.toml`, or `[tool.eda-lint]` in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from eda_lint.errors import ConfigurationError
from eda_lint.finding import Severity
from eda_lint.frozen import frozen
from eda_lint.nearest import did_you_mean

if TYPE_CHECKING:
    from eda_lint.rule import OptionValue

OWN_FILE = "eda-lint.toml"
SHARED_FILE = "pyproject.toml"


@frozen(kw_only=True)
class Config:
    """What a configuration file may say; every field but `folder` is a key of the file.

    `select`, `extend_select` and `ignore` name rules and families, `exclude` holds patterns in
    .gitignore's syntax, `rules` folders with rooms of the user's own. `financial` and `critical`
    are globs of function names, `financial_words` replaces the words that mark money,
    `account_concurrency_limit` is the account's limit of concurrent executions (AWS's default
    unless given). `var_files` are Terraform's files of variables, the last of which wins.
    `rule_options` maps a rule's id to its options. `folder` is where the file stands, None without
    a file.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    rules: tuple[Path, ...] = ()
    financial: tuple[str, ...] = ()
    financial_words: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    account_concurrency_limit: int | None = None
    var_files: tuple[Path, ...] = ()
    rule_options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    folder: Path | None = None


_NAMES = (
    "select", "extend-select", "ignore", "exclude", "financial", "financial-words", "critical",
)  # fmt: skip
_KEYS = tuple(one.name.replace("_", "-") for one in fields(Config) if one.name != "folder")


def load_config(working: Path, explicit: Path | None = None) -> Config:
    """The configuration of `explicit`, else of the nearest file in or above `working`.

    The search ends at the root of a git work tree. Without a file, everything has its default.
    Raises ConfigurationError for a file that cannot be read, and for a wrong key or value.
    """
    if explicit is not None:
        table = _table(explicit, wanted=True)
        return _read(table or {}, explicit)
    for folder in (working, *working.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = folder / name
            if path.is_file():
                table = _table(path, wanted=False)
                if table is not None:
                    return _read(table, path)
        if (folder / ".git").exists():
            break
    return Config()


def _table(path: Path, *, wanted: bool) -> Mapping[str, object] | None:
    """The keys of a file; None for a pyproject.toml that has nothing for us."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8 text: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}") from error
    if path.name != SHARED_FILE:
        return content
    tools = content.get("tool", {})
    table = tools.get("eda-lint") if isinstance(tools, dict) else None
    if table is None and wanted:
        raise ConfigurationError(f"{path} has no table [tool.eda-lint]")
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{path}: tool.eda-lint must be a table")
    return table


def _read(table: Mapping[str, object], path: Path) -> Config:
    for key in table:
        if key.replace("_", "-") not in _KEYS:
            meant = did_you_mean(key, _KEYS)
            raise ConfigurationError(
                f"{path}: no key is named {key!r}{meant} (there are: {', '.join(_KEYS)})"
            )
        if key.replace("_", "-") != key and key.replace("_", "-") in table:
            raise ConfigurationError(
                f"{path}: {key.replace('_', '-')} is given twice, also as {key}"
            )
    given = {key.replace("_", "-"): value for key, value in table.items()}
    names = {key: _texts(given[key], key, path) for key in _NAMES if key in given}
    defaults = Config()
    return Config(
        select=names.get("select", ()),
        extend_select=names.get("extend-select", ()),
        ignore=names.get("ignore", ()),
        exclude=names.get("exclude", ()),
        financial=names.get("financial", ()),
        financial_words=names.get("financial-words", ()),
        critical=names.get("critical", ()),
        rules=tuple(path.parent / one for one in _texts(given.get("rules", []), "rules", path)),
        var_files=tuple(
            path.parent / one for one in _texts(given.get("var-files", []), "var-files", path)
        ),
        fail_on=_severity(given.get("fail-on", defaults.fail_on.value), path),
        account_concurrency_limit=_limit(given.get("account-concurrency-limit"), path),
        rule_options=_options(given.get("rule-options", {}), path),
        folder=path.parent.resolve(),
    )


def _texts(value: object, key: str, path: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConfigurationError(f"{path}: {key} must be a list of texts, not {value!r}")


def _severity(value: object, path: Path) -> Severity:
    allowed = [severity.value for severity in Severity]
    if value in allowed:
        return Severity(value)
    raise ConfigurationError(f"{path}: fail-on must be one of {', '.join(allowed)}, not {value!r}")


def _limit(value: object, path: Path) -> int | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ConfigurationError(
        f"{path}: account-concurrency-limit must be a whole number above 0, not {value!r}"
    )


def _options(value: object, path: Path) -> Mapping[str, Mapping[str, OptionValue]]:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{path}: rule-options must be a table of tables, by rule")
    return {rule: dict(_options_of(rule, options, path)) for rule, options in value.items()}


def _options_of(rule: str, options: object, path: Path) -> Mapping[str, OptionValue]:
    if not isinstance(options, dict):
        raise ConfigurationError(f"{path}: rule-options.{rule} must be a table of options")
    read: dict[str, OptionValue] = {}
    for name, option in options.items():
        if isinstance(option, list):
            read[name] = _texts(option, f"rule-options.{rule}.{name}", path)
        elif isinstance(option, bool | int | float | str):
            read[name] = option
        else:
            raise ConfigurationError(
                f"{path}: rule-options.{rule}.{name} must be a text, a number, true, false or a "
                f"list of texts, not {option!r}"
            )
    return read
