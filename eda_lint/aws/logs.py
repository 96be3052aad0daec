"""CloudWatch Logs: log groups, and who gets what is logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.arn import kinds_at
from eda_lint.aws.interface import End, EventReader, Flow, Reader, Resource, SamEvent, Statement
from eda_lint.aws.reading import identity, optional_integer
from eda_lint.location import Location
from eda_lint.model import (
    DeliveryStream,
    EdgeKind,
    Function,
    Hook,
    LogGroup,
    NodeType,
    Stream,
)

_SUBSCRIBERS: tuple[NodeType, ...] = (Function, Stream, DeliveryStream)


def _log_group(resource: Resource) -> Iterator[Statement]:
    retention = optional_integer(resource.property("RetentionInDays"))
    yield LogGroup(**identity(resource, "LogGroupName"), retention=retention)


def _subscription_filter(resource: Resource) -> Iterator[Statement]:
    group = End(resource.property("LogGroupName"), (LogGroup,))
    destination = resource.property("DestinationArn")
    subscriber = End(destination, kinds_at(destination, _SUBSCRIBERS))
    yield _subscribed(group, subscriber, resource.at)


def _event(event: SamEvent) -> Iterator[Statement]:
    group = End(event.property("LogGroupName"), (LogGroup,))
    yield _subscribed(group, event.target, event.at)


def _subscribed(group: End, subscriber: End, at: Location) -> Flow:
    hook = Hook(at, "log subscription", asynchronous=True)
    return Flow(EdgeKind.TRIGGER, group, subscriber, hook, hook.what)


RESOURCES: Mapping[str, Reader] = {
    "AWS::Logs::LogGroup": _log_group,
    "AWS::Logs::SubscriptionFilter": _subscription_filter,
}

SAM_EVENTS: Mapping[str, EventReader] = {"CloudWatchLogs": _event}
