"""Follow the ledger and keep what each merchant is owed."""

import os
from decimal import Decimal
from typing import Any

import boto3

balances = boto3.resource("dynamodb").Table(os.environ["BALANCE_TABLE"])


def handler(event: dict[str, Any], context: Any) -> None:
    for record in event["Records"]:
        entry = record["dynamodb"]["NewImage"]
        balances.update_item(
            Key={
                "merchant_id": entry["merchant_id"]["S"],
                "currency": entry["currency"]["S"],
            },
            UpdateExpression="ADD balance :amount",
            ExpressionAttributeValues={":amount": Decimal(entry["amount"]["N"])},
        )
        print(f"posted ledger entry {entry['entry_id']['S']}")
