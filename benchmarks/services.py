"""Makes repositories of one language, with handlers that read, note and pass on through modules."""

from __future__ import annotations

from pathlib import Path

LANGUAGES = ("python", "typescript")

_HEAD = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
"""
_FUNCTION = """\
  Queue{number}:
    Type: AWS::SQS::Queue
  Step{number}:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: {runtime}
      Handler: step_{number}.handler
      CodeUri: src/
      Environment:
        Variables:
          ORDERS: !Ref Orders
          NEXT: !Ref Queue{following}
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue{number}.Arn
"""
_RUNTIMES = {"python": "python3.13", "typescript": "nodejs22.x"}
_SUFFIXES = {"python": "py", "typescript": "ts"}

_PYTHON = '''\
"""Step {number}."""

import json
import os

import boto3

from shared import note

sqs = boto3.client("sqs")
NEXT = os.environ["NEXT"]
LIMIT = 10 * {number}


class Refused(Exception):
    """An order that this step does not take."""


def checked(order):
    if order["amount"] > LIMIT:
        raise Refused(order["id"])
    lines = [line for line in order.get("lines", []) if line["amount"]]
    return {{**order, "lines": lines, "step": {number}}}


def pass_on(order):
    sqs.send_message(
        QueueUrl=NEXT,
        MessageBody=json.dumps(order),
        MessageAttributes={{"step": {{"DataType": "Number", "StringValue": str({number})}}}},
    )


def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            order = checked(json.loads(record["body"]))
            note(order)
            pass_on(order)
        except Refused:
            failures.append({{"itemIdentifier": record["messageId"]}})
    return {{"batchItemFailures": failures}}
'''
_SHARED_PYTHON = """\
import os

import boto3

orders = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def note(order):
    orders.put_item(Item={"id": order["id"], "step": order["step"]})
"""
_TYPESCRIPT = """\
import {{ SQSClient, SendMessageCommand }} from "@aws-sdk/client-sqs";
import type {{ SQSEvent, SQSBatchResponse }} from "aws-lambda";
import {{ note, Order }} from "./shared";

const sqs = new SQSClient({{}});
const {{ NEXT }} = process.env;
const LIMIT = 10 * {number};

class Refused extends Error {{
  constructor(readonly id: string) {{
    super(id);
  }}
}}

function checked(order: Order): Order {{
  if (order.amount > LIMIT) {{
    throw new Refused(order.id);
  }}
  const lines = (order.lines ?? []).filter((line) => line.amount > 0);
  return {{ ...order, lines, step: {number} }};
}}

async function passOn(order: Order): Promise<void> {{
  await sqs.send(
    new SendMessageCommand({{
      QueueUrl: NEXT!,
      MessageBody: JSON.stringify(order),
      MessageAttributes: {{ step: {{ DataType: "Number", StringValue: `${{{number}}}` }} }},
    }}),
  );
}}

export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> => {{
  const batchItemFailures = [];
  for (const record of event.Records) {{
    try {{
      const order = checked(JSON.parse(record.body));
      await note(order);
      await passOn(order);
    }} catch (error) {{
      batchItemFailures.push({{ itemIdentifier: record.messageId }});
    }}
  }}
  return {{ batchItemFailures }};
}};
"""
_SHARED_TYPESCRIPT = """\
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

export interface Order {
  id: string;
  amount: number;
  step?: number;
  lines?: { amount: number }[];
}

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function note(order: Order): Promise<void> {
  const Item = { id: order.id, step: order.step };
  await documents.send(new PutCommand({ TableName: process.env.ORDERS, Item }));
}
"""
_STEPS = {"python": _PYTHON, "typescript": _TYPESCRIPT}
_SHARED = {"python": _SHARED_PYTHON, "typescript": _SHARED_TYPESCRIPT}


def write_repository(folder: Path, language: str, services: int, functions: int) -> None:
    """Write so many services of so many functions each, all in one language."""
    suffix = _SUFFIXES[language]
    for service in range(1, services + 1):
        root = folder / f"service_{service:04}"
        code = root / "src"
        code.mkdir(parents=True)
        (code / f"shared.{suffix}").write_text(_SHARED[language], encoding="utf-8")
        parts = [_HEAD]
        for number in range(1, functions + 1):
            text = _STEPS[language].format(number=number)
            (code / f"step_{number}.{suffix}").write_text(text, encoding="utf-8")
            following = number % functions + 1
            parts.append(
                _FUNCTION.format(number=number, following=following, runtime=_RUNTIMES[language])
            )
        (root / "template.yaml").write_text("".join(parts), encoding="utf-8")
