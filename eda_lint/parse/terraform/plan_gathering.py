"""What is kept of a plan while it is read, and the resources that it makes up in the end.

The values of an instance, how they change, and how they are written stand far apart in a plan.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.addresses import address_of, split_module, steps_of
from eda_lint.parse.terraform.plan_configuration import WrittenModule, WrittenResource
from eda_lint.parse.terraform.plan_references import Path, References
from eda_lint.parse.terraform.plan_values import Lifter, Marks, marked, marks_of, paths_of
from eda_lint.parse.terraform.planned import AFTER_APPLY, SENSITIVE, PlannedResource
from eda_lint.value import ABSENT, Absent, Entry, Record, Unknown, Value, field_of

ARCHIVE = "archive_file"
"""A type that is no part of AWS, and tells where code is from."""
_MONITOR = re.compile(r"_(?:alert|detector|metric_events|monitor|rule_group|trigger)")
"""What other providers call that which watches something of AWS."""
_PROVIDER = "aws_"
_DATA = "data"
_KEPT = frozenset({"create", "no-op", "read", "update"})
_GONE = frozenset({"delete", "forget"})


def is_wanted(type_name: str) -> bool:
    """Whether resources of a type are kept, where nobody knows better which are of use."""
    return (
        type_name.startswith(_PROVIDER)
        or type_name == ARCHIVE
        or _MONITOR.search(type_name) is not None
    )


@frozen
class _Instance:
    """An instance as it is printed.

    `null` are its arguments that are null, `collections` those that are lists, sets, maps or
    blocks, known or not: None where that is not said.
    """

    type: str
    name: str
    is_data: bool
    values: Record
    null: frozenset[str]
    collections: frozenset[str] | None
    at: Location


@frozen
class _Change:
    """What is unknown of an instance until apply, and what is sensitive of it."""

    unknown: Marks
    sensitive: Marks


class Gathered:
    """The instances of wanted types, their changes and their configuration.

    `is_planned` once the instances of a plan are on their way: what changes repeats their values.
    """

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.written = WrittenModule()
        self.is_planned = False
        self._wanted = wanted
        self._lifter = Lifter()
        self._instances: dict[str, _Instance] = {}
        self._changes: dict[str, _Change] = {}
        self._alike: dict[frozenset[str], _Change] = {}
        self._gone: set[str] = set()
        self._deferred: set[str] = set()

    def take(self, item: object, at: Location) -> None:
        """An instance of `planned_values`, or of a state."""
        if isinstance(item, dict):
            self._take(item, item.get("values"), item.get("sensitive_values"), at)
            if item.get("mode") == _DATA:
                self._deferred.add(str(item.get("address")))

    def take_read(self, item: object, at: Location) -> None:
        """An instance of `prior_state`, of which data counts that was read while planning."""
        if isinstance(item, dict) and item.get("mode") == _DATA:
            self._take(item, item.get("values"), item.get("sensitive_values"), at)

    def take_change(self, item: object, at: Location) -> None:
        """An instance of `resource_changes`; a deposed one is on its way out."""
        change = item.get("change") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(change, dict) or "deposed" in item:
            return
        address, actions = str(item.get("address")), change.get("actions")
        named = frozenset(map(str, actions)) if isinstance(actions, list) else _KEPT
        if named & _GONE and not named & _KEPT:
            self._gone.add(address)
            return
        sensitive = change.get("after_sensitive")
        if not self.is_planned:
            self._take(item, change.get("after"), sensitive, at)
        if item.get("mode") == _DATA:
            self._deferred.add(address)
        if self._is_wanted(item):
            told = self._instances.get(address)
            hidden = told is None or told.collections is None
            unknown = marks_of(change.get("after_unknown"))
            self._changes[address] = self._shared(unknown, hidden and marks_of(sensitive))

    def resources(self) -> Iterator[PlannedResource]:
        """The instances that are there, or will be; to be asked for once."""
        references = References(self.written, self._instances, self._deferred, self._is_known)
        for address in tuple(self._instances):
            instance = self._instances[address]
            if address in self._changes:
                del self._instances[address]  # there may be many
            if address not in self._gone:
                yield self._resource(address, instance, references)

    def _shared(self, unknown: Marks, sensitive: Marks) -> _Change:
        """A change; instances of one type mostly have the same one."""
        change = _Change(unknown, sensitive)
        if sensitive or unknown is True or not all(one is True for one in (unknown or {}).values()):
            return change
        return self._alike.setdefault(frozenset(unknown or ()), change)

    def _is_wanted(self, item: dict[str, object]) -> bool:
        type_name = item.get("type")
        if not isinstance(type_name, str) or not isinstance(item.get("address"), str):
            return False
        return self._wanted(type_name) and (item.get("mode") != _DATA or type_name == ARCHIVE)

    def _take(
        self, item: dict[str, object], values: object, sensitive: object, at: Location
    ) -> None:
        if not self._is_wanted(item):
            return
        type_name = sys.intern(str(item["type"]))
        plain = values if isinstance(values, dict) else {}
        lifted = self._lifter.lift(type_name, plain, marks_of(sensitive))
        self._instances[str(item["address"])] = _Instance(
            type=type_name,
            name=str(item.get("name", "")),
            is_data=item.get("mode") == _DATA,
            values=lifted.values,
            null=lifted.null,
            collections=self._lifter.names(sensitive) if isinstance(sensitive, dict) else None,
            at=at,
        )

    def _resource(
        self, address: str, instance: _Instance, references: References
    ) -> PlannedResource:
        steps = steps_of(address)
        outer, _ = split_module(steps)
        block = references.block(steps)
        paths: Iterable[Path] = ()
        values: Value = instance.values
        unset = instance.null
        change = self._changes.get(address)
        if change is not None:
            unset = self._lifter.names(unset | _never_set(instance, change.unknown, block))
            unknown = _without(change.unknown, unset)
            paths = tuple(paths_of(unknown))
            values = marked(values, unknown, AFTER_APPLY)
            values = marked(values, change.sensitive, SENSITIVE)
        elif self.is_planned:
            values, paths = _as_far_as_said(instance, block)
        return PlannedResource(
            address=address,
            type=instance.type,
            name=instance.name,
            module=address_of(outer),
            values=values,
            at=instance.at,
            is_data=instance.is_data,
            references=references.targets(steps, paths),
            unset=unset,
        )

    def _is_known(self, address: str, attribute: str) -> bool:
        change = self._changes.get(address)
        if change is None:
            values = self._instances[address].values
            return not isinstance(field_of(values, attribute), Absent)
        marks = change.unknown
        return bool(attribute) and not (marks if isinstance(marks, bool) else attribute in marks)


def _never_set(
    instance: _Instance, unknown: Marks, block: WrittenResource | None
) -> frozenset[str]:
    """What is unknown since AWS makes it up: no one wrote it.

    Blocks and maps do not count: dynamic ones are written, but not in a plan.
    """
    if block is None or instance.collections is None or isinstance(unknown, bool):
        return frozenset()
    unwritten = unknown.keys() - block.arguments.keys() - instance.collections
    return frozenset(name for name in unwritten if unknown[name] is True)


def _without(marks: Marks, names: frozenset[str]) -> Marks:
    if isinstance(marks, bool):
        return marks
    return {name: inner for name, inner in marks.items() if name not in names} or False


def _as_far_as_said(
    instance: _Instance, block: WrittenResource | None
) -> tuple[Record, tuple[Path, ...]]:
    """The values of an instance of whose change the plan says nothing: others are unknown."""
    known = instance.values.entries
    there = {entry.key for entry in known} | instance.null
    written = block.arguments.keys() if block is not None else ()
    unknown = tuple(name for name in written if name not in there)
    entries = (
        *known,
        *(Entry(name, ABSENT) for name in sorted(instance.null)),
        *(Entry(name, Unknown(AFTER_APPLY)) for name in unknown),
    )
    return Record(entries, open=True), tuple((name,) for name in unknown)
