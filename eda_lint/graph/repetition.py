"""Repetition: the deliveries that may invoke a function twice for one thing."""

from __future__ import annotations

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.manner import Manner
from eda_lint.model import (
    Api,
    Edge,
    Function,
    Hook,
    HttpCall,
    Node,
    Route,
    SdkCall,
    StateMachine,
    Task,
)

_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "DELETE"})
_CONNECTIONS = frozenset({"$connect", "$disconnect"})


@frozen
class Repetition:
    """An edge that may invoke a function twice for one thing; who repeats it decides how bad."""

    edge: Edge
    source: Node
    by_service: bool

    def __str__(self) -> str:
        if self.by_service:
            return f"{self.source} delivers at least once"
        if isinstance(self.edge.carrier, Route):
            return f"a client of {self.source} may repeat its request"
        return f"{self.source} may repeat its call"


def repetitions(graph: EventGraph, function: Function) -> list[Repetition]:
    """What may invoke a function twice, that of services and the surest first."""
    found = [
        Repetition(edge, graph.source(edge), by_service)
        for edge in graph.invocations(function)
        if (by_service := _repeated_by_service(graph, edge)) is not None
    ]
    return sorted(
        found, key=lambda r: (not r.by_service, r.edge.confidence is not Confidence.CERTAIN)
    )


def _repeated_by_service(graph: EventGraph, edge: Edge) -> bool | None:
    """True where a service repeats, False where the caller may, None where nobody does."""
    carrier = edge.carrier
    match carrier:
        case Route(authorizer=True):
            return None
        case Task():
            source = graph.source(edge)
            express = isinstance(source, StateMachine) and source.express is True
            return True if carrier.retries is True or express else None
        case Hook(asynchronous=False):
            return None
    if graph.manner(edge) is Manner.ASYNCHRONOUS:
        return True
    match carrier:
        case Route():
            return None if _is_harmless(carrier, graph.source(edge)) else False
        case HttpCall():
            return None if carrier.method in _REPEATABLE else False
        case SdkCall():
            return False
        case _:
            return True


def _is_harmless(route: Route, source: Node) -> bool:
    """Whether a repeated request is one that only reads or removes, as far as one can tell."""
    # Of an API without a method and a path, it is not known which requests come this way.
    open_route = isinstance(source, Api) and not route.method and not route.path
    return open_route or route.method in _REPEATABLE or route.path in _CONNECTIONS
