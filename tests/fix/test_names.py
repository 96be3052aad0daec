"""Names at module level: nobody else's is taken, nobody's variable is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fix.mending import dedented, mended

CASES = {
    "taken by the module": (
        """
        import boto3

        sqs = "a queue"


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.list_queues()
        """,
        """
        import boto3

        sqs = "a queue"
        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs_client.list_queues()
        """,
    ),
    "taken by a function's global": (
        """
        import boto3


        def remember():
            global sqs
            sqs = 1


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.list_queues()
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def remember():
            global sqs
            sqs = 1


        def handler(event, context):
            sqs_client.list_queues()
        """,
    ),
    "read as a global elsewhere": (
        """
        import boto3


        def other():
            return sqs


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.list_queues()
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def other():
            return sqs


        def handler(event, context):
            sqs_client.list_queues()
        """,
    ),
    "a builtin's": (
        """
        import boto3


        def handler(event, context):
            input = boto3.client("sqs")
            input.list_queues()
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs_client.list_queues()
        """,
    ),
    "a new name that stands somewhere is not new": (
        """
        import boto3


        def handler(event, sqs_client):
            boto3.client("sqs").list_queues()
        """,
        """
        import boto3

        sqs_client_2 = boto3.client("sqs")


        def handler(event, sqs_client):
            sqs_client_2.list_queues()
        """,
    ),
    "bound again in the function": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.list_queues()
            sqs = event["sqs"]
            return sqs
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs = sqs_client
            sqs.list_queues()
            sqs = event["sqs"]
            return sqs
        """,
    ),
    "bound again by nonlocal": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")

            def forget():
                nonlocal sqs
                sqs = None

            return forget
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs = sqs_client

            def forget():
                nonlocal sqs
                sqs = None

            return forget
        """,
    ),
    "deleted": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.list_queues()
            del sqs
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs = sqs_client
            sqs.list_queues()
            del sqs
        """,
    ),
    "bound again by a pattern": (
        """
        import boto3


        def handler(event, context):
            sqs = boto3.client("sqs")
            match event:
                case {"queue": sqs}:
                    pass
            return sqs
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs = sqs_client
            match event:
                case {"queue": sqs}:
                    pass
            return sqs
        """,
    ),
    "hidden by a function around": (
        """
        import boto3


        def handler(event, context):
            sqs = "a queue"

            def send():
                sqs = boto3.client("sqs")
                sqs.list_queues()

            send()
            return sqs
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def handler(event, context):
            sqs = "a queue"

            def send():
                sqs_client.list_queues()

            send()
            return sqs
        """,
    ),
    "another's parameter": (
        """
        import boto3


        def send(sqs):
            boto3.client("sqs").list_queues()


        def handler(event, context):
            sqs = boto3.client("sqs")
            send(sqs)
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        def send(sqs):
            sqs_client.list_queues()


        def handler(event, context):
            send(sqs_client)
        """,
    ),
    "mangled in a class": (
        """
        import boto3


        class Sender:
            def send(self):
                __sqs = boto3.client("sqs")
                __sqs.list_queues()


        def handler(event, context):
            Sender().send()
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")


        class Sender:
            def send(self):
                sqs_client.list_queues()


        def handler(event, context):
            Sender().send()
        """,
    ),
    "several at once": (
        """
        import boto3


        def handler(event, context):
            sqs, sns = boto3.client("sqs"), boto3.client("sns")
            (s3 := boto3.client("s3")).list_buckets()
            print(f"{boto3.client('sts').get_caller_identity()}", sqs, sns)
        """,
        """
        import boto3

        sqs_client = boto3.client("sqs")
        sns_client = boto3.client("sns")
        s3_client = boto3.client("s3")
        sts_client = boto3.client('sts')


        def handler(event, context):
            sqs, sns = sqs_client, sns_client
            (s3 := s3_client).list_buckets()
            print(f"{sts_client.get_caller_identity()}", sqs, sns)
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_name(name: str, tmp_path: Path) -> None:
    before, after = CASES[name]
    assert mended(tmp_path, before) == dedented(after)
