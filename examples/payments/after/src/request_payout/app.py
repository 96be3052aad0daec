"""Transfer a payout to the merchant's account and tell the bus."""

import os
from typing import Any

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
from payments import REMEMBER_SECONDS, bus
from payments.idempotency import store
from payments.messages import Payout

logger = Logger()
tracer = Tracer()
metrics = Metrics()
processor = BatchProcessor(event_type=EventType.SQS)
once = IdempotencyConfig(event_key_jmespath="payout_id", expires_after_seconds=REMEMBER_SECONDS)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    once.register_lambda_context(context)
    return process_partial_response(
        event=event, record_handler=pay_out_record, processor=processor, context=context
    )


def pay_out_record(record: SQSRecord) -> None:
    pay_out(payout=record.json_body["detail"])


@idempotent_function(data_keyword_argument="payout", persistence_store=store, config=once)
def pay_out(payout: Payout) -> None:
    stripe.Transfer.create(
        api_key=parameters.get_secret(os.environ["STRIPE_SECRET"], max_age=300),
        idempotency_key=payout["payout_id"],
        amount=payout["amount"],
        currency=payout["currency"],
        destination=payout["merchant_id"],
    )
    logger.info("sent payout", payout_id=payout["payout_id"])
    metrics.add_metric(name="PayoutSent", unit=MetricUnit.Count, value=1)

    bus.publish("PayoutSent", [payout])
