"""Publish payouts to the bus."""

import json
import os
from collections.abc import Sequence

import boto3

from payments.messages import Payout

events = boto3.client("events")


def publish(detail_type: str, payouts: Sequence[Payout]) -> None:
    """Send one event a payout, ten at most; fail unless the bus took them all."""
    answer = events.put_events(
        Entries=[
            {
                "EventBusName": os.environ["PAYOUT_BUS"],
                "Source": "payments",
                "DetailType": detail_type,
                "Detail": json.dumps(payout),
            }
            for payout in payouts
        ]
    )
    if answer["FailedEntryCount"]:
        raise RuntimeError(f"the bus refused {answer['FailedEntryCount']} of {len(payouts)} events")
