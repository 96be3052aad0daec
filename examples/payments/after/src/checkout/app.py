"""POST /payments: take a payment on, unless it looks like fraud."""

import json
import os
from typing import Any

import boto3
import fraud
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
)
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS
from payments.idempotency import store
from payments.messages import Payment

logger = Logger()
tracer = Tracer()
metrics = Metrics()
sqs = boto3.client("sqs")
once = IdempotencyConfig(
    event_key_jmespath="[customer_id, payment_id]", expires_after_seconds=REMEMBER_SECONDS
)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    once.register_lambda_context(context)
    try:
        payment = parse(event["body"] or "{}")
    except ValueError as error:
        return response(400, {"error": str(error)})
    try:
        refusal = take_on(payment=payment)
    except IdempotencyAlreadyInProgressError:
        return response(409, {"error": "payment in progress"})
    if refusal:
        return response(403, {"error": "payment refused"})
    return response(202, {"payment_id": payment["payment_id"]})


def parse(body: str) -> Payment:
    payment: Payment = json.loads(body)
    if missing := Payment.__required_keys__ - payment.keys():
        raise ValueError(f"missing: {', '.join(sorted(missing))}")
    if not isinstance(payment["amount"], int) or payment["amount"] <= 0:
        raise ValueError("amount must be a positive number of minor units")
    return payment


@idempotent_function(data_keyword_argument="payment", persistence_store=store, config=once)
def take_on(payment: Payment) -> str:
    """Queue a payment to be charged; what speaks against it, else nothing."""
    reason = fraud.suspicion(payment)
    if reason:
        logger.warning("payment refused", payment_id=payment["payment_id"], reason=reason)
        metrics.add_metric(name="PaymentRefused", unit=MetricUnit.Count, value=1)
        return reason
    sqs.send_message(
        QueueUrl=os.environ["PAYMENT_QUEUE_URL"],
        MessageBody=json.dumps(payment),
    )
    return ""


def response(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "body": json.dumps(body)}
