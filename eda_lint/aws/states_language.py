"""Amazon States Language: the states of a definition, and what each one calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.aws.interface import FUNCTION, End
from eda_lint.aws.service_calls import reached_by
from eda_lint.aws.states_data import Data
from eda_lint.aws.text import holed, is_hole
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Api, Bucket
from eda_lint.value import (
    Absent,
    Unknown,
    Value,
    entries_of,
    field_of,
    items_of,
    outcomes,
    text_of,
)

_INTEGRATION = re.compile(
    r"arn:[^:]*:states:::(?P<sdk>aws-sdk:)?(?P<service>[\w-]+):"
    r"(?P<action>\w+)(?P<pattern>\.\w+)?(?::\d+)?$"
)
_ACTIVITY = re.compile(r"arn:[^:]*:states:[^:]*:[^:]*:activity:")
_API_HOST = re.compile(r"(?:https://)?(?P<api>[^./]+)\.execute-api\.")
_BLOCKS: tuple[tuple[str, ...], ...] = (("Iterator",), ("ItemProcessor",))
_BATCHES = ("ItemReader", "ResultWriter")
"""What a distributed map reads its items from, and writes its results to."""

DEEPEST = 25
"""No definition nests further; what claims to is not walked."""


@frozen
class State:
    """One state of a definition, at any depth."""

    name: str
    body: Value
    at: Location

    @property
    def type(self) -> str:
        """Its Type, "" where that is not constant."""
        return text_of(field_of(self.body, "Type")) or ""


@frozen
class Call:
    """Something that a state calls. `resource` names the integration, or "lambda"."""

    state: State
    resource: str
    ends: tuple[End, ...]


def states(definition: Value, at: Location, depth: int = 0) -> Iterator[State]:
    """Every state of a definition: of branches, iterators and item processors too."""
    if depth > DEEPEST:
        return
    for outcome in outcomes(definition):
        for entry in entries_of(field_of(outcome, "States")):
            state = State(entry.key, entry.value, entry.at or at)
            yield state
            blocks = [field_of(entry.value, *path) for path in _BLOCKS]
            for block in (*blocks, *items_of(field_of(entry.value, "Branches"))):
                yield from states(block, state.at, depth + 1)


def calls(state: State, data: Data) -> Iterator[Call]:
    """What a state calls; `data` knows what other states put into its input."""
    if state.type == "Task":
        resource = field_of(state.body, "Resource")
        for outcome in outcomes(resource):
            yield from _called(state, outcome, state.body, data)
    elif state.type == "Map":
        for name in _BATCHES:
            block = field_of(state.body, name)
            if not isinstance(block, Absent):
                yield from _called(state, field_of(block, "Resource"), block, data)


def _called(state: State, resource: Value, block: Value, data: Data) -> Iterator[Call]:
    text = holed(resource)
    if text is None:
        if not isinstance(resource, Absent):
            yield Call(state, "lambda", (End(resource, FUNCTION),))
        return
    match = _INTEGRATION.match(text.text)
    if match:
        ends = tuple(_ends(match, data.arguments(block)))
        yield Call(state, _without_holes(text.text), ends)
    elif _ACTIVITY.match(text.text):
        yield Call(state, "activity", ())
    else:
        yield Call(state, "lambda", (End(resource, FUNCTION),))


def _without_holes(resource: str) -> str:
    return "".join("aws" if is_hole(character) else character for character in resource)


def _ends(match: re.Match[str], arguments: Value) -> Iterator[End]:
    service, action = match["service"], match["action"]
    if service == "apigateway" and not match["sdk"]:
        yield from _invoked_api(field_of(arguments, "ApiEndpoint"))
    elif service == "s3" and not match["sdk"]:
        # Only distributed maps have this integration.
        yield End(field_of(arguments, "Bucket"), (Bucket,))
    else:
        yield from reached_by(service, action, arguments, reads=True)


def _invoked_api(endpoint: Value) -> Iterator[End]:
    text = holed(endpoint)
    match = _API_HOST.match(text.text) if text is not None else None
    if text is not None and match:
        yield End(text.value(match["api"]), (Api,))
    elif not isinstance(endpoint, Absent):
        yield End(Unknown("not the endpoint of an API", endpoint.at), (Api,))
