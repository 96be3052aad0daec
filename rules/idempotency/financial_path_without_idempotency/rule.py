"""financial-path-without-idempotency: money that moves twice."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Confidence, Finding, Related, Severity, least
from eda_lint.frozen import frozen
from eda_lint.graph.classify import Classification, Classifier
from eda_lint.graph.effects import Effect, effects
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.manner import Manner
from eda_lint.model import (
    Api,
    Edge,
    Function,
    Handler,
    Hook,
    HttpCall,
    Node,
    PaymentCall,
    Route,
    SdkCall,
    StateMachine,
    Task,
)
from eda_lint.rule import rule

_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "DELETE"})
_CONNECTIONS = frozenset({"$connect", "$disconnect"})


@frozen
class _Delivery:
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


@rule(severity=Severity.ERROR)
def financial_path_without_idempotency(graph: EventGraph) -> Iterator[Finding]:
    """A repeated delivery moves money again: nothing remembers that it was done."""
    classifier = Classifier(graph)
    for function in graph.all(Function):
        if not isinstance(function.handler, Handler):
            continue
        money = classifier.financial(function)
        if money is None:
            continue
        unguarded = _unguarded(graph, function)
        deliveries = _deliveries(graph, function)
        if unguarded and deliveries:
            yield _finding(function, function.handler, money, unguarded, deliveries)


def _unguarded(graph: EventGraph, function: Function) -> list[Effect]:
    """The effects that nothing keeps from happening twice, payments first, one per place."""
    by_place = {
        effect.call.at: effect
        for effect in effects(graph, function)
        if not (effect.call.guards or effect.only_removes)
    }
    return sorted(by_place.values(), key=lambda e: not isinstance(e.call, PaymentCall))


def _deliveries(graph: EventGraph, function: Function) -> list[_Delivery]:
    """The deliveries that may be repeated, those of services and the surest ones first."""
    found = [
        _Delivery(edge, graph.source(edge), by_service)
        for edge in graph.invocations(function)
        if (by_service := _repeated_by_service(graph, edge)) is not None
    ]
    return sorted(
        found, key=lambda d: (not d.by_service, d.edge.confidence is not Confidence.CERTAIN)
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


def _finding(
    function: Function,
    handler: Handler,
    money: Classification,
    unguarded: list[Effect],
    deliveries: list[_Delivery],
) -> Finding:
    effect, *others = unguarded
    worst = deliveries[0]
    repeated = "delivery" if worst.by_service else "request"
    return Finding(
        at=effect.call.at,
        subject=function,
        message=(
            f"{worst.source} -> {function} -> {effect}: a repeated {repeated} does it again, and "
            f"{function} handles money ({money.reason}); needs an idempotency guard before it, "
            "keyed by the event"
        ),
        related=(
            *dict.fromkeys(Related(delivery.edge.at, str(delivery)) for delivery in deliveries),
            Related(handler.at, f"{function} handles it"),
            *(Related(other.call.at, f"{other} is not guarded either") for other in others),
        ),
        severity=None if worst.by_service else Severity.WARNING,
        confidence=least(
            (money.confidence, handler.confidence, worst.edge.confidence, _confidence(effect))
        ),
        other=effect.target.id if effect.target is not None else "",
    )


def _confidence(effect: Effect) -> Confidence:
    return effect.call.confidence if isinstance(effect.call, SdkCall) else Confidence.CERTAIN
