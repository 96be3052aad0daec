"""`# eda-lint: ignore[rule-id, …] reason` in comments, of whatever language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.facts import Suppression

MARKER = "eda-lint:"
"""Only a text that holds it is worth looking through for comments."""

_IGNORE = re.compile(
    r"""(?x)
    (?:^|//|[#*])\s*                        # a marker starts a comment, or stands after another
    (?P<marker>
        eda-lint:\s*ignore(?![\w-])
        (?:\s*\[(?P<rules>[^\]\n]*)\])?
        (?P<reason>[^\n]*)
    )
    """
)


@frozen
class Comment:
    """A comment as it stands: `own_line` where nothing but blanks stands before it."""

    line: int
    column: int
    text: str
    own_line: bool


def line_suppressions(
    path: str, comments: Iterable[Comment], lines: Sequence[str]
) -> tuple[Suppression, ...]:
    """The suppressions of a file, given its comments in order and its source lines.

    A comment behind code covers its line; one alone on its line covers the next line of code.
    """
    comments = tuple(comments)
    commented = {
        comment.line + offset
        for comment in comments
        if comment.own_line
        for offset in range(comment.text.count("\n") + 1)
    }
    return tuple(_suppressions(path, comments, _next_code(commented, lines)))


def _suppressions(
    path: str, comments: Iterable[Comment], next_code: Mapping[int, int]
) -> Iterable[Suppression]:
    for comment in comments:
        found = _IGNORE.search(comment.text)
        if found is None:
            continue
        rules, reason = _read(found)
        at = _place(path, comment, found)
        covered = next_code.get(at.line, at.line) if comment.own_line else at.line
        yield Suppression(path, covered, covered, rules, reason, at)


def _read(found: re.Match[str]) -> tuple[tuple[str, ...], str]:
    listed = (found["rules"] or "").split(",")
    reason = found["reason"].strip().removesuffix("*/").strip(" \t-–—:")
    return tuple(rule.strip() for rule in listed if rule.strip()), reason


def _place(path: str, comment: Comment, found: re.Match[str]) -> Location:
    before = comment.text[: found.start("marker")]
    line = comment.line + before.count("\n")
    column = len(before) - before.rfind("\n") - 1
    if line == comment.line:
        column += comment.column - 1
    return Location(path, line, column + 1, line, column + 1 + len(found["marker"].rstrip()))


def _next_code(commented: set[int], lines: Sequence[str]) -> dict[int, int]:
    """The first line of code after each comment that has any after it."""
    following: dict[int, int] = {}
    code = 0
    for number in range(len(lines), 0, -1):
        if number in commented:
            if code:
                following[number] = code
        elif lines[number - 1].strip():
            code = number
    return following
