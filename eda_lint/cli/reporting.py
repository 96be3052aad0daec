"""Writing what a run found, in every format that is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eda_lint.cli.common import style_for, write
from eda_lint.cli.options import Reading
from eda_lint.cli.outputs import Output
from eda_lint.cli.reading import readable
from eda_lint.finding import Severity
from eda_lint.frozen import frozen
from eda_lint.lint import Report
from eda_lint.registry import Room

if TYPE_CHECKING:
    from eda_lint.fix.edit import Fix
    from eda_lint.report.style import Style

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
_WITH_FIXES = frozenset({"json", "json-lines", "sarif"})


@frozen
class Manner:
    """How a run reports: `rooms` are those of the rules that ran, `fail_on` is its threshold."""

    color: str
    reading: Reading
    fail_on: Severity
    rooms: tuple[Room, ...]


def write_reports(report: Report, outputs: Sequence[Output], manner: Manner) -> None:
    """Write each report, those to files first: a pipe may be closed.

    Raises UsageError where one cannot be written.
    """
    wanted = manner.reading.statistics or any(one.format in _WITH_FIXES for one in outputs)
    fixes = _fixes(report) if wanted else {}
    for output in sorted(outputs, key=lambda one: one.file is None):
        style = style_for(manner.color, output.file)
        write(
            _rendered(report, output.format, style, manner, fixes), output.file, colour=style.colour
        )
    summary = os.environ.get(SUMMARY_VARIABLE)
    if summary and any(output.format == "github" for output in outputs):
        _append_summary(report, Path(summary))


def _rendered(
    report: Report, format: str, style: Style, manner: Manner, fixes: Mapping[str, Fix]
) -> str:
    """A report in one format, whose module is loaded now that it is asked for."""
    match format:
        case "json":
            from eda_lint.report import check_json

            return check_json.render(report, fixes)
        case "json-lines":
            from eda_lint.report import json_lines

            return json_lines.render(report, fixes)
        case "sarif":
            from eda_lint.report import rule_page, sarif

            pages = rule_page.pages_of(manner.rooms, rule_page.published())
            return sarif.render(report, pages, fixes)
        case "github":
            from eda_lint.report import github

            return github.render(report)
        case "gitlab":
            from eda_lint.report import gitlab

            return gitlab.render(report)
        case "junit":
            from eda_lint.report import junit

            return junit.render(report, manner.fail_on)
        case "markdown":
            from eda_lint.report import markdown

            return markdown.render(report)
        case _:
            return readable(report, format, style, manner.reading, manner.rooms, fixes)


def _append_summary(report: Report, file: Path) -> None:
    """Add to the step's summary. Where that cannot be, the reports are written all the same."""
    from eda_lint.report import summary

    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(summary.render(report, summary.LARGEST - opened.tell()))
    except OSError as error:
        click.echo(f"warning: cannot add to the summary {file}: {error.strerror}", err=True)


def _fixes(report: Report) -> Mapping[str, Fix]:
    """Fixes cost the import of a code rewriter: none are asked for where no finding has any."""
    if all(reported.finding.remedy is None for reported in report.findings):
        return {}
    from eda_lint.fix import fixes_of

    return fixes_of(report)
