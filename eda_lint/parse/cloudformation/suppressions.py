"""Suppressions in a template: comments, and `Metadata` for those who cannot comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eda_lint.location import Location
from eda_lint.parse.comments import MARKER, Comment, line_suppressions
from eda_lint.parse.facts import Suppression
from eda_lint.value import Literal, Value, entry_location, field_of, items_of, text_of

_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//).*")
_ALL = "*"


def commented(path: str, text: str, lines: Sequence[str]) -> tuple[Suppression, ...]:
    """The suppressions in a template's comments, those of inline code among them."""
    if MARKER not in text:
        return ()
    return line_suppressions(path, _comments(lines), lines)


def _comments(lines: Sequence[str]) -> Iterator[Comment]:
    for number, line in enumerate(lines, 1):
        own_line = line.lstrip().startswith(("#", "//"))
        # What only looks like a comment does no harm, unless it holds a marker, and then it is one.
        if own_line or MARKER in line:
            found = _COMMENT.search(line)
            if found:
                yield Comment(number, found.start() + 1, found[0], own_line)


def declared(metadata: Value, span: Location) -> Iterator[Suppression]:
    """The suppression that a resource's Metadata states, for all of its lines (`span`)."""
    own = field_of(metadata, "eda-lint")
    ignored = field_of(own, "ignore")
    rules = tuple(text for item in items_of(ignored) if (text := text_of(item)))
    if rules:
        everything = rules == (_ALL,) or ignored == Literal(True)
        reason = text_of(field_of(own, "reason")) or ""
        until = text_of(field_of(own, "until"))
        if until:  # a comment has it in its reason
            reason = f"until={until} {reason}".rstrip()
        at = entry_location(own, "ignore") or span
        yield Suppression(
            span.path, span.line, span.end_line, () if everything else rules, reason, at
        )
