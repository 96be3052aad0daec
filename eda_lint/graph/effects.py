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
from eda_lint.value import Absent, Unknown, entries_of, field_of, items_of

_CHANGING = frozenset({EdgeKind.PUBLISH, EdgeKind.WRITE, EdgeKind.START})
_SENDING = frozenset({"POST", "PUT", "PATCH"})

_REMOVING = frozenset({"DeleteItem", "DeleteObject", "DeleteObjects"})


@frozen
class Effect:
    """A call that changes something outside; `target` is the node it changes, where known."""

    call: CodeCall
    target: Node | None

    @property
    def only_removes(self) -> bool:
        """Whether it takes away what is named: doing so again finds nothing more to do."""
        if not isinstance(self.call, SdkCall):
            return False
        return self.call.operation in _REMOVING or _removes_in_a_batch(self.call)

    def __str__(self) -> str:
        match self.call:
            case PaymentCall():
                return f"{self.call.provider} {self.call.operation}"
            case HttpCall():
                return f"HTTP {self.call.method}"
        where = f" on {self.target}" if self.target is not None else ""
        return f"{self.call.operation}{where}"


def _removes_in_a_batch(call: SdkCall) -> bool:
    """A batch that holds keys, or requests to delete, and nothing else."""
    if call.operation != "BatchWriteItem":
        return False
    by_table = entries_of(field_of(call.arguments, "RequestItems"))
    requests = [entry for table in by_table for entry in items_of(table.value)]
    if requests:
        return all(not isinstance(field_of(r, "DeleteRequest"), Absent | Unknown) for r in requests)
    return not isinstance(field_of(call.arguments, "Key"), Absent | Unknown)


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
