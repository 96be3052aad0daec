"""What travels through the queues, the topic and the bus. Amounts are in minor units (cents)."""

from typing import Literal, NotRequired, TypedDict


class Payment(TypedDict):
    """A customer's payment to a merchant; `payment_id` is the client's, so a retry keeps it."""

    payment_id: str
    customer_id: str
    merchant_id: str
    payment_method: str
    email: str
    amount: int
    currency: str
    status: NotRequired[Literal["charged", "declined"]]


class Payout(TypedDict):
    """What a merchant is owed; `payout_id` is the same however often a night is settled."""

    payout_id: str
    merchant_id: str
    amount: int
    currency: str
