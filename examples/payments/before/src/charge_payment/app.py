"""Charge the customer, enter the charge in the ledger and ask for a receipt."""

import json
import os
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
import stripe


def handler(event: dict[str, Any], context: Any) -> None:
    secrets = boto3.client("secretsmanager")
    secret = secrets.get_secret_value(SecretId=os.environ["STRIPE_SECRET"])
    stripe.api_key = secret["SecretString"]

    for record in event["Records"]:
        charge(json.loads(record["body"]))


def charge(payment: dict[str, Any]) -> None:
    stripe.PaymentIntent.create(
        amount=payment["amount"],
        currency=payment["currency"],
        customer=payment["customer_id"],
        payment_method=payment["payment_method"],
        confirm=True,
        off_session=True,
    )
    print(f"charged payment {payment['payment_id']}")

    ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])
    ledger.put_item(
        Item={
            "entry_id": str(uuid.uuid4()),
            "merchant_id": payment["merchant_id"],
            "customer_id": payment["customer_id"],
            "amount": payment["amount"],
            "currency": payment["currency"],
            "created_at": datetime.now(UTC).isoformat(),
        }
    )

    sns = boto3.client("sns")
    sns.publish(TopicArn=os.environ["RECEIPTS_TOPIC"], Message=json.dumps(payment))
