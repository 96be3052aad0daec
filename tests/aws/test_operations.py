"""What SDK operations reach."""

from __future__ import annotations

import pytest

from eda_lint.aws.catalogue import catalogue
from eda_lint.model import EdgeKind
from eda_lint.value import EventData, Literal, Record, Unknown
from tests.aws.declared import spelled, text, value


@pytest.mark.parametrize(
    ("service", "operation", "arguments", "kind", "reached"),
    [
        ("lambda", "Invoke", {"FunctionName": "pay"}, EdgeKind.INVOKE, ["pay"]),
        ("sqs", "SendMessage", {"QueueUrl": {"Ref": "Orders"}}, EdgeKind.PUBLISH, ["Orders"]),
        ("sns", "Publish", {"TargetArn": {"Ref": "Placed"}}, EdgeKind.PUBLISH, ["Placed"]),
        ("sns", "Publish", {"PhoneNumber": "+1"}, EdgeKind.PUBLISH, []),
        (
            "events",
            "PutEvents",
            {"Entries": [{"EventBusName": {"Ref": "Orders"}}, {"Source": "x"}]},
            EdgeKind.PUBLISH,
            ["Orders", "default"],
        ),
        ("kinesis", "PutRecords", {"StreamARN": {"Ref": "Clicks"}}, EdgeKind.PUBLISH, ["Clicks"]),
        ("iot-data", "Publish", {"topic": "doors/front"}, EdgeKind.PUBLISH, ["doors/front"]),
        ("firehose", "PutRecord", {"DeliveryStreamName": "d"}, EdgeKind.PUBLISH, ["d"]),
        ("s3", "PutObject", {"Bucket": "photos", "Key": "k"}, EdgeKind.WRITE, ["photos"]),
        ("s3", "upload_file", {"Bucket": "photos"}, EdgeKind.WRITE, ["photos"]),
        ("s3", "ListObjectsV2", {"Bucket": "photos"}, EdgeKind.READ, ["photos"]),
        ("dynamodb", "PutItem", {"TableName": "orders"}, EdgeKind.WRITE, ["orders"]),
        ("dynamodb", "Query", {"TableName": "orders"}, EdgeKind.READ, ["orders"]),
        (
            "dynamodb",
            "BatchWriteItem",
            {"RequestItems": {"orders": [], "lines": []}},
            EdgeKind.WRITE,
            ["orders", "lines"],
        ),
        ("dynamodb", "BatchWriteItem", {"TableName": "orders"}, EdgeKind.WRITE, ["orders"]),
        (
            "dynamodb",
            "BatchWriteItem",
            {"TableName": ["orders", {"Ref": "Lines"}]},
            EdgeKind.WRITE,
            ["orders", "Lines"],
        ),
        (
            "dynamodb",
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Put": {"TableName": "orders"}},
                    {"ConditionCheck": {"TableName": "stock"}},
                    {"Update": {"TableName": "ledger"}},
                ]
            },
            EdgeKind.WRITE,
            ["orders", "ledger"],
        ),
    ],
)
def test_targets(
    service: str,
    operation: str,
    arguments: dict[str, object],
    kind: EdgeKind,
    reached: list[str],
) -> None:
    found = catalogue().operations[service, operation]
    assert found.kind is kind
    assert [spelled(target) for target in found.targets(value(arguments))] == reached


@pytest.mark.parametrize(
    ("statement", "reached"),
    [
        ("INSERT INTO \"orders\" VALUE {'id': ?}", ["orders"]),
        ("update orders set a = ?", ["orders"]),
        ('DELETE  FROM "${Orders}" WHERE id = ?', ["Orders"]),
        ("SELECT * FROM orders", []),
        ('select id,\n total from "orders"."byDate" where id = ?', []),
    ],
)
def test_partiql(statement: str, reached: list[str]) -> None:
    single = catalogue().operations["dynamodb", "ExecuteStatement"]
    batch = catalogue().operations["dynamodb", "BatchExecuteStatement"]
    one = value({"Statement": text(statement)})
    many = value({"Statements": [{"Statement": text(statement)}]})
    assert [spelled(target) for target in single.targets(one)] == reached
    assert [spelled(target) for target in batch.targets(many)] == reached


@pytest.mark.parametrize("key", sorted(catalogue().operations))
def test_what_cannot_be_seen_is_unknown_and_never_an_error(key: tuple[str, str]) -> None:
    operation = catalogue().operations[key]
    for arguments in (Record((), open=True), Unknown("spread"), value({})):
        for target in operation.targets(arguments):
            assert isinstance(target, Unknown | Literal)


def test_a_target_out_of_the_event_stays_one() -> None:
    operation = catalogue().operations["sqs", "SendMessage"]
    assert list(operation.targets(EventData(("body",)))) == [EventData(("body", "QueueUrl"))]


def test_handles_fill_members_in_order() -> None:
    handles = catalogue().handles
    assert handles["s3", "Object"] == ("Bucket", "Key")
    assert handles["dynamodb", "Table"] == ("TableName",)
    assert handles["sns", "Topic"] == ("TopicArn",)
