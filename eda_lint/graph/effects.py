"""What a function does to the world: the calls that must not happen twice."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.catalogue import catalogue
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import (
    CodeCall,
    EdgeKind,
    Function,
    Handler,
    HttpCall,
    Moment,
    Node,
    PaymentCall,
    SdkCall,
)

_CHANGING = frozenset({EdgeKind.PUBLISH, EdgeKind.WRITE, EdgeKind.START})
_SENDING = frozenset({"POST", "PUT", "PATCH"})


@frozen
class Effect:
    """A call that changes something outside; `target` is the node it changes, where known."""

    call: CodeCall
    target: Node | None

    def __str__(self) -> str:
        match self.call:
            case PaymentCall():
                return f"{self.call.provider} {self.call.operation}"
            case HttpCall():
                return f"HTTP {self.call.method}"
        where = f" on {self.target}" if self.target is not None else ""
        return f"{self.call.operation}{where}"


def effects(graph: EventGraph, function: Function) -> Iterator[Effect]:
    """Every effect of an invocation, in the order of evaluation.

    A request to a function URL of the graph is a call, not an effect of its own.
    """
    if not isinstance(function.handler, Handler):
        return
    reached = {
        id(edge.carrier): graph.target(edge)
        for edge in graph.outgoing(function, *_CHANGING, EdgeKind.INVOKE)
    }
    operations = catalogue().operations
    for call in function.handler.behaviour.calls:
        if call.moment is not Moment.INVOCATION:
            continue
        target = reached.get(id(call))
        if isinstance(call, SdkCall):
            operation = operations.get((call.service, call.operation))
            if operation is not None and operation.kind in _CHANGING:
                yield Effect(call, target)
        elif isinstance(call, HttpCall):
            if call.method in _SENDING and target is None:
                yield Effect(call, None)
        else:
            yield Effect(call, None)
