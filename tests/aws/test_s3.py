"""Buckets and what they notify."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Statement
from eda_lint.model import EventBridgeNotifications, Notification
from eda_lint.value import Absent, Literal
from tests.aws.declared import carried, drawn, function_with, read

RULES = [{"Name": "prefix", "Value": "in/"}, {"Name": "Suffix", "Value": ".csv"}]


def test_notifications_of_a_bucket() -> None:
    statements = read(
        "AWS::S3::Bucket",
        {
            "NotificationConfiguration": {
                "LambdaConfigurations": [
                    {"Event": "s3:ObjectCreated:*", "Function": {"Fn::GetAtt": "Fn.Arn"}}
                ],
                "QueueConfigurations": [
                    {"Event": "s3:ObjectRemoved:*", "Queue": {"Fn::GetAtt": "Orders.Arn"}}
                ],
                "TopicConfigurations": [
                    {"Event": "s3:ObjectCreated:Put", "Topic": {"Ref": "Placed"}}
                ],
            }
        },
        "Photos",
    )
    assert drawn(statements) == [
        "trigger: Photos -> Fn",
        "trigger: Photos -> Orders",
        "trigger: Photos -> Placed",
    ]


@pytest.mark.parametrize(
    "statements",
    [
        function_with(
            {
                "Type": "S3",
                "Properties": {
                    "Bucket": {"Ref": "Photos"},
                    "Events": ["s3:ObjectCreated:*"],
                    "Filter": {"S3Key": {"Rules": RULES}},
                },
            }
        ),
        read(
            "Custom::S3BucketNotifications",
            {
                "BucketName": {"Ref": "Photos"},
                "NotificationConfiguration": {
                    "LambdaFunctionConfigurations": [
                        {
                            "Events": ["s3:ObjectCreated:*"],
                            "LambdaFunctionArn": {"Fn::GetAtt": "Fn.Arn"},
                            "Filter": {"Key": {"FilterRules": RULES}},
                        }
                    ]
                },
            },
        ),
    ],
    ids=["sam", "cdk"],
)
def test_filters_by_key(statements: tuple[Statement, ...]) -> None:
    notification = carried(Notification, statements)
    assert notification.events == ("s3:ObjectCreated:*",)
    assert notification.prefix == Literal("in/")
    assert notification.suffix == Literal(".csv")


def test_any_key() -> None:
    statements = function_with({"Type": "S3", "Properties": {"Bucket": {"Ref": "Photos"}}})
    assert drawn(statements) == ["trigger: Photos -> Fn"]
    assert isinstance(carried(Notification, statements).prefix, Absent)


@pytest.mark.parametrize("configuration", [{}, {"EventBridgeEnabled": True}])
def test_events_for_the_default_bus(configuration: dict[str, object]) -> None:
    statements = read(
        "AWS::S3::Bucket",
        {"NotificationConfiguration": {"EventBridgeConfiguration": configuration}},
        "Photos",
    )
    assert drawn(statements) == ["publish: Photos -> default"]
    assert carried(EventBridgeNotifications, statements)


def test_events_that_are_switched_off() -> None:
    off = {"EventBridgeConfiguration": {"EventBridgeEnabled": False}}
    assert drawn(read("AWS::S3::Bucket", {"NotificationConfiguration": off})) == []
