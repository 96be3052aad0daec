"""Send the customer a receipt by e-mail."""

import json
import os
from typing import Any

import boto3


def handler(event: dict[str, Any], context: Any) -> None:
    ses = boto3.client("sesv2")
    for record in event["Records"]:
        payment = json.loads(record["Sns"]["Message"])
        amount = f"{payment['amount'] / 100:.2f} {payment['currency'].upper()}"
        ses.send_email(
            FromEmailAddress=os.environ["RECEIPT_SENDER"],
            Destination={"ToAddresses": [payment["email"]]},
            Content={
                "Simple": {
                    "Subject": {"Data": "Your receipt"},
                    "Body": {"Text": {"Data": f"Thank you, we received {amount}."}},
                }
            },
        )
        print(f"sent receipt for payment {payment['payment_id']}")
