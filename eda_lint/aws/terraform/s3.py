"""S3 in Terraform: buckets, and the notifications that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import Argument, Shape, blocks, given, translated, value_at
from eda_lint.value import Absent, Entry, Items, Literal, Record, Value


def _key_rules(notification: Value) -> Value:
    edges = ((edge, given(value_at(notification, f"filter_{edge}"))) for edge in _EDGES)
    return given(
        Items(
            tuple(
                Record((Entry("Name", Literal(edge)), Entry("Value", text)), at=text.at)
                for edge, text in edges
                if not isinstance(text, Absent)
            )
        )
    )


_EDGES = ("prefix", "suffix")


def _notified(target: str, argument: str) -> Shape:
    return {
        target: argument,
        "Events": "events",
        "Filter.Key.FilterRules": Argument("", _key_rules),
    }


_NOTIFICATIONS: Shape = {
    "BucketName": "bucket",
    "NotificationConfiguration.LambdaFunctionConfigurations": blocks(
        "lambda_function", _notified("LambdaFunctionArn", "lambda_function_arn")
    ),
    "NotificationConfiguration.QueueConfigurations": blocks(
        "queue", _notified("QueueArn", "queue_arn")
    ),
    "NotificationConfiguration.TopicConfigurations": blocks(
        "topic", _notified("TopicArn", "topic_arn")
    ),
    "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled": "eventbridge",
}

RESOURCES: Mapping[str, Translation] = {
    "aws_s3_bucket": translated("AWS::S3::Bucket", {"BucketName": "bucket"}, bucket="Ref"),
    # The CDK, too, sets notifications by a resource of their own.
    "aws_s3_bucket_notification": translated("Custom::S3BucketNotifications", _NOTIFICATIONS),
}
