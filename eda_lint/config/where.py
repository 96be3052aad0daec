"""Where a key stands in a configuration file, as far as its text says without parsing it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from eda_lint.errors import ConfigurationError
from eda_lint.frozen import frozen

_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*(?P<keys>{_DOTTED})\s*\]")
_ASSIGNED = re.compile(rf"\s*(?P<keys>{_DOTTED})\s*=")
_PLAIN = re.compile(r"[\w-]+")


@frozen
class Where:
    """A key of a file: `keys` lead to it from the top, `table` of them to our own table."""

    path: Path
    text: str
    keys: tuple[str, ...] = ()
    table: int = 0

    def of(self, key: str) -> Where:
        """A key inside of this one."""
        return Where(self.path, self.text, (*self.keys, key), self.table)

    @property
    def name(self) -> str:
        """The key as the file has it, from our own table on: `per-path."legacy/**".ignore`."""
        own = self.keys[self.table :]
        return ".".join(key if _PLAIN.fullmatch(key) else f'"{key}"' for key in own)

    def wrong(self, message: str) -> ConfigurationError:
        """An error that says where it is."""
        line = _line(self.text, self.keys)
        return ConfigurationError(f"{self.path}:{line}: {message}")


def _line(text: str, wanted: tuple[str, ...]) -> int:
    """The line of a key; where it is not found, that of the innermost table around it."""
    nearest, best = 0, 1
    for number, keys in _lines(text):
        common = 0
        for one, other in zip(keys, wanted, strict=False):
            if one != other:
                break
            common += 1
        if common > nearest:
            nearest, best = common, number
    return best


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every line that opens a table or gives a key, with the keys that lead there."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, assigned = _HEADER.match(line), _ASSIGNED.match(line)
        if header:
            table = _keys(header["keys"])
            yield number, table
        elif assigned:
            yield number, (*table, *_keys(assigned["keys"]))


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
