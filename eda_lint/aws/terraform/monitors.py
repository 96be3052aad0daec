"""Monitors of other providers (Datadog, New Relic, Grafana), as far as they watch queues.

Their queries have languages of their own. What counts is whether one is about the messages that
wait in a queue: where it names no queue by reference, it may be about any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Translation
from eda_lint.aws.terraform.shape import resource, type_of
from eda_lint.value import Entry, Items, Literal, Record, Reference, Unknown, Value, inside

_WAITING = re.compile(r"approximate_?number_?of_?messages_?visible", re.IGNORECASE)
_TYPES = (
    "datadog_monitor",
    "datadog_monitor_json",
    "dynatrace_metric_events",
    "grafana_rule_group",
    "honeycombio_trigger",
    "newrelic_infra_alert_condition",
    "newrelic_nrql_alert_condition",
    "signalfx_detector",
    "sumologic_monitor",
)


def _monitor(declared: Declared) -> Iterator[Resource]:
    values = tuple(inside(declared.arguments))
    if any(isinstance(one, Literal) and _WAITING.search(str(one.value)) for one in values):
        entries = (
            Entry("Namespace", Literal("AWS/SQS")),
            Entry("MetricName", Literal("ApproximateNumberOfMessagesVisible")),
            Entry("Dimensions", _queues(values)),
        )
        yield resource(declared, "AWS::CloudWatch::Alarm", Record(entries, at=declared.at))


def _queues(values: tuple[Value, ...]) -> Value:
    named = (one for one in values if isinstance(one, Reference))
    queues = tuple(one for one in named if type_of(one.resource) == "aws_sqs_queue")
    if not queues:
        return Unknown("the queues that a query is about")
    name = Entry("Name", Literal("QueueName"))
    return Items(tuple(Record((name, Entry("Value", queue))) for queue in queues))


RESOURCES: Mapping[str, Translation] = dict.fromkeys(_TYPES, Translation(_monitor))
