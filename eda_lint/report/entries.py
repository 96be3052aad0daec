"""The entries of a report that is read line by line: findings, and what counts beside them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from eda_lint.finding import Confidence, Finding, Related, Reported, Severity
from eda_lint.frozen import frozen
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location
from eda_lint.notices import EXPIRED_SUPPRESSION, PARSE_ERROR, UNUSED_SUPPRESSION

__all__ = [
    "EXPIRED_SUPPRESSION",
    "PARSE_ERROR",
    "SUMMARIES",
    "UNUSED_SUPPRESSION",
    "Entry",
    "entries",
    "fingerprinted",
    "ordered",
    "worst_first",
]

SUMMARIES: Mapping[str, str] = {
    PARSE_ERROR: "A file that cannot be read or parsed, so that nothing in it is checked",
    EXPIRED_SUPPRESSION: "A suppression whose last day is over, so that it suppresses no more",
    UNUSED_SUPPRESSION: "A suppression that suppresses nothing",
}
"""What is told beside the findings of rules, as a rule's own summary would say it."""


@frozen
class Entry:
    """One thing to say. What is not a rule's finding has no `finding` and no `fingerprint`."""

    rule: str
    severity: Severity
    message: str
    at: Location
    related: tuple[Related, ...] = ()
    fingerprint: str = ""
    finding: Finding | None = None

    @property
    def confidence(self) -> Confidence:
        """How sure: what no rule found is a fact of the files."""
        return Confidence.CERTAIN if self.finding is None else self.finding.confidence


def entries(report: Report) -> tuple[Entry, ...]:
    """Everything that a report says, in the order of its places."""
    return tuple(
        sorted(_entries(report), key=lambda entry: (*_place(entry.at, entry.rule), entry.message))
    )


def ordered(findings: tuple[Reported, ...]) -> tuple[Reported, ...]:
    """Findings by path, line and rule: the same on every run."""
    return tuple(
        sorted(
            findings,
            key=lambda r: (*_place(r.finding.at, r.rule), r.finding.message, r.fingerprint),
        )
    )


def worst_first(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """The same entries, the worst and surest first; those that are alike keep their order."""
    return tuple(sorted(found, key=lambda one: (-one.severity.rank, -one.confidence.rank)))


def fingerprinted(found: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Each entry with a fingerprint of its own, made as a finding's is: never of line numbers."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in found:
        if entry.fingerprint:
            yield entry, entry.fingerprint
            continue
        key = (entry.rule, entry.at.path, entry.message)
        text = "\0".join((*key, str(counts[key]))).encode(errors="surrogatepass")
        counts[key] += 1
        yield entry, hashlib.sha256(text).hexdigest()[:16]


def _place(at: Location, rule: str) -> tuple[str, int, str, int]:
    return (at.path, at.line, rule, at.column)


def _entries(report: Report) -> Iterator[Entry]:
    for reported in report.findings:
        finding = reported.finding
        yield Entry(
            rule=reported.rule,
            severity=reported.severity,
            message=finding.message,
            at=finding.at,
            related=finding.related,
            fingerprint=reported.fingerprint,
            finding=finding,
        )
    for diagnostic in report.diagnostics:
        yield _entry(PARSE_ERROR, Severity.ERROR, diagnostic)
    for rule, told in (
        (EXPIRED_SUPPRESSION, report.expired_suppressions),
        (UNUSED_SUPPRESSION, report.unused_suppressions),
    ):
        for diagnostic in told:
            yield _entry(rule, report.severities[rule], diagnostic)


def _entry(rule: str, severity: Severity, diagnostic: Diagnostic) -> Entry:
    at = Location(diagnostic.path, diagnostic.line, diagnostic.column)
    return Entry(rule, severity, diagnostic.message, at)
