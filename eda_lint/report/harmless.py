"""Text out of a scanned file, made harmless before a terminal sees it."""

from __future__ import annotations


def harmless(text: str) -> str:
    """The text on one line, with control, bidirectional and invisible characters spelled out.

    A resource may be named `\\x1b[2J`, a file `a\\nb`; neither may move the cursor, forge a line of
    the report or hide a part of it.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _spelled(c) for c in text)


def harmless_source(line: str) -> str:
    """A line of source code, made harmless without changing how many characters it has."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in line)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
