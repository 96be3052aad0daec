"""A handler does the same before and after its fixes, and builds its clients once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.fix.mending import dedented, mended

HANDLER = dedented(
    '''
    """Stores orders, keeps their receipts and tells the queue."""

    import os

    import boto3

    TABLE = "orders"


    def handler(event, context):
        # orders
        table = boto3.resource("dynamodb").Table(TABLE)
        client = boto3.client("sqs", region_name=os.environ["AWS_DEFAULT_REGION"])
        sent = []
        for order in event["orders"]:
            table.put_item(Item=order)
            receipt(order)
            url = client.get_queue_url(QueueName="told")["QueueUrl"]
            told = client.send_message(QueueUrl=url, MessageBody=order["id"])
            sent.append(told["MD5OfMessageBody"])
        return {"sent": sent, "stored": table.scan()["Count"], "receipts": receipts()}


    def receipt(order):
        client = boto3.client("s3")
        client.put_object(Bucket="receipts", Key=order["id"], Body=b"paid")


    def receipts():
        return [o["Key"] for o in boto3.client('s3').list_objects_v2(Bucket="receipts")["Contents"]]
    '''
)
EVENTS = (
    {"orders": [{"id": "1"}, {"id": "2"}]},
    {"orders": [{"id": "3"}]},
)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that has no credentials and is not there."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.delenv("AWS_PROFILE", raising=False)


def run(code: str, built: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What two invocations of a handler answer, in an account of its own."""

    def counting(make: Callable[..., Any]) -> Callable[..., Any]:
        def counted(service: str, **given: Any) -> Any:
            built.append(service)
            return make(service, **given)

        return counted

    with mock_aws(), monkeypatch.context() as patched:
        boto3.client("sqs").create_queue(QueueName="told")
        boto3.client("s3").create_bucket(
            Bucket="receipts", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        boto3.client("dynamodb").create_table(
            TableName="orders",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        patched.setattr(boto3, "client", counting(boto3.client))
        patched.setattr(boto3, "resource", counting(boto3.resource))
        module: dict[str, Any] = {"__name__": "app"}
        exec(compile(code, "app.py", "exec"), module)
        return [module["handler"](event, None) for event in EVENTS]


@pytest.mark.usefixtures("aws")
def test_same_answers_and_every_client_built_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = mended(tmp_path, HANDLER)
    assert after is not None
    built_before: list[str] = []
    built_after: list[str] = []
    assert run(HANDLER, built_before, monkeypatch) == run(after, built_after, monkeypatch)
    assert sorted(built_before) == ["dynamodb"] * 2 + ["s3"] * 5 + ["sqs"] * 2
    assert sorted(built_after) == ["dynamodb", "s3", "sqs"]
