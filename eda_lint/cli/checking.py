"""What `eda-lint check` does: lint, mend if asked to, report, decide the exit status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eda_lint.cli.check import CheckRequest
from eda_lint.cli.common import configuration, style_for, write
from eda_lint.cli.progress import progress_line
from eda_lint.config import Config
from eda_lint.finding import Severity
from eda_lint.lint import Report, lint
from eda_lint.registry import Selection, load_rooms, select_rules
from eda_lint.report.harmless import harmless

if TYPE_CHECKING:
    from eda_lint.fix.edit import Fix


def run(request: CheckRequest) -> int:
    """Check as requested, and give the exit status. Raises EdaLintError if it cannot be done."""
    config = configuration(
        request.config_file, isolated=request.isolated, var_files=request.var_files
    )
    selection = _selection(request, config)

    def checked() -> Report:
        with progress_line() as progress:
            return lint(request.paths, config, selection, Path.cwd(), progress)

    report = checked()
    if request.diff:
        _show_diff(report, request)
    else:
        if request.fix:
            report = _mended(report, request, checked)
        _write(report, request)
    for broken in report.failures:
        where = f"rule {broken.path} broke (line {broken.line})"
        click.echo(f"error: {harmless(f'{where}: {broken.message}')}", err=True)
    return 0 if request.exit_zero else exit_status(report, _fail_on(request, config))


def exit_status(report: Report, fail_on: Severity) -> int:
    """1 with a finding at or above `fail_on`, a file that cannot be read, or a broken rule."""
    failing = any(reported.severity.rank >= fail_on.rank for reported in report.findings)
    return int(failing or bool(report.diagnostics) or bool(report.failures))


def _fail_on(request: CheckRequest, config: Config) -> Severity:
    return Severity(request.fail_on) if request.fail_on else config.fail_on


def _selection(request: CheckRequest, config: Config) -> Selection:
    """The rules to run. What `--select` names outright, no configuration takes away again."""
    configured = not request.select
    return select_rules(
        load_rooms(config.rules),
        select=config.select if configured else request.select,
        extend_select=(*(config.extend_select if configured else ()), *request.extend_select),
        ignore=(*(config.ignore if configured else ()), *request.ignore),
        options=config.rule_options,
    )


def _write(report: Report, request: CheckRequest) -> None:
    style = style_for(request.color, request.output)
    match request.format:
        case "json":
            from eda_lint.report import check_json

            text = check_json.render(report, _fixes(report))
        case "concise":
            from eda_lint.report import concise

            text = concise.render(report, style, show_unknown=request.show_unknown)
        case _:
            from eda_lint.report import text as text_report

            text = text_report.render(report, style, show_unknown=request.show_unknown)
    write(text, request.output, colour=style.colour)


def _show_diff(report: Report, request: CheckRequest) -> None:
    from eda_lint.cli.fixing import patch

    write(patch(report, unsafe=request.unsafe_fixes), request.output)


def _mended(report: Report, request: CheckRequest, again: Callable[[], Report]) -> Report:
    from eda_lint.cli.fixing import mend

    fixed, remaining = mend(report, again, unsafe=request.unsafe_fixes)
    click.echo(f"{fixed} fixed", err=True)
    return remaining


def _fixes(report: Report) -> Mapping[str, Fix]:
    """Fixes cost the import of a code rewriter: none are asked for where no finding has any."""
    if all(reported.finding.remedy is None for reported in report.findings):
        return {}
    from eda_lint.fix import fixes_of

    return fixes_of(report)
