"""Services that call a function and have no kind of their own: each is something external."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    CUSTOM,
    FUNCTION,
    Attached,
    End,
    EventReader,
    Flow,
    Reader,
    Resource,
    SamEvent,
    Statement,
)
from eda_lint.aws.reading import identity, itself, place_of
from eda_lint.finding import Confidence
from eda_lint.model import CustomResource, EdgeKind, External, Hook
from eda_lint.value import Absent, Reference, field_of, text_of

_ALEXA = "Alexa skill"
_CUSTOM_RULE = "CUSTOM_LAMBDA"


def _alexa_event(event: SamEvent) -> Iterator[Statement]:
    name = f"{event.owner.name}{event.name}"
    identifier = event.owner.sibling(name)
    yield External(id=identifier, name=name, at=event.at, only_when=event.owner.only_when)
    skill = End(Reference(identifier, at=event.at), (External,))
    hook = Hook(event.at, _ALEXA, asynchronous=False)
    yield Flow(EdgeKind.TRIGGER, skill, event.target, hook, hook.what)


def _config_rule(resource: Resource) -> Iterator[Statement]:
    source = resource.property("Source")
    if text_of(field_of(source, "Owner")) == _CUSTOM_RULE:
        yield from _called(resource, "Config rule", "Source", "SourceIdentifier", waits=False)


def _rotation(resource: Resource) -> Iterator[Statement]:
    yield from _called(resource, "secret rotation", "RotationLambdaARN", waits=False)


def _iot_authorizer(resource: Resource) -> Iterator[Statement]:
    yield from _called(resource, "IoT authorizer", "AuthorizerFunctionArn", waits=True)


def _called(resource: Resource, what: str, *path: str, waits: bool) -> Iterator[Statement]:
    function = resource.property(*path)
    if isinstance(function, Absent):
        return
    yield External(**identity(resource))
    hook = Hook(place_of(resource.properties, path[0], resource.at), what, asynchronous=not waits)
    caller = itself(resource, External)
    yield Flow(EdgeKind.TRIGGER, caller, End(function, FUNCTION), hook, what, Confidence.LIKELY)


def _custom_resource(resource: Resource) -> Iterator[Statement]:
    """A stack calls it while it is deployed: no event flows, so that this is no edge."""
    yield Attached(End(resource.property("ServiceToken"), FUNCTION), CustomResource(resource.at))


RESOURCES: Mapping[str, Reader] = {
    "AWS::CloudFormation::CustomResource": _custom_resource,
    f"{CUSTOM}*": _custom_resource,
    "AWS::Config::ConfigRule": _config_rule,
    "AWS::SecretsManager::RotationSchedule": _rotation,
    "AWS::IoT::Authorizer": _iot_authorizer,
}

SAM_EVENTS: Mapping[str, EventReader] = {"AlexaSkill": _alexa_event}
