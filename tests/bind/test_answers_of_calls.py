"""What becomes of the SDK's answers: read, discarded, or out of sight; and of its promises."""

from __future__ import annotations

import textwrap

import pytest

from eda_lint.model import SdkCall
from eda_lint.value import Unknown
from tests.bind.evaluated import behaviour_of

HEAD = """
import json, logging, boto3
from somewhere import check, logger as other
events = boto3.client("events")
log = logging.getLogger()
def put(entries=()):
    return events.put_events(Entries=entries)
def failed(answer):
    return answer["FailedEntryCount"]
def ignore(answer):
    return None
class Bus:
    def put(self):
        self.answer = events.put_events(Entries=[])
    @staticmethod
    def send():
        return events.put_events(Entries=[])
class Publisher:
    def put(self):
        return events.put_events(Entries=[])
"""
PUT = "events.put_events(Entries=[])"
GONE = None
"""Out of sight."""

READS: dict[str, str | None] = {
    PUT: "",
    f"answer = {PUT}": "",
    f"_ = {PUT}": "",
    f"answer = {PUT}\nprint(answer)": "",
    f"answer = {PUT}\nlog.info('sent %s', answer)": "",
    f"answer = {PUT}\nlog.info(json.dumps(answer))": "",
    f"answer = {PUT}\nprint(f'sent {{answer}}')": "",
    f"answer = {PUT}\nother.info(str(answer))": "",
    f"answer = {PUT}\nlog.info(check(answer))": GONE,
    f"answer = {PUT}\nlog.info(failed(answer))": "FailedEntryCount",
    f"answer = {PUT}\nif answer['FailedEntryCount']:\n    raise ValueError": "FailedEntryCount",
    f"answer = {PUT}\nif answer.get('FailedEntryCount', 0) > 0:\n    raise ValueError": (
        "FailedEntryCount"
    ),
    f"n = {PUT}['FailedEntryCount']": "FailedEntryCount",
    f"n = {PUT}.get('FailedEntryCount')": "FailedEntryCount",
    f"if (answer := {PUT})['FailedEntryCount']:\n    raise ValueError": "FailedEntryCount",
    f"answer = {PUT}\nstatus = answer['ResponseMetadata']['HTTPStatusCode']": "ResponseMetadata",
    f"answer = {PUT}\nfor e in answer['Entries']:\n    print(e.get('ErrorCode'))": "Entries",
    f"answer = {PUT}\nanswer[event['key']]": GONE,
    f"answer = {PUT}\nanswer.items()": GONE,
    f"answer = {PUT}\n'FailedEntryCount' in answer": GONE,
    f"answer = {PUT}\nassert answer": GONE,
    f"answer = {PUT}\nif answer:\n    pass": GONE,
    f"answer = {PUT}\ncheck(answer)": GONE,
    f"answer = {PUT}\ncheck(event, answer=answer)": GONE,
    f"answer = {PUT}\ncheck(*[answer])": GONE,
    f"answer = {PUT}\ncheck(**answer)": GONE,
    f"answer = {PUT}\nmerged = {{**answer}}": GONE,
    f"answer = {PUT}\nfailed(answer)": "FailedEntryCount",
    f"answer = {PUT}\nignore(answer)": "",
    f"failed({PUT})": "FailedEntryCount",
    f"return {PUT}": GONE,
    f"return {{'answer': {PUT}}}": GONE,
    f"answers = []\nanswers.append({PUT})": GONE,
    f"answers = [{PUT}]": GONE,
    f"event['answer'] = {PUT}": GONE,
    f"global answer\nanswer = {PUT}": GONE,
    f"answer = {PUT} or {{}}": GONE,
    f"raise ValueError({PUT})": GONE,
    f"text = f'{{{PUT}}}'": GONE,
    "put()": "",
    "answer = put()": "",
    "put()['FailedEntryCount']": "FailedEntryCount",
    "if put()['FailedEntryCount']:\n    raise ValueError": "FailedEntryCount",
    "failed(put())": "FailedEntryCount",
    "check(put())": GONE,
    "check(put)": GONE,
    "Bus().put()": GONE,
    "Bus.send()": "",
    "Publisher().put()": "",
    "Publisher().put()['FailedEntryCount']": "FailedEntryCount",
    "(lambda: put())()": "",
    "put() if event else None": GONE,
    "for group in event['groups']:\n    put(group)": "",
    "answers = [put(group) for group in event['groups']]": GONE,
    "for group in ([1], [2]):\n    failed(put(group))": "FailedEntryCount",
    "left = event['entries']\nwhile left:\n    answer = put(left)\n    left = answer['Entries']": (
        "Entries"
    ),
    "answer = None\nwhile answer is None or answer['FailedEntryCount']:\n    answer = put()": GONE,
    "answer = {}\nwhile True:\n    if answer.get('FailedEntryCount'):\n        break\n"
    "    answer = put()": GONE,
    "answer = {}\nfor _ in event['x']:\n    answer = put(check(answer))": GONE,
    "try:\n    answer = put()\nexcept Exception:\n    raise\nanswer['Entries']": "Entries",
    "try:\n    put()\nexcept Exception:\n    raise": "",
    "answer = put() if event else put([1])\nfailed(answer)": GONE,
    "if event['x']:\n    answer = put()\nelse:\n    answer = {}\nanswer.get('Entries')": "Entries",
    "with check() as c:\n    c.run(put())": GONE,
}


@pytest.mark.parametrize("body", READS)
def test_reads(body: str) -> None:
    (call,) = {call.at: call for call in _calls(body)}.values()
    expected = READS[body]
    if expected is None:
        assert isinstance(call.reads, Unknown)
    else:
        assert call.reads == frozenset(expected.split())


def _calls(body: str) -> list[SdkCall]:
    source = f"{HEAD}\ndef handler(event, context):\n{textwrap.indent(body, '    ')}\n"
    return [call for call in behaviour_of(source).calls if isinstance(call, SdkCall)]


def test_a_decorator_may_look_at_the_answer() -> None:
    source = f"""{HEAD}
from tenacity import retry, retry_if_result
@retry(retry=retry_if_result(failed))
def send():
    return {PUT}
def handler(event, context):
    send()
"""
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert isinstance(call.reads, Unknown)


def test_a_known_decorator_does_not() -> None:
    source = f"""{HEAD}
from aws_lambda_powertools import Tracer
tracer = Tracer()
@tracer.capture_method
def send():
    return {PUT}
def handler(event, context):
    send()
"""
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert call.reads == frozenset()


def test_a_batch_writer_reads_for_itself() -> None:
    source = """
import boto3
table = boto3.resource("dynamodb").Table("t")
def handler(event, context):
    with table.batch_writer() as batch:
        batch.put_item(Item={})
"""
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert isinstance(call.reads, Unknown)


def test_what_is_cut_short_is_unknown() -> None:
    functions = "\n".join(f"def f{i}():\n    f{i + 1}()" for i in range(400))
    source = f"{HEAD}\n{functions}\ndef handler(event, context):\n    put()\n    f0()\n"
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert isinstance(call.reads, Unknown)


ASYNC = """
import asyncio, aioboto3
session = aioboto3.Session()
async def send(sqs):
    await sqs.send_message(QueueUrl="q")
async def forward(sqs):
    return sqs.send_message(QueueUrl="q")
async def both(sqs):
    await asyncio.gather(send(sqs), send(sqs))
async def main(event):
    async with session.client("sqs") as sqs:
{body}
def handler(event, context):
    asyncio.run(main(event))
"""
AWAITED = {
    "await sqs.send_message()": True,
    "answer = await sqs.send_message()": True,
    "sqs.send_message()": False,
    "answer = sqs.send_message()": False,
    "pending = sqs.send_message()\nawait pending": True,
    "pending = sqs.send_message()\nif event['x']:\n    await pending": True,
    "return sqs.send_message()": True,
    "await asyncio.gather(sqs.send_message(), other())": True,
    "tasks = [sqs.send_message() for _ in event]\nawait asyncio.gather(*tasks)": True,
    "tasks = []\ntasks.append(sqs.send_message())\nawait asyncio.gather(*tasks)": True,
    "asyncio.create_task(sqs.send_message())": True,
    "await asyncio.wait_for(sqs.send_message(), 3)": True,
    "asyncio.get_event_loop().run_until_complete(sqs.send_message())": True,
    "await send(sqs)": True,
    "send(sqs)": False,
    "pending = send(sqs)": False,
    "pending = send(sqs)\nawait pending": True,
    "asyncio.create_task(send(sqs))": True,
    "await forward(sqs)": True,
    "forward(sqs)": False,
    "await both(sqs)": True,
    "both(sqs)": False,
    "for _ in event:\n    sqs.send_message()": False,
    "event['x'] and sqs.send_message()": True,
    "async with asyncio.TaskGroup() as group:\n    group.create_task(sqs.send_message())": True,
}


@pytest.mark.parametrize("body", AWAITED)
def test_awaited(body: str) -> None:
    source = ASYNC.format(body=textwrap.indent(body, " " * 8))
    calls = behaviour_of(source).calls
    assert calls
    assert {call.awaited for call in calls if isinstance(call, SdkCall)} == {AWAITED[body]}


def test_boto3_makes_no_promises() -> None:
    source = """
import asyncio, boto3
sqs = boto3.client("sqs")
async def main():
    sqs.send_message(QueueUrl="q")
def handler(event, context):
    asyncio.run(main())
    answer = sqs.send_message(QueueUrl="r")
"""
    calls = behaviour_of(source).calls
    assert [call.awaited for call in calls if isinstance(call, SdkCall)] == [True, True]


def test_resources_of_an_async_session() -> None:
    source = ASYNC.format(
        body="""
        async with session.resource("dynamodb") as db:
            table = await db.Table("t")
            table.put_item(Item={})
            async with table.batch_writer() as batch:
                await batch.put_item(Item={})
"""
    )
    calls = [call for call in behaviour_of(source).calls if isinstance(call, SdkCall)]
    assert [(call.operation, call.awaited) for call in calls] == [
        ("PutItem", False),
        ("BatchWriteItem", True),
    ]


def test_reads_of_what_was_awaited() -> None:
    source = ASYNC.format(
        body="""
        answer = await sqs.send_message_batch(Entries=[])
        if answer["Failed"]:
            raise ValueError
"""
    )
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert (call.awaited, call.reads) == (True, frozenset({"Failed"}))
