"""Judge a payment by its amount and by how many the customer made in the last hour."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from boto3.dynamodb.conditions import Key

LARGEST_AMOUNT = 500_000
MOST_PER_HOUR = 5


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if event["amount"] > LARGEST_AMOUNT:
        return {"suspicious": True, "reason": "large amount"}
    if payments_in_last_hour(event["customer_id"]) >= MOST_PER_HOUR:
        return {"suspicious": True, "reason": "many payments"}
    return {"suspicious": False, "reason": ""}


def payments_in_last_hour(customer_id: str) -> int:
    ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    found = ledger.query(
        IndexName="by-customer",
        KeyConditionExpression=Key("customer_id").eq(customer_id)
        & Key("created_at").gt(an_hour_ago),
        Select="COUNT",
    )
    return found["Count"]
