"""How Lambda treats asynchronous invocations: retries, age, and where results and failures go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.arn import kinds_at
from eda_lint.aws.failures import dead_letter
from eda_lint.aws.interface import FUNCTION, Attached, End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import place, qualifier_of, when_set
from eda_lint.location import Location
from eda_lint.model import (
    Bucket,
    Bus,
    EdgeKind,
    Function,
    InvokeConfig,
    NodeType,
    Queue,
    SuccessTarget,
    Topic,
)
from eda_lint.value import Absent, Reference, Unknown, Value, field_of, integer_of, text_of

DESTINATION_KINDS: tuple[NodeType, ...] = (Queue, Topic, Function, Bus, Bucket)
_KIND_OF_TYPE: Mapping[str, NodeType] = {
    "SQS": Queue,
    "SNS": Topic,
    "Lambda": Function,
    "EventBridge": Bus,
    "S3Bucket": Bucket,
}


def invoke_config(
    function: End,
    qualifier: str | Unknown,
    properties: Value,
    at: Location,
    made: Mapping[str, Queue | Topic],
) -> Iterator[Statement]:
    """What an EventInvokeConfig says; `made` are destinations that were made for its outcomes."""
    on_failure = _destination(properties, "OnFailure", made)
    on_success = _destination(properties, "OnSuccess", made)
    retries = field_of(properties, "MaximumRetryAttempts")
    age = field_of(properties, "MaximumEventAgeInSeconds")
    setting = InvokeConfig(
        at=at,
        qualifier=qualifier,
        on_failure=on_failure.value,
        on_success=on_success.value,
        maximum_retries=integer_of(retries, facts.ASYNCHRONOUS_RETRIES),
        maximum_event_age=integer_of(age, facts.ASYNCHRONOUS_EVENT_AGE_SECONDS),
    )
    yield Attached(function, setting)
    known = qualifier if isinstance(qualifier, str) else ""
    yield from dead_letter(function, on_failure.value, "invoke-config", at, on_failure.kinds, known)
    to = when_set(on_success.value)
    if not isinstance(to, Absent):
        carrier = SuccessTarget(place(to, at), known)
        end = End(to, on_success.kinds)
        yield Flow(EdgeKind.DESTINATION, function, end, carrier, "on-success destination")


def _destination(properties: Value, outcome: str, made: Mapping[str, Queue | Topic]) -> End:
    if outcome in made:
        node = made[outcome]
        return End(Reference(node.id, "Arn", node.at), (type(node),))
    value = field_of(properties, "DestinationConfig", outcome, "Destination")
    stated = text_of(field_of(properties, "DestinationConfig", outcome, "Type")) or ""
    kind = _KIND_OF_TYPE.get(stated)
    return End(value, (kind,) if kind else kinds_at(value, DESTINATION_KINDS))


def sam_invoke_config(
    resource: Resource, function: End, qualifier: str | Unknown
) -> Iterator[Statement]:
    """A SAM function's EventInvokeConfig.

    SAM makes the queue or topic of a destination that names a Type and no Destination.
    """
    properties = resource.property("EventInvokeConfig")
    if isinstance(properties, Absent | Unknown):
        return
    at = place(properties, resource.at)
    made = {
        outcome: node
        for outcome in ("OnSuccess", "OnFailure")
        if (node := _made_destination(resource, outcome, at)) is not None
    }
    yield from made.values()
    yield from invoke_config(function, qualifier, properties, at, made)


def _made_destination(resource: Resource, outcome: str, at: Location) -> Queue | Topic | None:
    destination = resource.property("EventInvokeConfig", "DestinationConfig", outcome)
    if not isinstance(field_of(destination, "Destination"), Absent):
        return None
    name = f"{resource.name}EventInvokeConfig{outcome}"
    at = place(destination, at)
    kind = text_of(field_of(destination, "Type"))
    if kind == "SQS":
        name = f"{name}Queue"
        return Queue(id=resource.sibling(name), name=name, at=at, only_when=resource.only_when)
    if kind == "SNS":
        name = f"{name}Topic"
        return Topic(id=resource.sibling(name), name=name, at=at, only_when=resource.only_when)
    return None


def _declared(resource: Resource) -> Iterator[Statement]:
    function = End(resource.property("FunctionName"), FUNCTION)
    qualifier = qualifier_of(resource.property("Qualifier"))
    yield from invoke_config(function, qualifier, resource.properties, resource.at, {})


RESOURCES: Mapping[str, Reader] = {"AWS::Lambda::EventInvokeConfig": _declared}
