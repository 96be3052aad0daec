"""Finding the configuration file of a run, and those that it extends."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eda_lint.config.keys import EXTENDS, KEYS
from eda_lint.config.settings import Config
from eda_lint.config.shapes import given
from eda_lint.config.where import Where
from eda_lint.errors import ConfigurationError

OWN_FILE = "eda-lint.toml"
SHARED_FILE = "pyproject.toml"
_SHARED_TABLE = ("tool", "eda-lint")


def load_config(working: Path, explicit: Path | None = None) -> Config:
    """The configuration of `explicit`, else of the nearest file in or above `working`.

    The search ends at the root of a git work tree. Without a file, everything has its default.
    Raises ConfigurationError for a file that cannot be read, and for a wrong key or value.
    """
    if explicit is not None:
        return _config(explicit, _wanted_table(explicit))
    for folder in (working, *working.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = folder / name
            if path.is_file():
                found = _table(path)
                if found is not None:
                    return _config(path, found)
        if (folder / ".git").exists():
            break
    return Config()


def _config(path: Path, found: tuple[Mapping[str, object], Where]) -> Config:
    # Each key has read its own type; which that is, only its declaration says.
    settings: dict[str, Any] = _settings(*found, boundary=_boundary(path), chain=(path,))
    return Config(**settings, folder=path.parent.resolve())


def _settings(
    table: Mapping[str, object], where: Where, *, boundary: Path, chain: tuple[Path, ...]
) -> dict[str, object]:
    """What a file says, and the files that it extends where it says nothing."""
    own = given(table, KEYS, where)
    baseline = own.get("baseline")
    if isinstance(baseline, Path):
        _keep_inside(baseline, boundary, where.of("baseline"))
    extended = own.pop(EXTENDS, None)
    if extended is None:
        return own
    path = where.path.parent / str(extended)
    here = where.of(EXTENDS)
    _keep_inside(path, boundary, here)
    known = [one.resolve() for one in chain]
    if path.resolve() in known:
        circle = " -> ".join(str(one) for one in (*chain[known.index(path.resolve()) :], path))
        raise here.wrong(f"{EXTENDS} leads in a circle: {circle}")
    try:
        found = _wanted_table(path)
    except ConfigurationError as error:
        raise here.wrong(f"{EXTENDS}: {error}") from error
    base = _settings(*found, boundary=boundary, chain=(*chain, path))
    return base | {name: _over(base.get(name), value) for name, value in own.items()}


def _over(below: object, value: object) -> object:
    """A value over that of an extended file: tables are merged, all else is replaced."""
    if not isinstance(below, dict) or not isinstance(value, dict):
        return value
    return below | {key: _over(below.get(key), inner) for key, inner in value.items()}


def _boundary(path: Path) -> Path:
    """The folder that a configuration may not lead out of: its repository, else its own folder."""
    folder = path.parent.resolve()
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


def _keep_inside(path: Path, boundary: Path, where: Where) -> None:
    """Raise ConfigurationError for a path that leads out of a boundary, by links too."""
    try:
        outside = not path.resolve().is_relative_to(boundary)
    except (OSError, RuntimeError, ValueError) as error:
        raise where.wrong(f"{where.name}: {path} leads nowhere") from error
    if outside:
        raise where.wrong(f"{where.name}: {path} lies outside of {boundary}, so it is not read")


def _wanted_table(path: Path) -> tuple[Mapping[str, object], Where]:
    found = _table(path)
    if found is None:
        raise ConfigurationError(f"{path} has no table [tool.eda-lint]")
    return found


def _table(path: Path) -> tuple[Mapping[str, object], Where] | None:
    """The keys of a file and where they stand; None for a pyproject.toml with nothing for us."""
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not UTF-8 text: byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigurationError(f"{path} is nested too deeply") from error
    if path.name != SHARED_FILE:
        return content, Where(path, text)
    tools = content.get("tool", {})
    table = tools.get("eda-lint") if isinstance(tools, dict) else None
    if table is None:
        return None
    where = Where(path, text, _SHARED_TABLE, len(_SHARED_TABLE))
    if not isinstance(table, dict):
        raise where.wrong("tool.eda-lint must be a table")
    return table, where
