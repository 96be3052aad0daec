"""Loops that sleep and ask."""

from __future__ import annotations

import textwrap

import pytest

from eda_lint.model import Polling
from eda_lint.value import Unknown
from tests.bind.evaluated import behaviour_of

HEAD = """
import asyncio, itertools, os, time, boto3
from time import sleep
states = boto3.client("stepfunctions")
sqs = boto3.client("sqs")
athena = boto3.client("athena")
ec2 = boto3.client("ec2")
TRIES = 20
def status(arn):
    return states.describe_execution(executionArn=arn)["status"]
def pause():
    time.sleep(2)
"""
ASK = "states.describe_execution(executionArn=event['arn'])"

ROUNDS: dict[str, int | None] = {
    f"while True:\n    x = {ASK}\n    if x['status'] != 'RUNNING':\n        break\n"
    "    time.sleep(5)": None,
    f"while True:\n    time.sleep(5)\n    {ASK}": None,
    f"while {ASK}['status'] == 'RUNNING':\n    sleep(5)": None,
    "while status(event['arn']) == 'RUNNING':\n    pause()": None,
    f"x = {ASK}\nwhile x['status'] == 'RUNNING':\n    time.sleep(1)\n    x = {ASK}": None,
    f"while context.get_remaining_time_in_millis() > 1000:\n    {ASK}\n    time.sleep(1)": None,
    f"end = time.time() + 60\nwhile time.time() < end:\n    {ASK}\n    time.sleep(1)": None,
    f"for _ in itertools.count():\n    {ASK}\n    time.sleep(1)": None,
    f"for _ in range(30):\n    {ASK}\n    time.sleep(1)": 30,
    f"for _ in range(1, 3):\n    {ASK}\n    time.sleep(1)": 2,
    f"for _ in range(TRIES):\n    {ASK}\n    time.sleep(1)": 20,
    f"for delay in (1, 2, 4):\n    {ASK}\n    time.sleep(delay)": 3,
    f"n = 0\nwhile n < 3:\n    {ASK}\n    time.sleep(1)\n    n += 1": 3,
    f"n = 0\nwhile n < TRIES:\n    {ASK}\n    time.sleep(1)\n    n += 1": 20,
    f"n = 3\nwhile n > 0:\n    {ASK}\n    time.sleep(1)\n    n -= 1": 4,
    f"n = 0\nwhile True:\n    {ASK}\n    n += 1\n    if n >= 2:\n        break\n"
    "    time.sleep(1)": 2,
    f"n = 0\nwhile not event['x'] and n < 5:\n    {ASK}\n    time.sleep(1)\n    n = n + 1": 5,
    "while True:\n    athena.get_query_execution(QueryExecutionId=event['q'])\n    sleep(1)": None,
    "while True:\n    sqs.receive_message(QueueUrl='q', WaitTimeSeconds=20)\n    sleep(1)": None,
    f"for r in event['Records']:\n    while True:\n        {ASK}\n        sleep(1)": None,
}

SILENT = {
    "no sleep": f"while True:\n    {ASK}",
    "no question": "while True:\n    time.sleep(1)",
    "a write": "while True:\n    sqs.send_message()\n    time.sleep(1)",
    "no loop": f"time.sleep(1)\n{ASK}",
    "asked once": f"x = {ASK}\nwhile x:\n    time.sleep(1)",
    "one thing after the other": f"for r in event['Records']:\n    {ASK}\n    time.sleep(0.1)",
    "one of a list after the other": f"for r in check():\n    {ASK}\n    time.sleep(0.1)",
    "page by page": "token = None\nwhile True:\n    x = ec2.describe_instances(NextToken=token)\n"
    "    token = x.get('NextToken')\n    time.sleep(1)",
    "page by page, spread": "more = {}\nwhile True:\n    x = ec2.describe_instances(**more)\n"
    "    more['NextToken'] = x['NextToken']\n    time.sleep(1)",
    "another try after an error": f"while True:\n    try:\n        return {ASK}\n"
    "    except Exception:\n        time.sleep(1)",
}


def _polling(body: str) -> tuple[Polling, ...]:
    source = f"{HEAD}\ndef handler(event, context):\n{textwrap.indent(body, '    ')}\n"
    return behaviour_of(source).pollings


@pytest.mark.parametrize("body", ROUNDS)
def test_rounds(body: str) -> None:
    (polling,) = _polling(body)
    assert polling.rounds == ROUNDS[body]


@pytest.mark.parametrize("name", SILENT)
def test_no_polling(name: str) -> None:
    assert not _polling(SILENT[name])


@pytest.mark.parametrize(
    "over", ["range(event['n'])", "range(int(os.environ['N']))", "range(len(event['x']))"]
)
def test_rounds_that_are_not_known(over: str) -> None:
    assert not _polling(f"for _ in {over}:\n    {ASK}\n    time.sleep(1)")


def test_the_innermost_loop() -> None:
    body = f"while event:\n    while True:\n        {ASK}\n        time.sleep(1)"
    (polling,) = _polling(body)
    assert polling.at.column == 9


def test_async_sleep() -> None:
    source = f"""{HEAD}
async def main(event):
    while True:
        {ASK}
        await asyncio.sleep(1)
def handler(event, context):
    asyncio.run(main(event))
"""
    (polling,) = behaviour_of(source).pollings
    assert not isinstance(polling.rounds, Unknown)
    assert (polling.at.end_line, polling.asked.operation) == (polling.at.line, "DescribeExecution")


def test_a_durable_function() -> None:
    source = f"""{HEAD}
from aws_durable_execution_sdk_python import durable_execution
@durable_execution
def handler(event, context):
    while True:
        {ASK}
        time.sleep(1)
"""
    assert behaviour_of(source).durable


def test_not_at_load() -> None:
    source = f"{HEAD}\nwhile True:\n    states.describe_execution()\n    time.sleep(1)\n    break\n"
    assert not behaviour_of(f"{source}\ndef handler(event, context):\n    pass\n").pollings
