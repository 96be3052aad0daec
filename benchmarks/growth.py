"""`python -m benchmarks.growth`: what reading and following code costs for each 1000 lines.

One repository of each size and language is written and analysed in a process of its own, so that no
size profits from what another one left behind. Reading is parsing to facts, following is binding
handlers and evaluating them. Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.services import LANGUAGES, write_repository

SIZES = (100, 1000, 10_000)
FEW_PER_SERVICE = 10
_MEASURED = """\
import gc, json, sys, time
from pathlib import Path
gc.disable()
from eda_lint.bind.application import bind
from eda_lint.discover import discover
from eda_lint.parse.files import parse
folder = Path(sys.argv[1])
found = discover([folder], working_directory=folder)
code = [source for source in found.sources if source.absolute.suffix in (".py", ".ts")]
lines = sum(source.absolute.read_bytes().count(b"\\n") for source in code)
start = time.process_time()
files = parse(found)
parsed = time.process_time()
application = bind(files)
bound = time.process_time()
calls = sum(len(h.behaviour.calls) for h in application.handlers.values() if hasattr(h, "symbol"))
print(json.dumps([lines, parsed - start, bound - parsed, calls]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one repository took, in seconds; `calls` are the calls that were followed."""

    lines: int
    reading: float
    following: float
    calls: int

    def per_thousand(self, seconds: float) -> float:
        """Milliseconds for each 1000 lines."""
        return seconds * 1e6 / self.lines


def main() -> int:
    """Measure every size in every language; 1 where a handler was not followed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="FUNCTIONS")
    sizes = parser.parse_args().sizes
    print("| language | functions | lines | reading, ms/1000 | following, ms/1000 | growth |")
    print("|---|---:|---:|---:|---:|---:|")
    lost = False
    for language in LANGUAGES:
        before: Cost | None = None
        for size in sizes:
            cost = _cost(language, size)
            lost = lost or cost.calls < size
            print(_row(language, size, cost, before), flush=True)
            before = cost
    return int(lost)


def _row(language: str, size: int, cost: Cost, before: Cost | None) -> str:
    growth = ""
    if before is not None:
        took = (cost.reading + cost.following) / (before.reading + before.following)
        growth = f"{took:.1f} x for {cost.lines / before.lines:.1f} x"
    reading, following = cost.per_thousand(cost.reading), cost.per_thousand(cost.following)
    return f"| {language} | {size} | {cost.lines} | {reading:.1f} | {following:.1f} | {growth} |"


def _cost(language: str, size: int) -> Cost:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        per_service = min(size, FEW_PER_SERVICE)
        write_repository(folder, language, size // per_service, per_service)
        arguments = (sys.executable, "-c", _MEASURED, name)
        run = subprocess.run(arguments, capture_output=True, check=True, text=True)
        return Cost(*json.loads(run.stdout))


if __name__ == "__main__":
    sys.exit(main())
