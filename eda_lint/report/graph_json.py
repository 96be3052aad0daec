"""The event graph as JSON: a contract with scripts, guarded by its version."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TypeAlias

from eda_lint.location import Diagnostic
from eda_lint.model import Node
from eda_lint.report.view import Arrow, GraphView
from eda_lint.value import Literal, Scalar

JsonObject: TypeAlias = dict[str, object]

VERSION = 1
_IDENTITY = frozenset({"id", "name", "at", "external"})


def render(view: GraphView) -> str:
    """Version 1 of the contract."""
    document = {
        "version": VERSION,
        "nodes": [_node(node) for node in view.nodes],
        "edges": [_edge(arrow) for arrow in view.arrows],
        "diagnostics": [diagnostic_json(diagnostic) for diagnostic in view.diagnostics],
        "unknown": [
            {"what": fact.what, "why": fact.why, "path": fact.at.path, "line": fact.at.line}
            for fact in view.unknown
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def diagnostic_json(diagnostic: Diagnostic) -> JsonObject:
    """A diagnostic as both contracts write it."""
    return {"path": diagnostic.path, "line": diagnostic.line, "message": diagnostic.message}


def _node(node: Node) -> JsonObject:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.kind,
        "external": node.external,
        "location": {"path": node.at.path, "line": node.at.line, "column": node.at.column},
        "properties": properties(node),
    }


def properties(node: Node) -> dict[str, Scalar]:
    """What is known of a node, by the names of its fields.

    Left out: what is settled at deployment, what is certainly unset, and what is no scalar.
    """
    known: dict[str, Scalar] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        scalar = value.value if isinstance(value, Literal) else value
        if field.name in _IDENTITY or not isinstance(scalar, str | int | float) or scalar == "":
            continue
        known[field.name] = scalar
    return known


def _edge(arrow: Arrow) -> JsonObject:
    edge: JsonObject = {
        "source": arrow.source,
        "target": arrow.target,
        "kind": arrow.kind.value,
        "confidence": arrow.confidence.value,
        "evidence": [
            {"type": e.type, "path": e.at.path, "line": e.at.line, "detail": e.detail}
            for e in arrow.evidence
        ],
    }
    if not arrow.enabled:
        edge["enabled"] = False
    return edge
