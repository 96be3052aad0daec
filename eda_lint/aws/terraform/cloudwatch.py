"""CloudWatch in Terraform: log groups, who gets what is logged, alarms."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    block,
    blocks,
    each,
    given,
    translated,
    unless,
)
from eda_lint.value import Entry, Items, Literal, Record, Unknown, Value


def _pairs(dimensions: Value) -> Value:
    """A map as the list of names and values that CloudFormation takes."""
    if not isinstance(dimensions, Record):
        return Unknown("dimensions that could not be seen", dimensions.at)
    pairs = (
        Record((Entry("Name", Literal(e.key, e.at)), Entry("Value", e.value)), at=e.at)
        for e in dimensions.entries
    )
    return Items(tuple(pairs), dimensions.open, dimensions.at)


_METRIC: Shape = {
    "MetricName": "metric_name",
    "Namespace": "namespace",
    "Dimensions": Argument("dimensions", lambda written: each(given(written), _pairs)),
}
_ALARM: Shape = {
    **_METRIC,
    "ActionsEnabled": "actions_enabled",
    "AlarmActions": "alarm_actions",
    "Metrics": blocks(
        "metric_query",
        {"Expression": "expression", "MetricStat.Metric": block("metric", _METRIC)},
    ),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_cloudwatch_log_group": translated(
        "AWS::Logs::LogGroup",
        {"LogGroupName": "name", "RetentionInDays": unless("retention_in_days", 0)},
        name="Ref",
    ),
    "aws_cloudwatch_log_subscription_filter": translated(
        "AWS::Logs::SubscriptionFilter",
        {"LogGroupName": "log_group_name", "DestinationArn": "destination_arn"},
    ),
    "aws_cloudwatch_metric_alarm": translated("AWS::CloudWatch::Alarm", _ALARM),
}
