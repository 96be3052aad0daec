"""Queues in plain spelling; SAM has no queue of its own."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Attached
from eda_lint.model import ChannelPolicy, Queue, Redrive
from eda_lint.value import Absent, Input, Literal, Operation, Unknown, choice
from tests.aws.declared import carried, drawn, only, read, reference, text, value

QUEUE = "AWS::SQS::Queue"
POLICY = {"deadLetterTargetArn": {"Fn::GetAtt": "Dead.Arn"}, "maxReceiveCount": 3}


def test_an_empty_queue_has_the_defaults_of_aws() -> None:
    queue = only(Queue, read(QUEUE, {}))
    assert (queue.visibility_timeout, queue.retention, queue.fifo) == (30, 345_600, False)
    assert isinstance(queue.redrive, Absent)
    assert queue.maximum_receives is None
    assert queue.visibility_timeout_at is None


def test_what_is_written() -> None:
    statements = read(
        QUEUE,
        {
            "QueueName": "orders.fifo",
            "FifoQueue": "true",
            "VisibilityTimeout": 180,
            "MessageRetentionPeriod": "60",
            "RedrivePolicy": POLICY,
        },
        "Orders",
    )
    queue = only(Queue, statements)
    assert queue.physical_name == Literal("orders.fifo")
    assert (queue.visibility_timeout, queue.retention, queue.fifo) == (180, 60, True)
    assert queue.maximum_receives == 3
    assert drawn(statements) == ["dead_letter: Orders -> Dead"]
    assert carried(Redrive, statements).maximum_receives == 3


@pytest.mark.parametrize(
    "policy",
    [
        text('{"deadLetterTargetArn": "${Dead.Arn}", "maxReceiveCount": 3}'),
        Operation("json", (value(POLICY),)),
        Operation("ToJsonString", (value(POLICY),)),
        value({**POLICY, "maxReceiveCount": "3"}),
    ],
)
def test_every_spelling_of_a_redrive_policy(policy: object) -> None:
    statements = read(QUEUE, {"RedrivePolicy": policy}, "Orders")
    assert only(Queue, statements).maximum_receives == 3
    assert drawn(statements) == ["dead_letter: Orders -> Dead"]


def test_a_policy_that_cannot_be_read_is_neither_there_nor_absent() -> None:
    statements = read(QUEUE, {"RedrivePolicy": Input("Policy")})
    queue = only(Queue, statements)
    assert not isinstance(queue.redrive, Absent)
    assert isinstance(queue.maximum_receives, Unknown)


def test_a_policy_without_a_target_is_none() -> None:
    assert isinstance(only(Queue, read(QUEUE, {"RedrivePolicy": {}})).redrive, Absent)


def test_a_policy_under_a_condition_leads_to_its_queue_where_it_holds() -> None:
    either = choice((value(POLICY), Absent()), "IsProduction")
    statements = read(QUEUE, {"RedrivePolicy": either}, "Orders")
    assert not isinstance(only(Queue, statements).redrive, Absent)
    assert drawn(statements) == ["dead_letter: Orders -> Dead"]


def test_settled_at_deployment() -> None:
    queue = only(Queue, read(QUEUE, {"VisibilityTimeout": Input("Timeout")}))
    assert isinstance(queue.visibility_timeout, Unknown)


def _policy(*statements: dict[str, object]) -> ChannelPolicy:
    document: dict[str, object] = {"Statement": list(statements)}
    found = read(
        "AWS::SQS::QueuePolicy", {"Queues": [{"Ref": "Orders"}], "PolicyDocument": document}
    )
    attached = only(Attached, found)
    assert attached.to.value == reference("Orders")
    assert isinstance(attached.setting, ChannelPolicy)
    return attached.setting


def test_a_queue_policy_lets_services_send() -> None:
    policy = _policy(
        {
            "Effect": "Allow",
            "Principal": {"Service": ["sns.amazonaws.com", "events.amazonaws.com"]},
            "Action": "SQS:Send*",
        },
        {
            "Effect": "Allow",
            "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "sqs:GetQueueUrl",
        },
    )
    assert policy.principals == ("sns.amazonaws.com", "events.amazonaws.com")
    assert policy.complete


def test_everyone_is_a_principal_too() -> None:
    assert _policy({"Effect": "Allow", "Principal": "*", "Action": ["sqs:*"]}).principals == ("*",)


def test_a_statement_that_cannot_be_read_leaves_the_policy_incomplete() -> None:
    policy = _policy({"Effect": "Allow", "Principal": "*", "NotAction": "sqs:DeleteQueue"})
    assert not policy.complete
