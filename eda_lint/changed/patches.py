"""Reading a patch as git writes it, without lines of context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from eda_lint.changed.changes import Hunk

_HEAD = re.compile(rb"@@ -\d+(?:,(?P<removed>\d+))? \+(?P<start>\d+)(?:,(?P<added>\d+))? @@")
_NAME = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)*")
_KEY = re.compile(r"""\s*(?:-\s+)?["']?[\w-]+["']?\s*[:=]""")
_NOTHING = "/dev/null"


def hunks_of(patch: bytes) -> Mapping[str, tuple[Hunk, ...]]:
    """The hunks by the path of the file now; those of files that are gone by the path then."""
    found: dict[str, list[Hunk]] = {}
    lines = patch.split(b"\n")
    before = after = ""
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        head = _HEAD.match(line)
        if head:
            removed, added = int(head["removed"] or 1), int(head["added"] or 1)
            # What was removed may look like anything, also like the head of a file.
            gone, place = _counted(lines, place, removed, b"-")
            _, place = _counted(lines, place, added, b"+")
            path = before if after == _NOTHING else after
            found.setdefault(path, []).append(Hunk(int(head["start"]), added, gone))
        elif line.startswith(b"--- "):
            before = _path(line[4:])
        elif line.startswith(b"+++ "):
            after = _path(line[4:])
    return {path: tuple(hunks) for path, hunks in found.items()}


def names_in(lines: Iterable[str]) -> Iterator[str]:
    """Every word of some lines, and every two that a dot joins (`aws_sqs_queue.orders`)."""
    for line in lines:
        for chain in _NAME.finditer(line):
            parts = chain[0].split(".")
            yield from parts
            yield from map(".".join, pairwise(parts))


def without_key(line: str) -> str:
    """What a line says without the key that it says it of: a `Queue:` names no queue."""
    key = _KEY.match(line)
    return line if key is None else line[key.end() :]


def _counted(
    lines: list[bytes], place: int, number: int, sign: bytes
) -> tuple[tuple[str, ...], int]:
    """So many lines of a sign, and the place after them and after git's word on the last one."""
    taken = []
    while number and place < len(lines) and lines[place].startswith(sign):
        taken.append(lines[place][1:].decode("utf-8", "replace").rstrip("\r"))
        place, number = place + 1, number - 1
    if place < len(lines) and lines[place].startswith(b"\\ "):
        place += 1
    return tuple(taken), place


def _path(written: bytes) -> str:
    """A path out of `a/src/app.py`, `"a/caf\\303\\251.py"` or `/dev/null`."""
    name = written.removesuffix(b"\t")
    if name.startswith(b'"') and name.endswith(b'"'):
        name = name[1:-1].decode("unicode_escape").encode("latin-1")
    path = name.decode("utf-8", "surrogateescape")
    return path if path == _NOTHING else path[2:]
