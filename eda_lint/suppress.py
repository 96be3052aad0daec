"""Setting findings aside: which suppression covers which finding, and which covers none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eda_lint.finding import Reported
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.facts import Suppression


@frozen
class Sifted:
    """Findings after suppression, each in the order given; `unused` tells of the idle ones."""

    kept: tuple[Reported, ...]
    suppressed: tuple[Reported, ...]
    unused: tuple[Diagnostic, ...]


def apply_suppressions(
    reported: Sequence[Reported], suppressions: Sequence[Suppression], families: Mapping[str, str]
) -> Sifted:
    """Set aside what a suppression covers. `families` gives the family of each rule that ran.

    A suppression that names only rules which did not run is not unused: it was not tried.
    """
    by_path: dict[str, list[Suppression]] = {}
    for suppression in suppressions:
        by_path.setdefault(suppression.path, []).append(suppression)
    kept: list[Reported] = []
    suppressed: list[Reported] = []
    used: set[int] = set()
    for one in reported:
        covering = [
            suppression
            for path in dict.fromkeys((one.finding.at.path, one.finding.subject.at.path))
            for suppression in by_path.get(path, ())
            if _covers(suppression, one)
        ]
        used.update(map(id, covering))
        (suppressed if covering else kept).append(one)
    unused = (
        Diagnostic(s.path, s.at.line, s.at.column, f"unused suppression of {_named(s)}")
        for s in suppressions
        if id(s) not in used and _tried(s, families)
    )
    return Sifted(tuple(kept), tuple(suppressed), tuple(sorted(unused)))


def _covers(suppression: Suppression, one: Reported) -> bool:
    named = not suppression.rules or {one.rule, one.family} & set(suppression.rules)
    if not named:
        return False
    # One that spans a resource speaks for it also where a finding stands in its code.
    spans = suppression.end_line > suppression.line
    return _within(one.finding.at, suppression) or (
        spans and _within(one.finding.subject.at, suppression)
    )


def _within(at: Location, suppression: Suppression) -> bool:
    return at.path == suppression.path and suppression.line <= at.line <= suppression.end_line


def _tried(suppression: Suppression, families: Mapping[str, str]) -> bool:
    ran = {*families, *families.values()}
    return not suppression.rules or bool(ran.intersection(suppression.rules))


def _named(suppression: Suppression) -> str:
    return ", ".join(suppression.rules) or "every rule"
