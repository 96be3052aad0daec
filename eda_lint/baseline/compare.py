"""Which findings a baseline knows already, and which of its entries are fixed.

A finding is an entry's if they are alike in everything but the place; else in the fingerprint (of
the subject's id and the other end's); else in the file and the names of both ends; else in those
names alone, where it is certain which file was renamed: one path then, one path now, and nothing
like it in the old one any more. What is left is compared once more under the addresses that
Terraform's `moved` blocks have given to resources and modules since.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from eda_lint.baseline.entries import Baseline, Entry, entries_of, entries_of_unread
from eda_lint.baseline.moved import under_new_addresses
from eda_lint.finding import Reported
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Diagnostic

# How much of the end of a path is compared where files were renamed: folders may have moved.
_TAILS = (4, 3, 2, 1, 0)


@frozen
class Comparison:
    """What is new beside a baseline, and what has become of its entries.

    `set_aside` counts the findings that it knows, `fixed` are the entries that nothing belongs to
    any more, `pruned` is the baseline without them, the others as they are found now.
    """

    findings: tuple[Reported, ...]
    diagnostics: tuple[Diagnostic, ...]
    set_aside: int
    fixed: tuple[Entry, ...]
    pruned: Baseline


def compare(
    baseline: Baseline,
    findings: Sequence[Reported],
    diagnostics: Sequence[Diagnostic],
    graph: EventGraph,
    looked_at: Callable[[Entry], bool],
    moved: Mapping[str, str] | None = None,
) -> Comparison:
    """Set aside what the baseline knows.

    `looked_at` says whether a run would have seen the finding of an entry, if it were still there:
    what a run leaves out is not fixed. Nor is anything where a file cannot be read that could be.
    `moved` gives the address that a resource or module has now by the one that it had.
    """
    unread = sorted(set(diagnostics))
    now = [*entries_of(findings, graph), *entries_of_unread(unread)]
    known = dict(_pairs(baseline.entries, now, moved or {}))
    new_findings = tuple(one for place, one in enumerate(findings) if place not in known)
    new_unread = tuple(one for place, one in enumerate(unread, len(findings)) if place not in known)
    left = sorted(set(range(len(baseline.entries))) - set(known.values()))
    idle = [baseline.entries[place] for place in left]
    fixed = set() if new_unread else {one for one in idle if looked_at(one)}
    pruned = (*(now[place] for place in known), *(one for one in idle if one not in fixed))
    return Comparison(
        findings=new_findings,
        diagnostics=new_unread,
        set_aside=len(known),
        fixed=tuple(sorted(fixed)),
        pruned=Baseline(tuple(sorted(pruned))),
    )


def _pairs(
    before: Sequence[Entry], now: Sequence[Entry], moved: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """The place of each finding of `now` that has one with the place of its entry in `before`."""
    old, new = dict(enumerate(before)), dict(enumerate(now))
    there = {_file_and_ends(entry) for entry in now}
    yield from _in_steps(old, new, there)
    if moved and old and new:
        yield from _in_steps(under_new_addresses(old, moved), new, there)


def _in_steps(
    old: dict[int, Entry], new: dict[int, Entry], there: Collection[Hashable]
) -> Iterator[tuple[int, int]]:
    """Pairs of what is alike, the most alike first; what has found its other is taken out."""
    for key in (_all_but_place, _fingerprint, _file_and_ends):
        for one, other in _alike(old, new, key):
            yield one, other
            del new[one], old[other]
    for tail in _TAILS:
        for one, other in _renamed(old, new, there, tail):
            yield one, other
            del new[one], old[other]


def _all_but_place(entry: Entry) -> Hashable:
    return (entry.rule, entry.path, entry.subject, entry.other, entry.message)


def _fingerprint(entry: Entry) -> Hashable:
    return (entry.rule, entry.fingerprint)


def _file_and_ends(entry: Entry) -> Hashable:
    # A file that cannot be read may be so for another reason than it was.
    return (entry.rule, entry.path, entry.subject, entry.other) if entry.subject else None


def _alike(
    old: dict[int, Entry], new: dict[int, Entry], key: Callable[[Entry], Hashable]
) -> list[tuple[int, int]]:
    """The first of `new` with the first of `old` of the same key, the second with the second."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place, entry in old.items():
        waiting[key(entry)].append(place)
    waiting.pop(None, None)
    return [
        (place, waiting[key(entry)].popleft())
        for place, entry in new.items()
        if waiting[key(entry)]
    ]


def _renamed(
    old: dict[int, Entry], new: dict[int, Entry], there: Collection[Hashable], tail: int
) -> list[tuple[int, int]]:
    """What belongs together by names and the end of the path, where there is no other choice."""
    before, after = _by_names(old, tail), _by_names(new, tail)
    pairs: list[tuple[int, int]] = []
    for names in before.keys() & after.keys():
        left, found = before[names], after[names]
        one_file = len({old[place].path for place in left}) == 1
        one_file = one_file and len({new[place].path for place in found}) == 1
        if one_file and _file_and_ends(old[left[0]]) not in there:
            pairs.extend(zip(found, left, strict=False))
    return pairs


def _by_names(entries: dict[int, Entry], tail: int) -> dict[Hashable, list[int]]:
    """The places of entries by their names, each in the order of their messages."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, entry in sorted(entries.items(), key=lambda item: (item[1].message, item[0])):
        if entry.subject:
            ending = entry.path.split("/")[-tail:] if tail else []
            found[entry.rule, entry.subject, entry.other, *ending].append(place)
    return found
