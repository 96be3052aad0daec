"""Findings as Markdown: a table for a comment, a wiki, a summary of a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.report.aside import aside
from eda_lint.report.counts import broken_rules, counted, extent, headline
from eda_lint.report.entries import Entry, entries, worst_first
from eda_lint.report.markdown_text import code, escaped


def render(report: Report, room: int | None = None) -> str:
    """A heading with the counts, then a row for each finding, the worst first.

    With `room` bytes, as many rows as it has place for, and how many more there are.
    """
    found = worst_first(entries(report))
    text = "".join(f"{line}\n" for line in _head(report, found))
    if not found:
        return text
    left = None if room is None else room - _bytes(text) - _bytes(_more(len(found)))
    rows: list[str] = []
    for row in map(_row, found):
        if left is not None:
            left -= _bytes(row)
            if left < 0:
                return text + "".join(rows) + _more(len(found) - len(rows))
        rows.append(row)
    return text + "".join(rows)


def _head(report: Report, found: tuple[Entry, ...]) -> Iterator[str]:
    yield f"## eda-lint: {headline(found)}"
    yield ""
    told = [extent(report)]
    told += aside(report)
    if report.graph.unknown:
        told.append(f"{counted(len(report.graph.unknown), 'fact')} could not be evaluated")
    yield "; ".join(told)
    for rule, why in broken_rules(report):
        yield f"\n{escaped(rule)}: {escaped(why)}"
    if found:
        yield ""
        yield "| | rule | where | what |"
        yield "|---|---|---|---|"


def _row(entry: Entry) -> str:
    story = [escaped(entry.message)]
    story += (f"{_place(r.at)} {escaped(r.message)}" for r in entry.related)
    cells = (entry.severity.value, code(entry.rule), _place(entry.at), "<br>".join(story))
    return f"| {' | '.join(cells)} |\n"


def _place(at: Location) -> str:
    return code(f"{at.path}:{at.line}")


def _more(number: int) -> str:
    return f"\n{counted(number, 'more finding')} not shown here\n"


def _bytes(text: str) -> int:
    return len(text.encode("utf-8"))
