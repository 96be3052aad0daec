"""What is shown of an event graph: its nodes, and one arrow for all edges that say the same."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Diagnostic, UnknownFact
from eda_lint.model import Edge, EdgeKind, Evidence, Node

_SUREST_FIRST = (Confidence.CERTAIN, Confidence.LIKELY, Confidence.INFERRED)


@frozen
class Arrow:
    """All edges of one kind between the same two nodes, with all that speaks for them.

    As sure as the surest of them; enabled unless every one of them is switched off.
    """

    source: str
    target: str
    kind: EdgeKind
    confidence: Confidence
    enabled: bool
    evidence: tuple[Evidence, ...]


@frozen
class GraphView:
    """A graph, or the part of one that is in focus, ready to be drawn; all in a fixed order."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    unknown: tuple[UnknownFact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def view_of(graph: EventGraph, diagnostics: Iterable[Diagnostic] = ()) -> GraphView:
    """The whole graph; `diagnostics` are those of the run, which include the graph's own."""
    return GraphView(
        nodes=tuple(sorted(graph.nodes.values(), key=lambda n: (n.at.path, n.at.line, n.id))),
        arrows=_arrows(graph.edges),
        unknown=tuple(sorted(graph.unknown, key=lambda u: (u.at.path, u.at.line, u.what, u.why))),
        diagnostics=tuple(sorted({*graph.diagnostics, *diagnostics})),
    )


def _arrows(edges: Iterable[Edge]) -> tuple[Arrow, ...]:
    same: dict[tuple[str, str, EdgeKind], list[Edge]] = {}
    for edge in edges:
        same.setdefault((edge.source, edge.target, edge.kind), []).append(edge)
    return tuple(sorted((_arrow(group) for group in same.values()), key=_place))


def _arrow(edges: list[Edge]) -> Arrow:
    first = edges[0]
    evidence = sorted({edge.evidence for edge in edges}, key=lambda e: (e.at, e.type, e.detail))
    return Arrow(
        source=first.source,
        target=first.target,
        kind=first.kind,
        confidence=min((edge.confidence for edge in edges), key=_SUREST_FIRST.index),
        enabled=any(edge.enabled for edge in edges),
        evidence=tuple(evidence),
    )


def _place(arrow: Arrow) -> tuple[str, int, str, str, str]:
    at = arrow.evidence[0].at
    return (at.path, at.line, arrow.kind.value, arrow.source, arrow.target)
