"""What Terraform sets of a node or an edge, where it is written, and when nothing can be said."""

from __future__ import annotations

import pytest

from eda_lint.location import Location
from eda_lint.model import (
    Alarm,
    Archive,
    ChannelPolicy,
    LogGroup,
    Notification,
    PipeLeg,
    Queue,
    RuleTarget,
    Schedule,
    StateMachine,
    Subscription,
    Table,
    Topic,
)
from eda_lint.value import Absent, Input, Items, Literal, Record, Unknown, field_of
from tests.aws.terraformed import (
    UNKNOWN,
    Configuration,
    carried,
    flows,
    graph_of,
    json,
    maybe,
    only,
    value,
)

FUNCTION: Configuration = {"aws_lambda_function.fn": {"function_name": "fn"}}
ARN = "${aws_lambda_function.fn.arn}"


def test_a_queue() -> None:
    queue = only(
        Queue,
        {
            "aws_sqs_queue.orders": {
                "name": "orders.fifo",
                "fifo_queue": True,
                "visibility_timeout_seconds": 180,
                "message_retention_seconds": "60",
                "redrive_policy": '{"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:dead"}',
            }
        },
    )
    assert queue.physical_name == Literal("orders.fifo")
    assert (queue.fifo, queue.visibility_timeout, queue.retention) == (True, 180, 60)
    assert queue.maximum_receives == 10
    assert queue.visibility_timeout_at == Location("aws_sqs_queue.orders.tf", 4)
    assert queue.name == "aws_sqs_queue.orders"


def test_a_queue_of_which_nothing_is_written() -> None:
    queue = only(Queue, {"aws_sqs_queue.orders": {"name_prefix": "orders-", "redrive_policy": ""}})
    assert (queue.visibility_timeout, queue.retention, queue.fifo) == (30, 345_600, False)
    assert isinstance(queue.physical_name, Absent)
    assert isinstance(queue.redrive, Absent)


@pytest.mark.parametrize(
    "policy", [UNKNOWN, "${var.policy}", maybe('{"deadLetterTargetArn": "arn:aws:sqs:::dead"}')]
)
def test_a_redrive_policy_that_may_be_there(policy: object) -> None:
    queue = only(Queue, {"aws_sqs_queue.orders": {"redrive_policy": policy}})
    assert not isinstance(queue.redrive, Absent)


def test_nothing_is_known_of_a_resource_whose_arguments_are_not() -> None:
    graph = graph_of({"aws_sqs_queue.orders": UNKNOWN})
    (queue,) = graph.all(Queue)
    assert isinstance(queue.redrive, Unknown)
    assert isinstance(queue.visibility_timeout, Unknown)


def test_of_an_open_resource_only_what_is_written_is_known() -> None:
    seen = value({"visibility_timeout_seconds": 60})
    assert isinstance(seen, Record)
    queue = only(Queue, {"aws_sqs_queue.orders": Record(seen.entries, open=True)})
    assert queue.visibility_timeout == 60
    assert isinstance(queue.redrive, Unknown)


def test_a_subscription() -> None:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_sns_topic.placed": {"name": "placed.fifo", "fifo_topic": True},
            "aws_sns_topic_subscription.fn": {
                "topic_arn": "${aws_sns_topic.placed.id}",
                "protocol": "lambda",
                "endpoint": ARN,
                "filter_policy": json({"kind": ["order"]}),
                "filter_policy_scope": "MessageBody",
            },
        }
    )
    subscription = carried(Subscription, graph)
    assert subscription.filter_policy == value({"kind": ["order"]})
    assert subscription.filter_scope == "MessageBody"
    assert isinstance(subscription.redrive, Absent)
    assert [topic.fifo for topic in graph.all(Topic)] == [True]


@pytest.mark.parametrize(
    ("arguments", "enabled"),
    [
        ({}, True),
        ({"state": "DISABLED"}, False),
        ({"state": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}, True),
        ({"is_enabled": False}, False),
        ({"is_enabled": None, "state": "ENABLED"}, True),
        ({"is_enabled": Input("enabled")}, None),
    ],
)
def test_a_rule_that_is_switched_off(arguments: dict[str, object], enabled: bool | None) -> None:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_cloudwatch_event_rule.placed": {
                "event_pattern": '{"source": ["shop"]}',
                "schedule_expression": "",
                **arguments,
            },
            "aws_cloudwatch_event_target.fn": {
                "rule": "${aws_cloudwatch_event_rule.placed.name}",
                "arn": ARN,
            },
        }
    )
    target = carried(RuleTarget, graph)
    assert isinstance(target.enabled, Unknown) if enabled is None else target.enabled is enabled
    assert target.rule == "aws_cloudwatch_event_rule.placed"
    assert target.at == Location("aws_cloudwatch_event_target.fn.tf", 1)
    assert isinstance(target.dead_letter, Absent)


def test_schedules() -> None:
    schedule = only(
        Schedule,
        {
            "aws_scheduler_schedule.hourly": {
                "schedule_expression": "rate(1 hour)",
                "state": "DISABLED",
            }
        },
    )
    assert (schedule.expression, schedule.enabled) == ("rate(1 hour)", False)


def test_a_pipe() -> None:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_sqs_queue.orders": {},
            "aws_pipes_pipe.pipe": {
                "source": "${aws_sqs_queue.orders.arn}",
                "target": ARN,
                "desired_state": "STOPPED",
                "source_parameters": [
                    {
                        "filter_criteria": [{"filter": [{"pattern": "{}"}]}],
                        "sqs_queue_parameters": [{"batch_size": 3}],
                    }
                ],
            },
        }
    )
    source = next(
        edge.carrier
        for edge in graph.edges
        if isinstance(edge.carrier, PipeLeg) and edge.carrier.role == "source"
    )
    assert (source.batch_size, source.enabled) == (3, False)
    assert field_of(source.filters, "Filters") == value([{"Pattern": "{}"}])


def test_a_state_machine() -> None:
    machine = only(
        StateMachine,
        {
            "aws_sfn_state_machine.checkout": {
                "type": "EXPRESS",
                "definition": '{"TimeoutSeconds": 5}',
            }
        },
    )
    assert (machine.express, machine.timeout) == (True, True)


def test_a_table() -> None:
    table = only(
        Table,
        {
            "aws_dynamodb_table.orders": {
                "name": "orders",
                "range_key": "at",
                "hash_key": "id",
                "ttl": [{"attribute_name": "expires", "enabled": True}],
            }
        },
    )
    assert table.key == ("id", "at")
    assert table.expiry_attribute == Literal("expires")


def test_a_time_to_live_is_off_unless_switched_on() -> None:
    table = only(Table, {"aws_dynamodb_table.orders": {"ttl": [{"attribute_name": "expires"}]}})
    assert isinstance(table.expiry_attribute, Absent)


def test_a_log_group_that_never_expires() -> None:
    groups = [
        only(LogGroup, {"aws_cloudwatch_log_group.app": {"retention_in_days": days}}).retention
        for days in (0, 14)
    ]
    assert groups == [None, 14]


def test_notifications_by_key() -> None:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_s3_bucket.photos": {},
            "aws_s3_bucket_notification.photos": {
                "bucket": "${aws_s3_bucket.photos.bucket}",
                "lambda_function": {
                    "lambda_function_arn": ARN,
                    "events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
                    "filter_prefix": "in/",
                    "filter_suffix": "",
                },
            },
        }
    )
    notification = carried(Notification, graph)
    assert notification.events == ("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
    assert notification.prefix == Literal("in/")
    assert isinstance(notification.suffix, Absent)


@pytest.mark.parametrize("switch", [False, None, Input("eventbridge")])
def test_a_bucket_that_does_not_certainly_tell_eventbridge(switch: object) -> None:
    notification = {"bucket": "${aws_s3_bucket.photos.id}", "eventbridge": switch}
    configuration: Configuration = {
        "aws_s3_bucket.photos": {},
        "aws_s3_bucket_notification.photos": notification,
    }
    assert flows(graph_of(configuration)) == []


@pytest.mark.parametrize(
    ("enabled", "expected"), [(None, []), (UNKNOWN, []), (True, ["to trigger fn"])]
)
def test_a_transformation_that_is_not_switched_on(enabled: object, expected: list[str]) -> None:
    parameter = {"parameter_name": "LambdaArn", "parameter_value": ARN}
    processing = {"enabled": enabled, "processors": [{"parameters": [parameter]}]}
    stream = {"http_endpoint_configuration": [{"processing_configuration": [processing]}]}
    graph = graph_of({**FUNCTION, "aws_kinesis_firehose_delivery_stream.to": stream})
    assert flows(graph) == expected


METRIC = {
    "metric_name": "ApproximateNumberOfMessagesVisible",
    "namespace": "AWS/SQS",
    "dimensions": {"QueueName": "${aws_sqs_queue.dead.name}"},
}


@pytest.mark.parametrize(
    "watched", [METRIC, {"metric_query": [{"metric": [METRIC]}, {"expression": "m1 * 2"}]}]
)
def test_an_alarm(watched: dict[str, object]) -> None:
    alarm = {**watched, "alarm_actions": ["arn:aws:sns:eu-west-1:1:ops"]}
    graph = graph_of({"aws_sqs_queue.dead": {}, "aws_cloudwatch_metric_alarm.dead": alarm})
    (queue,) = graph.all(Queue)
    (found,) = graph.settings(queue, Alarm)
    assert found.metric == METRIC["metric_name"]
    assert found.name == "aws_cloudwatch_metric_alarm.dead"
    assert isinstance(found.actions, Items)


@pytest.mark.parametrize(
    "watched",
    [
        {**METRIC, "dimensions": UNKNOWN},
        {"metric_query": UNKNOWN},
        {"metric_query": Items((), True)},
    ],
)
def test_an_alarm_that_may_watch_anything(watched: dict[str, object]) -> None:
    graph = graph_of({"aws_sqs_queue.dead": {}, "aws_cloudwatch_metric_alarm.any": watched})
    assert len(tuple(graph.loose(Alarm))) == 1


def test_an_archive() -> None:
    graph = graph_of(
        {
            "aws_cloudwatch_event_bus.orders": {},
            "aws_cloudwatch_event_archive.all": {
                "event_source_arn": "${aws_cloudwatch_event_bus.orders.arn}"
            },
        }
    )
    (bus,) = graph.nodes.values()
    assert len(graph.settings(bus, Archive)) == 1


POLICY = json(
    {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": ["sqs:SendMessage", "sns:Publish"],
            }
        ]
    }
)


@pytest.mark.parametrize(
    "configuration",
    [
        {"aws_sqs_queue.it": {"policy": POLICY}},
        {
            "aws_sqs_queue.it": {},
            "aws_sqs_queue_policy.it": {"queue_url": "${aws_sqs_queue.it.id}", "policy": POLICY},
        },
        {"aws_sns_topic.it": {"policy": POLICY}},
        {
            "aws_sns_topic.it": {},
            "aws_sns_topic_policy.it": {"arn": "${aws_sns_topic.it.arn}", "policy": POLICY},
        },
    ],
)
def test_who_may_send(configuration: Configuration) -> None:
    graph = graph_of(configuration)
    (channel,) = graph.nodes.values()
    (policy,) = graph.settings(channel, ChannelPolicy)
    assert policy.principals == ("events.amazonaws.com",)
    assert policy.complete
