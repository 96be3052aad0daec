"""Which reports a run writes, and where: what `--format` and `--output` come to."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from eda_lint.errors import UsageError
from eda_lint.frozen import frozen
from eda_lint.nearest import did_you_mean

FORMATS = (
    "text",
    "concise",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "markdown",
)
FORMAT_VARIABLE = "EDA_LINT_FORMAT"

_TERMINAL = "-"
# One letter before a colon is a drive.
_WORD = re.compile(r"[A-Za-z][\w-]+")


@frozen
class Output:
    """One report. `file` is None for the terminal, or whatever standard output is."""

    format: str
    file: Path | None = None


def outputs(format: str | None, default: str, given: Sequence[str]) -> tuple[Output, ...]:
    """The reports of a run, that of the terminal last.

    `given` are FORMAT:FILE, which is written besides; FILE, which takes what the terminal would
    get; FORMAT, which the terminal gets instead. `format` is what `--format` says, None where it
    is `default`. Raises UsageError for what is none of these, for two reports in one place, and
    for a folder that is not there.
    """
    beside: list[Output] = []
    formats = [] if format is None else [format]
    file: Path | None = None
    for text in given:
        named, place = _parsed(text)
        if named is None:
            if file is not None:
                raise UsageError(f"one report cannot go to {file} and to {place}, name the formats")
            file = place
        elif place is None:
            formats.append(named)
        else:
            beside.append(Output(named, place))
    if len(formats) > 1:
        raise UsageError(f"the terminal has room for one of {' and '.join(formats)}")
    asked = (*beside, Output(formats[0] if formats else default, file))
    _check_places([output.file for output in asked if output.file is not None])
    return asked


def _parsed(text: str) -> tuple[str | None, Path | None]:
    """The format and the file of one `--output`; each None where it is not named."""
    name, colon, file = text.partition(":")
    if name in FORMATS:
        if colon and not file:
            raise UsageError(f"--output {text} names no file after the colon")
        return name, None if file in ("", _TERMINAL) else Path(file)
    if colon and _WORD.fullmatch(name):
        raise UsageError(f"no format is named {name!r}{did_you_mean(name, FORMATS)}")
    if not text:
        raise UsageError("--output names neither a format nor a file")
    return None, None if text == _TERMINAL else Path(text)


def _check_places(files: Sequence[Path]) -> None:
    """Fail before the work, not after it."""
    for number, file in enumerate(files):
        if file in files[:number]:
            raise UsageError(f"two reports cannot both go to {file}")
        if not os.path.isdir(file.parent):
            raise UsageError(f"cannot write {file}: there is no folder {file.parent}")
        if os.path.isdir(file):
            raise UsageError(f"cannot write {file}: it is a folder")
