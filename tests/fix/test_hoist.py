"""Constructions that move to module level, before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fix.mending import dedented, mended

CASES = {
    "a statement of its own keeps its name": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.send_message(QueueUrl="q", MessageBody="b")
        """,
        """
        import boto3

        sqs = boto3.client("sqs")


        def handler(event, context):
            sqs.send_message(QueueUrl="q", MessageBody="b")
        """,
    ),
    "in the middle of an expression": (
        """
        import boto3


        def handler(event, context):
            return boto3.client("sqs").send_message(QueueUrl="q", MessageBody="b")
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            return sqs_client.send_message(QueueUrl="q", MessageBody="b")
        """,
    ),
    "in a function that the handler reaches": (
        """
        import boto3

        LIMIT = 3


        def table():
            return boto3.resource("dynamodb").Table("orders")


        def handler(event, context):
            table().put_item(Item=event)
        """,
        """
        import boto3

        LIMIT = 3
        dynamodb_resource = boto3.resource("dynamodb")


        def table():
            return dynamodb_resource.Table("orders")


        def handler(event, context):
            table().put_item(Item=event)
        """,
    ),
    "after the constants that its arguments name": (
        """
        import os

        import boto3


        def first():
            pass


        REGION = os.environ["REGION"]


        def handler(event, context):
            sqs = boto3.client("sqs", region_name=REGION)
            sqs.list_queues()
        """,
        """
        import os

        import boto3


        def first():
            pass


        REGION = os.environ["REGION"]
        sqs = boto3.client("sqs", region_name=REGION)


        def handler(event, context):
            sqs.list_queues()
        """,
    ),
    "the environment is constant": (
        """
        import os
        from os import environ

        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs", region_name=os.environ["REGION"])
            sns = boto3.client("sns", region_name=environ.get("REGION", "eu-west-1"))
            sqs.list_queues()
            sns.list_topics()
        """,
        """
        import os
        from os import environ

        import boto3

        sqs = boto3.client("sqs", region_name=os.environ["REGION"])
        sns = boto3.client("sns", region_name=environ.get("REGION", "eu-west-1"))


        def handler(event, context):
            sqs.list_queues()
            sns.list_topics()
        """,
    ),
    "one construction for two functions": (
        """
        import boto3


        def store(body):
            s3 = boto3.client("s3")
            s3.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            client = boto3.client('s3')
            client.list_objects_v2(Bucket="b")
            store(boto3.client("s3").get_object(Bucket="b", Key="k"))
        """,
        """
        import boto3

        s3 = boto3.client("s3")


        def store(body):
            s3.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            s3.list_objects_v2(Bucket="b")
            store(s3.get_object(Bucket="b", Key="k"))
        """,
    ),
    "one name for two services says of neither which it is": (
        """
        import boto3


        def store(body):
            client = boto3.client("s3")
            client.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            client = boto3.client("sqs")
            store(client.list_queues())
        """,
        """
        import boto3

        s3_client = boto3.client("s3")
        sqs_client = boto3.client("sqs")


        def store(body):
            s3_client.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            store(sqs_client.list_queues())
        """,
    ),
    "a construction that module level has already": (
        """
        import boto3

        queues = boto3.client('sqs')


        def handler(event, context):
            sqs = boto3.client("sqs")
            return sqs.list_queues()
        """,
        """
        import boto3

        queues = boto3.client('sqs')


        def handler(event, context):
            return queues.list_queues()
        """,
    ),
    "a session and its client": (
        """
        import boto3


        def handler(event, context):
            session = boto3.Session(region_name="eu-west-1")
            s3 = session.client("s3")
            boto3.Session().client("sns").publish(Message="m")
            return s3.list_buckets(), session.region_name
        """,
        """
        import boto3

        session = boto3.Session(region_name="eu-west-1")
        s3 = session.client("s3")
        sns_client = boto3.Session().client("sns")


        def handler(event, context):
            sns_client.publish(Message="m")
            return s3.list_buckets(), session.region_name
        """,
    ),
    "read in functions within": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")

            def send(sqs_url, client=sqs):
                return lambda: [sqs.send_message(QueueUrl=sqs_url) for _ in event]

            return send("q")()
        """,
        """
        import boto3

        sqs = boto3.client("sqs")


        def handler(event, context):
            def send(sqs_url, client=sqs):
                return lambda: [sqs.send_message(QueueUrl=sqs_url) for _ in event]

            return send("q")()
        """,
    ),
    "in a method": (
        """
        import boto3


        class Store:
            def put(self, body):
                s3 = boto3.client("s3")
                s3.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            Store().put(event)
        """,
        """
        import boto3

        s3 = boto3.client("s3")


        class Store:
            def put(self, body):
                s3.put_object(Bucket="b", Key="k", Body=body)


        def handler(event, context):
            Store().put(event)
        """,
    ),
    "as the default of a function within": (
        """
        import boto3


        def handler(event, context):
            def send(client=boto3.client("sqs")):
                client.list_queues()

            send()
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            def send(client=sqs_client):
                client.list_queues()

            send()
        """,
    ),
    "an annotation that module level can evaluate": (
        """
        import boto3
        from mypy_boto3_sqs import SQSClient


        def handler(event, context):
            sqs: SQSClient = boto3.client("sqs")
            sqs.list_queues()
        """,
        """
        import boto3
        from mypy_boto3_sqs import SQSClient

        sqs: SQSClient = boto3.client("sqs")


        def handler(event, context):
            sqs.list_queues()
        """,
    ),
    "an annotation that it cannot": (
        """
        from typing import TYPE_CHECKING

        import boto3

        if TYPE_CHECKING:
            from mypy_boto3_sqs import SQSClient


        def handler(event, context):
            sqs: SQSClient = boto3.client("sqs")
            sqs.list_queues()
        """,
        """
        from typing import TYPE_CHECKING

        import boto3

        if TYPE_CHECKING:
            from mypy_boto3_sqs import SQSClient

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs: SQSClient = sqs_client
            sqs.list_queues()
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_moved(name: str, tmp_path: Path) -> None:
    before, after = CASES[name]
    assert mended(tmp_path, before) == dedented(after)
