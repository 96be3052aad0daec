"""The event graph as a Mermaid flowchart, which code hosts draw inside Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.model import Node
from eda_lint.report.drawing import groups, handles, is_dotted, legend, name, words
from eda_lint.report.harmless import harmless
from eda_lint.report.view import Arrow, GraphView

_SHAPES = {
    "function": ("[", "]"),
    "queue": ("[[", "]]"),
    "topic": (">", "]"),
    "bus": ("{{", "}}"),
    "stream": ("[(", ")]"),
    "delivery_stream": ("[(", ")]"),
    "table": ("[(", ")]"),
    "bucket": ("[(", ")]"),
    "log_group": ("[(", ")]"),
    "api": ("([", "])"),
    "function_url": ("([", "])"),
    "load_balancer": ("([", "])"),
    "schedule": ("((", "))"),
    "state_machine": ("[/", "\\]"),
    "pipe": ("[/", "/]"),
}
_PLAIN = ("(", ")")
_HARMLESS = frozenset(" _-.,/:")


def render(view: GraphView) -> str:
    """A flowchart: shapes by kind of node, a frame a template where there are several."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: GraphView) -> Iterator[str]:
    handle_of = handles(view)
    yield "flowchart LR"
    for number, (path, nodes) in enumerate(groups(view).items()):
        if path:
            yield f'    subgraph t{number}["{escaped(harmless(path))}"]'
        for node in nodes:
            yield f"{'        ' if path else '    '}{_node(node, handle_of[node.id])}"
        if path:
            yield "    end"
    for arrow in view.arrows:
        yield f"    {_arrow(arrow, handle_of)}"
    outside = [handle_of[node.id] for node in view.nodes if node.external]
    if outside:
        yield "    classDef external stroke-dasharray: 5 5"
        yield f"    class {','.join(outside)} external"


def _node(node: Node, handle: str) -> str:
    opening, closing = _SHAPES.get(node.kind, _PLAIN)
    return f'{handle}{opening}"{escaped(name(node))}<br/>{words(node.kind)}"{closing}'


def _arrow(arrow: Arrow, handle_of: Mapping[str, str]) -> str:
    line = "-.->" if is_dotted(arrow) else "-->"
    source, target = handle_of[arrow.source], handle_of[arrow.target]
    return f'{source} {line}|"{escaped(legend(arrow))}"| {target}'


def escaped(text: str) -> str:
    """Text as a Mermaid label: whatever might mean something is written by its number.

    A list of what is harmless, since Mermaid reads HTML, Markdown, KaTeX and its own brackets in
    labels, and learns more with every version.
    """
    return "".join(c if c.isalnum() or c in _HARMLESS else f"#{ord(c)};" for c in text)
