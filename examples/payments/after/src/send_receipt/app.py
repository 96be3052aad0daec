"""Send the customer a receipt by e-mail."""

import json
import os
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.typing import LambdaContext
from payments import REMEMBER_SECONDS
from payments.idempotency import store
from payments.messages import Payment

logger = Logger()
tracer = Tracer()
metrics = Metrics()
ses = boto3.client("sesv2")
once = IdempotencyConfig(
    event_key_jmespath="[customer_id, payment_id]", expires_after_seconds=REMEMBER_SECONDS
)
TEXTS = {
    "charged": "Thank you, we received {amount}.",
    "declined": "Your payment of {amount} was declined.",
}


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    once.register_lambda_context(context)
    for record in event["Records"]:
        send(payment=json.loads(record["Sns"]["Message"]))


@idempotent_function(data_keyword_argument="payment", persistence_store=store, config=once)
def send(payment: Payment) -> None:
    amount = f"{payment['amount'] / 100:.2f} {payment['currency'].upper()}"
    ses.send_email(
        FromEmailAddress=os.environ["RECEIPT_SENDER"],
        Destination={"ToAddresses": [payment["email"]]},
        Content={
            "Simple": {
                "Subject": {"Data": "Your receipt"},
                "Body": {"Text": {"Data": TEXTS[payment["status"]].format(amount=amount)}},
            }
        },
    )
    logger.info("sent receipt", payment_id=payment["payment_id"])
    metrics.add_metric(name="ReceiptSent", unit=MetricUnit.Count, value=1)
