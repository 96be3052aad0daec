"""What several commands share: their options, the configuration they read, where they write."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from eda_lint.errors import UsageError

if TYPE_CHECKING:
    from eda_lint.config import Config
    from eda_lint.report.style import Style

Command = TypeVar("Command", bound=Callable[..., None])
WIDTH_ELSEWHERE = 100


def paths_argument(command: Command) -> Command:
    """`[PATHS]`, the current folder unless some are given."""
    return click.argument("paths", nargs=-1, type=click.Path(path_type=Path))(command)


def config_options(command: Command) -> Command:
    """`--config FILE` and `--isolated`."""
    command = click.option("--isolated", is_flag=True, help="Ignore all configuration files.")(
        command
    )
    return click.option(
        "--config",
        "config_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Read configuration from this file.",
    )(command)


def var_file_option(command: Command) -> Command:
    """`--var-file FILE`, as often as wanted."""
    return click.option(
        "--var-file",
        "var_files",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Give Terraform's variables the values of this .tfvars file; may be repeated.",
    )(command)


def output_option(command: Command) -> Command:
    """`--output FILE`."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write to this file instead of the terminal.",
    )(command)


def configuration(
    config_file: Path | None, *, isolated: bool, var_files: tuple[Path, ...] = ()
) -> Config:
    """The configuration of this run. Raises EdaLintError where it cannot be read.

    Files of variables win over those that the configuration names, as Terraform's later ones do.
    """
    from eda_lint.config import Config, load_config

    if isolated and config_file is not None:
        raise UsageError("--isolated and --config exclude each other")
    config = Config() if isolated else load_config(Path.cwd(), config_file)
    return replace(config, var_files=(*config.var_files, *var_files))


def style_for(colour: str, output: Path | None) -> Style:
    """How text looks where it goes: on this terminal, through a pipe, into a file."""
    from eda_lint.cli.hyperlinks import knows_links
    from eda_lint.report.style import Style

    # Whoever started the run may have closed what it would write to.
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    coloured = output is None and (colour == "always" or (colour == "auto" and _wanted(terminal)))
    return Style(
        colour=coloured,
        width=shutil.get_terminal_size().columns if terminal else WIDTH_ELSEWHERE,
        links=coloured and terminal and knows_links(os.environ),
    )


def _wanted(terminal: bool) -> bool:
    """Whether there is colour where nobody on the command line said: NO_COLOR comes first."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def write(text: str, output: Path | None = None, *, colour: bool = False) -> None:
    """Write a report. Raises UsageError where its file cannot be written."""
    try:
        if output is None:
            click.echo(_encodable(text), nl=False, color=colour)
        else:
            output.write_text(text, encoding="utf-8", errors="backslashreplace")
    except BrokenPipeError:  # nobody reads any further: the group says what that comes to
        raise
    except OSError as error:
        where = output or "to standard output"
        raise UsageError(f"cannot write {where}: {error.strerror}") from error


def _encodable(text: str) -> str:
    """Text that standard output can take: a name in any script never ends a run."""
    encoding = (sys.stdout and sys.stdout.encoding) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
