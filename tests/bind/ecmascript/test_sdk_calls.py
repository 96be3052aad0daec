"""The AWS SDKs for JavaScript, in all the ways in which their calls are made."""

from __future__ import annotations

import pytest

from eda_lint.model import SdkCall
from tests.bind.ecmascript.scripts import behaviour_of, seen


def handling(imports: str, body: str) -> str:
    """A handler with some imports."""
    return f"{imports}\nexport const handler = async (event) => {{ {body} }};"


@pytest.mark.parametrize(
    ("imports", "body", "expected"),
    [
        (
            'import { SNSClient, PublishCommand } from "@aws-sdk/client-sns";',
            'await new SNSClient().send(new PublishCommand({ TopicArn: "t" }));',
            "sns.Publish TopicArn=t",
        ),
        (
            'import * as sns from "@aws-sdk/client-sns"; const c = new sns.SNSClient({});',
            'await c.send(new sns.PublishCommand({ TopicArn: "t" }));',
            "sns.Publish TopicArn=t",
        ),
        (
            'import { SNS } from "@aws-sdk/client-sns"; const c = new SNS({});',
            'await c.publish({ TopicArn: "t" });',
            "sns.Publish TopicArn=t",
        ),
        (
            'import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";',
            'const input = { stateMachineArn: "m" }; const c = new StartExecutionCommand(input);'
            "await new SFNClient({}).send(c);",
            "stepfunctions.StartExecution stateMachineArn=m",
        ),
        (
            'import { EventBridge } from "@aws-sdk/client-eventbridge";'
            "const b = new EventBridge();",
            'await b.putEvents({ Entries: [{ Source: "s" }] });',
            "events.PutEvents Entries=[{Source:s}]",
        ),
        (
            'import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";'
            'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";'
            "const d = DynamoDBDocumentClient.from(new DynamoDBClient({}));",
            'await d.send(new PutCommand({ TableName: "t" }));',
            "dynamodb.PutItem TableName=t",
        ),
        (
            'import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";'
            "const d = DynamoDBDocument.from({});",
            'await d.transactWrite({ TransactItems: [{ Put: { TableName: "t" } }] });',
            "dynamodb.TransactWriteItems TransactItems=[{Put:{TableName:t}}]",
        ),
        (
            'import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb"; declare const client;',
            "await client.send(new BatchWriteCommand({ RequestItems: { t: [] } }));",
            "dynamodb.BatchWriteItem RequestItems={t:[]}",
        ),
        (
            'import { paginateQuery } from "@aws-sdk/lib-dynamodb";',
            'for await (const page of paginateQuery({ client }, { TableName: "t" })) {}',
            "dynamodb.Query TableName=t",
        ),
        (
            'import { marshall } from "@aws-sdk/util-dynamodb";'
            'import { DynamoDB } from "@aws-sdk/client-dynamodb"; const d = new DynamoDB({});',
            "await d.putItem({ Item: marshall({ id: event.id }) });",
            "dynamodb.PutItem Item={id:$.id}",
        ),
        (
            'import { Upload } from "@aws-sdk/lib-storage";',
            'await new Upload({ client, params: { Bucket: "b", Key: "k" } }).done();',
            "s3.upload_fileobj Bucket=b Key=k",
        ),
        (
            'import AWSXRay from "aws-xray-sdk"; import { SQS } from "@aws-sdk/client-sqs";'
            "const s = AWSXRay.captureAWSv3Client(new SQS({}));",
            'await s.sendMessage({ QueueUrl: "u" });',
            "sqs.SendMessage QueueUrl=u",
        ),
        (
            'import AWS from "aws-sdk"; const s = new AWS.SQS();',
            'await s.sendMessage({ QueueUrl: "u" }).promise();',
            "sqs.SendMessage QueueUrl=u",
        ),
        (
            'import { DynamoDB } from "aws-sdk"; const d = new DynamoDB.DocumentClient();',
            'await d.update({ TableName: "t" }).promise();',
            "dynamodb.UpdateItem TableName=t",
        ),
        (
            'const { DocumentClient } = require("aws-sdk/clients/dynamodb");'
            "const d = new DocumentClient();",
            'await d.delete({ TableName: "t" }).promise();',
            "dynamodb.DeleteItem TableName=t",
        ),
        (
            'const SES = require("aws-sdk/clients/ses"); const s = new SES();',
            's.sendEmail({ Source: "s" }, (err, data) => { console.log(err); });',
            "ses.SendEmail Source=s",
        ),
        (
            'const AWS = AWSXRay.captureAWS(require("aws-sdk")); const l = new AWS.Lambda();'
            'import AWSXRay from "aws-xray-sdk-core";',
            'await l.invoke({ FunctionName: "f" }).promise();',
            "lambda.Invoke FunctionName=f",
        ),
        (
            'const AWS = require("aws-sdk");',
            'await new AWS.S3.ManagedUpload({ params: { Bucket: "b" } }).promise();',
            "s3.upload_fileobj Bucket=b",
        ),
        (
            'const { S3 } = require("aws-sdk"); const s = new S3();',
            'await s.upload({ Bucket: "b", Key: "k" }).promise();',
            "s3.upload_fileobj Bucket=b Key=k",
        ),
        (
            'import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";'
            "const make = (key) => new PutObjectCommand({ Bucket: 'b', Key: key });",
            "await new S3Client({}).send(make('k'));",
            "s3.PutObject Bucket=b Key=k",
        ),
        (
            'import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS({});',
            "await s.sendMessage({ QueueUrl: 'u', ...{ MessageBody: 'b' } });",
            "sqs.SendMessage QueueUrl=u MessageBody=b",
        ),
    ],
)
def test_calls(imports: str, body: str, expected: str) -> None:
    assert seen(handling(imports, body)) == [expected]


def test_presigned_urls_call_nothing() -> None:
    imports = """
        import { S3Client, GetObjectCommand } from "@aws-sdk/client-s3";
        import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
        const s3 = new S3Client({});
    """
    assert seen(handling(imports, "await getSignedUrl(s3, new GetObjectCommand({}));")) == []


def test_command_that_is_never_sent_calls_nothing() -> None:
    imports = 'import { PutObjectCommand } from "@aws-sdk/client-s3";'
    assert seen(handling(imports, "new PutObjectCommand({ Bucket: 'b' });")) == []


def test_what_else_is_sent_is_no_command() -> None:
    assert seen("export const handler = async (event, ctx) => { ctx.send({ a: 1 }); };") == []


def test_arguments_that_are_not_seen_leave_the_request_open() -> None:
    imports = 'import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS({});'
    assert seen(handling(imports, "await s.sendMessage(build(event));")) == ["sqs.SendMessage  ..."]


def test_request_that_is_one_of_two() -> None:
    imports = 'import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS({});'
    body = "await s.sendMessage(event.a ? { QueueUrl: 'a' } : { QueueUrl: 'b', X: 1 });"
    assert seen(handling(imports, body)) == ["sqs.SendMessage QueueUrl=a|b X=absent|1"]


def reads(body: str) -> object:
    """The members that are read of an answer."""
    imports = 'import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS({});'
    (call,) = behaviour_of(handling(imports, body)).calls
    return getattr(call, "reads", None)


def test_answers_that_are_read() -> None:
    assert reads("const { Failed } = await s.sendMessageBatch({}); log(Failed);") == {"Failed"}
    assert reads("const r = await s.sendMessageBatch({}); if (r.Failed?.length) {}") == {"Failed"}
    assert reads("await s.sendMessageBatch({});") == frozenset()


def adrift(imports: str, body: str) -> list[int]:
    """The lines of calls whose promise nobody awaits."""
    calls = behaviour_of(handling(imports, body)).calls
    places = [call.adrift for call in calls if isinstance(call, SdkCall)]
    return [place.line for place in places if place is not None]


def test_promises_that_nobody_awaits() -> None:
    third = 'import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS({});'
    second = 'import { SQS } from "aws-sdk"; const s = new SQS();'
    typed = f"{third} const f = async <T>(x: T) => {{ await s.sendMessage({{}}); }};"
    assert adrift(third, "s.sendMessage({});") == [2]
    assert adrift(third, "await s.sendMessage({});") == []
    assert adrift(third, "return s.sendMessage({});") == []
    assert adrift(third, "const p = s.sendMessage({}); await p;") == []
    assert adrift(third, "await Promise.all([s.sendMessage({})]);") == []
    assert adrift(second, "s.sendMessage({}).promise();") == [2]
    assert adrift(second, "await s.sendMessage({}).promise();") == []
    assert adrift(second, "s.sendMessage({}, (err) => {});") == []
    each = "async (r) => { await s.sendMessage({ M: r.body }); }"
    assert adrift(third, f"event.Records.forEach({each});") == [2]
    assert adrift(third, f"await Promise.all(event.Records.map({each}));") == []
    assert adrift(third, f"Promise.all(event.Records.map({each}));") == [2]
    assert adrift(third, "Promise.allSettled([s.sendMessage({})]);") == [2]
    assert adrift(third, "const all = Promise.all([s.sendMessage({})]); await all;") == []
    assert adrift(third, "return Promise.all([s.sendMessage({})]);") == []
    assert (
        adrift(third, "await Promise.all([1].map(() => Promise.all([s.sendMessage({})])));") == []
    )
    assert adrift(third, "(async () => { await s.sendMessage({}); })();") == [2]
    assert adrift(typed, "await f<string>('x');") == []
    assert adrift(typed, "f<string>('x');") == [2]
    assert adrift(typed, "await f<string>('x').then((y) => y);") == []
    assert adrift(typed, "if (!(await f<string>('x'))) return;") == []
