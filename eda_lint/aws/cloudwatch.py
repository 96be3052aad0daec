"""CloudWatch alarms on the metrics of nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Attached, End, Reader, Resource, Statement
from eda_lint.model import Alarm, Function, NodeType, Queue, StateMachine, Stream, Table, Topic
from eda_lint.value import Absent, Items, Unknown, Value, boolean_of, field_of, items_of, text_of

_WATCHED: Mapping[tuple[str, str], NodeType] = {
    ("AWS/SQS", "QueueName"): Queue,
    ("AWS/SNS", "TopicName"): Topic,
    ("AWS/Lambda", "FunctionName"): Function,
    ("AWS/Kinesis", "StreamName"): Stream,
    ("AWS/DynamoDB", "TableName"): Table,
    ("AWS/States", "StateMachineArn"): StateMachine,
}
_ANYTHING = End(Unknown("what the alarm watches"), ())
# Metrics Insights ("SELECT MAX(NumberOfMessagesSent) FROM ...") and search expressions.
_QUERY = re.compile(r"^\s*SELECT\b|\bSEARCH\s*\(", re.IGNORECASE)
_METRIC = re.compile(r"""(?:^\s*SELECT\s+\w+\(|MetricName\s*=\s*\\?["'])(\w+)""", re.IGNORECASE)


def _alarm(resource: Resource) -> Iterator[Statement]:
    muted = boolean_of(resource.property("ActionsEnabled"), default=True) is False
    actions = Absent() if muted else resource.property("AlarmActions")

    def watching(end: End, metric: str) -> Attached:
        return Attached(end, Alarm(resource.at, resource.name, metric, actions))

    for metric in _metrics(resource):
        name = text_of(field_of(metric, "MetricName")) or ""
        for end in _watched(metric):
            yield watching(end, name)
    for expression in _expressions(resource):
        for name in _queried(expression):
            yield watching(_ANYTHING, name)


def _metrics(resource: Resource) -> Iterator[Value]:
    """The metrics of an alarm: its own, or those that its metric math reads."""
    if not isinstance(resource.property("MetricName"), Absent):
        yield resource.properties
    queries = resource.property("Metrics")
    if isinstance(queries, Unknown) or (isinstance(queries, Items) and queries.open):
        yield Unknown("metrics that could not be seen", queries.at)
    for query in items_of(queries):
        metric = field_of(query, "MetricStat", "Metric")
        if not isinstance(metric, Absent):
            yield metric


def _watched(metric: Value) -> Iterator[End]:
    """The nodes that a metric is of; anything, where its dimensions cannot be read."""
    namespace = field_of(metric, "Namespace")
    dimensions = field_of(metric, "Dimensions")
    readable = isinstance(dimensions, Absent | Items) and text_of(namespace) is not None
    if not readable or (isinstance(dimensions, Items) and dimensions.open):
        yield _ANYTHING
        return
    for dimension in items_of(dimensions):
        name = text_of(field_of(dimension, "Name"))
        if name is None:
            yield _ANYTHING
        elif kind := _WATCHED.get((text_of(namespace) or "", name)):
            yield End(field_of(dimension, "Value"), (kind,))


def _expressions(resource: Resource) -> Iterator[Value]:
    for query in items_of(resource.property("Metrics")):
        expression = field_of(query, "Expression")
        if not isinstance(expression, Absent):
            yield expression


def _queried(expression: Value) -> Iterator[str]:
    """The metrics that an expression finds by itself, of whatever node: "" for any metric."""
    text = text_of(expression)
    if text is None:
        yield ""
    elif _QUERY.search(text):
        yield from _METRIC.findall(text) or [""]


RESOURCES: Mapping[str, Reader] = {"AWS::CloudWatch::Alarm": _alarm}
