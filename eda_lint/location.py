"""Where something stands in a scanned file.

Lines and columns count from 1, columns in characters. Paths are relative to the base of the scan
and use "/".
"""

from __future__ import annotations

from eda_lint.frozen import frozen


@frozen(order=True)
class Location:
    """A span in a file; the end is exclusive in columns (the column after the last character)."""

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.end_line == 0:
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", self.column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@frozen(order=True)
class Diagnostic:
    """Something that could not be read or parsed; counts as a finding of `parse-error`."""

    path: str
    line: int
    column: int
    message: str


@frozen
class UnknownFact:
    """Something that could not be evaluated: `--show-unknown` lists it."""

    what: str
    why: str
    at: Location
