"""The event graph as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from eda_lint.finding import Confidence
from eda_lint.location import Diagnostic, Location
from eda_lint.model import Schedule, Table
from eda_lint.report import graph_json
from eda_lint.report.view import view_of
from eda_lint.value import Literal, Reference
from tests.report.contracts import assert_keeps_contract
from tests.report.example import FAILED, ORDERS, SHIP, SHIPPED, graph, mapping, publish


def test_the_document_keeps_its_contract() -> None:
    broken = Diagnostic("broken.yaml", 3, 5, "expected a key")
    text = graph_json.render(view_of(graph(), [broken]))
    assert_keeps_contract("graph", text)
    document = json.loads(text)
    assert [node["name"] for node in document["nodes"]] == ["shipped", "Orders", "Ship", "Failed"]
    assert document["nodes"][2] == {
        "id": "template.yaml#Ship",
        "name": "Ship",
        "kind": "function",
        "external": False,
        "location": {"path": "template.yaml", "line": 6, "column": 3},
        "properties": {
            "generated": False,
            "runtime": "python3.12",
            "timeout": 60,
            "reserved_concurrency": 5,
            "recursion_allowed": False,
        },
    }
    assert document["edges"][0] == {
        "source": "template.yaml#Ship",
        "target": "external#topic:shipped",
        "kind": "publish",
        "confidence": "likely",
        "evidence": [
            {"type": "code", "path": "src/ship.py", "line": 4, "detail": "sns Publish"},
        ],
    }
    assert document["diagnostics"] == [
        {"path": "broken.yaml", "line": 3, "message": "expected a key"}
    ]
    assert document["unknown"] == [
        {
            "what": "memory of Ship",
            "why": "parameter Memory",
            "path": "template.yaml",
            "line": 6,
        }
    ]


def test_edges_that_say_the_same_become_one() -> None:
    edges = (mapping(30, confidence=Confidence.LIKELY), mapping(20), publish(), mapping(20))
    document = json.loads(graph_json.render(view_of(graph(edges=edges))))
    published, triggered = document["edges"]
    assert published["kind"] == "publish"
    assert triggered["confidence"] == "certain"
    assert [evidence["line"] for evidence in triggered["evidence"]] == [20, 30]


def test_an_edge_is_disabled_only_when_all_that_speaks_for_it_is() -> None:
    off = json.loads(graph_json.render(view_of(graph(edges=[mapping(9, enabled=False)]))))
    assert off["edges"][0]["enabled"] is False
    both = graph(edges=[mapping(9, enabled=False), mapping(10)])
    assert "enabled" not in json.loads(graph_json.render(view_of(both)))["edges"][0]


def test_properties_are_what_is_known() -> None:
    at = Location("template.yaml", 1)
    assert "retention" not in graph_json.properties(FAILED)
    assert graph_json.properties(ORDERS)["visibility_timeout"] == 30
    assert graph_json.properties(ORDERS)["fifo"] is False
    named = replace(ORDERS, physical_name=Literal("orders"), redrive=Reference("Failed"))
    assert graph_json.properties(named)["physical_name"] == "orders"
    assert "redrive" not in graph_json.properties(named)
    table = Table(id="t", name="t", at=at, key=("pk",))
    assert graph_json.properties(table) == {"generated": False}
    schedule = Schedule(id="s", name="s", at=at, expression="rate(1 day)", enabled=False)
    assert graph_json.properties(schedule)["expression"] == "rate(1 day)"


def test_the_order_of_nodes_and_edges_is_never_that_of_their_discovery() -> None:
    nodes, edges = [ORDERS, FAILED, SHIP, SHIPPED], [mapping(9), publish(), mapping(8)]
    straight = graph_json.render(view_of(graph(nodes, edges)))
    assert straight == graph_json.render(view_of(graph(nodes[::-1], edges[::-1])))
