"""Findings as annotations of GitHub Actions, which stand in the changes of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.finding import Severity
from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.report.counts import broken_rules, counted, extent, headline
from eda_lint.report.entries import Entry, entries, worst_first
from eda_lint.report.harmless import harmless

SHOWN = 10
"""Annotations of one level that a step may show; GitHub drops the others without a word."""

_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render(report: Report) -> str:
    """A workflow command for each finding, the worst first, then what the run comes to."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    found = worst_first(entries(report))
    for rule, why in broken_rules(report):
        yield f"::error title={_property(harmless(rule))}::{_data(harmless(why))}"
    for severity, level in _LEVELS.items():
        of_level = [entry for entry in found if entry.severity is severity]
        yield from (_annotation(level, entry) for entry in of_level[:SHOWN])
        if len(of_level) > SHOWN:
            more = counted(len(of_level) - SHOWN, "more finding")
            yield f"{more} of level {level}, which a step cannot show"
    yield f"{headline(found)} in {extent(report)}"


def _annotation(level: str, entry: Entry) -> str:
    properties = {
        "file": harmless(entry.at.path),
        **_region(entry.at),
        "title": harmless(entry.rule),
    }
    given = ",".join(f"{name}={_property(str(text))}" for name, text in properties.items())
    return f"::{level} {given}::{_data(_story(entry))}"


def _region(at: Location) -> dict[str, int]:
    """GitHub takes columns only within one line, and the last column as one that is meant."""
    if at.end_line != at.line:
        return {"line": at.line, "endLine": at.end_line}
    end = max(at.end_column - 1, at.column)
    return {"line": at.line, "endLine": at.line, "col": at.column, "endColumn": end}


def _story(entry: Entry) -> str:
    """The message, then each related place on a line of its own."""
    related = (f"{harmless(str(r.at))}: {harmless(r.message)}" for r in entry.related)
    return "\n".join((harmless(entry.message), *related))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
