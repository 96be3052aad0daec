"""One line a finding: for editors, grep and small terminals."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.lint import Report
from eda_lint.report.entries import entries
from eda_lint.report.harmless import harmless
from eda_lint.report.style import PLAIN, Style, Tone, tone_of


def render(report: Report, style: Style = PLAIN, *, show_unknown: bool = False) -> str:
    """`path:line:column: severity[rule] message`, a line each; nothing where nothing is wrong."""
    return "".join(f"{line}\n" for line in _lines(report, style, show_unknown=show_unknown))


def _lines(report: Report, style: Style, *, show_unknown: bool) -> Iterator[str]:
    for entry in entries(report):
        place = style.paint(harmless(str(entry.at)), Tone.STRONG)
        label = style.paint(f"{entry.severity.value}[{entry.rule}]", tone_of(entry.severity))
        yield f"{place}: {label} {harmless(entry.message)}"
    if show_unknown:
        for fact in report.graph.unknown:
            place = style.paint(harmless(str(fact.at)), Tone.STRONG)
            yield f"{place}: unknown {harmless(fact.what)}: {harmless(fact.why)}"
