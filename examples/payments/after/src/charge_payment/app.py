"""Charge the customer, enter the charge in the ledger and ask for a receipt."""

import json
import os
from datetime import UTC, datetime
from typing import Any

import boto3
import stripe
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS
from payments.idempotency import store
from payments.messages import Payment

logger = Logger()
tracer = Tracer()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS)
ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])
sns = boto3.client("sns")
once = IdempotencyConfig(
    event_key_jmespath="[customer_id, payment_id]", expires_after_seconds=REMEMBER_SECONDS
)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    once.register_lambda_context(context)
    return process_partial_response(
        event=event, record_handler=charge_record, processor=processor, context=context
    )


def charge_record(record: SQSRecord) -> None:
    charge(payment=record.json_body)


@idempotent_function(data_keyword_argument="payment", persistence_store=store, config=once)
def charge(payment: Payment) -> None:
    try:
        stripe.PaymentIntent.create(
            api_key=parameters.get_secret(os.environ["STRIPE_SECRET"], max_age=300),
            idempotency_key=f"{payment['customer_id']}-{payment['payment_id']}",
            amount=payment["amount"],
            currency=payment["currency"],
            customer=payment["customer_id"],
            payment_method=payment["payment_method"],
            confirm=True,
            off_session=True,
        )
    except stripe.CardError as error:
        # The bank's last word: another attempt would only be declined again.
        logger.info("declined", payment_id=payment["payment_id"], code=error.code)
        metrics.add_metric(name="PaymentDeclined", unit=MetricUnit.Count, value=1)
        request_receipt({**payment, "status": "declined"})
        return
    logger.info("charged", payment_id=payment["payment_id"])
    metrics.add_metric(name="PaymentCharged", unit=MetricUnit.Count, value=1)

    ledger.put_item(
        Item={
            "entry_id": payment["payment_id"],
            "merchant_id": payment["merchant_id"],
            "customer_id": payment["customer_id"],
            "amount": payment["amount"],
            "currency": payment["currency"],
            "created_at": datetime.now(UTC).isoformat(),
        }
    )
    request_receipt({**payment, "status": "charged"})


def request_receipt(payment: Payment) -> None:
    sns.publish(TopicArn=os.environ["RECEIPTS_TOPIC"], Message=json.dumps(payment))
