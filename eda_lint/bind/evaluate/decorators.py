"""Decorators: own ones are followed, known ones add what they mean, unknown ones let through."""

from __future__ import annotations

import re
from dataclasses import replace

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.objects import find
from eda_lint.bind.evaluate.things import (
    Arguments,
    Class,
    Decoration,
    Foreign,
    Function,
    Idempotent,
    Instance,
    Member,
    Method,
    Partial,
    Thing,
)
from eda_lint.bind.evaluate.values import key_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.parse.code import Expression
from eda_lint.value import EventData, Unknown

_UTILITIES = words(
    """
    inject_lambda_context capture_lambda_handler capture_method log_metrics batch_processor
    async_batch_processor sqs_batch_processor event_source event_parser validator idempotent
    idempotent_function
    """
)
_MEMOISERS = re.compile(r"cache|memoi[sz]e|singleton|run_once|\bonce\b", re.IGNORECASE)
# Decorators that change nothing of what is followed here.
_HARMLESS = re.compile(
    r"""(?x)
    ^(functools|typing|typing_extensions|abc|contextlib|tenacity|backoff|retry|retrying|pytest
      |aws_xray_sdk|opentelemetry|ddtrace|sentry_sdk|datadog_lambda|enum|dataclasses|attr|attrs
      |pydantic|aws_lambda_powertools|aws_durable_execution_sdk_python|builtins|deprecated|warnings)\b
    """
)
_WHOLE_PATH = re.compile(r"^[\w.\"\-\[\]*]+$")
_FUNCTION_CALL = re.compile(r"\w+\(([^()]*)\)")


def decorated(
    machine: Machine, thing: Thing, expression: Expression, former: Thing | None
) -> Thing:
    """What a decorator makes of a function or class. `former` is what bore the name before."""
    decorator = machine.evaluate(expression)
    match decorator:
        case Foreign():
            return decorated_by(thing, decorator, expression.at)
        case Member(receiver=Function()):  # @name.setter
            return former or thing
        case Function() if decorator.decoration.middleware:
            return Partial(decorator, (thing,))
        case Partial(function=Function(decoration=Decoration(middleware=True))):
            return replace(decorator, positional=(thing, *decorator.positional))
        case Function() | Method() | Partial() | Class():
            return _by_own(machine, thing, decorator, expression.at)
        case _:
            return _marked(thing, unknown=("an unknown decorator",))


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


def undecorated(thing: Thing) -> Function | None:
    """The function inside bound methods, partial calls and objects that can be called."""
    while True:
        match thing:
            case Function():
                return thing
            case Method():
                return thing.function
            case Instance():
                found = find(thing.of, "__call__")
                return found if isinstance(found, Function) else None
            case Partial():
                inside = [t for t in (*thing.positional, thing.function) if undecorated(t)]
                if not inside:
                    return None
                thing = inside[0]
            case _:
                return None


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
        marked = _marked(thing, utilities=frozenset({name}))
        if name in ("idempotent", "idempotent_function"):
            return _marked(marked, idempotent=_idempotent(decorator, at))
        return marked
    match name:
        case "property" | "cached_property" | "abstractproperty":
            return _marked(thing, property=True, memoised=name == "cached_property")
        case "staticmethod":
            return _marked(thing, static=True)
        case "classmethod":
            return _marked(thing, of_class=True)
        case "dataclass" | "define" | "frozen" | "attrs" | "s" | "mutable":
            if isinstance(thing, Class):
                thing.decoration = replace(thing.decoration, dataclass=True)
            return thing
        case "durable_step" | "durable_with_child_context" | "durable_wait_for_callback":
            # `context.step(f(order))`: the SDK gives the first parameter.
            return Partial(thing, (Unknown("a step's context"),))
        case "lambda_handler_decorator":
            return _marked(thing, middleware=True)
    if _MEMOISERS.search(name):
        return _marked(thing, memoised=True)
    if decorator.registry is not None and decorator.path.count("()") > 1:
        decorator.registry.callbacks.append(thing)
        return thing
    if "idempot" in decorator.path.lower():
        return _marked(thing, idempotent=Idempotent(at, "", Unknown("an unknown utility")))
    if _HARMLESS.match(decorator.path):
        return thing
    if decorator.registry is not None:
        decorator.registry.callbacks.append(thing)
    return _marked(thing, unknown=(decorator.path,))


def _marked(thing: Thing, **marks: object) -> Thing:
    match thing:
        case Function():
            given = thing.decoration
            return replace(
                thing,
                decoration=Decoration(
                    memoised=given.memoised or bool(marks.get("memoised")),
                    property=given.property or bool(marks.get("property")),
                    static=given.static or bool(marks.get("static")),
                    of_class=given.of_class or bool(marks.get("of_class")),
                    middleware=given.middleware or bool(marks.get("middleware")),
                    idempotent=_as_idempotent(marks.get("idempotent")) or given.idempotent,
                    utilities=given.utilities | _as_names(marks.get("utilities")),
                    unknown=given.unknown + tuple(sorted(_as_names(marks.get("unknown")))),
                ),
            )
        case Partial() if isinstance(thing.function, Function):
            return replace(thing, function=_marked(thing.function, **marks))
        case _:
            return thing


def _as_idempotent(mark: object) -> Idempotent | None:
    return mark if isinstance(mark, Idempotent) else None


def _as_names(mark: object) -> frozenset[str]:
    if isinstance(mark, frozenset | tuple):
        return frozenset(str(name) for name in mark)
    return frozenset()


def _idempotent(decorator: Foreign, at: Location) -> Idempotent:
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
    return Idempotent(at, argument, key)


def event_path(expression: str) -> tuple[str, ...]:
    """The path that a JMESPath expression follows, as far as it is one path."""
    text = _FUNCTION_CALL.sub(r"\1", expression.strip())
    text = text.strip("[]") if text.startswith("[") and "," not in text else text
    if not text or not _WHOLE_PATH.match(text):
        return ()
    steps = re.findall(r"[\w\-]+|\*", text.replace('"', ""))
    return tuple("*" if step.isdigit() else step for step in steps)
