"""Cognito: user pools and the functions that they wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    FUNCTION,
    End,
    EventReader,
    Flow,
    Reader,
    Resource,
    SamEvent,
    Statement,
)
from eda_lint.aws.reading import identity, itself
from eda_lint.location import Location
from eda_lint.model import EdgeKind, Hook, UserPool
from eda_lint.value import Absent, Record, entries_of, field_of, items_of, outcomes, text_of

_NO_FUNCTION = "KMSKeyID"
"""What stands among a pool's triggers, and is none."""


def _user_pool(resource: Resource) -> Iterator[Statement]:
    yield UserPool(**identity(resource, "UserPoolName"))
    pool = itself(resource, UserPool)
    for entry in entries_of(resource.property("LambdaConfig")):
        for outcome in outcomes(entry.value):
            named = isinstance(outcome, Record)
            function = field_of(outcome, "LambdaArn") if named else outcome
            if entry.key != _NO_FUNCTION and not isinstance(function, Absent):
                at = entry.at or resource.at
                yield _waited_for(pool, End(function, FUNCTION), entry.key, at)


def _waited_for(pool: End, function: End, trigger: str, at: Location) -> Flow:
    hook = Hook(at, f"Cognito {trigger}", asynchronous=False)
    return Flow(EdgeKind.TRIGGER, pool, function, hook, hook.what)


def _event(event: SamEvent) -> Iterator[Statement]:
    pool = End(event.property("UserPool"), (UserPool,))
    triggers = [text_of(item) or "trigger" for item in items_of(event.property("Trigger"))]
    yield _waited_for(pool, event.target, ", ".join(triggers), event.at)


RESOURCES: Mapping[str, Reader] = {"AWS::Cognito::UserPool": _user_pool}

SAM_EVENTS: Mapping[str, EventReader] = {"Cognito": _event}
