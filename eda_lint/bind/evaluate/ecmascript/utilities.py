"""What middlewares and decorators of Powertools for TypeScript make of a function."""

from __future__ import annotations

from eda_lint.bind.evaluate.marks import event_path, marked, undecorated
from eda_lint.bind.evaluate.things import Foreign, Idempotent, Map, Thing
from eda_lint.bind.evaluate.values import key_of
from eda_lint.location import Location
from eda_lint.value import EventData, Literal, Unknown

PACKAGE = "@aws-lambda-powertools/"
# Its middlewares and decorators by what Powertools for Python calls them.
_UTILITIES = {
    "injectLambdaContext": "inject_lambda_context",
    "captureLambdaHandler": "capture_lambda_handler",
    "captureMethod": "capture_method",
    "logMetrics": "log_metrics",
    "parser": "event_parser",
    "validator": "validator",
    "makeHandlerIdempotent": "idempotent",
    "idempotent": "idempotent",
    "makeIdempotent": "idempotent_function",
}


def middleware_of(handler: Thing, middleware: Foreign) -> Thing | None:
    """A handler with one of Powertools' middlewares or decorators; None where it is none."""
    name = middleware.name.removesuffix("()")
    utility = _UTILITIES.get(name)
    if not middleware.path.startswith(PACKAGE) or utility is None:
        return None
    if not utility.startswith("idempotent"):
        return marked(handler, utilities=frozenset({utility}))
    given = middleware.arguments.positional if middleware.arguments is not None else []
    return idempotent_by(handler, "idempotent", given[0] if given else None, _at(handler))


def _at(handler: Thing) -> Location:
    function = undecorated(handler)
    return function.definition.at if function is not None else Location("", 1)


def idempotent_by(handler: Thing, utility: str, options: Thing | None, at: Location) -> Thing:
    """A function that is called once for each key, by what its options say of the key."""
    config: Thing | None = None
    argument, path, known = "", "", True
    function = undecorated(handler)
    if isinstance(options, Map):
        config = options.entries.get("config")
        position = options.entries.get("dataIndexArgument", Literal(0))
        if utility == "idempotent_function" and function is not None:
            argument = _parameter(function.definition.parameters, position)
        known = not options.open
    elif options is not None:
        known = False
    if isinstance(config, Foreign) and config.arguments is not None:
        inner = config.arguments.get(0, "config")
        key = inner.entries.get("eventKeyJmesPath") if isinstance(inner, Map) else None
        known = known and (isinstance(inner, Map) or inner is None)
        if key is not None:
            known = known and key_of(key) is not None
            path = key_of(key) or ""
    elif config is not None:
        known = False
    key = EventData(event_path(path), at) if known else Unknown("an unknown key")
    idempotent = Idempotent(at, argument, key, utility, config)
    return marked(handler, idempotent=idempotent, utilities=frozenset({utility}))


def _parameter(parameters: tuple[object, ...], position: Thing) -> str:
    index = position.value if isinstance(position, Literal) else None
    if isinstance(index, int) and 0 <= index < len(parameters):
        return str(getattr(parameters[index], "name", ""))
    return ""
