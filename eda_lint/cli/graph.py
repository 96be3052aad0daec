"""`eda-lint graph`: its options. The work is in `graphing`, loaded when they are all right."""

from __future__ import annotations

from pathlib import Path

import click

from eda_lint.cli.common import config_options, output_option, paths_argument, var_file_option


@click.command("graph")
@paths_argument
@click.option(
    "--format",
    type=click.Choice(["mermaid", "dot", "json"]),
    default="mermaid",
    show_default=True,
    help="How to write the graph.",
)
@click.option("--focus", metavar="NODE", help="Show only what reaches this node or is reached.")
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="With --focus: go at most so many steps.  [default: all the way]",
)
@output_option
@var_file_option
@config_options
def command(
    paths: tuple[Path, ...],
    format: str,
    focus: str | None,
    depth: int | None,
    output: Path | None,
    var_files: tuple[Path, ...],
    config_file: Path | None,
    isolated: bool,
) -> None:
    """Show how events flow through PATHS."""
    if depth is not None and focus is None:
        raise click.UsageError("--depth needs --focus")
    from eda_lint.cli.common import configuration, write
    from eda_lint.cli.graphing import drawn

    config = configuration(config_file, isolated=isolated, var_files=var_files)
    write(drawn(paths or (Path("."),), config, format, focus, depth), output)
