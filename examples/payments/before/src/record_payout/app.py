"""Enter a payout in the ledger, as a debit."""

import os
from datetime import UTC, datetime
from typing import Any

import boto3

ledger = boto3.resource("dynamodb").Table(os.environ["LEDGER_TABLE"])


def handler(event: dict[str, Any], context: Any) -> None:
    payout = event["detail"]
    ledger.put_item(
        Item={
            "entry_id": payout["payout_id"],
            "merchant_id": payout["merchant_id"],
            "amount": -payout["amount"],
            "currency": payout["currency"],
            "created_at": datetime.now(UTC).isoformat(),
        }
    )
    print(f"recorded payout {payout['payout_id']}")
