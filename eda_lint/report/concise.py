"""One line a finding: for editors, grep and small terminals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.lint import Report
from eda_lint.report.entries import Entry, entries
from eda_lint.report.grouping import Grouping, grouped
from eda_lint.report.harmless import harmless
from eda_lint.report.style import PLAIN, Style, Tone, tone_of

NO_PAGES: Mapping[str, str] = {}


def render(
    report: Report,
    style: Style = PLAIN,
    *,
    show_unknown: bool = False,
    grouping: Grouping = Grouping.PLACE,
    pages: Mapping[str, str] = NO_PAGES,
) -> str:
    """`path:line:column: severity[rule] message`, a line each; nothing where nothing is wrong.

    What stands together in a group has no title here: each line says all there is to say.
    """
    lines = [
        _line(entry, style, pages.get(entry.rule, ""))
        for group in grouped(entries(report), grouping)
        for entry in group.entries
    ]
    if show_unknown:
        lines.extend(_unknown(report, style))
    return "".join(f"{line}\n" for line in lines)


def _line(entry: Entry, style: Style, page: str) -> str:
    place = style.paint(harmless(str(entry.at)), Tone.STRONG)
    label = style.paint(f"{entry.severity.value}[{entry.rule}]", tone_of(entry.severity))
    return f"{place}: {style.link(label, page)} {harmless(entry.message)}"


def _unknown(report: Report, style: Style) -> Iterator[str]:
    for fact in report.graph.unknown:
        place = style.paint(harmless(str(fact.at)), Tone.STRONG)
        yield f"{place}: unknown {harmless(fact.what)}: {harmless(fact.why)}"
