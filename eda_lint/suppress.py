"""Setting findings aside: which suppression covers which finding, and which covers none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from eda_lint.finding import Reported
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.nearest import did_you_mean
from eda_lint.notices import OF_SUPPRESSIONS
from eda_lint.parse.facts import Suppression

_UNTIL = re.compile(r"(?<![\w-])until=(?P<day>[^\s,;)]*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@frozen
class Sifted:
    """Findings after suppression, each in the order given.

    `unused` tells of the suppressions that are idle, `expired` of those whose day has passed,
    `diagnostics` of those whose day cannot be read.
    """

    kept: tuple[Reported, ...]
    suppressed: tuple[Reported, ...]
    unused: tuple[Diagnostic, ...]
    expired: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def apply_suppressions(
    reported: Sequence[Reported],
    suppressions: Sequence[Suppression],
    families: Mapping[str, str],
    today: date | None = None,
    known: Collection[str] = (),
) -> Sifted:
    """Set aside what a suppression covers. `families` gives the family of each rule that ran.

    A suppression that names only rules which did not run is not unused: it was not tried. One with
    `until=2026-12-31` in its reason holds to the end of that day; without `today` it always holds,
    and so does one whose day cannot be read. `known` are the names of all rules and families: one
    that is none of them suppresses nothing, in whatever run. Without them, none is held against it.
    """
    expired = [one for one in suppressions if _has_expired(one, today)]
    over = set(map(id, expired))
    by_path: dict[str, list[Suppression]] = {}
    for suppression in suppressions:
        by_path.setdefault(suppression.path, []).append(suppression)
    kept: list[Reported] = []
    suppressed: list[Reported] = []
    used: set[int] = set()
    for one in reported:
        covering = {
            id(suppression)
            for path in dict.fromkeys((one.finding.at.path, one.finding.subject.at.path))
            for suppression in by_path.get(path, ())
            if _covers(suppression, one)
        }
        used |= covering
        (suppressed if covering - over else kept).append(one)
    unused = (s for s in suppressions if id(s) not in used | over and _tried(s, families))
    idle = [_told(s, f"unused suppression of {_named(s)}") for s in unused]
    return Sifted(
        tuple(kept),
        tuple(suppressed),
        tuple(sorted((*idle, *_misspelt(suppressions, known)))),
        tuple(
            sorted(_told(s, _end(s, id(s) in used)) for s in expired if _tried(s, families)),
        ),
        tuple(sorted(_unreadable(suppressions))),
    )


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


def _misspelt(suppressions: Sequence[Suppression], known: Collection[str]) -> Iterator[Diagnostic]:
    if not known:
        return
    for one in suppressions:
        for name in one.rules:
            if name not in known and name not in OF_SUPPRESSIONS:
                meant = did_you_mean(name, known)
                yield _told(one, f"suppression of {name!r}, which names no rule or family{meant}")


def _named(suppression: Suppression) -> str:
    return ", ".join(suppression.rules) or "every rule"


def _written_day(suppression: Suppression) -> str | None:
    """What stands after `until=`, None where that is not there."""
    found = _UNTIL.search(suppression.reason)
    return None if found is None else found["day"].rstrip(".:!")


def _last_day(suppression: Suppression) -> date | None:
    """The last day that a suppression holds, None where it has none that can be read."""
    written = _written_day(suppression)
    if written is None or not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:  # the 30th of February
        return None


def _has_expired(suppression: Suppression, today: date | None) -> bool:
    last = _last_day(suppression)
    return today is not None and last is not None and last < today


def _end(suppression: Suppression, hides: bool) -> str:
    needed = "needs what it hid to be mended, or a later day" if hides else "hides nothing any more"
    return f"suppression of {_named(suppression)} ended on {_last_day(suppression)}, {needed}"


def _unreadable(suppressions: Sequence[Suppression]) -> Iterator[Diagnostic]:
    for one in suppressions:
        written = _written_day(one)
        if written is not None and _last_day(one) is None:
            message = f"until={written} in a suppression is no day, needs one like until=2026-12-31"
            yield _told(one, message)


def _told(suppression: Suppression, message: str) -> Diagnostic:
    return Diagnostic(suppression.path, suppression.at.line, suppression.at.column, message)
