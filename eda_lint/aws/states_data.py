"""What reaches a state as data: arguments that a definition writes, what Pass states set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from eda_lint.frozen import frozen
from eda_lint.value import (
    Absent,
    Choice,
    Entry,
    Items,
    Record,
    Unknown,
    Value,
    choice,
    entries_of,
    field_of,
    text_of,
)

_PATH_SUFFIX = ".$"
_ARGUMENT_BLOCKS = ("Parameters", "Arguments")


@frozen
class Data:
    """Constants that Pass states put into the input of other states, by their path (`$.a.b`).

    A path that two states fill differently is Unknown: the order of states is not followed.
    """

    constants: Mapping[str, Value] = field(default_factory=dict)

    def arguments(self, block: Value) -> Value:
        """The arguments that a state passes, its paths looked up, `X.$` and `X` both as `X`."""
        for name in _ARGUMENT_BLOCKS:
            written = field_of(block, name)
            if not isinstance(written, Absent):
                return self._settled(written)
        return Record((), at=block.at)

    def _settled(self, value: Value) -> Value:
        if isinstance(value, Record):
            entries = tuple(self._entry(entry) for entry in value.entries)
            return Record(entries, value.open, value.at)
        if isinstance(value, Items):
            return Items(tuple(map(self._settled, value.items)), value.open, value.at)
        if isinstance(value, Choice):
            return choice(map(self._settled, value.options), value.condition, value.at)
        text = text_of(value)
        if text is not None and text.strip().startswith("{%"):
            return Unknown("computed when the state runs", value.at)
        return value

    def _entry(self, entry: Entry) -> Entry:
        if not entry.key.endswith(_PATH_SUFFIX):
            return Entry(entry.key, self._settled(entry.value), entry.at)
        key = entry.key.removesuffix(_PATH_SUFFIX)
        path = text_of(entry.value) or ""
        unknown = Unknown("taken from the input of the state", entry.value.at)
        return Entry(key, self.constants.get(path, unknown), entry.at)


def passed(bodies: Iterable[Value]) -> Data:
    """What Pass states with a ResultPath put into the input of the states after them."""
    constants: dict[str, Value] = {}
    for body in bodies:
        where = text_of(field_of(body, "ResultPath")) or "$"
        for name in ("Result", "Parameters"):
            for path, value in _leaves(field_of(body, name), where):
                known = constants.setdefault(path, value)
                if known != value:
                    constants[path] = Unknown("set by more than one state", value.at)
    return Data(constants)


def _leaves(value: Value, path: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Record):
        for entry in entries_of(value):
            if not entry.key.endswith(_PATH_SUFFIX):
                yield from _leaves(entry.value, f"{path}.{entry.key}")
    elif not isinstance(value, Absent | Items):
        yield path, value
