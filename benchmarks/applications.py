"""Makes SAM applications of any size: services that take orders in and pass them on by queues."""

from __future__ import annotations

from pathlib import Path

_HEAD = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: Orders of service {service}

Parameters:
  Stage:
    Type: String
    Default: prod

Globals:
  Function:
    Runtime: python3.13
    Timeout: 20
    MemorySize: 256
    Environment:
      Variables:
        ORDERS_TABLE: !Ref Orders

Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - AttributeName: id
          AttributeType: S
      KeySchema:
        - AttributeName: id
          KeyType: HASH

  Intake:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/intake/
      Handler: app.handler
      Environment:
        Variables:
          NEXT_QUEUE_URL: !Ref Queue1
      Policies:
        - SQSSendMessagePolicy:
            QueueName: !GetAtt Queue1.QueueName
      Events:
        Order:
          Type: Api
          Properties:
            Path: /service-{service}/orders
            Method: post
"""

_STEP = """
  Queue{step}:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${{Stage}}-service-{service}-step-{step}"
      VisibilityTimeout: 120
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Failed{step}.Arn
        maxReceiveCount: 5

  Failed{step}:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600

  Step{step}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/step_{step}/
      Handler: app.handler
      Environment:
        Variables:
          {variable}: !Ref {target}
      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Orders
        - {policy}
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue{step}.Arn
            BatchSize: 10
            FunctionResponseTypes:
              - ReportBatchItemFailures
"""

_TAIL = """
  Shipped:
    Type: AWS::SNS::Topic
"""

_INTAKE = '''\
"""POST /service-{service}/orders: take an order in."""

import json
import os
import uuid

import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    try:
        order = json.loads(event["body"])
    except ValueError:
        return {{"statusCode": 400, "body": "no JSON"}}
    order["id"] = str(uuid.uuid4())
    sqs.send_message(QueueUrl=os.environ["NEXT_QUEUE_URL"], MessageBody=json.dumps(order))
    return {{"statusCode": 202, "body": json.dumps({{"id": order["id"]}})}}
'''

WORKER = '''\
"""Step {step} of service {service}: note an order, pass it on."""

import json
import logging

from outlet import pass_on
from store import note

logger = logging.getLogger(__name__)


def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            order = json.loads(record["body"])
            note(order, {step})
            pass_on(order)
        except Exception:
            logger.exception("order failed")
            failures.append({{"itemIdentifier": record["messageId"]}})
    return {{"batchItemFailures": failures}}
'''

STORE = '''\
"""Where orders are noted."""

import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def note(order, step):
    table.update_item(
        Key={"id": order["id"]},
        UpdateExpression="SET reached = :step",
        ExpressionAttributeValues={":step": step},
    )
'''

_TO_QUEUE = '''\
"""Where orders go next."""

import json
import os

import boto3

sqs = boto3.client("sqs")


def pass_on(order):
    sqs.send_message(QueueUrl=os.environ["NEXT_QUEUE_URL"], MessageBody=json.dumps(order))
'''

TO_TOPIC = '''\
"""Where orders go last."""

import json
import os

import boto3

sns = boto3.client("sns")


def pass_on(order):
    sns.publish(TopicArn=os.environ["SHIPPED_TOPIC_ARN"], Message=json.dumps(order))
'''


def write_applications(folder: Path, services: int, functions: int) -> tuple[Path, ...]:
    """Write so many services, each of so many functions; their templates."""
    return tuple(
        _write_service(folder / f"service_{service:03}", service, functions)
        for service in range(1, services + 1)
    )


def _write_service(folder: Path, service: int, functions: int) -> Path:
    last = functions - 1
    _write(folder / "src/intake/app.py", _INTAKE.format(service=service))
    parts = [_HEAD.format(service=service)]
    for step in range(1, last + 1):
        code = folder / f"src/step_{step}"
        _write(code / "app.py", WORKER.format(service=service, step=step))
        _write(code / "store.py", STORE)
        _write(code / "outlet.py", TO_TOPIC if step == last else _TO_QUEUE)
        parts.append(_step(service, step, is_last=step == last))
    template = folder / "template.yaml"
    _write(template, "".join((*parts, _TAIL)))
    return template


def _step(service: int, step: int, *, is_last: bool) -> str:
    following = f"Queue{step + 1}"
    topic = "SNSPublishMessagePolicy: {TopicName: !GetAtt Shipped.TopicName}"
    queue = f"SQSSendMessagePolicy: {{QueueName: !GetAtt {following}.QueueName}}"
    return _STEP.format(
        service=service,
        step=step,
        variable="SHIPPED_TOPIC_ARN" if is_last else "NEXT_QUEUE_URL",
        target="Shipped" if is_last else following,
        policy=topic if is_last else queue,
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
