"""Calls of library code: what is known of them, else that own functions given to them may run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from eda_lint.bind.evaluate import powertools, standard
from eda_lint.bind.evaluate.callbacks import call_wrapped, run_callbacks, run_registered
from eda_lint.bind.evaluate.claims import call_claim
from eda_lint.bind.evaluate.configuration import call_configuration
from eda_lint.bind.evaluate.connections import is_connection, is_on_a_loop
from eda_lint.bind.evaluate.constructing import construct
from eda_lint.bind.evaluate.decorators import decorated_by, decorates
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.ecmascript.libraries import call_ecmascript
from eda_lint.bind.evaluate.http import call_http
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.payments import call_payment
from eda_lint.bind.evaluate.polling import SLEEPS, note_sleep
from eda_lint.bind.evaluate.sessions import (
    CLIENTS,
    RESOURCES,
    SESSIONS,
    new_client,
    new_resource,
    new_session,
    session_behind,
)
from eda_lint.bind.evaluate.tally import Tally
from eda_lint.bind.evaluate.telling import LOGGING
from eda_lint.bind.evaluate.things import Arguments, Foreign, Registry, Thing
from eda_lint.bind.evaluate.values import leaves
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.model import Moment
from eda_lint.value import Literal, Operation, Value

Library = Callable[[Machine, Foreign, Arguments, Location], Thing | None]
_LIBRARIES: tuple[Library, ...] = (
    standard.call_standard,
    powertools.call_powertools,
    call_configuration,
    call_claim,
    call_http,
    call_payment,
)
_CONDITION = "boto3.dynamodb.conditions."
_INCLUDING = frozenset({"include_router", "register_blueprint", "register_routes", "mount"})
# Calling one of these on an app with registered functions runs those.
_RUNNING = frozenset({"resolve", "resolve_async", "run", "handle", "lambda_handler", "__call__"})
# Functions that look at a function without calling it.
_ONLY_LOOKS = re.compile(
    r"functools\.(wraps|update_wrapper)|inspect\.|builtins\.(isinstance|issubclass|print|repr|type|id"
    r"|callable|hasattr|len|str|any|all)$|signal\.|atexit\.|typing\.|logging\."
)
# Custom-resource helpers: what is registered with them runs when the stack changes.
_AT_DEPLOYMENT = frozenset({"crhelper"})
MOST_INPUTS = 8
# Libraries that reach nothing outside: Python's own but few, and those that check data.
_REACHING = frozenset({"ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "sqlite3"})
_WITHIN = frozenset(sys.stdlib_module_names) - _REACHING
PURE = words(
    """
    builtins globalThis pydantic jsonschema fastjsonschema marshmallow cerberus attr attrs
    dateutil pytz aws_lambda_powertools boto3 botocore simplejson orjson ujson zod ajv joi yup
    crypto util path url querystring buffer zlib assert events lodash lodash-es ramda dayjs moment
    moment-timezone luxon date-fns uuid nanoid ulid class-validator class-transformer superstruct
    valibot io-ts validator qs aws-xray-sdk aws-xray-sdk-core pino winston bunyan http-errors
    """
)
_PURE_PREFIXES = (
    "@aws-lambda-powertools/", "@aws-sdk/util-", "@middy/", "@smithy/", "lodash/", "lodash.",
)  # fmt: skip


def call_foreign(machine: Machine, callee: Foreign, arguments: Arguments, at: Location) -> Thing:
    """`callee(...)` where the callee is a library's."""
    path = callee.path
    if callee.name in LOGGING:
        return Literal(None, at)
    if is_ecmascript(machine):
        known = call_ecmascript(machine, callee, arguments, at)
        if known is not None:
            return known
    if path in CLIENTS:
        return new_client(machine, session_behind(path), arguments, at)
    if path in RESOURCES:
        return new_resource(machine, session_behind(path), arguments, at)
    if path in SESSIONS:
        return new_session(machine, path, arguments, at)
    if path in SLEEPS:
        note_sleep(machine, at)
        return Literal(None, at)
    if path.startswith(_CONDITION) or "Attr()" in path:
        condition = _condition(callee, arguments, at)
        if condition is not None:
            return condition
    for library in _LIBRARIES:
        known = library(machine, callee, arguments, at)
        if known is not None:
            return known
    if is_connection(path):
        if not (machine.context.own_loop and is_on_a_loop(path)):
            construct(machine, arguments, at)
    elif decorates(callee, arguments):
        return decorated_by(arguments.positional[0], callee, at)
    elif machine.context.moment is not Moment.LOAD and not _ONLY_LOOKS.match(path):
        # What is given to a library at load is not called yet: `handler = wrapped(inner)`.
        run_callbacks(machine, arguments, at)
    wrapped = _wrapped(callee)
    if wrapped:
        return call_wrapped(machine, wrapped, arguments, at)
    if callee.root in _AT_DEPLOYMENT:
        return machine.unfollowed(path, "runs at deployment only", at)
    if callee.registry is not None and _runs(callee):
        return run_registered(machine, callee.registry, at)
    machine.tally = machine.tally.plus(_done_by(callee))
    return _made(machine, callee, arguments)


def _done_by(callee: Foreign) -> Tally:
    """What a library that is not known may do outside: one that checks or counts does nothing."""
    connected, called, _ = callee.path.partition("()")
    if called and is_connection(connected):
        return Tally(works=1)
    pure = callee.root in PURE or callee.path.startswith(_PURE_PREFIXES)
    return Tally(guesses=int(not pure and callee.root not in _WITHIN))


def _wrapped(callee: Foreign) -> list[Thing]:
    """The own functions that a library's wrapper was given, where the wrapper itself is called."""
    if not callee.path.endswith("()") or callee.arguments is None:
        return []
    return [thing for thing in callee.arguments.all() if undecorated(thing) is not None]


def _runs(callee: Foreign) -> bool:
    return callee.name in _RUNNING or callee.path.endswith("()")


def _made(machine: Machine, callee: Foreign, arguments: Arguments) -> Thing:
    """What a library call gives: something of the library, that its arguments went into."""
    registry = callee.registry or Registry()
    for thing in arguments.all():
        including = callee.name in _INCLUDING or callee.registry is None
        if including and isinstance(thing, Foreign) and thing.registry is not None:
            registry.included.append(thing.registry)
    inputs: tuple[Value, ...] = (*callee.inputs, *leaves(arguments.all()))
    kept = tuple(dict.fromkeys(inputs))[:MOST_INPUTS]
    return Foreign(f"{callee.path}()", kept, registry, arguments)


def _condition(callee: Foreign, arguments: Arguments, at: Location) -> Thing | None:
    """`Attr("id").not_exists()`: a condition that the write states."""
    head, _, method = callee.path.rpartition(".")
    if not head.endswith("Attr()") or callee.arguments is None:
        return None
    name = callee.arguments.get(0, "name") or Literal(None)
    named = {"not_exists": "attribute_not_exists"}.get(method, f"attribute_{method}")
    attribute = name if isinstance(name, Literal) else Literal(None)
    return Operation(named, (attribute, *leaves(arguments.all())), at)
