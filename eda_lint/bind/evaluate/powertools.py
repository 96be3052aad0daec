"""Powertools for AWS Lambda: batch processing, parsing, and wrapped functions."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate.callbacks import call_with_each
from eda_lint.bind.evaluate.contexts import REGISTERING
from eda_lint.bind.evaluate.decorators import IDEMPOTENT, decorated_by
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.location import Location
from eda_lint.value import EventData, Literal, Unknown

PACKAGE = "aws_lambda_powertools"
BATCH_ANSWERS = frozenset(
    {"process_partial_response", "async_process_partial_response", "response"}
)
_EACH_RECORD = EventData(("Records", "*"))
_DATA = frozenset({"parse", "envelopes", "extract_data_from_envelope", "validate"})


def call_powertools(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What is known of a Powertools call; None for what any library call is."""
    if callee.root != PACKAGE:
        return None
    name = callee.name.removesuffix("()")
    if name in ("process_partial_response", "async_process_partial_response"):
        handler = arguments.get(1, "record_handler")
        if handler is not None:
            call_with_each(machine, handler, [_EACH_RECORD], at)
        return Foreign(f"{callee.path}()")
    if "Processor()" in callee.path and (handler := arguments.keywords.get("handler")):
        call_with_each(machine, handler, [_EACH_RECORD], at)
        return Foreign(f"{callee.path}()")
    if name in _DATA:
        event = arguments.get(0, "event") or arguments.get(0, "data")
        return event if isinstance(event, EventData) else None
    if name in ("get_parameter", "get_secret", "get_app_config", "get_parameters_by_name"):
        return Unknown(f"what {name} gives", at)
    wrapped = arguments.get(0, "function")
    if name in IDEMPOTENT and wrapped is not None and undecorated(wrapped) is not None:
        given = callee.arguments if callee.path.endswith("()") else arguments
        return decorated_by(wrapped, replace(callee, arguments=given), at)
    if callee.name in REGISTERING:
        machine.journal.contexts.register(callee)
        return Literal(None, at)
    if callee.path.endswith("()") and arguments.positional:
        # A decorator or middleware applied by hand: `idempotent(config=...)(function)`.
        wrapped = arguments.positional[0]
        if undecorated(wrapped) is not None:
            return wrapped
    return None


def answers_batch(thing: Foreign) -> bool:
    """Whether a returned library object is the answer of a batch processor."""
    return thing.root == PACKAGE and thing.name.removesuffix("()") in BATCH_ANSWERS
