"""`eda-lint check`: its options. The work is in `checking`, loaded when they are all right."""

from __future__ import annotations

from pathlib import Path

import click

from eda_lint.cli.common import config_options, paths_argument, var_file_option
from eda_lint.cli.options import AdoptionOptions, Reading, adoption_options, reading_options
from eda_lint.cli.outputs import FORMAT_VARIABLE, FORMATS, Output, outputs
from eda_lint.frozen import frozen


@frozen
class CheckRequest:
    """What the command line asks for. `fail_on` is None where it leaves that open."""

    paths: tuple[Path, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    outputs: tuple[Output, ...]
    color: str
    fail_on: str | None
    exit_zero: bool
    fix: bool
    diff: bool
    unsafe_fixes: bool
    var_files: tuple[Path, ...]
    config_file: Path | None
    isolated: bool
    adoption: AdoptionOptions
    reading: Reading


def _names(
    context: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Names out of an option that may be repeated and may hold several, separated by commas."""
    return tuple(name for text in given for part in text.split(",") if (name := part.strip()))


def _explicit(context: click.Context, format: str) -> str | None:
    """The format, if the command line itself names it."""
    source = context.get_parameter_source("format")
    return format if source is click.core.ParameterSource.COMMANDLINE else None


@click.command("check")
@paths_argument
@click.option(
    "--select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Run only these rules or families (comma separated), whatever the configuration says.",
)
@click.option(
    "--extend-select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Run these rules or families as well.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Leave these rules or families out.",
)
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    envvar=FORMAT_VARIABLE,
    show_envvar=True,
    help="How to report on the terminal.",
)
@click.option(
    "--output",
    "output",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="Write a report of this format to a file, beside that of the terminal; a FILE alone takes "
    "the place of the terminal. May be repeated.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colour; NO_COLOR turns `auto` off.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    help="Exit with 1 from this severity on.  [default: warning]",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0, whatever is found.")
@adoption_options
@reading_options
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, report what remains.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: take unsafe fixes too.")
@var_file_option
@config_options
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    format: str,
    output: tuple[str, ...],
    color: str,
    fail_on: str | None,
    exit_zero: bool,
    show_unknown: bool,
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    var_files: tuple[Path, ...],
    config_file: Path | None,
    isolated: bool,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: Path | None,
    prune_baseline: bool,
    changed_since: str | None,
    staged: bool,
    statistics: bool,
    group_by: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check the application under PATHS.

    PATHS are files and folders, the current folder unless given. Exits with 0 where nothing is
    found, with 1 if there are findings, with 2 where the check could not run.
    """
    from eda_lint.cli.checking import run

    request = CheckRequest(
        paths=paths or (Path("."),),
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        outputs=outputs(_explicit(context, format), format, output),
        color=color,
        fail_on=fail_on,
        exit_zero=exit_zero,
        fix=fix,
        diff=diff,
        unsafe_fixes=unsafe_fixes,
        var_files=var_files,
        config_file=config_file,
        isolated=isolated,
        adoption=AdoptionOptions(
            baseline, no_baseline, write_baseline, prune_baseline, changed_since, staged
        ),
        reading=Reading(show_unknown, statistics, group_by, quiet, verbose),
    )
    context.exit(run(request))
