"""`python -m tests.regenerate`: write the `graph.txt` of every fixture again, and tests/golden.

Read the difference before you commit it: each line is an edge that came, went or changed.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from eda_lint.finding import Confidence
from eda_lint.lint import Report
from eda_lint.report.view import Arrow, GraphView, view_of
from tests.applications import report_on, write
from tests.golden_reports import FIXTURE, GOLDEN, golden_reports

FIXTURES = Path(__file__).parent / "fixtures"
GRAPH = "graph.txt"


OF_ITS_OWN = "dialects"
"""One application in several dialects, which `tests/test_dialects.py` puts together."""


def fixtures() -> list[Path]:
    """The folder of every fixture that stands for itself, in order."""
    return sorted(p for p in FIXTURES.iterdir() if p.is_dir() and p.name != OF_ITS_OWN)


def files_of(folder: Path) -> dict[str, str]:
    """The files of a fixture by their paths, without its golden graph."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != GRAPH and "__pycache__" not in path.parts
    }


def graph_text(report: Report) -> str:
    """Every edge in a line, ordered: `publish CreateOrder -> OrderQueue`.

    A node has its name, or its id where several have that name. An edge that is not certain, or is
    switched off, says so at the end.
    """
    view = view_of(report.graph)
    names = _names(view)
    return "".join(sorted(f"{line}\n" for line in _lines(view.arrows, names)))


def _names(view: GraphView) -> dict[str, str]:
    count = Counter(node.name for node in view.nodes)
    return {node.id: node.name if count[node.name] == 1 else node.id for node in view.nodes}


def _lines(arrows: tuple[Arrow, ...], names: dict[str, str]) -> Iterator[str]:
    for arrow in arrows:
        marks = []
        if arrow.confidence is not Confidence.CERTAIN:
            marks.append(f" ({arrow.confidence.value})")
        if not arrow.enabled:
            marks.append(" (disabled)")
        ends = f"{names[arrow.source]} -> {names[arrow.target]}"
        yield f"{arrow.kind.value} {ends}{''.join(marks)}"


def main() -> None:
    """Write each file that is not what it would be, and name it."""
    for folder in fixtures():
        with tempfile.TemporaryDirectory() as temporary:
            write(files_of(folder), Path(temporary))
            report = report_on(Path(temporary))
            _renew(folder / GRAPH, graph_text(report))
            if folder.name == FIXTURE:
                for name, text in golden_reports(report).items():
                    _renew(GOLDEN / name, text)


def _renew(golden: Path, text: str) -> None:
    if not golden.is_file() or golden.read_text(encoding="utf-8") != text:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
        print(f"wrote {golden.relative_to(FIXTURES.parent.parent)}")


if __name__ == "__main__":
    main()
