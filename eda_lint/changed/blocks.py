"""The block that a line of a template opens, by indentation: a resource with all its properties.

YAML, JSON and Terraform alike are written so. What is on one line alone is a block of one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eda_lint.changed.changes import Hunk
from eda_lint.frozen import frozen

_ASIDE = ("#", "//")
_WORD = re.compile(r"\w+")
_HEREDOC = re.compile(r"<<-?(?P<end>[^\W\d][\w-]*)\s*$")


@frozen
class Block:
    """Lines from `first` to `last`, counted from 1; `indent` is the first one's."""

    first: int
    last: int
    indent: int

    def touched_by(self, hunk: Hunk) -> bool:
        """Whether some of the lines are new, or stood in the block before they were removed."""
        if hunk.count:
            return hunk.start <= self.last and self.first < hunk.start + hunk.count
        if hunk.start == self.last:
            # At the end of a block, only what stands deeper was part of it.
            return any(_indent(line) > self.indent for line in hunk.removed[:1])
        return self.first <= hunk.start < self.last


def block_at(lines: Sequence[str], first: int, last: int) -> Block:
    """The block of the line `first`, which holds at least the lines up to `last`."""
    if not 0 < first <= len(lines):
        return Block(first, last, 0)
    opening = lines[first - 1]
    indent = _indent(opening)
    end = max(first, last)
    for number, last_of_it, line in _structure(lines, first - 1):
        # In YAML the items of a list may stand as deep as the key that they belong to.
        item = line.lstrip().startswith("- ") and not opening.lstrip().startswith("- ")
        outside = _indent(line) < indent or (_indent(line) == indent and not item)
        if outside and number != first:
            break
        end = max(end, last_of_it)
    return Block(first, end, indent)


def openings(lines: Sequence[str]) -> tuple[str, ...]:
    """For each line the one that opens its outermost block: `Globals:`, `module "orders" {`."""
    found: list[str] = []
    outermost, opening = -1, ""
    for number, _, line in _structure(lines, 0):
        found.extend(opening for _ in range(number - 1 - len(found)))
        # A brace alone opens nothing that has a name, and closes what was opened before.
        named = _WORD.search(line) is not None
        if named and (outermost < 0 or _indent(line) <= outermost):
            outermost, opening = _indent(line), line.strip()
        found.append(opening)
    found.extend(opening for _ in range(len(lines) - len(found)))
    return tuple(found)


def _structure(lines: Sequence[str], after: int) -> Iterator[tuple[int, int, str]]:
    """The lines whose indentation says something, from the one that follows `after`.

    Each with its number, and that of the last line of the heredoc that it begins: what a heredoc
    holds stands as deep as it likes, most often not at all.
    """
    number = after + 1
    while number <= len(lines):
        line, last = lines[number - 1], number
        if line.strip() and not line.lstrip().startswith(_ASIDE):
            begun = _HEREDOC.search(line)
            last = number if begun is None else _end(lines, number, begun["end"])
            yield number, last, line
        number = last + 1


def _end(lines: Sequence[str], after: int, word: str) -> int:
    """The line that holds nothing but a word; the last one, where there is none."""
    numbers = range(after + 1, len(lines) + 1)
    return next((number for number in numbers if lines[number - 1].strip() == word), len(lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
