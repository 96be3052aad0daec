"""Constructions that stay, and those that move only if unsafe fixes are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fix.mending import mended

IMPORTS = """
import os
import contextlib
import boto3
import psycopg2
import requests
import aioboto3
import aiohttp
"""

NEVER = {
    "opened by with": """
        def handler(event, context):
            with boto3.client("sqs") as sqs:
                sqs.list_queues()
        """,
    "opened by with under its name": """
        def handler(event, context):
            connection = psycopg2.connect("x")
            with connection:
                connection.cursor()
        """,
    "opened by closing": """
        def handler(event, context):
            with contextlib.closing(psycopg2.connect("x")) as connection:
                connection.cursor()
        """,
    "closed": """
        def handler(event, context):
            connection = psycopg2.connect("x")
            connection.cursor()
            connection.close()
        """,
    "closed in a function within": """
        def handler(event, context):
            connection = psycopg2.connect("x")
            return lambda: connection.close()
        """,
    "given an attribute": """
        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.asked_by = event
            sqs.list_queues()
        """,
    "listened to": """
        def handler(event, context):
            sqs = boto3.client("sqs")
            sqs.meta.events.register("before-call.sqs", print)
            sqs.list_queues()
        """,
    "an attribute of an object": """
        class Store:
            def __init__(self):
                self.client = boto3.client("sqs")

        def handler(event, context):
            Store()
        """,
    "an item": """
        def handler(event, context):
            clients = {}
            clients["sqs"] = boto3.client("sqs")
        """,
    "in a class body": """
        def handler(event, context):
            class Store:
                client = boto3.client("sqs")
            Store.client.list_queues()
        """,
    "a global that is always built": """
        sqs = None

        def handler(event, context):
            global sqs
            sqs = boto3.client("sqs")
        """,
    "built for nobody": """
        def handler(event, context):
            boto3.client("sqs")
        """,
    "imported in the function": """
        def handler(event, context):
            import boto3
            boto3.client("sqs").list_queues()
        """,
    "imported in either of two ways": """
        try:
            from fast import client
        except ImportError:
            from boto3 import client

        def handler(event, context):
            client("sqs").list_queues()
        """,
    "an argument of the function's own": """
        def handler(event, context):
            region = "eu-" + "west-1"
            boto3.client("sqs", region_name=region).list_queues()
        """,
    "an argument that a function changes": """
        REGION = "eu-west-1"

        def move():
            global REGION
            REGION = "us-east-1"

        def handler(event, context):
            boto3.client("sqs", region_name=REGION).list_queues()
        """,
    "an argument that is bound after the function": """
        def handler(event, context):
            boto3.client("sqs", region_name=REGION).list_queues()

        REGION = "eu-west-1"
        """,
    "names that are looked up by text": """
        def handler(event, context):
            sqs = boto3.client("sqs")
            return locals()["sqs"]
        """,
    "names of a star import": """
        from os.path import *

        def handler(event, context):
            boto3.client("sqs").list_queues()
        """,
    "of an event loop": """
        import asyncio

        async def main():
            session = aiohttp.ClientSession()
            await session.get("https://example.com")

        def handler(event, context):
            asyncio.get_event_loop().run_until_complete(main())
        """,
    "a session's client in an async with": """
        import asyncio

        session = aioboto3.Session()

        async def main():
            async with session.client("sqs") as sqs:
                await sqs.list_queues()
            await use(session.client("sqs"))

        def handler(event, context):
            asyncio.get_event_loop().run_until_complete(main())
        """,
}

UNSAFE = {
    "under a condition": """
        def handler(event, context):
            if event:
                sqs = boto3.client("sqs")
                sqs.list_queues()
        """,
    "in a try": """
        def handler(event, context):
            try:
                boto3.client("sqs").list_queues()
            except ValueError:
                return None
        """,
    "in a loop": """
        def handler(event, context):
            for record in event["Records"]:
                boto3.client("sqs").list_queues()
        """,
    "in a conditional expression": """
        def handler(event, context):
            return boto3.client("sqs").list_queues() if event else None
        """,
    "on the right of and": """
        def handler(event, context):
            return event and boto3.client("sqs").list_queues()
        """,
    "in a function that is called later": """
        def handler(event, context):
            return (lambda: boto3.client("sqs").list_queues())()
        """,
    "a database connection": """
        def handler(event, context):
            connection = psycopg2.connect("x")
            connection.cursor()
        """,
    "an HTTP session": """
        def handler(event, context):
            requests.Session().get("https://example.com")
        """,
    "an item that may change": """
        CONFIG = {"region": "eu-west-1"}

        def handler(event, context):
            boto3.client("sqs", region_name=CONFIG["region"]).list_queues()
        """,
    "the environment changes": """
        def handler(event, context):
            os.environ["AWS_REGION"] = "eu-west-1"
            boto3.client("sqs").list_queues()
        """,
    "the default session changes": """
        def handler(event, context):
            boto3.setup_default_session(region_name="eu-west-1")
            boto3.client("sqs").list_queues()
        """,
    "a resource among threads": """
        from concurrent.futures import ThreadPoolExecutor

        def store():
            boto3.resource("dynamodb").Table("t").put_item(Item={})

        def handler(event, context):
            store()
        """,
    "a session for async clients": """
        import asyncio

        async def main():
            async with aioboto3.Session().client("sqs") as sqs:
                await sqs.list_queues()

        def handler(event, context):
            asyncio.run(main())
        """,
}


def _code(name: str, cases: dict[str, str]) -> str:
    lines = cases[name].splitlines(keepends=True)
    return IMPORTS + "".join(line.removeprefix(" " * 8) for line in lines).rstrip() + "\n"


@pytest.mark.parametrize("name", NEVER)
def test_never_moved(name: str, tmp_path: Path) -> None:
    assert mended(tmp_path, _code(name, NEVER), unsafe=True) is None


@pytest.mark.parametrize("name", UNSAFE)
def test_moved_only_by_an_unsafe_fix(name: str, tmp_path: Path) -> None:
    code = _code(name, UNSAFE)
    assert mended(tmp_path, code) is None
    assert mended(tmp_path, code, unsafe=True) is not None


def test_what_is_tested_before_a_branch_is_always_built(tmp_path: Path) -> None:
    code = """
        import boto3

        def handler(event, context):
            if boto3.client("sqs").list_queues():
                return True
            for bucket in boto3.client("s3").list_buckets()["Buckets"]:
                print(bucket)
        """
    after = mended(tmp_path, code)
    assert after is not None
    assert "if sqs_client.list_queues():" in after
    assert 'in s3_client.list_buckets()["Buckets"]' in after
