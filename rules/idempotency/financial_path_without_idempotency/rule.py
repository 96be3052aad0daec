"""financial-path-without-idempotency: money that moves twice."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.finding import Confidence, Finding, Related, Severity, least
from eda_lint.graph.classify import Classification, Classifier
from eda_lint.graph.effects import Effect, effects
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.repetition import Repetition, repetitions
from eda_lint.model import Function, Handler, PaymentCall, SdkCall
from eda_lint.rule import rule


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
        deliveries = repetitions(graph, function)
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


def _finding(
    function: Function,
    handler: Handler,
    money: Classification,
    unguarded: list[Effect],
    deliveries: list[Repetition],
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
        flows=tuple(
            (
                Related(delivery.edge.at, str(delivery)),
                Related(handler.at, f"{function} handles it"),
                *(Related(s.at, f"by way of {s.called}, called here") for s in effect.call.path),
                Related(effect.call.at, f"{effect} is done again"),
            )
            for delivery in deliveries
        ),
    )


def _confidence(effect: Effect) -> Confidence:
    return effect.call.confidence if isinstance(effect.call, SdkCall) else Confidence.CERTAIN
