"""What `eda-lint graph` does: build the graph, take the part in focus, write it down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from eda_lint.cli.progress import progress_line
from eda_lint.config import Config
from eda_lint.lint import lint
from eda_lint.location import Diagnostic
from eda_lint.registry import Selection
from eda_lint.report.focus import focus
from eda_lint.report.harmless import harmless
from eda_lint.report.view import GraphView, view_of


def drawn(
    paths: Sequence[Path], config: Config, format: str, centre: str | None, depth: int | None
) -> str:
    """The graph of the application under `paths`, or the part of it around `centre`."""
    with progress_line() as progress:
        report = lint(paths, config, Selection(()), Path.cwd(), progress)
    view = view_of(report.graph, report.diagnostics)
    if centre is not None:
        view = focus(view, centre, depth)
    if format != "json":
        _tell(view.diagnostics)
    return _rendered(view, format)


def _rendered(view: GraphView, format: str) -> str:
    match format:
        case "json":
            from eda_lint.report import graph_json

            return graph_json.render(view)
        case "dot":
            from eda_lint.report import dot

            return dot.render(view)
        case _:
            from eda_lint.report import mermaid

            return mermaid.render(view)


def _tell(diagnostics: Iterable[Diagnostic]) -> None:
    """A drawing has no place for what could not be read."""
    for diagnostic in diagnostics:
        place = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}"
        click.echo(harmless(f"{place}: {diagnostic.message}"), err=True)
