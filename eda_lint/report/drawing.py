"""What both drawings share: node names, words on arrows, and the template that a node stands in."""

from __future__ import annotations

from eda_lint.finding import Confidence
from eda_lint.model import EdgeKind, Node
from eda_lint.report.harmless import harmless
from eda_lint.report.view import Arrow, GraphView


def handles(view: GraphView) -> dict[str, str]:
    """A short name for each node: ids hold characters that neither drawing language allows."""
    return {node.id: f"n{number}" for number, node in enumerate(view.nodes)}


def groups(view: GraphView) -> dict[str, tuple[Node, ...]]:
    """Nodes by the template that declares them; under "" what stands outside of every group.

    One template needs no frame around everything.
    """
    members: dict[str, list[Node]] = {}
    for node in view.nodes:
        # The default bus is declared by nobody: its id is just its name.
        declared = not node.external and node.id != node.name
        members.setdefault(node.at.path if declared else "", []).append(node)
    if len(members.keys() - {""}) <= 1:
        return {"": view.nodes}
    return {path: tuple(members[path]) for path in sorted(members)}


def words(kind: str) -> str:
    """A kind of node or edge as people say it."""
    return kind.replace("_", " ")


def name(node: Node) -> str:
    """A node's name, on one line."""
    return harmless(node.name)


def legend(arrow: Arrow) -> str:
    """The words on an arrow: its kind, and what makes it less than certain."""
    doubts = [] if arrow.confidence is Confidence.CERTAIN else [arrow.confidence.value]
    doubts += [] if arrow.enabled else ["disabled"]
    kind = words(arrow.kind.value)
    return f"{kind} ({', '.join(doubts)})" if doubts else kind


def is_dotted(arrow: Arrow) -> bool:
    """Failures flow along dotted lines."""
    return arrow.kind is EdgeKind.DEAD_LETTER
