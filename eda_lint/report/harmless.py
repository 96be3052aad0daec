"""Text out of a scanned file, made harmless before a terminal or a log sees it."""

from __future__ import annotations

import re

# What a CI runner takes for a command: `::error::` at the start of a line, `##[error]` anywhere.
# Where a line is wrapped, every word may be at the start of one.
_ANYWHERE = re.compile(r"##(?=[\w-]*\[)")
_COMMAND = re.compile(rf"(?<!\S)::(?=\S)|{_ANYWHERE.pattern}")


def harmless(text: str) -> str:
    """The text on one line, with control, bidirectional and invisible characters spelled out.

    A resource may be named `\\x1b[2J`, a file `a\\nb`; neither may move the cursor, forge a line of
    the report or hide a part of it. Nor may a name be a command to what runs a pipeline and reads
    its log.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else _spelled(c) for c in text)
    if "::" in text or "##" in text:
        text = _COMMAND.sub(_without_meaning, text)
    return text


def harmless_source(line: str) -> str:
    """A line of source code, made harmless without changing how many characters it has."""
    if not line.isprintable():
        line = "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in line)
    # A frame's line starts with its number: only a command that may stand anywhere is one here.
    return _ANYWHERE.sub("�#", line) if "##" in line else line


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _without_meaning(command: re.Match[str]) -> str:
    first, rest = command[0][0], command[0][1:]
    return f"\\x{ord(first):02x}{rest}"
