"""Prints the letters of a batch, each once."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["PRINTED_TABLE"])


def handler(event, context):
    failed = []
    for record in event["Records"]:
        letter = json.loads(record["body"])
        try:
            table.put_item(Item={"letter": letter["id"], "pages": letter["pages"]})
        except table.meta.client.exceptions.ClientError:
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
