"""The folder of rooms: rules are loaded by path, a user's own the same way."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from eda_lint.errors import RuleLoadError, UsageError
from eda_lint.frozen import frozen
from eda_lint.nearest import did_you_mean
from eda_lint.notices import OF_SUPPRESSIONS
from eda_lint.rule import OptionValue, Rule


@frozen
class Room:
    """A rule with the folder that it lives in; its page is `README.md` beside `rule.py`."""

    rule: Rule
    folder: Path

    @property
    def page(self) -> Path:
        """The page that `explain` prints, and that tests the rule."""
        return self.folder / "README.md"


@frozen
class Selection:
    """The rules of one run, their options by rule id, and the names that were left out.

    `today` is the day by which suppressions end; without one, none of them does. `known` are the
    names of all rules and families there are, whether they run or not.
    """

    rules: tuple[Rule, ...]
    options: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    today: date | None = None
    known: frozenset[str] = frozenset()


def rules_folder() -> Path:
    """Where our own rooms are: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def load_rooms(extra: Sequence[Path] = ()) -> tuple[Room, ...]:
    """Load every room of our own folder and of `extra` ones, ordered by rule id.

    Raises RuleLoadError for a room that cannot be imported or declares no rule, for two rules of
    one name, and where there is no rule at all.
    """
    rooms: dict[str, Room] = {}
    for folder in (rules_folder(), *extra):
        for path in sorted(folder.glob("*/*/rule.py")):
            room = _load(path)
            if room.rule.id in rooms:
                raise RuleLoadError(f"two rules are named {room.rule.id}: {path}")
            rooms[room.rule.id] = room
    if not rooms:
        raise RuleLoadError(f"no rules found in {rules_folder()}")
    return tuple(rooms[name] for name in sorted(rooms))


def _load(path: Path) -> Room:
    family, room = path.parts[-3], path.parts[-2]
    spec = importlib.util.spec_from_file_location(f"eda_lint_rules.{family}.{room}", path)
    if spec is None or spec.loader is None:
        raise RuleLoadError(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look up the module that they stand in
    try:
        spec.loader.exec_module(module)
    except (ImportError, SyntaxError, NameError, TypeError, AttributeError) as broken:
        raise RuleLoadError(f"{path} cannot be imported: {broken}") from broken
    declared = [value for value in vars(module).values() if isinstance(value, Rule)]
    own = [rule for rule in declared if rule.check.__module__ == module.__name__]
    if len(own) != 1:
        raise RuleLoadError(f"{path} declares {len(own)} rules, a room declares one")
    if own[0].id != room.replace("_", "-"):
        raise RuleLoadError(f"{path} declares {own[0].id}, its folder says {room}")
    return Room(replace(own[0], family=family), path.parent)


def select_rules(
    rooms: Sequence[Room],
    *,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    options: Mapping[str, Mapping[str, OptionValue]] | None = None,
) -> Selection:
    """Choose rules by id or family: `select` (all when empty) plus `extend_select`, less `ignore`.

    Raises UsageError for a name that is neither, and for an option that its rule does not have.
    """
    check_names(rooms, (*select, *extend_select, *ignore, *(options or {})))
    known = {room.rule.id for room in rooms} | {room.rule.family for room in rooms}
    for room in rooms:
        _check_options(room.rule, (options or {}).get(room.rule.id, {}))
    chosen = {*select, *extend_select} if select else known
    return Selection(
        tuple(
            room.rule
            for room in rooms
            if {room.rule.id, room.rule.family} & chosen
            and not {room.rule.id, room.rule.family} & set(ignore)
        ),
        options or {},
        frozenset(ignore),
        known=frozenset(known),
    )


def check_names(rooms: Sequence[Room], names: Iterable[str], key: str = "") -> None:
    """Raise UsageError for a name that no rule and no family has; `key` says where it was given.

    What is told of suppressions has a name too.
    """
    known = {name for room in rooms for name in (room.rule.id, room.rule.family)}
    known.update(OF_SUPPRESSIONS)
    for name in names:
        if name not in known:
            where = f"{key}: " if key else ""
            meant = did_you_mean(name, known)
            raise UsageError(f"{where}no rule or family is named {name!r}{meant}")


def _check_options(rule: Rule, given: Mapping[str, OptionValue]) -> None:
    declared = {option.name: option for option in rule.options}
    for name, value in given.items():
        if name not in declared:
            allowed = ", ".join(sorted(declared)) or "none"
            meant = did_you_mean(name, declared)
            raise UsageError(f"{rule.id} has no option {name!r}{meant} (it has: {allowed})")
        default = declared[name].default
        wanted = (int, float) if isinstance(default, int | float) else type(default)
        if not isinstance(value, wanted) or isinstance(value, bool) != isinstance(default, bool):
            raise UsageError(f"{rule.id}: {name} must be like {default!r}, not {value!r}")
