"""Topics and their subscriptions: inline, as resources, as SAM events."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Attached, Flow
from eda_lint.model import (
    ChannelPolicy,
    EventSourceMapping,
    External,
    FailureTarget,
    Queue,
    Subscription,
    Topic,
)
from eda_lint.value import Absent, Unknown
from tests.aws.declared import all_of, carried, drawn, function_with, only, read, value

REDRIVE = {"RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": "Dead.Arn"}}}


def test_inline_subscriptions() -> None:
    statements = read(
        "AWS::SNS::Topic",
        {
            "Subscription": [
                {"Protocol": "lambda", "Endpoint": {"Fn::GetAtt": "Fn.Arn"}},
                {"Protocol": "sqs", "Endpoint": {"Fn::GetAtt": "Orders.Arn"}},
                {"Protocol": "email", "Endpoint": "a@example.com"},
            ]
        },
        "Placed",
    )
    assert drawn(statements) == ["trigger: Placed -> Fn", "trigger: Placed -> Orders"]
    assert only(Topic, statements).fifo is False


def test_a_subscription_of_its_own() -> None:
    statements = read(
        "AWS::SNS::Subscription",
        {
            "TopicArn": {"Ref": "Placed"},
            "Protocol": "sqs",
            "Endpoint": {"Fn::GetAtt": "Orders.Arn"},
            "FilterPolicy": {"kind": ["order"]},
            "FilterPolicyScope": "MessageBody",
            **REDRIVE,
        },
    )
    assert drawn(statements) == ["trigger: Placed -> Orders", "dead_letter: Placed -> Dead"]
    subscription = carried(Subscription, statements)
    assert (subscription.protocol, subscription.filter_scope) == ("sqs", "MessageBody")
    assert subscription.filter_policy == value({"kind": ["order"]})
    assert not isinstance(subscription.redrive, Absent)
    assert carried(FailureTarget, statements).of == "subscription"


@pytest.mark.parametrize("protocol", ["http", "https"])
def test_a_web_endpoint_is_something_outside(protocol: str) -> None:
    statements = read(
        "AWS::SNS::Subscription",
        {"TopicArn": {"Ref": "Placed"}, "Protocol": protocol, "Endpoint": "https://example.com"},
    )
    assert drawn(statements) == ["trigger: Placed -> https://example.com"]
    assert only(Flow, statements).target.kinds == (External,)


def test_a_sam_event() -> None:
    statements = function_with(
        {
            "Type": "SNS",
            "Properties": {
                "Topic": {"Ref": "Placed"},
                "FilterPolicy": {"kind": ["order"]},
                **REDRIVE,
            },
        }
    )
    assert drawn(statements) == ["trigger: Placed -> Fn", "dead_letter: Placed -> Dead"]
    assert carried(Subscription, statements).protocol == "lambda"


def test_sam_makes_a_queue_between() -> None:
    statements = function_with(
        {"Type": "SNS", "Properties": {"Topic": {"Ref": "Placed"}, "SqsSubscription": True}}
    )
    assert drawn(statements) == [
        "trigger: Placed -> FnEventQueue",
        "trigger: FnEventQueue -> Fn",
    ]
    queue = only(Queue, statements)
    assert queue.name == "FnEventQueue"
    assert isinstance(queue.redrive, Absent)
    assert isinstance(queue.fifo, Unknown)
    mapping = carried(EventSourceMapping, statements)
    assert mapping.batch_size == 10
    assert not mapping.can_report_item_failures
    policy = only(Attached, statements).setting
    assert isinstance(policy, ChannelPolicy)
    assert policy.principals == ("sns.amazonaws.com",)


def test_sam_takes_a_queue_that_is_there() -> None:
    between = {"QueueArn": {"Fn::GetAtt": "Mine.Arn"}, "QueueUrl": {"Ref": "Mine"}, "BatchSize": 3}
    statements = function_with(
        {"Type": "SNS", "Properties": {"Topic": {"Ref": "Placed"}, "SqsSubscription": between}}
    )
    assert drawn(statements) == ["trigger: Placed -> Mine", "trigger: Mine -> Fn"]
    assert not all_of(Queue, statements)
    assert carried(EventSourceMapping, statements).batch_size == 3


def test_a_topic_policy() -> None:
    statements = read(
        "AWS::SNS::TopicPolicy",
        {
            "Topics": [{"Ref": "Placed"}, {"Ref": "Paid"}],
            "PolicyDocument": {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": {"Service": "events.amazonaws.com"},
                    "Action": "sns:Publish",
                }
            },
        },
    )
    policies = [attached.setting for attached in all_of(Attached, statements)]
    assert len(policies) == 2
    assert isinstance(policies[0], ChannelPolicy)
    assert policies[0].principals == ("events.amazonaws.com",)
