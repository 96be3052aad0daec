"""The budgets, each a ratio between two costs of the same runs."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.applications import write_applications
from benchmarks.average import write_average_applications
from benchmarks.configurations import write_configurations
from benchmarks.measure import Command, Cost, in_turn

ON_DEMAND = ("asyncio", "http", "libcst", "networkx", "tree_sitter")
START_UP_RUNS = 15
TEMPLATES = 99
ROOTS = 50
SIZES = (100, 200, 400)
FUNCTIONS_OF_A_SERVICE = 4
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. `ratio` is None where a peer is not there to be measured."""

    what: str
    ours: str
    theirs: str
    ratio: float | None
    budget: float

    @property
    def kept(self) -> bool:
        """Whether the budget is kept, or could not be tried."""
        return self.ratio is None or self.ratio <= self.budget


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the commands are: those of our environment, and those of the peers'."""

    ours: Path
    peers: Path
    runs: int

    def check(self, folder: Path) -> Command:
        """Our check of a folder; it may find something."""
        arguments = (str(self.ours / "eda-lint"), "check", "--isolated", ".")
        return Command(arguments, folder, (0, 1))

    def cfn_lint(self, folder: Path, templates: tuple[Path, ...]) -> Command | None:
        """cfn-lint on these templates; its status adds up kinds of findings."""
        tool = self.peers / "cfn-lint"
        arguments = (str(tool), "--", *map(str, templates))
        return Command(arguments, folder, (0, 2, 4, 6, 8, 10, 12, 14)) if tool.exists() else None

    def checkov(self, folder: Path, framework: str = "cloudformation") -> Command | None:
        """checkov on the templates or configurations of a folder, offline."""
        tool = self.peers / "checkov"
        options = ("--framework", framework, "--quiet", "--compact", "--skip-download")
        return Command((str(tool), "-d", ".", *options), folder, (0, 1)) if tool.exists() else None


def rows(tools: Tools) -> Iterator[Row]:
    """Every budget, measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _start_up(tools, folder)
        yield from _one_template(tools, folder / "one")
        yield from _many_templates(tools, folder / "many")
        yield from _many_roots(tools, folder / "roots")
        yield from _growth(tools, folder)
        yield from _growth_of_modules(tools, folder)


def _start_up(tools: Tools, folder: Path) -> Iterator[Row]:
    python = str(tools.ours / "python")
    version = Command((str(tools.ours / "eda-lint"), "--version"), folder)
    ours, floor = in_turn([version, Command((python, "-c", "pass"), folder)], START_UP_RUNS)
    yield _time("`--version`, `python -c pass`", ours, floor, 5.0)
    loaded = _loaded_at_start_up(python, folder)
    idle = [module for module in ON_DEMAND if module in loaded]
    what = "modules loaded by `--version` that it does not need"
    yield Row(what, ", ".join(idle) or "none", "", len(idle), 0)


def _loaded_at_start_up(python: str, folder: Path) -> set[str]:
    script = "from eda_lint.cli import main; main(['--version'])"
    run = subprocess.run(
        [python, "-X", "importtime", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}


def _one_template(tools: Tools, folder: Path) -> Iterator[Row]:
    templates = write_applications(folder, services=1, functions=3)
    cfn_lint = tools.cfn_lint(folder, templates)
    what = "one template with three handlers, cfn-lint"
    if cfn_lint is None:
        yield Row(what, "", "not installed", None, 0.2)
        return
    ours, theirs = in_turn([tools.check(folder), cfn_lint], tools.runs)
    yield _time(what, ours, theirs, 0.2)
    yield _memory(f"{what}, memory", ours, theirs, 0.25)


def _many_templates(tools: Tools, folder: Path) -> Iterator[Row]:
    templates = write_average_applications(folder, TEMPLATES)
    peers = (
        ("cfn-lint", tools.cfn_lint(folder, templates), 0.10),
        ("checkov", tools.checkov(folder), 0.12),
    )
    installed = [command for _, command, _ in peers if command is not None]
    ours, *theirs = in_turn([tools.check(folder), *installed], tools.runs)
    costs = iter(theirs)
    for name, command, budget in peers:
        what = f"{TEMPLATES} templates with their code, {name}"
        if command is None:
            yield Row(what, _seconds(ours), "not installed", None, budget)
        else:
            yield _time(what, ours, next(costs), budget)


def _many_roots(tools: Tools, folder: Path) -> Iterator[Row]:
    write_configurations(folder, ROOTS)
    checkov = tools.checkov(folder, "terraform")
    what = f"{ROOTS} Terraform root modules with their code, checkov"
    if checkov is None:
        yield Row(what, "", "not installed", None, 0.12)
        return
    ours, theirs = in_turn([tools.check(folder), checkov], tools.runs)
    yield _time(what, ours, theirs, 0.12)


def _growth_of_modules(tools: Tools, folder: Path) -> Iterator[Row]:
    folders = [folder / f"called-{size}" for size in SIZES]
    for size, grown in zip(SIZES, folders, strict=True):
        write_configurations(grown, 1, lanes=size)
    costs = in_turn([tools.check(grown) for grown in folders], tools.runs)
    for small, large in zip(range(len(SIZES)), range(1, len(SIZES)), strict=False):
        what = f"{SIZES[large]} calls of a Terraform module, {SIZES[small]} calls"
        yield _time(what, costs[large], costs[small], 2.2)


def _growth(tools: Tools, folder: Path) -> Iterator[Row]:
    folders = [folder / f"grown-{size}" for size in SIZES]
    for size, grown in zip(SIZES, folders, strict=True):
        write_applications(grown, size // FUNCTIONS_OF_A_SERVICE, FUNCTIONS_OF_A_SERVICE)
    costs = in_turn([tools.check(grown) for grown in folders], tools.runs)
    for small, large in zip(range(len(SIZES)), range(1, len(SIZES)), strict=False):
        what = f"{SIZES[large]} functions, {SIZES[small]} functions"
        yield _time(what, costs[large], costs[small], 2.2)


def _time(what: str, ours: Cost, theirs: Cost, budget: float) -> Row:
    return Row(what, _seconds(ours), _seconds(theirs), ours.seconds / theirs.seconds, budget)


def _memory(what: str, ours: Cost, theirs: Cost, budget: float) -> Row:
    ratio = ours.bytes / theirs.bytes
    return Row(what, _megabytes(ours), _megabytes(theirs), ratio, budget)


def _seconds(cost: Cost) -> str:
    return f"{cost.seconds:.3f} s"


def _megabytes(cost: Cost) -> str:
    return f"{cost.bytes / _MEGABYTE:.0f} MB"
