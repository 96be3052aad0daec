"""AWS API calls: by clients, by resources and their objects, whichever way they are spelt."""

from __future__ import annotations

import pytest

from eda_lint.finding import Confidence
from eda_lint.model import Moment, SdkCall
from tests.bind.evaluated import behaviour_of, seen

HEAD = """
import os, boto3
TABLE = os.environ["TABLE"]
QUEUE = os.environ["QUEUE_URL"]
s3 = boto3.client("s3")
sqs = boto3.client("sqs")
ddb = boto3.client("dynamodb")
db = boto3.resource("dynamodb")
table = db.Table(TABLE)
s3r = boto3.resource("s3")
"""

CALLS = {
    "sqs.send_message(QueueUrl=QUEUE)": "sqs.SendMessage QueueUrl=<Queue>",
    "sqs.send_message_batch(QueueUrl=QUEUE, Entries=[{'Id': '1'}])": (
        "sqs.SendMessageBatch QueueUrl=<Queue> Entries=[{Id:1}]"
    ),
    "sqs.send_message(**{'QueueUrl': QUEUE})": "sqs.SendMessage QueueUrl=<Queue>",
    "sqs.send_message(QueueUrl=QUEUE, **event)": "sqs.SendMessage QueueUrl=<Queue> ...",
    "boto3.client('lambda').invoke(FunctionName='f', InvocationType='Event')": (
        "lambda.Invoke FunctionName=f InvocationType=Event"
    ),
    "boto3.client('events').put_events(Entries=[{'EventBusName': 'b', 'Source': 's'}])": (
        "events.PutEvents Entries=[{EventBusName:b,Source:s}]"
    ),
    "boto3.client('events').put_events(Entries=[{'Source': r} for r in event['x']])": (
        "events.PutEvents Entries=[{Source:$.x.*},...]"
    ),
    "boto3.client(service_name='sns').publish(TopicArn='t')": "sns.Publish TopicArn=t",
    "boto3.Session().client('sns').publish(TopicArn='t')": "sns.Publish TopicArn=t",
    "s3.list_objects_v2(Bucket='b')": "s3.ListObjectsV2 Bucket=b",
    "s3.upload_file('/tmp/x', 'b', 'k')": "s3.upload_file Filename=/tmp/x Bucket=b Key=k",
    "s3.upload_file(Filename='/tmp/x', Bucket='b', Key='k')": (
        "s3.upload_file Filename=/tmp/x Bucket=b Key=k"
    ),
    "s3.upload_fileobj(event['f'], 'b', 'k')": "s3.upload_fileobj Fileobj=$.f Bucket=b Key=k",
    "s3.download_file('b', 'k', '/tmp/x')": "s3.download_file Bucket=b Key=k Filename=/tmp/x",
    "s3.copy({'Bucket': 'a'}, 'b', 'k')": "s3.copy CopySource={Bucket:a} Bucket=b Key=k",
    "s3.copy_object(Bucket='b')": "s3.CopyObject Bucket=b",
    "s3.get_paginator('list_objects_v2').paginate(Bucket='b')": "s3.ListObjectsV2 Bucket=b",
    "s3r.Bucket('b').put_object(Key='k')": "s3.PutObject Bucket=b Key=k",
    "s3r.Bucket('b').upload_file('/tmp/x', 'k')": "s3.upload_file Bucket=b Filename=/tmp/x Key=k",
    "s3r.Object('b', 'k').put(Body='x')": "s3.PutObject Bucket=b Key=k Body=x",
    "s3r.Object(bucket_name='b', key='k').put(Body='x')": "s3.PutObject Bucket=b Key=k Body=x",
    "s3r.Bucket('b').Object('k').put(Body='x')": "s3.PutObject Bucket=b Key=k Body=x",
    "s3r.Object('b', 'k').delete()": "s3.DeleteObject Bucket=b Key=k",
    "s3r.Bucket('b').objects.filter(Prefix='p').delete()": "s3.DeleteObjects Bucket=b ...",
    "s3r.meta.client.copy_object(Bucket='b')": "s3.CopyObject Bucket=b",
    "table.put_item(Item={})": "dynamodb.PutItem TableName=<Table> Item={}",
    "table.update_item(Key={'id': 1})": "dynamodb.UpdateItem TableName=<Table> Key={id:1}",
    "db.Table(name='x').delete_item(Key={})": "dynamodb.DeleteItem TableName=x Key={}",
    "table.meta.client.put_item(TableName='x')": "dynamodb.PutItem TableName=x",
    "ddb.put_item(TableName=table.name)": "dynamodb.PutItem TableName=<Table>",
    "ddb.batch_write_item(RequestItems={'x': []})": "dynamodb.BatchWriteItem RequestItems={x:[]}",
    "ddb.batch_write_item(RequestItems={TABLE: []})": (
        "dynamodb.BatchWriteItem RequestItems={...} TableName=[<Table>]"
    ),
    "boto3.resource('sqs').Queue(QUEUE).send_message(MessageBody='x')": (
        "sqs.SendMessage QueueUrl=<Queue> MessageBody=x"
    ),
    "boto3.resource('sqs').Queue(QUEUE).send_messages(Entries=[])": (
        "sqs.SendMessageBatch QueueUrl=<Queue> Entries=[]"
    ),
    "boto3.resource('sns').Topic('t').publish(Message='x')": "sns.Publish TopicArn=t Message=x",
    "boto3.client('iot-data').publish(topic='t')": "iot-data.Publish topic=t",
}


@pytest.mark.parametrize("call", CALLS)
def test_call(call: str) -> None:
    source = f"{HEAD}\ndef handler(event, context):\n    {call}"
    assert seen(source) == [CALLS[call]]


BODIES = {
    "with table.batch_writer() as batch:\n        batch.put_item(Item={'id': 1})": [
        "dynamodb.BatchWriteItem TableName=<Table> Item={id:1}"
    ],
    "with table.batch_writer() as batch:\n        batch.delete_item(Key={'id': 1})": [
        "dynamodb.BatchWriteItem TableName=<Table> Key={id:1}"
    ],
    "url = sqs.get_queue_url(QueueName='q')['QueueUrl']\n    sqs.send_message(QueueUrl=url)": [
        "sqs.GetQueueUrl QueueName=q",
        "sqs.SendMessage QueueUrl=q",
    ],
    "q = boto3.resource('sqs').get_queue_by_name(QueueName='q')\n    q.send_message()": [
        "sqs.GetQueueUrl QueueName=q",
        "sqs.SendMessage QueueUrl=q",
    ],
    "kw = {'QueueUrl': QUEUE}\n    if event:\n        kw['DelaySeconds'] = 1\n"
    "    sqs.send_message(**kw)": ["sqs.SendMessage QueueUrl=<Queue> DelaySeconds=?|1"],
    "try:\n        s3.get_object(Bucket='b')\n    except s3.exceptions.NoSuchKey:\n        pass": [
        "s3.GetObject Bucket=b"
    ],
    "s3.get_waiter('object_exists').wait(Bucket='b')": [],
    "s3.generate_presigned_url('put_object', Params={})": [],
    "from aws_xray_sdk.core import patch_all\n    patch_all()\n    s3.get_object(Bucket='b')": [
        "s3.GetObject Bucket=b"
    ],
    "send = sqs.send_message\n    send(QueueUrl=QUEUE)": ["sqs.SendMessage QueueUrl=<Queue>"],
    "for name in ['a', 'b']:\n        db.Table(name).put_item(Item={})": [
        "dynamodb.PutItem TableName=a Item={}",
        "dynamodb.PutItem TableName=b Item={}",
    ],
    "clients = {n: boto3.client(n) for n in ('sqs', 'sns')}\n    clients['sns'].publish(A=1)": [
        "sns.Publish A=1"
    ],
    "entries = []\n    for r in event['Records']:\n        entries.append({'Id': r['id']})\n"
    "    sqs.send_message_batch(QueueUrl=QUEUE, Entries=entries)": [
        "sqs.SendMessageBatch QueueUrl=<Queue> Entries=[{Id:$.Records.*.id},...]"
    ],
    "body = s3.get_object(Bucket='b')['Body'].read()\n    sqs.send_message(QueueUrl=body)": [
        "s3.GetObject Bucket=b",
        "sqs.SendMessage QueueUrl=?",
    ],
    "p = boto3.client('ssm').get_parameter(Name='/q')\n"
    "    sqs.send_message(QueueUrl=p['Parameter']['Value'])": [
        "ssm.GetParameter Name=/q",
        "sqs.SendMessage QueueUrl=ssm:GetParameter(/q)",
    ],
}


@pytest.mark.parametrize("body", BODIES)
def test_calls(body: str) -> None:
    assert seen(f"{HEAD}\ndef handler(event, context):\n    {body}") == BODIES[body]


def test_async_client() -> None:
    source = """
        import aioboto3, asyncio
        session = aioboto3.Session()
        async def main(event):
            async with session.client("sqs") as client:
                await client.send_message(QueueUrl="q")
            async with session.resource("dynamodb") as db:
                table = await db.Table("t")
                await table.put_item(Item={})
        def handler(event, context):
            asyncio.run(main(event))
    """
    assert seen(source) == [
        "sqs.SendMessage QueueUrl=q",
        "dynamodb.PutItem TableName=t Item={}",
    ]


def test_calls_know_their_moment_and_loop() -> None:
    source = """
        import functools, boto3
        ssm = boto3.client("ssm")
        ssm.get_parameter(Name="a")
        @functools.cache
        def parameter():
            return ssm.get_parameter(Name="b")
        def handler(event, context):
            parameter()
            ssm.get_parameter(Name="c")
            while True:
                ssm.get_parameter(Name="d")
    """
    calls = [call for call in behaviour_of(source).calls if isinstance(call, SdkCall)]
    assert [call.moment for call in calls] == [
        Moment.LOAD,
        Moment.ONCE,
        Moment.INVOCATION,
        Moment.INVOCATION,
    ]
    assert [call.in_loop for call in calls] == [False, False, False, True]


def test_a_callback_of_an_unknown_library_is_likely() -> None:
    source = f"""{HEAD}
from somewhere import later
def f():
    sqs.send_message(A=1)
def handler(event, context):
    later(f)
"""
    (call,) = behaviour_of(source).calls
    assert isinstance(call, SdkCall)
    assert call.confidence is Confidence.LIKELY


def test_places_of_calls() -> None:
    head = 'import boto3\nc = boto3.client("sqs")\n'
    (call,) = behaviour_of(f"{head}def handler(e, c2):\n    c.send_message(\n        A=1)\n").calls
    assert (call.at.path, call.at.line, call.at.column, call.at.end_line) == ("app.py", 4, 5, 5)
