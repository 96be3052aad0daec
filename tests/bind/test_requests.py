"""HTTP requests and calls that move money."""

from __future__ import annotations

import pytest

from eda_lint.model import PaymentCall
from tests.bind.evaluated import behaviour_of, guards, seen

HTTP = {
    "requests.post('https://x/y', json={})": "requests POST https://x/y",
    "requests.get(url=URL)": "requests GET https://api",
    "requests.request('put', URL)": "requests PUT https://api",
    "requests.request(event['m'], URL)": "requests  https://api",
    "requests.Session().post(URL)": "requests POST https://api",
    "session.delete(f'{URL}/1')": "requests DELETE https://api/1",
    "httpx.post(URL)": "httpx POST https://api",
    "httpx.Client().patch(URL)": "httpx PATCH https://api",
    "urllib3.PoolManager().request('POST', URL)": "urllib3 POST https://api",
    "urllib3.request('GET', URL)": "urllib3 GET https://api",
    "urllib.request.urlopen(URL)": "urllib GET https://api",
    "urllib.request.urlopen(urllib.request.Request(URL, data=b'x'))": "urllib POST https://api",
    "urllib.request.urlopen(urllib.request.Request(URL, method='PUT'))": "urllib PUT https://api",
    "http.client.HTTPSConnection('api').request('POST', '/x')": "http POST api/x",
    "requests.post(event['url'])": "requests POST $.url",
}
HEAD = """
import http.client, urllib.request
import httpx, requests, urllib3
URL = "https://api"
session = requests.Session()
"""


@pytest.mark.parametrize("call", HTTP)
def test_http(call: str) -> None:
    assert seen(f"{HEAD}\ndef handler(event, context):\n    {call}") == [HTTP[call]]


def test_aiohttp() -> None:
    source = """
        import aiohttp, asyncio
        async def main():
            async with aiohttp.ClientSession() as session:
                async with session.post("https://api") as response:
                    return await response.json()
        def handler(event, context):
            return asyncio.run(main())
    """
    assert seen(source) == ["aiohttp POST https://api"]


def test_an_idempotency_key_header_guards_its_own_request() -> None:
    source = f"""{HEAD}
def handler(event, context):
    requests.post(URL, headers={{"Idempotency-Key": event["id"]}})
    requests.post(URL)
"""
    assert guards(source) == ["requests: idempotency key $.id", "requests: none"]


def test_headers_that_cannot_be_seen_may_hold_a_key() -> None:
    source = f"""{HEAD}
from company import headers
def handler(event, context):
    requests.post(URL, headers=headers())
"""
    assert guards(source) == ["requests: idempotency key ?"]


PAYMENTS = {
    "stripe.Charge.create(amount=1)": "stripe Charge.create",
    "stripe.PaymentIntent.create(amount=1)": "stripe PaymentIntent.create",
    "stripe.PaymentIntent.confirm('p')": "stripe PaymentIntent.confirm",
    "stripe.PaymentIntent.capture('p')": "stripe PaymentIntent.capture",
    "stripe.Refund.create(charge='c')": "stripe Refund.create",
    "stripe.Transfer.create()": "stripe Transfer.create",
    "stripe.Payout.create()": "stripe Payout.create",
    "stripe.StripeClient('k').payment_intents.create({})": (
        "stripe StripeClient.payment_intents.create"
    ),
    "braintree.Transaction.sale({})": "braintree Transaction.sale",
    "gateway.transaction.sale({})": "braintree BraintreeGateway.transaction.sale",
    "razorpay.Client(auth=()).payment.capture('p', 1)": "razorpay Client.payment.capture",
    "Adyen.Adyen().checkout.payments_api.payments({})": (
        "adyen Adyen.checkout.payments_api.payments"
    ),
    "gocardless_pro.Client(access_token='x').payments.create({})": (
        "gocardless Client.payments.create"
    ),
    "square.client.Client().payments.create_payment({})": (
        "square client.Client.payments.create_payment"
    ),
    "dwollav2.Client(key='k').Token().post('transfers', {})": "dwolla Client.Token.post",
}
READS = [
    "stripe.PaymentIntent.retrieve('p')",
    "stripe.Charge.list()",
    "stripe.Customer.create()",
    "stripe.Webhook.construct_event('a', 'b', 'c')",
    "square.client.Client().payments.list_payments()",
    "dwollav2.Client(key='k').Token().get('transfers')",
]
PROVIDERS = """
import Adyen, braintree, dwollav2, gocardless_pro, razorpay, square.client, stripe
gateway = braintree.BraintreeGateway({})
"""


@pytest.mark.parametrize("call", PAYMENTS)
def test_payments(call: str) -> None:
    source = f"{PROVIDERS}\ndef handler(event, context):\n    {call}"
    assert seen(source) == [PAYMENTS[call]]


@pytest.mark.parametrize("call", READS)
def test_reads_move_no_money(call: str) -> None:
    source = f"{PROVIDERS}\ndef handler(event, context):\n    {call}"
    assert not any(isinstance(c, PaymentCall) for c in behaviour_of(source).calls)


@pytest.mark.parametrize(
    ("call", "guard"),
    [
        ("stripe.Charge.create(idempotency_key=event['id'])", "idempotency key $.id"),
        ("stripe.Charge.create({}, {'idempotency_key': event['id']})", "idempotency key $.id"),
        ("stripe.Charge.create(options={'idempotency_key': event['id']})", "idempotency key $.id"),
        ("stripe.Charge.create(amount=1)", "none"),
        ("stripe.Charge.create(idempotency_key=None)", "none"),
        ("stripe.Charge.create(**event)", "idempotency key ?"),
        (
            "square.client.Client().payments.create_payment({'idempotency_key': event['id']})",
            "idempotency key $.id",
        ),
    ],
)
def test_a_payment_carries_its_key(call: str, guard: str) -> None:
    source = f"{PROVIDERS}\ndef handler(event, context):\n    {call}"
    assert [line.partition(": ")[2] for line in guards(source)] == [guard]
