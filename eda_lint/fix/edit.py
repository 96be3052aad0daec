"""Edits: what a fix would change in a file, as plain data."""

from __future__ import annotations

from typing import Literal

from eda_lint.frozen import frozen


@frozen(order=True)
class Edit:
    """Replace a span by `text`. Lines and columns count from 1; the end is exclusive.

    A byte order mark has no column.
    """

    path: str
    start_line: int
    start_column: int
    end_line: int
    end_column: int
    text: str


@frozen
class Fix:
    """The edits that mend one finding. A safe fix cannot change what the program does.

    Fixes of one file never overlap: an edit that several of them name is made once, and all of
    them can be applied together.
    """

    safety: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


@frozen
class FileFix:
    """A file before and after its fixes, newlines as they are in the file.

    `path` is the report's path of the file; `Report.sources` leads to the file itself.
    """

    path: str
    before: str
    after: str
