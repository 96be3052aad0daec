"""What lets a team begin with findings that are old: a baseline, and the changes since a commit."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eda_lint.cli.common import write
from eda_lint.cli.options import AdoptionOptions
from eda_lint.config import Config
from eda_lint.errors import BaselineError, UsageError
from eda_lint.frozen import frozen
from eda_lint.lint import Report
from eda_lint.notices import PARSE_ERROR
from eda_lint.registry import Selection
from eda_lint.report.counts import counted

if TYPE_CHECKING:  # loaded by runs that have one
    from eda_lint.baseline import Baseline, Entry
    from eda_lint.changed import Changes

FROM_REF_VARIABLE = "PRE_COMMIT_FROM_REF"
"""Set by pre-commit: the commit from which on it looks."""


@frozen
class Adoption:
    """What the command line asks for. `baseline` is the file that counts, whoever named it.

    `var_files` are those whose values every root module is given.
    """

    baseline: Path | None = None
    write_to: Path | None = None
    prune: bool = False
    changed_since: str | None = None
    staged: bool = False
    var_files: tuple[Path, ...] = ()

    @property
    def is_asked_for(self) -> bool:
        """Whether anything is to be set aside."""
        return bool(self.baseline or self.write_to or self.changed_since or self.staged)


def adoption(options: AdoptionOptions, config: Config) -> Adoption:
    """What is asked for by the command line, else by the configuration.

    Raises UsageError for options that make no sense together, BaselineError where writing would
    lose a file that is no baseline.
    """
    given = {
        "--baseline": options.baseline is not None,
        "--no-baseline": options.no_baseline,
        "--write-baseline": options.write_baseline is not None,
        "--prune-baseline": options.prune_baseline,
        "--changed-since": options.changed_since is not None,
        "--staged": options.staged,
    }
    for one, other in _APART:
        if given[one] and given[other]:
            raise UsageError(f"{one} and {other} exclude each other")
    if options.write_baseline is not None:
        _check_replaceable(options.write_baseline)
        return Adoption(write_to=options.write_baseline)
    baseline = options.baseline
    if baseline is None and config.baseline is not None and not options.no_baseline:
        baseline = Path(os.path.relpath(config.baseline))
    if options.prune_baseline and baseline is None:
        raise UsageError("--prune-baseline needs a baseline: --baseline FILE, or the configuration")
    # pre-commit has nothing staged when it is given two refs, or runs before a push.
    pushed = os.environ.get(FROM_REF_VARIABLE) if options.staged else None
    since = pushed if options.changed_since is None else options.changed_since
    staged = options.staged and not pushed
    return Adoption(baseline, None, options.prune_baseline, since, staged, tuple(config.var_files))


_APART = (
    ("--baseline", "--no-baseline"),
    ("--prune-baseline", "--no-baseline"),
    ("--write-baseline", "--baseline"),
    ("--write-baseline", "--no-baseline"),
    ("--write-baseline", "--prune-baseline"),
    ("--write-baseline", "--changed-since"),
    ("--write-baseline", "--staged"),
    ("--changed-since", "--staged"),
)


def narrowed(
    asked: Adoption, paths: tuple[Path, ...], check: Callable[[], Report], selection: Selection
) -> Report:
    """Check, and set aside what is known already and what no change touches.

    Raises EdaLintError for a baseline that cannot be read, and where git cannot say what changed.
    """
    known = None if asked.baseline is None else _read(asked.baseline)
    changes = _changes(asked, paths)
    report = check()
    if asked.baseline is not None and known is not None:
        known = known.moved(asked.baseline.parent.resolve(), report.base)
    if asked.write_to is not None:
        from eda_lint.baseline import baseline_of

        known = baseline_of(report.findings, report.diagnostics, report.graph)
    if known is not None:
        file = asked.write_to or asked.baseline
        whole = file is not None and _are_above(paths, file)
        report = _beside(known, report, selection, whole=whole)
    return report if changes is None else _touched(changes, report, asked.var_files)


def keep_up(asked: Adoption, report: Report, *, quiet: bool) -> Report:
    """Write the baseline that is asked for, and say so; the report without what was removed.

    Raises UsageError where the file cannot be written.
    """
    if report.baseline is None or not (asked.prune or asked.write_to):
        return report
    file = asked.write_to or asked.baseline
    assert file is not None
    from eda_lint.baseline import written

    pruned = report.baseline.pruned.moved(report.base, file.parent.resolve())
    if asked.write_to is not None:
        said = f"wrote {counted(len(pruned.entries), 'finding')} to {file}"
    else:
        fixed = len(report.baseline.fixed)
        said = f"removed {counted(fixed, 'fixed finding')} from {file}"
    if asked.write_to is not None or pruned != _read(file):
        write(written(pruned), file)
    if not quiet:
        click.echo(said, err=True)
    return replace(report, baseline=replace(report.baseline, fixed=()))


def _read(file: Path) -> Baseline:
    from eda_lint.baseline import read

    try:
        return read(file.read_text(encoding="utf-8"), str(file))
    except OSError as error:
        advice = "; --write-baseline makes one" if not file.exists() else ""
        raise BaselineError(f"{file} cannot be read: {error.strerror}{advice}") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{file}: not a baseline, not UTF-8 text") from error


def _check_replaceable(file: Path) -> None:
    """Raise BaselineError for a file that is there and was never a baseline, of any version."""
    import json

    try:
        text = file.read_text(encoding="utf-8")
        document = json.loads(text) if text.strip() else {"version": 0, "entries": []}
    except OSError:  # not there yet, or writing will say why it cannot be
        return
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or not {"version", "entries"} <= document.keys():
        raise BaselineError(f"{file} is there and is no baseline, so it is not written over")


def _changes(asked: Adoption, paths: tuple[Path, ...]) -> Changes | None:
    """What the findings have to touch; None where they need not."""
    if asked.changed_since is None and not asked.staged:
        return None
    from eda_lint.changed import changes_since, changes_staged

    # What is not there, the check itself says.
    roots = [path for path in paths if path.exists()] or [Path.cwd()]
    if asked.changed_since is None:
        return changes_staged(roots)
    return changes_since(asked.changed_since, roots)


def _are_above(paths: Sequence[Path], file: Path) -> bool:
    folder = file.parent.resolve()
    return any(folder.is_relative_to(path.resolve()) for path in paths)


def _beside(known: Baseline, report: Report, selection: Selection, *, whole: bool) -> Report:
    """The report without what the baseline knows; `whole` for a run over all that it may know."""
    from eda_lint.baseline import compare

    broken = {failure.path for failure in report.failures}
    ran = {rule.id for rule in selection.rules} - broken | {PARSE_ERROR}

    scanned = report.sources.keys() | report.plans
    names = {node.name for node in report.graph.nodes.values()}

    def is_there(entry: Entry) -> bool:
        return entry.path in scanned or not os.path.lexists(report.base / entry.path)

    # Of code without its template, and of a module without its root, nothing is said: only a run
    # over as much as the baseline tells of shows that a subject is gone.
    as_much = whole or (
        all(map(is_there, known.entries)) and any(one.subject in names for one in known.entries)
    )

    def looked_at(entry: Entry) -> bool:
        """Whether this run would have found it: what was not scanned is not fixed."""
        has_subject = not entry.subject or entry.subject in names
        return entry.rule in ran and is_there(entry) and (has_subject or as_much)

    compared = compare(
        known, report.findings, report.diagnostics, report.graph, looked_at, report.moved
    )
    return replace(
        report,
        findings=compared.findings,
        diagnostics=compared.diagnostics,
        baseline=compared,
    )


def _touched(changes: Changes, report: Report, var_files: Sequence[Path]) -> Report:
    from eda_lint.changed import Surface
    from eda_lint.location import Diagnostic, Location
    from eda_lint.report.frame import text_lines

    surface = Surface.of(changes, report.base, report.sources, cache(text_lines), var_files)

    def near(told: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        return tuple(one for one in told if surface.touches(Location(one.path, one.line)))

    findings = tuple(
        one for one in report.findings if surface.touches_finding(one.finding, report.graph)
    )
    diagnostics = tuple(one for one in report.diagnostics if surface.touches_file(one.path))
    left_out = len(report.findings) - len(findings)
    return replace(
        report,
        findings=findings,
        diagnostics=diagnostics,
        unused_suppressions=near(report.unused_suppressions),
        expired_suppressions=near(report.expired_suppressions),
        untouched=left_out + len(report.diagnostics) - len(diagnostics),
    )
