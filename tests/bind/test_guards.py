"""Idempotency guards: which effects have certainly passed which."""

from __future__ import annotations

import textwrap

import pytest

from tests.bind.evaluated import guards

HEAD = """
import boto3, os, uuid
from boto3.dynamodb.conditions import Attr
from botocore.exceptions import ClientError
ddb = boto3.client("dynamodb")
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
sqs = boto3.client("sqs")
NEW = "attribute_not_exists(id)"
def claim(key):
    try:
        table.put_item(Item={"id": key}, ConditionExpression=NEW)
    except ClientError:
        return False
    return True
"""
PUT = 'table.put_item(Item={"id": event["id"]}, ConditionExpression=NEW)'
GUARDED = "sqs.SendMessage: conditional write $.id"
BARE = "sqs.SendMessage: none"

CASES = {
    "no guard": ("sqs.send_message()", BARE),
    "a conditional put before": (f"{PUT}\nsqs.send_message()", GUARDED),
    "a conditional put after": (f"sqs.send_message()\n{PUT}", BARE),
    "an unconditional put": ('table.put_item(Item={"id": 1})\nsqs.send_message()', BARE),
    "a conditional put in one branch": (f"if event['x']:\n    {PUT}\nsqs.send_message()", BARE),
    "a conditional put in both branches": (
        f"if event['x']:\n    {PUT}\nelse:\n    {PUT}\nsqs.send_message()",
        GUARDED,
    ),
    "inside the guarded branch": (
        f"if event['x']:\n    {PUT}\n    sqs.send_message()",
        GUARDED,
    ),
    "in the other branch": (
        f"if event['x']:\n    {PUT}\nelse:\n    sqs.send_message()",
        BARE,
    ),
    "the failure returns": (
        f"try:\n    {PUT}\nexcept ClientError:\n    return\nsqs.send_message()",
        GUARDED,
    ),
    "the failure raises": (
        f"try:\n    {PUT}\nexcept ClientError as e:\n    if e.response:\n        return None\n"
        "    raise\nsqs.send_message()",
        GUARDED,
    ),
    "the failure is swallowed": (
        f"try:\n    {PUT}\nexcept ClientError:\n    pass\nsqs.send_message()",
        BARE,
    ),
    "in the try, after the put": (
        f"try:\n    {PUT}\n    sqs.send_message()\nexcept ClientError:\n    pass",
        GUARDED,
    ),
    "in the try's else": (
        f"try:\n    {PUT}\nexcept ClientError:\n    pass\nelse:\n    sqs.send_message()",
        GUARDED,
    ),
    "in the handler of the failure": (
        f"try:\n    {PUT}\nexcept ClientError:\n    sqs.send_message()",
        BARE,
    ),
    "a flag tells that the put failed": (
        f"seen = False\ntry:\n    {PUT}\nexcept ClientError:\n    seen = True\n"
        "if seen:\n    return\nsqs.send_message()",
        GUARDED,
    ),
    "a helper answers false and the handler returns": (
        'if not claim(event["id"]):\n    return\nsqs.send_message()',
        GUARDED,
    ),
    "a helper answers true": (
        'if claim(event["id"]):\n    sqs.send_message()',
        GUARDED,
    ),
    "a helper's answer is kept": (
        'ok = claim(event["id"])\nif ok is False:\n    return\nsqs.send_message()',
        GUARDED,
    ),
    "a helper's answer is not looked at": ('claim(event["id"])\nsqs.send_message()', BARE),
    "a helper's answer is read the wrong way": (
        'if not claim(event["id"]):\n    sqs.send_message()',
        BARE,
    ),
    "a helper and another test": (
        'if claim(event["id"]) and event["x"]:\n    sqs.send_message()',
        GUARDED,
    ),
    "continue for what was seen": (
        'for r in event["Records"]:\n    if not claim(event["id"]):\n        continue\n'
        "    sqs.send_message()",
        GUARDED,
    ),
    "a guard inside a loop does not hold after it": (
        f'for r in event["Records"]:\n    {PUT}\nsqs.send_message()',
        BARE,
    ),
    "a deduplication id from the event": (
        'sqs.send_message(MessageDeduplicationId=event["id"])',
        "sqs.SendMessage: deduplication id $.id",
    ),
    "a random deduplication id": (
        "sqs.send_message(MessageDeduplicationId=str(uuid.uuid4()))",
        BARE,
    ),
    "deduplication does not guard what follows": (
        'sqs.send_message(MessageDeduplicationId=event["id"])\nsqs.send_message()',
        BARE,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_guard(name: str) -> None:
    body, expected = CASES[name]
    source = HEAD + "def handler(event, context):\n" + textwrap.indent(body, "    ")
    found = [line for line in guards(source) if line.startswith("sqs.")]
    assert found[-1] == expected


CONDITIONS = {
    'ConditionExpression="attribute_not_exists(id)"': "$.id",
    'ConditionExpression="attribute_not_exists(#i)", ExpressionAttributeNames={"#i": "id"}': "$.id",
    'ConditionExpression=Attr("id").not_exists()': "$.id",
    'ConditionExpression=Attr("id").not_exists() & Attr("x").eq(1)': "$.id",
    'ConditionExpression="version = :v"': "?",
    'ConditionExpression="#v < :v AND version < :v"': "?",
    'ConditionExpression="#status <> :done"': "?",
    "ConditionExpression=event['condition']": "?",
    'ConditionExpression="attribute_exists(id)"': None,
    'ConditionExpression="balance >= :amount"': None,
    'ConditionExpression=Attr("id").exists()': None,
    'ReturnValues="NONE"': None,
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_which_conditions_guard(condition: str) -> None:
    key = CONDITIONS[condition]
    source = f"""{HEAD}
def handler(event, context):
    table.put_item(Item={{"id": event["id"]}}, {condition})
"""
    expected = "none" if key is None else f"conditional write {key}"
    assert guards(source) == [f"dynamodb.PutItem: {expected}"]


CALLS = {
    "update with a condition": (
        'table.update_item(Key={"id": event["id"]}, ConditionExpression="v = :v")',
        "dynamodb.UpdateItem: conditional write {id:$.id}",
    ),
    "low-level put": (
        'ddb.put_item(Item={"id": {"S": event["id"]}}, ConditionExpression=NEW)',
        "dynamodb.PutItem: conditional write $.id",
    ),
    "transaction with a condition": (
        'ddb.transact_write_items(TransactItems=[{"Put": {"Item": {"id": {"S": event["id"]}}, '
        '"ConditionExpression": NEW}}])',
        "dynamodb.TransactWriteItems: conditional write $.id",
    ),
    "transaction with a token": (
        'ddb.transact_write_items(TransactItems=[], ClientRequestToken=event["id"])',
        "dynamodb.TransactWriteItems: client request token $.id",
    ),
    "execution name from the event": (
        'boto3.client("stepfunctions").start_execution(name=event["id"])',
        "stepfunctions.StartExecution: deduplication id $.id",
    ),
    "execution name built on the event": (
        'boto3.client("stepfunctions").start_execution(name=f"order-{event[\'id\']}")',
        "stepfunctions.StartExecution: deduplication id order-$.id",
    ),
    "random execution name": (
        'boto3.client("stepfunctions").start_execution(name=str(uuid.uuid4()))',
        "stepfunctions.StartExecution: none",
    ),
    "new object": (
        'boto3.client("s3").put_object(Key=event["id"], IfNoneMatch="*")',
        "s3.PutObject: conditional write $.id",
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_has_its_own_guard(name: str) -> None:
    call, expected = CALLS[name]
    assert guards(f"{HEAD}\ndef handler(event, context):\n    {call}") == [expected]


def test_a_guard_in_a_helper_guards_the_caller() -> None:
    source = f"""{HEAD}
def remember(event):
    {PUT}
def handler(event, context):
    remember(event)
    sqs.send_message()
"""
    assert guards(source)[-1] == GUARDED


def test_powertools_guard_everything_in_the_handler() -> None:
    source = """
        import boto3
        from aws_lambda_powertools.utilities.idempotency import (
            DynamoDBPersistenceLayer, IdempotencyConfig, idempotent)
        sqs = boto3.client("sqs")
        config = IdempotencyConfig(event_key_jmespath="powertools_json(body).order.id")
        @idempotent(config=config, persistence_store=DynamoDBPersistenceLayer(table_name="t"))
        def handler(event, context):
            sqs.send_message()
    """
    assert guards(source) == ["sqs.SendMessage: idempotency utility $.body.order.id"]


def test_powertools_guard_the_inside_of_a_function_only() -> None:
    source = """
        import boto3
        from aws_lambda_powertools.utilities.idempotency import idempotent_function
        sqs = boto3.client("sqs")
        @idempotent_function(data_keyword_argument="order", persistence_store=None)
        def pay(order):
            sqs.send_message(A=1)
        def handler(event, context):
            pay(order=event["order"])
            sqs.send_message(A=2)
    """
    assert guards(source) == [
        "sqs.SendMessage: idempotency utility $.order",
        "sqs.SendMessage: none",
    ]


def test_an_unknown_idempotency_decorator_is_a_guard() -> None:
    source = """
        import boto3
        from company import make_idempotent
        sqs = boto3.client("sqs")
        @make_idempotent(ttl=60)
        def handler(event, context):
            sqs.send_message()
    """
    assert guards(source) == ["sqs.SendMessage: idempotency utility ?"]
