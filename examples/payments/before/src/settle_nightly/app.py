"""Every night, request a payout of what each merchant is owed."""

import json
import os
import uuid
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr

balances = boto3.resource("dynamodb").Table(os.environ["BALANCE_TABLE"])
events = boto3.client("events")


def handler(event: dict[str, Any], context: Any) -> None:
    owed = balances.scan(FilterExpression=Attr("balance").gt(0))["Items"]
    for balance in owed:
        payout = {
            "payout_id": str(uuid.uuid4()),
            "merchant_id": balance["merchant_id"],
            "amount": int(balance["balance"]),
            "currency": balance["currency"],
        }
        events.put_events(
            Entries=[
                {
                    "EventBusName": os.environ["PAYOUT_BUS"],
                    "Source": "payments",
                    "DetailType": "PayoutRequested",
                    "Detail": json.dumps(payout),
                }
            ]
        )
    print(f"requested {len(owed)} payouts")
