"""SNS in Terraform: topics, their subscriptions and policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Translation
from eda_lint.aws.terraform.policies import own_policy, standing_policy
from eda_lint.aws.terraform.shape import Shape, resource, shaped, translated

_POLICY = "AWS::SNS::TopicPolicy"
_TOPIC: Shape = {"TopicName": "name", "FifoTopic": "fifo_topic"}
_SUBSCRIPTION: Shape = {
    "TopicArn": "topic_arn",
    "Protocol": "protocol",
    "Endpoint": "endpoint",
    "RedrivePolicy": "redrive_policy",
    "FilterPolicy": "filter_policy",
    "FilterPolicyScope": "filter_policy_scope",
}


def _topic(declared: Declared) -> Iterator[Resource]:
    yield resource(declared, "AWS::SNS::Topic", shaped(_TOPIC, declared.arguments))
    yield from own_policy(declared, _POLICY, "Topics")


RESOURCES: Mapping[str, Translation] = {
    "aws_sns_topic": Translation(_topic, {"arn": "Ref", "name": "TopicName"}),
    "aws_sns_topic_subscription": translated("AWS::SNS::Subscription", _SUBSCRIPTION),
    "aws_sns_topic_policy": standing_policy(_POLICY, "Topics", "arn"),
}
