"""Small Terraform configurations, as graphs."""

from __future__ import annotations

import textwrap
from pathlib import Path

from eda_lint.bind.application import bind
from eda_lint.discover import discover
from eda_lint.graph.build import build
from eda_lint.graph.event_graph import EventGraph
from eda_lint.parse.files import parse


def graph_of(folder: Path, text: str, **code: str) -> EventGraph:
    """The graph of a folder with this `main.tf` and Python files; "__" in a name stands for "/"."""
    files = {f"{name.replace('__', '/')}.py": content for name, content in code.items()}
    for name, content in {"main.tf": text, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(content), encoding="utf-8")
    return build(bind(parse(discover([folder], working_directory=folder))))


def flows(graph: EventGraph) -> set[str]:
    """Every edge in a line, its ends by their names."""
    names = {node.id: node.name for node in graph.nodes.values()}
    return {f"{names[e.source]} {e.kind.value} {names[e.target]}" for e in graph.edges}
