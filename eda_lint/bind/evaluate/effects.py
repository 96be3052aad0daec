"""Noting effects: each with its moment, its way from the handler and the guards before it."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import together
from eda_lint.bind.evaluate.guards import guards_of_api_call
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.polling import note_asked
from eda_lint.bind.evaluate.tally import Tally
from eda_lint.bind.evaluate.things import Guards
from eda_lint.location import Location
from eda_lint.model import (
    Construction,
    GuardKind,
    HttpCall,
    PaymentCall,
    SdkCall,
)
from eda_lint.value import Value

_READING = ("Get", "List", "Describe", "Head", "Query", "Scan", "BatchGet", "Search", "download_")


def note_sdk_call(
    machine: Machine, service: str, operation: str, arguments: Value, at: Location
) -> None:
    """Note an AWS API call. A conditional write guards what comes after it, too."""
    own = guards_of_api_call(service, operation, arguments, at)
    context = machine.context
    call = SdkCall(
        service,
        operation,
        arguments,
        at,
        context.moment,
        context.path,
        together(machine.guards, own),
        context.in_loop,
        context.confidence,
        context.conditions,
    )
    machine.journal.call(call, (service, operation, arguments))
    note_asked(machine, call)
    machine.tally = machine.tally.plus(Tally(works=int(not operation.startswith(_READING))))
    machine.guards = together(
        machine.guards, tuple(g for g in own if g.kind is GuardKind.CONDITIONAL_WRITE)
    )


def note_http_call(
    machine: Machine, library: str, method: str, url: Value, own: Guards, at: Location
) -> None:
    """Note an HTTP request."""
    context = machine.context
    guards = together(machine.guards, own)
    call = HttpCall(library, method, url, at, context.moment, context.path, guards, context.in_loop)
    machine.journal.call(call, (method, url))
    machine.tally = machine.tally.plus(Tally(works=int(method not in ("GET", "HEAD"))))


def note_payment_call(
    machine: Machine, provider: str, operation: str, own: Guards, at: Location
) -> None:
    """Note a call that moves money."""
    context = machine.context
    guards = together(machine.guards, own)
    call = PaymentCall(
        provider, operation, at, context.moment, context.path, guards, context.in_loop
    )
    machine.journal.call(call, operation)
    machine.tally = machine.tally.plus(Tally(works=1))


def note_construction(
    machine: Machine, what: str, at: Location, *, per_request: bool, constant: bool
) -> None:
    """Note that a client, connection or pool is built."""
    context = machine.context
    made = Construction(what, at, context.moment, per_request, constant, context.path)
    machine.journal.construction(made)
