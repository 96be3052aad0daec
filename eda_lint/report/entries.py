"""The entries of a report that is read line by line: findings, and what counts beside them."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Related, Reported, Severity
from eda_lint.frozen import frozen
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location

PARSE_ERROR = "parse-error"
UNUSED_SUPPRESSION = "unused-suppression"


@frozen
class Entry:
    """One thing to say. `fingerprint` is empty for what is not a rule's finding."""

    rule: str
    severity: Severity
    message: str
    at: Location
    related: tuple[Related, ...] = ()
    fingerprint: str = ""


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
        )
    for diagnostic in report.diagnostics:
        yield _entry(PARSE_ERROR, Severity.ERROR, diagnostic)
    for unused in report.unused_suppressions:
        yield _entry(UNUSED_SUPPRESSION, Severity.INFO, unused)


def _entry(rule: str, severity: Severity, diagnostic: Diagnostic) -> Entry:
    at = Location(diagnostic.path, diagnostic.line, diagnostic.column)
    return Entry(rule, severity, diagnostic.message, at)
