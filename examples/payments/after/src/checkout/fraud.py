"""Judge a payment by its amount and by how many the customer made in the last hour."""

import os
from datetime import UTC, datetime, timedelta

import boto3
from boto3.dynamodb.conditions import Key
from payments.messages import Payment

LARGEST_AMOUNT = 500_000
MOST_PER_HOUR = 5

ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])


def suspicion(payment: Payment) -> str:
    """What makes a payment look like fraud; empty when nothing does."""
    if payment["amount"] > LARGEST_AMOUNT:
        return "large amount"
    if payments_in_last_hour(payment["customer_id"]) >= MOST_PER_HOUR:
        return "many payments"
    return ""


def payments_in_last_hour(customer_id: str) -> int:
    an_hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    found = ledger.query(
        IndexName="by-customer",
        KeyConditionExpression=Key("customer_id").eq(customer_id)
        & Key("created_at").gt(an_hour_ago),
        Select="COUNT",
    )
    return found["Count"]
