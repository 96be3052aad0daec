"""Calls that only tell: logs, and the text that goes into them. They change nothing that counts."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.sdk_objects import SdkAnswer
from eda_lint.bind.evaluate.things import Foreign, Member, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.value import EventData

LOGGING = words("print debug info warning error exception critical")
_CONSOLE = re.compile(
    r"\b(console|log|logging|logger|\w*Logger(\(\))?|pino\(\))\.(log|warn|trace|fatal|verbose)$"
)
# What makes text, or only looks: of Python's own, and of anything.
_RENDERING = words(
    """
    builtins.str builtins.repr builtins.len builtins.format builtins.type builtins.dict
    builtins.int builtins.float builtins.bool builtins.isinstance builtins.getattr
    builtins.hasattr json.dumps simplejson.dumps orjson.dumps pprint.pformat sys.exc_info
    globalThis.JSON.stringify globalThis.String globalThis.Date.now
    """
)
_TEXT_METHODS = words(
    """
    format join strip lower upper encode decode split replace get items keys values isoformat
    toString toISOString startswith endswith
    """
)
_HARMLESS_ROOTS = words("traceback time datetime")
_POWERTOOLS = ("aws_lambda_powertools", "@aws-lambda-powertools/")
_MEASURING = words(
    """
    add_metric add_dimension add_metadata put_annotation put_metadata append_keys remove_keys
    addMetric addDimension addMetadata putAnnotation putMetadata appendKeys removeKeys
    addErrorAsMetadata addPersistentLogAttributes
    """
)


def logs(callee: Thing) -> bool:
    """Whether a call writes its arguments into a log."""
    match callee:
        case Foreign():
            return callee.name in LOGGING or bool(_CONSOLE.search(callee.path))
        case Member():
            return callee.name in LOGGING
        case _:
            return False


def renders(callee: Thing) -> bool:
    """Whether a call makes text of its arguments."""
    match callee:
        case Foreign():
            return callee.path in _RENDERING
        case Member():
            return callee.name in _TEXT_METHODS
        case _:
            return False


def only_tells(callee: Thing) -> bool:
    """Whether a call changes nothing beside a log or a metric."""
    if logs(callee) or renders(callee):
        return True
    if isinstance(callee, EventData):  # a method of data, or of Lambda's context
        return callee.path[-1:] != ("done",)
    if isinstance(callee, SdkAnswer):
        return True
    if not isinstance(callee, Foreign):
        return False
    measures = callee.path.startswith(_POWERTOOLS) and callee.name in _MEASURING
    return measures or callee.root in _HARMLESS_ROOTS
