"""Enter a payout in the ledger, as a debit."""

import os
from datetime import UTC, datetime
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS
from payments.idempotency import store
from payments.messages import Payout

logger = Logger()
tracer = Tracer()
metrics = Metrics()
ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])
once = IdempotencyConfig(
    event_key_jmespath="detail.payout_id", expires_after_seconds=REMEMBER_SECONDS
)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
@idempotent(persistence_store=store, config=once)
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    payout: Payout = event["detail"]
    ledger.put_item(
        Item={
            "entry_id": payout["payout_id"],
            "merchant_id": payout["merchant_id"],
            "amount": -payout["amount"],
            "currency": payout["currency"],
            "created_at": datetime.now(UTC).isoformat(),
        }
    )
    logger.info("recorded payout", payout_id=payout["payout_id"])
    metrics.add_metric(name="PayoutRecorded", unit=MetricUnit.Count, value=1)
