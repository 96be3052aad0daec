"""`fileset`: the files of a folder whose paths match a pattern, where a scan finds such files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.bind.terraform.evaluate.conversions import as_text
from eda_lint.bind.terraform.evaluate.functions.signature import Functions, Invocation
from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.discover import is_looked_for
from eda_lint.value import Literal, Value

_LONGEST = 200
_MOST_STARS = 8
_PART = re.compile(r"(?P<folders>\*\*/)|(?P<star>\*)|(?P<one>\?)|(?P<plain>[\w. /@=+,-]+)")
_ANY_NAME = {"folders": "(?:[^/]+/)*", "star": "[^/]*", "one": "[^/]"}


def _file_set(call: Invocation) -> Value:
    if len(call.arguments) != 2:
        return call.failed("not as many arguments")
    folder, pattern = (as_text(argument) for argument in call.arguments)
    if not isinstance(folder, Literal) or not isinstance(pattern, Literal):
        return call.unknown("a path that is not known")
    written = str(pattern.value)
    # Of other files the scan knows nothing.
    wanted = _expression(written) if is_looked_for(written.rpartition("/")[2]) else None
    if wanted is None:
        return call.unknown("files that a scan does not look for")
    found = sorted(path for path in call.scope.files(str(folder.value)) if wanted.fullmatch(path))
    if not found:
        return call.unknown("no such files are part of the scan")
    return SetItems(tuple(Literal(path, call.at) for path in found), at=call.at)


def _expression(pattern: str) -> re.Pattern[str] | None:
    """A pattern as a regular expression; None where it has more than stars and question marks."""
    parts = tuple(_parts(pattern))
    matched = "".join(part[0] for part in parts) == pattern
    stars = sum(part.lastgroup in ("folders", "star") for part in parts)
    if not matched or len(pattern) > _LONGEST or stars > _MOST_STARS:
        return None
    return re.compile(
        "".join(_ANY_NAME.get(part.lastgroup or "", re.escape(part[0])) for part in parts)
    )


def _parts(pattern: str) -> Iterator[re.Match[str]]:
    position = 0
    while found := _PART.match(pattern, position):
        yield found
        position = found.end()


FUNCTIONS: Functions = {"fileset": _file_set}
