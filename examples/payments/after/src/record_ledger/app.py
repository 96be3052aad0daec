"""Follow the ledger and keep what each merchant is owed."""

import os
import time
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS

logger = Logger()
tracer = Tracer()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.DynamoDBStreams)
dynamodb = boto3.client("dynamodb")


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return process_partial_response(
        event=event, record_handler=post, processor=processor, context=context
    )


def post(record: DynamoDBRecord) -> None:
    """Change the balance and mark the entry as posted: both, or neither."""
    entry = record["dynamodb"]["NewImage"]
    entry_id = entry["entry_id"]["S"]
    try:
        dynamodb.transact_write_items(
            TransactItems=[
                {
                    "Put": {
                        "TableName": os.environ["IDEMPOTENCY_TABLE"],
                        "Item": {
                            "id": {"S": f"posted#{entry['merchant_id']['S']}#{entry_id}"},
                            "expiration": {"N": str(int(time.time()) + REMEMBER_SECONDS)},
                        },
                        "ConditionExpression": "attribute_not_exists(id)",
                    }
                },
                {
                    "Update": {
                        "TableName": os.environ["BALANCE_TABLE"],
                        "Key": {
                            "merchant_id": entry["merchant_id"],
                            "currency": entry["currency"],
                        },
                        "UpdateExpression": "ADD balance :amount",
                        "ExpressionAttributeValues": {":amount": entry["amount"]},
                    }
                },
            ]
        )
    except dynamodb.exceptions.TransactionCanceledException as error:
        if error.response["CancellationReasons"][0]["Code"] != "ConditionalCheckFailed":
            raise
        logger.info("posted before", entry_id=entry_id)
        return
    logger.info("posted", entry_id=entry_id)
    metrics.add_metric(name="EntryPosted", unit=MetricUnit.Count, value=1)
