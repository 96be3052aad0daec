"""Text for people, as much of it and in the order as was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eda_lint.cli.hyperlinks import pages_of
from eda_lint.cli.options import Reading
from eda_lint.errors import UsageError
from eda_lint.lint import Report
from eda_lint.registry import Room
from eda_lint.report.grouping import Grouping
from eda_lint.report.style import Style

if TYPE_CHECKING:
    from eda_lint.fix.edit import Fix

TEXTS = ("text", "concise")


def check_reading(reading: Reading, formats: Sequence[str]) -> None:
    """Raise UsageError for options that make no sense together, or in none of these formats."""
    if reading.quiet and reading.verbose:
        raise UsageError("--quiet and --verbose exclude each other")
    if reading.statistics and reading.group_by != "place":
        raise UsageError("--statistics counts rules, so there is nothing for --group-by to group")
    in_text = any(format in TEXTS for format in formats)
    for option, given in (
        ("--statistics", reading.statistics),
        ("--group-by", reading.group_by != "place"),
    ):
        if given and not in_text:
            raise UsageError(f"{option} is for text, so it needs --format {' or '.join(TEXTS)}")


def readable(
    report: Report,
    format: str,
    style: Style,
    reading: Reading,
    rooms: Sequence[Room],
    fixes: Mapping[str, Fix],
) -> str:
    """A report as `text` or as `concise`, or the counts of its rules."""
    if reading.statistics:
        from eda_lint.report import statistics

        return statistics.render(report, fixes, style)
    grouping = Grouping(reading.group_by)
    pages = pages_of(rooms) if style.links else {}
    if format == "concise":
        from eda_lint.report import concise

        return concise.render(
            report, style, show_unknown=reading.show_unknown, grouping=grouping, pages=pages
        )
    from eda_lint.report import text

    return text.render(
        report,
        style,
        show_unknown=reading.show_unknown,
        quiet=reading.quiet,
        grouping=grouping,
        pages=pages,
    )
