"""Tables, streams and delivery streams."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Synonym
from eda_lint.model import Buffering, DeliveryStream, Hook, Stream, Table
from eda_lint.value import Absent, Input, Literal, Unknown
from tests.aws.declared import HERE, carried, drawn, only, read, reference

SCHEMA = [
    {"AttributeName": "at", "KeyType": "RANGE"},
    {"AttributeName": "id", "KeyType": "HASH"},
]


@pytest.mark.parametrize("kind", ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"])
def test_a_table(kind: str) -> None:
    table = only(
        Table,
        read(
            kind,
            {
                "TableName": "orders",
                "KeySchema": SCHEMA,
                "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
            },
        ),
    )
    assert table.key == ("id", "at")
    assert table.expiry_attribute == Literal("expires")
    assert table.physical_name == Literal("orders")


@pytest.mark.parametrize(("enabled", "expected"), [(False, Absent()), (Input("Expire"), Unknown())])
def test_an_expiry_that_is_off_or_open(enabled: object, expected: object) -> None:
    expiry = {"AttributeName": "expires", "Enabled": enabled}
    table = only(Table, read("AWS::DynamoDB::Table", {"TimeToLiveSpecification": expiry}))
    assert table.expiry_attribute == expected


@pytest.mark.parametrize(
    ("properties", "key"), [({}, "id"), ({"PrimaryKey": {"Name": "order"}}, "order")]
)
def test_a_simple_table(properties: dict[str, object], key: str) -> None:
    assert only(Table, read("AWS::Serverless::SimpleTable", properties)).key == (key,)


def test_a_stream_and_its_consumer() -> None:
    assert only(Stream, read("AWS::Kinesis::Stream", {})).retention == 24
    assert only(Stream, read("AWS::Kinesis::Stream", {"RetentionPeriodHours": 48})).retention == 48
    consumer = read("AWS::Kinesis::StreamConsumer", {"StreamARN": {"Fn::GetAtt": "Clicks.Arn"}})
    assert only(Synonym, consumer).of.value == reference("Clicks", "Arn")


CAPTURED = {"KinesisStreamSpecification": {"StreamArn": {"Fn::GetAtt": "Changes.Arn"}}}


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("AWS::DynamoDB::Table", CAPTURED),
        ("AWS::DynamoDB::GlobalTable", {"Replicas": [{"Region": "eu-west-1", **CAPTURED}]}),
    ],
)
def test_a_table_whose_changes_go_to_a_stream(kind: str, properties: dict[str, object]) -> None:
    statements = read(kind, properties, "Orders")
    assert drawn(statements) == ["trigger: Orders -> Changes"]
    assert carried(Buffering, statements).at == HERE


def test_a_delivery_stream() -> None:
    statements = read(
        "AWS::KinesisFirehose::DeliveryStream",
        {
            "KinesisStreamSourceConfiguration": {"KinesisStreamARN": {"Fn::GetAtt": "Clicks.Arn"}},
            "ExtendedS3DestinationConfiguration": {
                "BucketARN": {"Fn::GetAtt": "Lake.Arn"},
                "ProcessingConfiguration": {
                    "Processors": [
                        {
                            "Type": "Lambda",
                            "Parameters": [
                                {
                                    "ParameterName": "LambdaArn",
                                    "ParameterValue": {"Fn::GetAtt": "Fn.Arn"},
                                }
                            ],
                        }
                    ]
                },
            },
        },
        "Delivery",
    )
    assert only(DeliveryStream, statements).name == "Delivery"
    assert drawn(statements) == [
        "trigger: Clicks -> Delivery",
        "trigger: Delivery -> Lake",
        "trigger: Delivery -> Fn",
    ]
    assert not carried(Hook, statements).asynchronous


def test_a_bucket_behind_another_destination() -> None:
    statements = read(
        "AWS::KinesisFirehose::DeliveryStream",
        {
            "HttpEndpointDestinationConfiguration": {
                "S3Configuration": {"BucketARN": "arn:aws:s3:::lake"}
            }
        },
        "Delivery",
    )
    assert drawn(statements) == ["trigger: Delivery -> arn:aws:s3:::lake"]
