"""Transfer a payout to the merchant's account and tell the bus."""

import json
import os
import uuid
from typing import Any

import boto3
import stripe

events = boto3.client("events")


def handler(event: dict[str, Any], context: Any) -> None:
    secrets = boto3.client("secretsmanager")
    secret = secrets.get_secret_value(SecretId=os.environ["STRIPE_SECRET"])
    stripe.api_key = secret["SecretString"]

    for record in event["Records"]:
        pay_out(json.loads(record["body"])["detail"])


def pay_out(payout: dict[str, Any]) -> None:
    stripe.Transfer.create(
        idempotency_key=str(uuid.uuid4()),
        amount=payout["amount"],
        currency=payout["currency"],
        destination=payout["merchant_id"],
    )
    print(f"sent payout {payout['payout_id']}")

    events.put_events(
        Entries=[
            {
                "EventBusName": os.environ["PAYOUT_BUS"],
                "Source": "payments",
                "DetailType": "PayoutSent",
                "Detail": json.dumps(payout),
            }
        ]
    )
