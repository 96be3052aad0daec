"""What the name of a node says of the node itself."""

from __future__ import annotations

import pytest

from eda_lint.graph.naming import own_name, tokens

OWN: list[tuple[str, str]] = [
    ("ChargeCard", "ChargeCard"),
    ("api.payments.example.com", "api.payments.example.com"),
    ("aws_lambda_function.charge_card", "charge_card"),
    ('aws_lambda_function.all["refund"]', 'all["refund"]'),
    ("module.payments.aws_lambda_function.report", "report"),
    ("module.payments.aws_lambda_function.this", "payments"),
    ("module.charge.aws_lambda_function.this[0]", "charge"),
    ('module.function["charge.card"].aws_lambda_function.main', 'function["charge.card"]'),
    ("module.payments.module.lambda.aws_lambda_function.lambda_function", "payments"),
    ("module.orders.aws_sqs_queue.queue", "orders"),
    ("aws_lambda_function.this", "this"),
    ("module.inbox.bucket (payments/infra).id", "module.inbox.bucket.id"),
]


@pytest.mark.parametrize(("name", "own"), OWN)
def test_own_name(name: str, own: str) -> None:
    assert own_name(name) == own


def test_words_of_a_name() -> None:
    assert tokens('all["SignIn-v2"]') == ("all", "sign", "in", "v", "2")
