"""Decorators: own ones are followed, known ones add what they mean, unknown ones let through."""

from __future__ import annotations

import re
from dataclasses import replace

from eda_lint.bind.evaluate.ecmascript.utilities import middleware_of
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import event_path, marked, undecorated
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Decoration,
    Foreign,
    Function,
    Idempotent,
    Member,
    Method,
    Partial,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.parse.code import Compound, Expression
from eda_lint.value import EventData, Unknown

_UTILITIES = words(
    """
    inject_lambda_context capture_lambda_handler capture_method log_metrics batch_processor
    async_batch_processor sqs_batch_processor event_source event_parser validator idempotent
    idempotent_function
    """
)
DURABLE = "durable_execution"
"""The mark of a durable function's handler, among its utilities."""

IDEMPOTENT = frozenset({"idempotent", "idempotent_function"})
_MEMOISERS = re.compile(r"cache|memoi[sz]e|singleton|run_once|\bonce\b", re.IGNORECASE)
# Decorators that change nothing of what is followed here.
_HARMLESS = re.compile(
    r"""(?x)
    ^(?:@aws-lambda-powertools/|@nestjs/|inversify|tsyringe|reflect-metadata|class-|typeorm)
      |^(functools|typing|typing_extensions|abc|contextlib|tenacity|backoff|retry|retrying|pytest
      |aws_xray_sdk|opentelemetry|ddtrace|sentry_sdk|datadog_lambda|enum|dataclasses|attr|attrs
      |pydantic|aws_lambda_powertools|aws_durable_execution_sdk_python|builtins|deprecated|warnings)\b
    """
)


def decorated(
    machine: Machine, thing: Thing, expression: Expression, former: Thing | None
) -> Thing:
    """What a decorator makes of a function or class. `former` is what bore the name before."""
    if isinstance(expression, Compound) and not expression.operands:
        # What JavaScript writes before a method: `static`, `get`, `set`.
        return marked(
            thing, of_class=expression.what == "static", property=expression.what == "get"
        )
    decorator = machine.evaluate(expression)
    match decorator:
        case Foreign():
            known = middleware_of(thing, decorator)
            return known or decorated_by(thing, decorator, expression.at)
        case Member(receiver=Function()):  # @name.setter
            return former or thing
        case Function() if decorator.decoration.middleware:
            return Partial(decorator, (thing,))
        case Partial(function=Function(decoration=Decoration(middleware=True))):
            return replace(decorator, positional=(thing, *decorator.positional))
        case Function() | Method() | Partial() | Class():
            return _by_own(machine, thing, decorator, expression.at)
        case _:
            return marked(thing, unknown=("an unknown decorator",))


def _by_own(machine: Machine, thing: Thing, decorator: Thing, at: Location) -> Thing:
    result = machine.call(decorator, Arguments([thing]), at)
    if isinstance(result, Unknown):
        return thing
    inner = undecorated(thing)
    if isinstance(result, Function) and inner is not None and result is not inner:
        decoration = result.decoration
        utilities = decoration.utilities | inner.decoration.utilities
        unknown = decoration.unknown + inner.decoration.unknown
        return replace(result, decoration=replace(decoration, utilities=utilities, unknown=unknown))
    return result


def has_other_decorators(function: Function) -> bool:
    """Whether a decorator may look at what a function returns."""
    known = function.decoration
    marks = (known.static, known.of_class, known.property)
    return len(function.definition.decorators) > sum(marks) + len(known.utilities)


def decorates(decorator: Foreign, arguments: Arguments) -> bool:
    """Whether a known decorator is applied by hand: `kept = lru_cache(build)`."""
    alone = len(arguments.positional) == 1 and not arguments.keywords
    if not alone or undecorated(arguments.positional[0]) is None:
        return False
    return bool(_MEMOISERS.search(decorator.name))


def decorated_by(thing: Thing, decorator: Foreign, at: Location) -> Thing:
    """What a library's decorator makes of a function or class."""
    name = decorator.name.removesuffix("()")
    if decorator.root == "aws_lambda_powertools" and name in _UTILITIES:
        used = marked(thing, utilities=frozenset({name}))
        if name in IDEMPOTENT:
            return marked(used, idempotent=_idempotent(decorator, name, at))
        return used
    if name in (DURABLE, "with_durable_execution"):
        return marked(thing, utilities=frozenset({DURABLE}))
    match name:
        case "property" | "cached_property" | "abstractproperty":
            return marked(thing, property=True, memoised=name == "cached_property")
        case "staticmethod":
            return marked(thing, static=True)
        case "classmethod":
            return marked(thing, of_class=True)
        case "dataclass" | "define" | "frozen" | "attrs" | "s" | "mutable":
            if isinstance(thing, Class):
                thing.decoration = replace(thing.decoration, dataclass=True)
            return thing
        case "durable_step" | "durable_with_child_context" | "durable_wait_for_callback":
            # `context.step(f(order))`: the SDK gives the first parameter.
            return Partial(thing, (Unknown("a step's context"),))
        case "lambda_handler_decorator":
            return marked(thing, middleware=True)
    if _MEMOISERS.search(name):
        return marked(thing, memoised=True)
    if decorator.registry is not None and decorator.path.count("()") > 1:
        decorator.registry.callbacks.append(thing)
        return thing
    if "idempot" in decorator.path.lower():
        return marked(thing, idempotent=Idempotent(at, "", Unknown("an unknown utility")))
    if _HARMLESS.match(decorator.path):
        return thing
    if decorator.registry is not None:
        decorator.registry.callbacks.append(thing)
    return marked(thing, unknown=(decorator.path,))


def _idempotent(decorator: Foreign, utility: str, at: Location) -> Idempotent:
    """What Powertools' decorator compares: a part of the event, or of the argument it names."""
    arguments = decorator.arguments or Arguments()
    argument = key_of(arguments.get(99, "data_keyword_argument") or Unknown()) or ""
    config = arguments.get(99, "config")
    path = ""
    known = True
    if isinstance(config, Foreign) and config.arguments is not None:
        given = config.arguments.get(0, "event_key_jmespath")
        known = given is None or key_of(given) is not None
        path = key_of(given) or "" if given is not None else ""
    elif config is not None:
        known = False
    key = EventData(event_path(path), at) if known else Unknown("an unknown key")
    if arguments.open_keywords and config is None:
        config = Unknown("a config among arguments that were not seen")
    return Idempotent(at, argument, key, utility, config)
