"""The event graph as Mermaid and in Graphviz's language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Bus
from eda_lint.report import dot, mermaid
from eda_lint.report.view import view_of
from tests.report.example import FAILED, ORDERS, SHIP, SHIPPED, graph, mapping, redrive

HOSTILE = 'a"]; click n0 "x" <script>alert(1)</script>\n`**b**`{|}[(#quot;)]\\N&amp;\x1b[2J'


def test_a_mermaid_flowchart() -> None:
    assert mermaid.render(view_of(graph())) == (
        "flowchart LR\n"
        '    n0>"shipped<br/>topic"]\n'
        '    n1[["Orders<br/>queue"]]\n'
        '    n2["Ship<br/>function"]\n'
        '    n3[["Failed<br/>queue"]]\n'
        '    n2 -->|"publish #40;likely#41;"| n0\n'
        '    n1 -.->|"dead letter"| n3\n'
        '    n1 -->|"trigger"| n2\n'
        "    classDef external stroke-dasharray: 5 5\n"
        "    class n0 external\n"
    )


def test_a_graphviz_graph() -> None:
    assert dot.render(view_of(graph())) == (
        "digraph events {\n"
        "    rankdir=LR;\n"
        '    node [fontname="sans-serif"];\n'
        '    edge [fontname="sans-serif", fontsize=10];\n'
        '    n0 [label="shipped\\ntopic", shape=house, style=dashed];\n'
        '    n1 [label="Orders\\nqueue", shape=cds];\n'
        '    n2 [label="Ship\\nfunction", shape=box];\n'
        '    n3 [label="Failed\\nqueue", shape=cds];\n'
        '    n2 -> n0 [label="publish (likely)"];\n'
        '    n1 -> n3 [label="dead letter", style=dotted];\n'
        '    n1 -> n2 [label="trigger"];\n'
        "}\n"
    )


def two_templates() -> EventGraph:
    """Two templates, something external, and the default bus, which nobody declares."""
    elsewhere = replace(FAILED, at=Location(HOSTILE, 1))
    bus = Bus(id="default", name="default", at=Location("template.yaml", 40))
    return graph((ORDERS, elsewhere, SHIP, SHIPPED, bus), (mapping(9), redrive()))


def test_several_templates_are_framed() -> None:
    drawn = mermaid.render(view_of(two_templates()))
    assert '    subgraph t2["template.yaml"]\n        n' in drawn
    assert drawn.count("subgraph") == drawn.count("    end\n") == 2
    assert re.search(r'^    n\d\("default<br/>bus"\)|^    n\d\{\{"default', drawn, re.MULTILINE)
    clustered = dot.render(view_of(two_templates()))
    assert "    subgraph cluster_2 {\n        label=" in clustered
    assert clustered.count("subgraph") == 2


def test_disabled_edges_say_so() -> None:
    drawn = view_of(graph(edges=[mapping(9, enabled=False)]))
    assert '|"trigger #40;disabled#41;"|' in mermaid.render(drawn)
    assert 'label="trigger (disabled)"' in dot.render(drawn)


def test_a_mermaid_label_has_no_way_out() -> None:
    escaped = mermaid.escaped(HOSTILE)
    assert re.fullmatch(r"(?:[\w \-.,/:]|#\d+;)*", escaped)
    restored = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), escaped)
    assert restored == HOSTILE


@pytest.mark.parametrize("text", [HOSTILE, "\\", '"', '\\"', "a\\"])
def test_a_graphviz_string_has_no_way_out(text: str) -> None:
    quoted = dot.quoted(text)
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', quoted)


def test_hostile_names_stay_in_their_label() -> None:
    nodes = (replace(ORDERS, name=HOSTILE), SHIP)
    view = view_of(graph(nodes, (mapping(9),)))
    drawn = mermaid.render(view).splitlines()
    assert len(drawn) == 4
    assert "<script" not in "".join(drawn)
    assert len(dot.render(view).splitlines()) == 8
    assert "\x1b" not in mermaid.render(view) + dot.render(view)
