"""`python -m benchmarks`: measure every budget, print them as a table, fail where one is missed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.budgets import Row, Tools, rows

FEWEST_RUNS = 5


def main() -> int:
    """Measure; 0 where every budget is kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(".venv-peers/bin"), metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=FEWEST_RUNS, metavar="N")
    arguments = parser.parse_args()
    if arguments.runs < FEWEST_RUNS:
        parser.error(f"a median of fewer than {FEWEST_RUNS} runs says little")
    ours = Path(sys.executable).parent
    tools = Tools(ours.absolute(), arguments.peers.absolute(), arguments.runs)
    print("| what, against what | eda-lint | other | ratio | budget | verdict |")
    print("|---|---:|---:|---:|---:|---|")
    missed = 0
    for row in rows(tools):
        print(_line(row), flush=True)
        missed += not row.kept
    return int(missed > 0)


def _line(row: Row) -> str:
    if row.ratio is None:
        ratio, verdict = "", "not measured"
    else:
        ratio, verdict = f"{row.ratio:.2f}", "kept" if row.kept else "MISSED"
    cells = (row.what, row.ours, row.theirs, ratio, f"{row.budget:g}", verdict)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
