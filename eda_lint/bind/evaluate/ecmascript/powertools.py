"""Powertools for AWS Lambda (TypeScript): middlewares, decorators, batches, idempotency."""

from __future__ import annotations

from eda_lint.bind.evaluate.callbacks import call_with_each
from eda_lint.bind.evaluate.contexts import REGISTERING
from eda_lint.bind.evaluate.ecmascript.utilities import PACKAGE, idempotent_by
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import EventData, Literal, Unknown

_BATCHES = words("processPartialResponse processPartialResponseSync")
_PROCESSORS = ("BatchProcessor()", "BatchProcessorSync()", "FifoPartialProcessor()",
               "FifoPartialProcessorAsync()")  # fmt: skip
_THROUGH = words("captureAWSv3Client captureAWSClient captureAWS")
_EACH_RECORD = EventData(("Records", "*"))
_READING = words("getParameter getSecret getAppConfig getParametersByName getParameters")


def call_powertools(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What is known of a call of Powertools; None for what any library call is."""
    if not callee.path.startswith(PACKAGE):
        return None
    name, given = callee.name, arguments.positional
    if name in _BATCHES and len(given) > 1:
        call_with_each(machine, given[1], [_EACH_RECORD], at)
        return Foreign(f"{callee.path}()")
    if name == "register" and "Processor" in callee.path and len(given) > 1:
        call_with_each(machine, given[1], [_EACH_RECORD], at)
        return Literal(None, at)
    if name in _THROUGH and given:
        return given[0]
    if name in REGISTERING:
        machine.journal.contexts.register(callee)
        return Literal(None, at)
    if name in _READING:
        return Unknown(f"what {name} gives", at)
    if name == "makeIdempotent" and given and undecorated(given[0]) is not None:
        options = given[1] if len(given) > 1 else None
        return idempotent_by(given[0], "idempotent_function", options, at)
    if callee.path.endswith("()") and given and undecorated(given[0]) is not None:
        return given[0]
    return None


def answers_batch(thing: Foreign) -> bool:
    """Whether a returned library object is the answer of a batch processor."""
    if not thing.path.startswith(f"{PACKAGE}batch"):
        return False
    name = thing.name.removesuffix("()")
    return name in _BATCHES or (name == "response" and "Processor" in thing.path)
