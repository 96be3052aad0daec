"""CloudWatch alarms on the metrics of nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Attached, End, Reader, Resource, Statement
from eda_lint.model import Alarm, Function, NodeType, Queue, StateMachine, Stream, Table, Topic
from eda_lint.value import Absent, Value, boolean_of, field_of, items_of, text_of

_WATCHED: Mapping[tuple[str, str], NodeType] = {
    ("AWS/SQS", "QueueName"): Queue,
    ("AWS/SNS", "TopicName"): Topic,
    ("AWS/Lambda", "FunctionName"): Function,
    ("AWS/Kinesis", "StreamName"): Stream,
    ("AWS/DynamoDB", "TableName"): Table,
    ("AWS/States", "StateMachineArn"): StateMachine,
}


def _alarm(resource: Resource) -> Iterator[Statement]:
    muted = boolean_of(resource.property("ActionsEnabled"), default=True) is False
    actions = Absent() if muted else resource.property("AlarmActions")
    for metric in _metrics(resource):
        namespace = text_of(field_of(metric, "Namespace")) or ""
        setting = Alarm(
            resource.at, resource.name, text_of(field_of(metric, "MetricName")) or "", actions
        )
        for dimension in items_of(field_of(metric, "Dimensions")):
            name = text_of(field_of(dimension, "Name")) or ""
            if (namespace, name) in _WATCHED:
                watched = field_of(dimension, "Value")
                yield Attached(End(watched, (_WATCHED[namespace, name],)), setting)


def _metrics(resource: Resource) -> Iterator[Value]:
    """The metrics of an alarm: its own, or those that its metric math reads."""
    yield resource.properties
    for query in items_of(resource.property("Metrics")):
        metric = field_of(query, "MetricStat", "Metric")
        if not isinstance(metric, Absent):
            yield metric


RESOURCES: Mapping[str, Reader] = {"AWS::CloudWatch::Alarm": _alarm}
