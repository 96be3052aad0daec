"""The event graph in Graphviz's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.model import Node
from eda_lint.report.drawing import groups, handles, is_dotted, legend, name, words
from eda_lint.report.harmless import harmless
from eda_lint.report.view import Arrow, GraphView

_SHAPES = {
    "function": "box",
    "queue": "cds",
    "topic": "house",
    "bus": "hexagon",
    "stream": "cylinder",
    "delivery_stream": "cylinder",
    "table": "cylinder",
    "bucket": "cylinder",
    "log_group": "cylinder",
    "api": "component",
    "function_url": "component",
    "load_balancer": "component",
    "schedule": "circle",
    "state_machine": "octagon",
    "pipe": "parallelogram",
}
_PLAIN = "ellipse"


def render(view: GraphView) -> str:
    """A directed graph: shapes by kind of node, a cluster a template where there are several."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: GraphView) -> Iterator[str]:
    handle_of = handles(view)
    yield "digraph events {"
    yield "    rankdir=LR;"
    yield '    node [fontname="sans-serif"];'
    yield '    edge [fontname="sans-serif", fontsize=10];'
    for number, (path, nodes) in enumerate(groups(view).items()):
        if path:
            yield f"    subgraph cluster_{number} {{"
            yield f"        label={quoted(harmless(path))};"
        for node in nodes:
            yield f"{'        ' if path else '    '}{_node(node, handle_of[node.id])}"
        if path:
            yield "    }"
    for arrow in view.arrows:
        yield f"    {_arrow(arrow, handle_of)}"
    yield "}"


def _node(node: Node, handle: str) -> str:
    shape = _SHAPES.get(node.kind, _PLAIN)
    style = ", style=dashed" if node.external else ""
    # The line break stands outside of the quoting: names must not be able to write one.
    label = quoted(name(node))[:-1] + f'\\n{words(node.kind)}"'
    return f"{handle} [label={label}, shape={shape}{style}];"


def _arrow(arrow: Arrow, handle_of: Mapping[str, str]) -> str:
    style = ", style=dotted" if is_dotted(arrow) else ""
    source, target = handle_of[arrow.source], handle_of[arrow.target]
    return f"{source} -> {target} [label={quoted(legend(arrow))}{style}];"


def quoted(text: str) -> str:
    """Text as a Graphviz string: `\\\\N` and its like are names' own characters, not escapes.

    Graphviz reads HTML entities in every label, so an ampersand is written as one.
    """
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{safe}"'
