"""Entries whose resources have another address now, by what the application says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from eda_lint.baseline.entries import Entry

# A resource may have moved, and then the module that it is in; nobody moves it round in circles.
_TIMES = 8


def under_new_addresses(entries: Mapping[int, Entry], moved: Mapping[str, str]) -> dict[int, Entry]:
    """The entries as they would be told now; `moved` gives the address now by that of then."""
    if not moved:
        return dict(entries)
    # What an address begins with may have moved as well: the longest counts.
    longest_first = sorted(moved, key=lambda address: (-len(address), address))
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def now(text: str) -> str:
        for _ in range(_TIMES):
            before, text = text, pattern.sub(partial(_address_now, moved), text)
            if text == before:
                break
        return text

    return {
        place: replace(
            entry, subject=now(entry.subject), other=now(entry.other), message=now(entry.message)
        )
        for place, entry in entries.items()
    }


def _address_now(moved: Mapping[str, str], found: re.Match[str]) -> str:
    before = found[0]
    after = moved[before]
    # The address now may hold that of then: `aws_sqs_queue.a[0]`, `module.b.aws_sqs_queue.a`.
    start = found.start() - max(after.find(before), 0)
    there = before in after and start >= 0 and found.string.startswith(after, start)
    return before if there else after
