"""The command line on hand-built reports: what `lint` and the rules' folder would have given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eda_lint.cli import checking, graphing, main
from eda_lint.config import Config
from eda_lint.finding import Finding, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.lint import Report
from eda_lint.registry import Room, Selection
from eda_lint.rule import Rule, rule


@rule(severity=Severity.ERROR)
def queue_without_dlq(graph: EventGraph, *, minimum: int = 3) -> Iterator[Finding]:
    """A queue that is consumed has no place for its failures."""
    yield from ()


@rule(severity=Severity.WARNING)
def init_in_handler(graph: EventGraph) -> Iterator[Finding]:
    """A client is built on every invocation."""
    yield from ()


@dataclass(slots=True)
class Bench:
    """Runs the command line in a folder, with `reports` for the runs of `lint`, in turn."""

    folder: Path
    reports: list[Report]
    selections: list[Selection]

    def run(self, *arguments: str) -> Result:
        """Run `eda-lint` with these arguments."""
        return CliRunner().invoke(main, arguments, prog_name="eda-lint")


def bench(folder: Path, patch: pytest.MonkeyPatch) -> Bench:
    """A bench whose rules are the two above; nothing is read but what a test writes."""
    made = Bench(folder, [], [])

    def lint(
        paths: Sequence[Path],
        config: Config,
        selection: Selection,
        working: Path,
        progress: Callable[[str, int, int], None] | None,
    ) -> Report:
        made.selections.append(selection)
        return made.reports[min(len(made.selections), len(made.reports)) - 1]

    patch.chdir(folder)
    patch.setattr(checking, "lint", lint)
    patch.setattr(graphing, "lint", lint)
    patch.setattr("eda_lint.registry.load_rooms", lambda extra=(): rooms(folder))
    patch.setattr(checking, "load_rooms", lambda extra=(): rooms(folder))
    return made


def rooms(folder: Path) -> tuple[Room, ...]:
    """The two rooms, the first with a page."""
    in_family = [_in("cold_start", init_in_handler), _in("delivery", queue_without_dlq)]
    return tuple(Room(one, folder / one.id) for one in in_family)


def _in(family: str, one: Rule) -> Rule:
    from dataclasses import replace

    return replace(one, family=family)
