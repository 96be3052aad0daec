"""POST /payments: take a payment on, unless it looks like fraud."""

import json
import os
import uuid
from typing import Any

import boto3

lambda_client = boto3.client("lambda")
sqs = boto3.client("sqs")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    payment = json.loads(event["body"])
    payment["payment_id"] = str(uuid.uuid4())

    answer = lambda_client.invoke(
        FunctionName=os.environ["FRAUD_CHECK_FUNCTION"],
        Payload=json.dumps(payment),
    )
    verdict = json.load(answer["Payload"])
    if verdict["suspicious"]:
        print(f"payment {payment['payment_id']} refused: {verdict['reason']}")
        return response(403, {"error": "payment refused"})

    sqs.send_message(
        QueueUrl=os.environ["PAYMENT_QUEUE_URL"],
        MessageBody=json.dumps(payment),
    )
    return response(202, {"payment_id": payment["payment_id"]})


def response(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "body": json.dumps(body)}
