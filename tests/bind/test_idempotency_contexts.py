"""Idempotent functions that are reached with and without Lambda's context."""

from __future__ import annotations

import pytest

from tests.bind.evaluated import behaviour_of

HEAD = """
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer, IdempotencyConfig, idempotent, idempotent_function,
)
from somewhere import elsewhere
store = DynamoDBPersistenceLayer(table_name="t")
config = IdempotencyConfig(event_key_jmespath="id")
other = IdempotencyConfig()
@idempotent_function(data_keyword_argument="order", config=config, persistence_store=store)
def process(order):
    return order
@idempotent_function(data_keyword_argument="order", persistence_store=store)
def bare(order):
    return order
@idempotent_function(data_keyword_argument="order", config=elsewhere, persistence_store=store)
def foreign(order):
    return order
def register(context):
    config.register_lambda_context(context)
@idempotent(config=config, persistence_store=store)
def whole(event, context):
    process(order=event)
def plain(order):
    return order
"""

CASES = {
    "process(order=event)": ["process"],
    "config.register_lambda_context(context)\n    process(order=event)": [],
    "if event:\n        config.register_lambda_context(context)\n    process(order=event)": [],
    "register(context)\n    process(order=event)": [],
    "other.register_lambda_context(context)\n    process(order=event)": ["process"],
    "elsewhere.make().register_lambda_context(context)\n    process(order=event)": ["process"],
    "elsewhere(lambda c: c.register_lambda_context(context))\n    process(order=event)": [],
    "elsewhere.begin(config, context)\n    process(order=event)": [],
    "bare(order=event)": ["bare"],
    "config.register_lambda_context(context)\n    bare(order=event)": ["bare"],
    "foreign(order=event)": [],
    "whole(event, context)": [],
    "[process(order=r) for r in event['Records']]": ["process"],
    "elsewhere(process)": ["process"],
    "pass": [],
    "f = idempotent_function(plain, data_keyword_argument='order', config=config)\n"
    "    f(order=event)": ["plain"],
    "f = idempotent_function(data_keyword_argument='order', config=config)(plain)\n"
    "    f(order=event)": ["plain"],
    "c = IdempotencyConfig()\n    c.register_lambda_context(context)\n"
    "    f = idempotent_function(plain, data_keyword_argument='order', config=c)\n"
    "    f(order=event)": [],
}


@pytest.mark.parametrize("body", CASES)
def test_unregistered(body: str) -> None:
    source = f"{HEAD}\ndef handler(event, context):\n    {body}\n"
    assert [f.function for f in behaviour_of(source).unregistered] == CASES[body]


def test_place() -> None:
    source = f"{HEAD}\ndef handler(event, context):\n    process(order=event)\n"
    (found,) = behaviour_of(source).unregistered
    assert source.splitlines()[found.at.line - 1].startswith("@idempotent_function")
    assert [step.called for step in found.path] == ["process"]
