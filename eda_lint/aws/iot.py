"""IoT Core: topic rules, what their actions reach, and who publishes to their topics.

A topic is no resource: something external stands for it, under the topic's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    End,
    EventReader,
    Flow,
    Operation,
    Reader,
    Resource,
    SamEvent,
    Statement,
    member,
)
from eda_lint.aws.reading import identity, itself, place
from eda_lint.aws.text import holed
from eda_lint.location import Location
from eda_lint.model import (
    Bucket,
    DeliveryStream,
    EdgeKind,
    External,
    FailureTarget,
    Function,
    Hook,
    IotRule,
    LogGroup,
    NodeType,
    Queue,
    StateMachine,
    Stream,
    Table,
    Topic,
)
from eda_lint.value import (
    Absent,
    Reference,
    Unknown,
    Value,
    boolean_of,
    entries_of,
    field_of,
    items_of,
    outcomes,
)

_ACTIONS: Mapping[str, tuple[tuple[str, ...], NodeType]] = {
    # Where an action names its target, and what that is.
    "Lambda": (("FunctionArn",), Function),
    "Sqs": (("QueueUrl",), Queue),
    "Sns": (("TargetArn",), Topic),
    "Kinesis": (("StreamName",), Stream),
    "Firehose": (("DeliveryStreamName",), DeliveryStream),
    "DynamoDB": (("TableName",), Table),
    "DynamoDBv2": (("PutItem", "TableName"), Table),
    "S3": (("BucketName",), Bucket),
    "StepFunctions": (("StateMachineName",), StateMachine),
    "CloudwatchLogs": (("LogGroupName",), LogGroup),
}


_TOPIC = (External,)
_FROM = re.compile(r"(?is)\bfrom\s+'(?P<topic>[^'+#]+)'")
"""The one topic that a statement selects from: one with a wildcard (`+`, `#`) means many."""


def _topic_rule(resource: Resource) -> Iterator[Statement]:
    yield IotRule(**identity(resource, "RuleName"))
    rule = itself(resource, IotRule)
    payload = resource.property("TopicRulePayload")
    disabled = boolean_of(field_of(payload, "RuleDisabled"), default=False)
    enabled = disabled if isinstance(disabled, Unknown) else not disabled
    yield from _heard(rule, field_of(payload, "Sql"), resource.at, enabled)
    for action in items_of(field_of(payload, "Actions")):
        for end, at in _targets(action, resource.at):
            yield _delivered(rule, end, at, enabled)
    for end, at in _targets(field_of(payload, "ErrorAction"), resource.at):
        carrier = FailureTarget(at, "iot-rule")
        yield Flow(EdgeKind.DEAD_LETTER, rule, end, carrier, "error action of the IoT rule")


def _heard(
    rule: End, statement: Value, at: Location, enabled: bool | Unknown = True
) -> Iterator[Flow]:
    """The flow from the topic that a rule's statement names."""
    for outcome in outcomes(statement):
        text = holed(outcome)
        selected = _FROM.search(text.text) if text is not None else None
        if text is not None and selected:
            hook = Hook(place(outcome, at), "IoT topic", asynchronous=True, enabled=enabled)
            topic = End(text.value(selected["topic"]), _TOPIC)
            yield Flow(EdgeKind.TRIGGER, topic, rule, hook, hook.what)


def _targets(action: Value, default: Location) -> Iterator[tuple[End, Location]]:
    for outcome in outcomes(action):
        for entry in entries_of(outcome):
            if entry.key in _ACTIONS:
                path, kind = _ACTIONS[entry.key]
                target = field_of(entry.value, *path)
                if not isinstance(target, Absent):
                    yield End(target, (kind,)), entry.at or place(entry.value, default)


def _delivered(rule: End, target: End, at: Location, enabled: bool | Unknown = True) -> Flow:
    hook = Hook(at, "IoT rule", asynchronous=True, enabled=enabled)
    return Flow(EdgeKind.TRIGGER, rule, target, hook, hook.what)


def _event(event: SamEvent) -> Iterator[Statement]:
    name = f"{event.owner.name}{event.name}"
    identifier = event.owner.sibling(name)
    yield IotRule(id=identifier, name=name, at=event.at, only_when=event.owner.only_when)
    rule = End(Reference(identifier, at=event.at), (IotRule,))
    yield from _heard(rule, event.property("Sql"), event.at)
    yield _delivered(rule, event.target, event.at)


RESOURCES: Mapping[str, Reader] = {"AWS::IoT::TopicRule": _topic_rule}

SAM_EVENTS: Mapping[str, EventReader] = {"IoTRule": _event}

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("iot-data", "Publish"): Operation(EdgeKind.PUBLISH, _TOPIC, member("topic")),
}
