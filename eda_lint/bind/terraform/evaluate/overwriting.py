"""What may be overwritten in a map by a key that is not known."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.equality import equals
from eda_lint.value import Entry, Literal, Unknown, Value


def perhaps_overwritten(entries: dict[str, Entry], key: Value) -> dict[str, Entry]:
    """The entries of a map after one more with an open key: those that may have it are unknown."""
    return {
        name: entry
        if isinstance(entry.value, Unknown) or equals(key, Literal(name)) is False
        else Entry(name, Unknown("perhaps overwritten", entry.at), entry.at)
        for name, entry in entries.items()
    }
