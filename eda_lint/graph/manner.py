"""How a function is invoked by each source: the trigger decides where a failure belongs."""

from __future__ import annotations

from enum import Enum

from eda_lint.model import (
    Edge,
    EdgeKind,
    EventSourceMapping,
    Hook,
    HttpCall,
    PipeLeg,
    Route,
    SdkCall,
    Task,
)
from eda_lint.value import Absent, Unknown, field_of, text_of


class Manner(Enum):
    """Who retries a failed invocation.

    ASYNCHRONOUS: Lambda, twice more; POLLED: the mapping, until the source gives up; SYNCHRONOUS:
    whoever called; UNSETTLED: the call leaves it open.
    """

    ASYNCHRONOUS = "asynchronous"
    POLLED = "polled"
    SYNCHRONOUS = "synchronous"
    UNSETTLED = "unsettled"


def manner_of(edge: Edge) -> Manner:
    """How `edge` invokes the function that it leads to."""
    carrier = edge.carrier
    if isinstance(carrier, EventSourceMapping):
        return Manner.POLLED
    if isinstance(carrier, Route):
        if isinstance(carrier.asynchronous, Unknown):
            return Manner.UNSETTLED
        return Manner.ASYNCHRONOUS if carrier.asynchronous else Manner.SYNCHRONOUS
    if isinstance(carrier, SdkCall):
        return _manner_of_call(carrier)
    if isinstance(carrier, Task | HttpCall | PipeLeg):
        return Manner.SYNCHRONOUS
    if isinstance(carrier, Hook):
        return Manner.ASYNCHRONOUS if carrier.asynchronous else Manner.SYNCHRONOUS
    if edge.kind in (EdgeKind.TRIGGER, EdgeKind.DESTINATION, EdgeKind.DEAD_LETTER):
        return Manner.ASYNCHRONOUS
    return Manner.UNSETTLED


def _manner_of_call(call: SdkCall) -> Manner:
    if call.service != "lambda" or call.operation == "InvokeAsync":
        # What a created schedule will call, the scheduler invokes asynchronously.
        return Manner.ASYNCHRONOUS
    kind = field_of(call.arguments, "InvocationType")
    if isinstance(kind, Absent):  # an omitted InvocationType is RequestResponse
        return Manner.SYNCHRONOUS
    match text_of(kind):
        case "Event":
            return Manner.ASYNCHRONOUS
        case None:
            return Manner.UNSETTLED
        case _:
            return Manner.SYNCHRONOUS
