"""SQS in Terraform: queues, and their policies of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Part, Translation
from eda_lint.aws.terraform.policies import own_policy, standing_policy
from eda_lint.aws.terraform.shape import Shape, resource, shaped

_POLICY = "AWS::SQS::QueuePolicy"
_QUEUE: Shape = {
    "QueueName": "name",
    "FifoQueue": "fifo_queue",
    "VisibilityTimeout": "visibility_timeout_seconds",
    "MessageRetentionPeriod": "message_retention_seconds",
    "RedrivePolicy": "redrive_policy",
    "RedriveAllowPolicy": "redrive_allow_policy",
}


def _queue(declared: Declared) -> Iterator[Resource]:
    yield resource(declared, "AWS::SQS::Queue", shaped(_QUEUE, declared.arguments))
    yield from own_policy(declared, _POLICY, "Queues")


RESOURCES: Mapping[str, Translation] = {
    "aws_sqs_queue": Translation(_queue, {"url": "Ref", "name": "QueueName"}),
    "aws_sqs_queue_policy": standing_policy(_POLICY, "Queues", "queue_url"),
}

PARTS: Mapping[str, Part] = {
    "aws_sqs_queue_redrive_policy": Part(
        ("aws_sqs_queue",), "queue_url", "redrive_policy", argument="redrive_policy"
    ),
    "aws_sqs_queue_redrive_allow_policy": Part(
        ("aws_sqs_queue",), "queue_url", "redrive_allow_policy", argument="redrive_allow_policy"
    ),
}
