"""What `eda-lint check` does: lint, mend if asked to, report, decide the exit status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from eda_lint.cli.adopting import adoption, keep_up, narrowed
from eda_lint.cli.check import CheckRequest
from eda_lint.cli.common import configuration, write
from eda_lint.cli.progress import progress_line
from eda_lint.cli.reading import check_reading
from eda_lint.cli.reporting import Manner, write_reports
from eda_lint.cli.stages import Stages, told
from eda_lint.config import Config
from eda_lint.errors import UsageError
from eda_lint.finding import Severity
from eda_lint.lint import Report, lint
from eda_lint.registry import Room, Selection, check_names, load_rooms, select_rules
from eda_lint.report.aside import aside
from eda_lint.report.entries import entries
from eda_lint.report.harmless import harmless


def run(request: CheckRequest) -> int:
    """Check as requested, and give the exit status. Raises EdaLintError if it cannot be done."""
    if request.diff and len(request.outputs) > 1:
        raise UsageError("--diff writes a patch and no reports, so --output takes a file alone")
    formats = [output.format for output in request.outputs]
    check_reading(request.reading, formats)
    config = configuration(
        request.config_file, isolated=request.isolated, var_files=request.var_files
    )
    asked = adoption(request.adoption, config)
    rooms = load_rooms(config.rules)
    selection = _selection(rooms, request, config)

    def checked() -> Report:
        return narrowed(
            asked, request.paths, lambda: _linted(request, config, selection), selection
        )

    report = checked()
    if request.fix and not request.diff:
        report = _mended(report, request, checked)
    report = keep_up(asked, report, quiet=request.reading.quiet)
    if request.diff:
        _show_diff(report, request)
    else:
        write_reports(report, request.outputs, _manner(rooms, selection, request, config))
        # A text says it itself.
        if asked.is_asked_for and "text" not in formats and not request.reading.quiet:
            for line in aside(report):
                click.echo(line, err=True)
    for broken in report.failures:
        where = f"rule {broken.path} broke (line {broken.line})"
        click.echo(f"error: {harmless(f'{where}: {broken.message}')}", err=True)
    return 0 if request.exit_zero else exit_status(report, _fail_on(request, config))


def exit_status(report: Report, fail_on: Severity) -> int:
    """1 with an entry at or above `fail_on`, a file that cannot be read, or a broken rule."""
    failing = any(entry.severity.rank >= fail_on.rank for entry in entries(report))
    return int(failing or bool(report.diagnostics) or bool(report.failures))


def _linted(request: CheckRequest, config: Config, selection: Selection) -> Report:
    with progress_line() as progress:
        stages = Stages(progress)
        report = lint(request.paths, config, selection, Path.cwd(), stages)
        seconds = stages.seconds()
    if request.reading.verbose:
        for line in told(report, selection, seconds):
            click.echo(line, err=True)
    return report


def _fail_on(request: CheckRequest, config: Config) -> Severity:
    return Severity(request.fail_on) if request.fail_on else config.fail_on


def _manner(
    rooms: Sequence[Room], selection: Selection, request: CheckRequest, config: Config
) -> Manner:
    ran = {rule.id for rule in selection.rules}
    return Manner(
        color=request.color,
        reading=request.reading,
        fail_on=_fail_on(request, config),
        rooms=tuple(room for room in rooms if room.rule.id in ran),
    )


def _selection(rooms: Sequence[Room], request: CheckRequest, config: Config) -> Selection:
    """The rules to run. What `--select` names outright, no configuration takes away again."""
    configured = not request.select
    check_names(rooms, config.severity, "severity")
    for pattern, settings in config.per_path.items():
        check_names(rooms, (*settings.ignore, *settings.severity), f'per-path."{pattern}"')
    selection = select_rules(
        rooms,
        select=config.select if configured else request.select,
        extend_select=(*(config.extend_select if configured else ()), *request.extend_select),
        ignore=(*(config.ignore if configured else ()), *request.ignore),
        options=config.rule_options,
    )
    # One day for all who share a repository, wherever they are.
    return replace(selection, today=datetime.now(UTC).date())


def _show_diff(report: Report, request: CheckRequest) -> None:
    from eda_lint.cli.fixing import patch

    write(patch(report, unsafe=request.unsafe_fixes), request.outputs[-1].file)


def _mended(report: Report, request: CheckRequest, again: Callable[[], Report]) -> Report:
    from eda_lint.cli.fixing import mend

    fixed, remaining = mend(report, again, unsafe=request.unsafe_fixes)
    if not request.reading.quiet:
        click.echo(f"{fixed} fixed", err=True)
    return remaining
