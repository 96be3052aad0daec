"""`python -m benchmarks.hook`: what the hooks take on the example, beside cfn-lint on the same.

Warm, all that a run reads is in the file system's cache; cold, none of it that can be dropped is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Command, Cost, in_turn

EXAMPLE = Path(__file__).parents[1] / "examples/payments"
TEMPLATES = ("before/template.yaml", "after/template.yaml")
# cfn-lint's status adds up kinds of findings.
STATUSES = tuple(range(0, 16, 2))


def main() -> int:
    """Measure, and print a table with the ratio of each hook to cfn-lint."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hook", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(".venv-peers/bin"), metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=7, metavar="N")
    arguments = parser.parse_args()
    cfn_lint = arguments.peers.absolute() / "cfn-lint"
    if not cfn_lint.exists():
        parser.error(f"{cfn_lint} is not there: `make benchmark` installs it")
    print("| the example's two states | eda-lint | eda-lint-changed | cfn-lint | ratios |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        _write_repository(folder)
        commands = tuple(_commands(folder, cfn_lint))
        print(_line("warm", in_turn(commands, arguments.runs)))
        drop = _dropping(folder, cfn_lint)
        if drop is not None:
            print(_line("cold", in_turn(commands, arguments.runs, drop)))
    return 0


def _write_repository(folder: Path) -> None:
    """The example as a repository, with one handler staged."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    handler = folder / "before/src/checkout/app.py"
    names = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com")
    for arguments in (["init"], ["add", "."], [*names, "commit", "--message", "Everything"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    handler.write_text(f"{handler.read_text(encoding='utf-8')}\n# More.\n", encoding="utf-8")
    subprocess.run(["git", "add", "."], cwd=folder, check=True)


def _commands(folder: Path, cfn_lint: Path) -> Iterator[Command]:
    ours = str(Path(sys.executable).with_name("eda-lint"))
    yield Command((ours, "check"), folder, (1,))
    yield Command((ours, "check", "--staged"), folder, (1,))
    yield Command((str(cfn_lint), "--", *TEMPLATES), folder, STATUSES)


def _dropping(folder: Path, cfn_lint: Path) -> Callable[[], None] | None:
    """What makes the next run a cold one; None where the system cannot."""
    if not hasattr(os, "posix_fadvise"):
        return None
    roots = (
        folder,
        *(bin.parent for bin in (Path(sys.executable).parent, cfn_lint.parent)),
        Path(sys.base_prefix) / "lib",
    )

    def drop() -> None:
        for root in roots:
            for path in root.rglob("*"):
                if path.is_file():
                    _forget(path)

    return drop


def _forget(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(opened)


def _line(state: str, costs: Sequence[Cost]) -> str:
    *hooks, peer = (cost.seconds for cost in costs)
    ratios = ", ".join(f"{hook / peer:.2f}" for hook in hooks)
    shown = (*(f"{seconds:.3f} s" for seconds in (*hooks, peer)), ratios)
    return f"| {state} | {' | '.join(shown)} |"


if __name__ == "__main__":
    sys.exit(main())
