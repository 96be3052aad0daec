"""A value that sources give, and what a plan says of it: the plan's word, where the sources stand.

Sources know what refers to what, and where it is written; a plan knows what it comes to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from eda_lint.bind.settle import replace_at
from eda_lint.frozen import frozen
from eda_lint.parse.terraform.planned import SENSITIVE
from eda_lint.value import (
    Absent,
    Concat,
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    inside,
)

_MOST_COMPARED = 60
"""Blocks of one kind that are held against each other: sets have an order of their own."""
_PATHS = frozenset({"filename", "output_path", "source", "source_dir", "source_file"})
"""Arguments that are paths: sources know better where they start from."""

Alive: TypeAlias = Callable[[str], bool]


@frozen
class Merging:
    """How sources and plan are merged.

    `alive` says whether a node is there: what refers to another one is as good as unknown. Of a
    state only what sources leave open is taken: they may be ahead of it.
    """

    alive: Alive
    is_state: bool = False

    def arguments(self, written: Value, said: Value, unset: frozenset[str]) -> Value:
        """The arguments of a resource that is in both; `unset` are those that the plan has not."""
        if not isinstance(written, Record) or not isinstance(said, Record):
            return replace_at(said, written.at)
        return self._record(written, said, lambda name: name in unset)

    def _value(self, name: str, written: Value, said: Value) -> Value:
        if isinstance(said, Unknown):
            hidden = said.why == SENSITIVE and not isinstance(written, Reference)
            return replace_at(said, written.at) if hidden else written
        if self._is_settled(written) and (self.is_state or self._is_better(name, written, said)):
            return written
        if isinstance(written, Record) and isinstance(said, Record):
            return self._record(written, said, lambda _: True)
        if isinstance(written, Items) and isinstance(said, Items):
            pairs = _paired(written.items, said.items)
            items = (said if of is None else self._value(name, of, said) for of, said in pairs)
            return Items(tuple(items), said.open, written.at)
        inferred = isinstance(said, Reference | Concat)
        return written if inferred and self._is_usable(written) else replace_at(said, written.at)

    def _record(self, written: Record, said: Record, is_null: Callable[[str], bool]) -> Record:
        by_name = {entry.key: entry.value for entry in said.entries}
        entries: list[Entry] = []
        for entry in written.entries:
            value = by_name.pop(entry.key, None)
            if value is not None:
                merged = self._value(entry.key, entry.value, value)
                entries.append(Entry(entry.key, merged, entry.at))
            elif self.is_state or self._is_settled(entry.value) or not is_null(entry.key):
                entries.append(entry)
        # What nobody wrote and nobody knows is no argument, but what AWS makes up.
        added = (Entry(k, v) for k, v in by_name.items() if written.open or not _is_open(v))
        return Record((*entries, *added), written.open and said.open, written.at)

    def _is_better(self, name: str, written: Value, said: Value) -> bool:
        """Whether settled sources say more than the plan does."""
        refers = any(isinstance(inner, Reference) for inner in inside(written))
        return refers or name in _PATHS or isinstance(said, Reference | Concat)

    def _is_settled(self, written: Value) -> bool:
        return all(self._is_plain(inner) for inner in inside(written))

    def _is_plain(self, value: Value) -> bool:
        if isinstance(value, Reference):
            return self.alive(value.resource)
        return isinstance(value, Literal | Concat | Record | Items | Absent | Operation)

    def _is_usable(self, written: Value) -> bool:
        return not any(
            isinstance(inner, Unknown)
            or (isinstance(inner, Reference) and not self.alive(inner.resource))
            for inner in inside(written)
        )


def places_of(written: Value) -> Value:
    """Only where things are written: of another instance of the same block nothing else holds."""
    if isinstance(written, Record):
        entries = (replace(entry, value=places_of(entry.value)) for entry in written.entries)
        return replace(written, entries=tuple(entries))
    if isinstance(written, Items):
        return replace(written, items=tuple(map(places_of, written.items)))
    return Unknown("written for another instance", written.at)


def redirected(value: Value, instead: Mapping[str, str | None]) -> Value:
    """A value whose references to nodes that are gone lead to what is there instead, if to one."""
    match value:
        case Reference() if value.resource in instead:
            node = instead[value.resource]
            if node is None:
                return Unknown("an instance that is not in the plan, or one of several", value.at)
            return replace(value, resource=node)
        case Record():
            entries = (replace(e, value=redirected(e.value, instead)) for e in value.entries)
            return replace(value, entries=tuple(entries))
        case Items():
            return replace(value, items=tuple(redirected(item, instead) for item in value.items))
        case Concat():
            return replace(value, parts=tuple(redirected(part, instead) for part in value.parts))
        case Operation():
            arguments = tuple(redirected(argument, instead) for argument in value.arguments)
            return replace(value, arguments=arguments)
    return value


def _is_open(value: Value) -> bool:
    return any(isinstance(inner, Unknown) for inner in inside(value))


def _paired(
    written: Sequence[Value], said: Sequence[Value]
) -> Iterator[tuple[Value | None, Value]]:
    """Each item of the plan with the one of the sources that it is, None where none can be told."""
    if len(written) == len(said) == 1:
        yield written[0], said[0]
        return
    left = list(written) if len(written) <= _MOST_COMPARED else []
    for item in said:
        best = max(left, key=lambda one: _likeness(one, item), default=None)
        if best is not None and _likeness(best, item) >= 0:
            left = [one for one in left if one is not best]
            yield best, item
        else:
            yield None, item


def _likeness(written: Value, said: Value) -> int:
    """How much two values have in common, below zero where they contradict each other."""
    if isinstance(written, Literal) and isinstance(said, Literal):
        return 1 if written == said else -1
    if isinstance(written, Items) and isinstance(said, Items):
        return sum(1 for item in written.items if item in said.items)
    if not isinstance(written, Record) or not isinstance(said, Record):
        return 0
    by_name = {entry.key: entry.value for entry in said.entries}
    inner = [_likeness(e.value, by_name[e.key]) for e in written.entries if e.key in by_name]
    return -1 if any(one < 0 for one in inner) else sum(inner)
