"""Every night, request a payout of what each merchant is owed."""

import os
from collections.abc import Iterator
from itertools import batched
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS, bus
from payments.idempotency import store
from payments.messages import Payout

logger = Logger()
tracer = Tracer()
metrics = Metrics()
dynamodb = boto3.client("dynamodb")
once = IdempotencyConfig(event_key_jmespath="time", expires_after_seconds=REMEMBER_SECONDS)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
@idempotent(persistence_store=store, config=once)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    day, _, _ = event["time"].partition("T")
    for payouts in batched(owed(day), 10):
        bus.publish("PayoutRequested", payouts)
        metrics.add_metric(name="PayoutRequested", unit=MetricUnit.Count, value=len(payouts))
    logger.info("settled", day=day)


def owed(day: str) -> Iterator[Payout]:
    """What is owed to each merchant, in each currency."""
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=os.environ["BALANCE_TABLE"],
        FilterExpression="balance > :nothing",
        ExpressionAttributeValues={":nothing": {"N": "0"}},
    )
    for page in pages:
        for balance in page["Items"]:
            merchant_id, currency = balance["merchant_id"]["S"], balance["currency"]["S"]
            yield {
                "payout_id": f"{merchant_id}-{currency}-{day}",
                "merchant_id": merchant_id,
                "amount": int(balance["balance"]["N"]),
                "currency": currency,
            }
