"""Calls of payment providers' SDKs that move money."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.effects import note_payment_call
from eda_lint.bind.evaluate.guards import idempotency_keys
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.bind.evaluate.values import value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.value import Entry, Literal, Record, Unknown, Value, text_of

PROVIDERS: dict[str, str] = {
    "stripe": "stripe",
    "Adyen": "adyen",
    "adyen": "adyen",
    "braintree": "braintree",
    "paypalrestsdk": "paypal",
    "paypalcheckoutsdk": "paypal",
    "paypalserversdk": "paypal",
    "paypalhttp": "paypal",
    "square": "square",
    "squareup": "square",
    "mollie": "mollie",
    "razorpay": "razorpay",
    "checkout_sdk": "checkout",
    "gocardless_pro": "gocardless",
    "dwollav2": "dwolla",
    "plaid": "plaid",
    "@adyen/api-library": "adyen",
    "@paypal/checkout-server-sdk": "paypal",
    "@paypal/paypal-server-sdk": "paypal",
    "@paypal/payouts-sdk": "paypal",
    "paypal-rest-sdk": "paypal",
    "square-connect": "square",
    "@mollie/api-client": "mollie",
    "checkout-sdk-node": "checkout",
    "gocardless-nodejs": "gocardless",
    "dwolla-v2": "dwolla",
}
_NOUNS = words(
    """
    payment payments paymentintent intent intents charge charges refund refunds transfer
    transfers payout payouts order orders invoice invoices transaction transactions capture
    captures sale sales disbursement disbursements topup topups reversal reversals modification
    """
)
_VERBS = words(
    """
    create charge capture confirm refund transfer payout pay sale send submit execute request
    authorize approve credit post reverse
    """
)
# Verbs that move money whatever they are called on.
_MOVING = words(
    """
    charge capture refund transfer payout pay sale payments
    """
)
_READS = words(
    """
    retrieve list get find search fetch all update cancel void delete verify construct set init
    configure client settings generate status parse modify
    """
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def call_payment(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """Note a call that moves money; None for any other."""
    provider = PROVIDERS.get(callee.root)
    if provider is None or callee.path.endswith("()"):
        return None
    operation = callee.path.partition(".")[2].replace("()", "")
    words = [_words(part) for part in operation.split(".")]
    # What begins with a capital is made, and moves no money yet.
    made = callee.name[:1].isupper()
    if made or not words or not _moves_money(words, arguments):
        return None
    values: list[Value] = [_options(arguments), *(value_of(thing) for thing in arguments.all())]
    own = idempotency_keys(values, at, complete=not arguments.open_keywords and _seen(arguments))
    note_payment_call(machine, provider, operation, own, at)
    return Foreign(f"{callee.path}()", callee.inputs)


def _seen(arguments: Arguments) -> bool:
    """Whether everything is seen in which a key may be given by position."""
    # What is asked of the library's own request objects is not followed.
    made = any(isinstance(thing, Foreign) for thing in arguments.positional)
    values = [value_of(thing) for thing in arguments.positional]
    return (
        not arguments.open_positional
        and not made
        and not any(isinstance(value, Unknown) or getattr(value, "open", False) for value in values)
    )


def _options(arguments: Arguments) -> Value:
    """The keyword arguments; one that is None is not given."""
    values = ((name, value_of(thing)) for name, thing in arguments.keywords.items())
    return Record(tuple(Entry(name, value) for name, value in values if value != Literal(None)))


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _moves_money(words: list[list[str]], arguments: Arguments) -> bool:
    *owners, last = words
    if not last or last[0] in _READS or last[-1] == "body":
        return False
    if set(last) & _MOVING and last[0] != "create":
        return True
    about = {word for part in owners for word in part}
    for thing in arguments.positional[:1]:
        # A generic client's path or request names what it is about: `post("transfers", body)`.
        text = text_of(value_of(thing))
        about |= set(_words(text)) if text else set()
        if isinstance(thing, Foreign):
            about |= {word for part in thing.path.split(".") for word in _words(part)}
    return bool(set(last) & _VERBS and (about | set(last)) & _NOUNS)
