"""EventGraph: the typed questions that rules may ask of how events flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from eda_lint.aws import facts
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.graph.manner import Manner, manner_of
from eda_lint.location import Diagnostic, UnknownFact
from eda_lint.model import (
    Carrier,
    CustomResource,
    Edge,
    EdgeKind,
    EventSourceMapping,
    Function,
    Node,
    Queue,
    Setting,
    stack_of,
)

N = TypeVar("N", bound=Node)
C = TypeVar("C", bound=Carrier)
S = TypeVar("S", bound=Setting)


@frozen
class Perspective:
    """What the user's configuration says of the application.

    `financial` and `critical` are globs of function names, `financial_words` replaces the words
    that mark money, `concurrency_limit` is the account's of concurrent executions.
    """

    financial: tuple[str, ...] = ()
    financial_words: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    concurrency_limit: int = facts.ACCOUNT_CONCURRENCY


class EventGraph:
    """Nodes and edges of one scan. Built once by `graph/build`, never changed."""

    def __init__(
        self,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        settings: Mapping[str, tuple[Setting, ...]],
        *,
        loose: tuple[Setting, ...] = (),
        deployments: Mapping[str, str] | None = None,
        perspective: Perspective | None = None,
        unknown: tuple[UnknownFact, ...] = (),
        diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:
        ordered = sorted(nodes, key=lambda node: (node.at.path, node.at.line, node.id))
        self.nodes: Mapping[str, Node] = {node.id: node for node in ordered}
        self.edges = tuple(
            sorted(edges, key=lambda edge: (edge.at, edge.kind.value, edge.source, edge.target))
        )
        self.perspective = perspective or Perspective()
        self.unknown = unknown
        self.diagnostics = diagnostics
        self._settings = settings
        self._loose = loose
        self._deployments = deployments or {}
        self._incoming: dict[str, list[Edge]] = defaultdict(list)
        self._outgoing: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            self._incoming[edge.target].append(edge)
            self._outgoing[edge.source].append(edge)

    def all(self, kind: type[N]) -> Iterator[N]:
        """Every node of a kind that the scan declares and nobody's framework generated."""
        for node in self.nodes.values():
            if isinstance(node, kind) and not node.external and not node.generated:
                yield node

    def node(self, identity: str) -> Node:
        """The node of this id. Raises KeyError where there is none."""
        return self.nodes[identity]

    def source(self, edge: Edge) -> Node:
        """Where an edge comes from."""
        return self.nodes[edge.source]

    def target(self, edge: Edge) -> Node:
        """Where an edge goes to."""
        return self.nodes[edge.target]

    def incoming(self, node: Node, *kinds: EdgeKind) -> tuple[Edge, ...]:
        """Edges into a node, of these kinds or of all; disabled and merely inferred ones too."""
        return tuple(e for e in self._incoming.get(node.id, ()) if not kinds or e.kind in kinds)

    def outgoing(self, node: Node, *kinds: EdgeKind) -> tuple[Edge, ...]:
        """Edges out of a node, of these kinds or of all; disabled and merely inferred ones too."""
        return tuple(e for e in self._outgoing.get(node.id, ()) if not kinds or e.kind in kinds)

    def settings(self, node: Node, kind: type[S]) -> tuple[S, ...]:
        """The settings of a kind that stand beside a node."""
        return tuple(s for s in self._settings.get(node.id, ()) if isinstance(s, kind))

    def loose(self, kind: type[S]) -> tuple[S, ...]:
        """The settings of a kind whose node could not be told: they may stand beside any."""
        return tuple(s for s in self._loose if isinstance(s, kind))

    def deployment(self, node: Node) -> str:
        """What a node is certainly deployed together with: its root stack, "" for externals."""
        if node.external:
            return ""
        stack = stack_of(node.id)
        return self._deployments.get(stack, stack)

    def carried(self, edges: Iterable[Edge], kind: type[C]) -> Iterator[tuple[Edge, C]]:
        """Of `edges`, those that rules may use and this kind of carrier carries.

        Leaves out what is switched off and what is merely inferred.
        """
        for edge in edges:
            if isinstance(edge.carrier, kind) and is_live(edge):
                yield edge, edge.carrier

    def carriers(self, kind: type[C]) -> Iterator[tuple[Edge, C]]:
        """Every live edge of the graph that this kind of carrier carries."""
        return self.carried(self.edges, kind)

    def mappings(self, node: Node) -> Iterator[tuple[Edge, EventSourceMapping]]:
        """The live event source mappings that poll a source, or that feed a function."""
        edges = self.incoming(node) if isinstance(node, Function) else self.outgoing(node)
        return self.carried(edges, EventSourceMapping)

    def invocations(self, function: Function, *manners: Manner) -> tuple[Edge, ...]:
        """The live edges that invoke a function, in these manners or in any."""
        kinds = (EdgeKind.TRIGGER, EdgeKind.INVOKE, EdgeKind.ORCHESTRATE, EdgeKind.DESTINATION)
        edges = (*self.incoming(function, *kinds), *self.incoming(function, EdgeKind.DEAD_LETTER))
        return tuple(
            edge for edge in edges if is_live(edge) and (not manners or manner_of(edge) in manners)
        )

    def runs_at_deployments_only(self, function: Function) -> bool:
        """Whether custom resources call a function, and no event does."""
        return bool(self.settings(function, CustomResource)) and not self.invocations(function)

    def manner(self, edge: Edge) -> Manner:
        """How an edge invokes the function it leads to."""
        return manner_of(edge)

    def is_failure_target(self, node: Node) -> bool:
        """Whether failures of anything go to this node, or it says that those of others do."""
        says_so = isinstance(node, Queue) and node.is_dead_letter
        return says_so or bool(self.incoming(node, EdgeKind.DEAD_LETTER))


def is_live(edge: Edge) -> bool:
    """Rules use edges that are certainly switched on, and certain or likely."""
    return edge.certainly_enabled and edge.confidence is not Confidence.INFERRED
