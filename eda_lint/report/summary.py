"""The summary of a step of GitHub Actions: what was found, and where it stands among the events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.lint import Report
from eda_lint.report import markdown, mermaid
from eda_lint.report.entries import Entry, entries, worst_first
from eda_lint.report.focus import around
from eda_lint.report.view import GraphView, view_of

LARGEST = 1024 * 1024
"""Bytes that a step's summary may have; GitHub drops a larger one whole."""
TEXT = 50_000
"""Characters of a drawing that Mermaid takes."""
ARROWS = 500
"""Arrows of a drawing that Mermaid takes."""

_STEPS = 2


def render(report: Report, room: int = LARGEST) -> str:
    """Counts and findings, then the event graph: all of it, or what lies around the findings."""
    drawing = _drawing(report)
    return markdown.render(report, room - len(drawing.encode("utf-8"))) + drawing


def _drawing(report: Report) -> str:
    view = view_of(report.graph)
    if not view.arrows:
        return ""
    for part, told in _parts(view, worst_first(entries(report))):
        if len(part.arrows) <= ARROWS and len(text := mermaid.render(part)) <= TEXT:
            return f"\n### {told}\n\n```mermaid\n{text}```\n"
    return f"\nThe event graph is too large to be drawn here ({len(view.nodes)} nodes)\n"


def _parts(view: GraphView, found: Sequence[Entry]) -> Iterator[tuple[GraphView, str]]:
    """The whole graph, then less and less of it around the worst findings."""
    yield view, "How events flow"
    ids = frozenset(node.id for node in view.nodes)
    for steps in range(_STEPS, -1, -1):
        if ends := _ends(found, ids):
            yield around(view, ends, steps), "How events flow around the findings"
    number = len(found)
    while number > 1:
        number //= 2
        if ends := _ends(found[:number], ids):
            yield around(view, ends, 1), f"How events flow around the worst {number} findings"


def _ends(found: Sequence[Entry], ids: frozenset[str]) -> frozenset[str]:
    """The nodes that findings are about, at both ends."""
    named = {
        name
        for entry in found
        if entry.finding is not None
        for name in (entry.finding.subject.id, entry.finding.other, *entry.finding.other.split(" "))
    }
    return ids & named
