"""Options of `check` that go together: what is set aside, and how much is said."""

from __future__ import annotations

from pathlib import Path

import click

from eda_lint.cli.common import Command
from eda_lint.frozen import frozen


@frozen
class AdoptionOptions:
    """What is set aside, as it was asked for."""

    baseline: Path | None
    no_baseline: bool
    write_baseline: Path | None
    prune_baseline: bool
    changed_since: str | None
    staged: bool


@frozen
class Reading:
    """How much is said, and in which order; `group_by` is place, file or rule."""

    show_unknown: bool = False
    statistics: bool = False
    group_by: str = "place"
    quiet: bool = False
    verbose: bool = False


def adoption_options(command: Command) -> Command:
    """`--baseline` and its kin, `--changed-since` and `--staged`."""
    file = click.Path(path_type=Path)
    for option in (
        click.option(
            "--staged",
            is_flag=True,
            help="Report only what touches staged changes: for a hook before each commit.",
        ),
        click.option(
            "--changed-since",
            metavar="REF",
            help="Report only what touches changes since HEAD left this branch, tag or commit.",
        ),
        click.option(
            "--prune-baseline", is_flag=True, help="Remove from the baseline what is fixed."
        ),
        click.option(
            "--write-baseline",
            type=file,
            metavar="FILE",
            help="Write all findings to this file, so that --baseline sets them aside.",
        ),
        click.option("--no-baseline", is_flag=True, help="Ignore the configuration's baseline."),
        click.option(
            "--baseline",
            type=file,
            metavar="FILE",
            help="Set the findings of this file aside, report what is new.",
        ),
    ):
        command = option(command)
    return command


def reading_options(command: Command) -> Command:
    """`--show-unknown`, `--statistics`, `--group-by`, `--quiet` and `--verbose`."""
    for option in (
        click.option("--verbose", "-v", is_flag=True, help="Say what each stage came to."),
        click.option("--quiet", "-q", is_flag=True, help="Say nothing but what was found."),
        click.option(
            "--group-by",
            type=click.Choice(["place", "file", "rule"]),
            default="place",
            show_default=True,
            help="What stands together in a text.",
        ),
        click.option("--statistics", is_flag=True, help="Count the findings of each rule instead."),
        click.option(
            "--show-unknown", is_flag=True, help="List what could not be evaluated, and why."
        ),
    ):
        command = option(command)
    return command
