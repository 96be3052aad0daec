"""HTTP requests, payments, and what keeps an effect from happening twice."""

from __future__ import annotations

import pytest

from tests.bind.ecmascript.scripts import behaviour_of, guards, seen


def handling(imports: str, body: str) -> str:
    """A handler with some imports."""
    return f"{imports}\nexport const handler = async (event) => {{ {body} }};"


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        ("", "fetch('https://x')", "fetch GET https://x"),
        ("", "fetch(`https://x/${event.id}`, { method: 'post' })", "fetch POST https://x/$.id"),
        ("", "fetch(new URL('/a', 'https://x'), { method: 'PUT' })", "fetch PUT https://x/a"),
        ("", "fetch('https://x', options)", "fetch  https://x"),
        ("", "fetch('https://x', { ...options })", "fetch  https://x"),
        ("import fetch from 'node-fetch';", "fetch('https://x')", "node-fetch GET https://x"),
        ("import axios from 'axios';", "axios.post('https://x', {})", "axios POST https://x"),
        ("import axios from 'axios';", "axios('https://x')", "axios GET https://x"),
        (
            "import axios from 'axios';",
            "axios({ method: 'patch', url: 'https://x' })",
            "axios PATCH https://x",
        ),
        (
            "import axios from 'axios'; const a = axios.create({ baseURL: 'https://x' });",
            "a.delete('/y')",
            "axios DELETE https://x/y",
        ),
        (
            "import got from 'got';",
            "got.post('https://x', { json: {} }).json()",
            "got POST https://x",
        ),
        ("import got from 'got';", "got('https://x', { method: 'POST' })", "got POST https://x"),
        (
            "import { request } from 'undici';",
            "request('https://x', { method: 'POST' })",
            "undici POST https://x",
        ),
        (
            "import https from 'node:https';",
            "https.request({ hostname: 'x', path: '/y', method: 'POST' }, () => {})",
            "https POST https://x/y",
        ),
        (
            "import * as https from 'https';",
            "https.get('https://x', (r) => {})",
            "https GET https://x",
        ),
    ],
)
def test_requests(imports: str, call: str, expected: str) -> None:
    assert seen(handling(imports, f"await {call};")) == [expected]


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        (
            "import Stripe from 'stripe'; const s = new Stripe('k');",
            "s.paymentIntents.create({ amount: 1 })",
            "stripe paymentIntents.create: none",
        ),
        (
            "const s = require('stripe')('k');",
            "s.refunds.create({ charge: 'c' }, { idempotencyKey: event.id })",
            "stripe refunds.create: idempotency key $.id",
        ),
        (
            "import Stripe from 'stripe'; const s = new Stripe('k');",
            "s.charges.create(build(event), options)",
            "stripe charges.create: idempotency key ?",
        ),
        (
            "const b = require('braintree'); const g = new b.BraintreeGateway({});",
            "g.transaction.sale({ amount: '1' })",
            "braintree BraintreeGateway.transaction.sale: none",
        ),
        (
            "import { SquareClient } from 'square'; const s = new SquareClient({});",
            "s.payments.create({ idempotencyKey: event.id })",
            "square SquareClient.payments.create: idempotency key $.id",
        ),
        (
            "import { Client, CheckoutAPI } from '@adyen/api-library';"
            " const a = new CheckoutAPI(new Client({}));",
            "a.PaymentsApi.payments({ amount: 1 })",
            "adyen CheckoutAPI.PaymentsApi.payments: none",
        ),
        (
            "import paypal from '@paypal/checkout-server-sdk';"
            " const p = new paypal.core.PayPalHttpClient({});"
            " const r = new paypal.orders.OrdersCaptureRequest('o'); r.requestBody({});",
            "p.execute(r)",
            "paypal core.PayPalHttpClient.execute: idempotency key ?",
        ),
        (
            "import Razorpay from 'razorpay'; const r = new Razorpay({});",
            "r.payments.capture('p', 1, 'INR')",
            "razorpay payments.capture: none",
        ),
        (
            "import { createMollieClient } from '@mollie/api-client';"
            " const m = createMollieClient({});",
            "m.payments.create({ amount: 1 })",
            "mollie createMollieClient.payments.create: none",
        ),
    ],
)
def test_payments(imports: str, call: str, expected: str) -> None:
    (found,) = behaviour_of(handling(imports, f"await {call};")).calls
    (line,) = guards(handling(imports, f"await {call};"))
    assert f"{found.provider} {found.operation}: {line.partition(': ')[2]}" == expected  # type: ignore[union-attr]


def test_reading_payments_moves_no_money() -> None:
    imports = "import Stripe from 'stripe'; const s = new Stripe('k');"
    assert seen(handling(imports, "await s.customers.create({}); await s.charges.list();")) == []


DYNAMODB = (
    'import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb"; const d = DynamoDBDocument.from({});'
    'import { SNS } from "@aws-sdk/client-sns"; const sns = new SNS({});'
)
WRITE = (
    'await d.put({ TableName: "t", Item: { pk: event.id },'
    ' ConditionExpression: "attribute_not_exists(pk)" });'
)
PUBLISH = "await sns.publish({});"


def test_conditional_write_guards_what_comes_after() -> None:
    assert guards(handling(DYNAMODB, WRITE + PUBLISH)) == [
        "dynamodb.PutItem: conditional write $.id",
        "sns.Publish: conditional write $.id",
    ]


def test_failed_condition_that_returns() -> None:
    body = f"""
        try {{ {WRITE} }} catch (error) {{
          if (error.name === "ConditionalCheckFailedException") return;
          throw error;
        }}
        {PUBLISH}
    """
    assert guards(handling(DYNAMODB, body))[1] == "sns.Publish: conditional write $.id"


def test_failed_condition_that_goes_on_guards_nothing() -> None:
    body = f"try {{ {WRITE} }} catch (error) {{ console.log(error); }} {PUBLISH}"
    assert guards(handling(DYNAMODB, body))[1] == "sns.Publish: none"


def test_claim_that_answers() -> None:
    claim = f"""
        const claim = async (event) => {{
          try {{ {WRITE} return true; }} catch (e) {{ return false; }}
        }};
    """
    body = f"if (!(await claim(event))) return; {PUBLISH}"
    assert guards(handling(DYNAMODB + claim, body))[1] == "sns.Publish: conditional write $.id"


POSTGRES = (
    'import { Pool } from "pg"; const pool = new Pool();'
    'import { SNS } from "@aws-sdk/client-sns"; const sns = new SNS({});'
    'const TAKEN = "23505";'
)
INSERT = 'await pool.query("INSERT INTO t (id) VALUES ($1)", [event.id]);'
CLAIMED = "sns.Publish: conditional write $.id"


@pytest.mark.parametrize(
    ("handling_it", "expected"),
    [
        ('if (e.code === "23505") return; throw e;', CLAIMED),
        ("if ((e as any)?.code !== TAKEN) throw e; return;", CLAIMED),
        ('switch (e.code) { case "23503": case "ER_DUP_ENTRY": return; } throw e;', CLAIMED),
        ("if (e.errno == 1062) return; throw e;", CLAIMED),
        ('if (e.code === "23505") console.log(e); else throw e;', "sns.Publish: none"),
        ('if (e.code === "23503") return; throw e;', "sns.Publish: none"),
        ('console.log("23505"); throw e;', "sns.Publish: none"),
        ('if (e.name === "ConditionalCheckFailedException") return; throw e;', "sns.Publish: none"),
        ("throw e;", "sns.Publish: none"),
    ],
)
def test_insertion_that_a_unique_key_refuses(handling_it: str, expected: str) -> None:
    body = f"try {{ {INSERT} }} catch (e) {{ {handling_it} }} {PUBLISH}"
    assert guards(handling(POSTGRES, body)) == [expected]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("if (!result.rows[0]) return;", CLAIMED),
        ("const [row] = result.rows; if (row === undefined) return;", CLAIMED),
        ("if (result.rows[0]) console.log(1);", "sns.Publish: none"),
        ("if (!result.rows[1]) return;", CLAIMED),
        ("", "sns.Publish: none"),
    ],
)
def test_insertion_that_gives_a_row(test: str, expected: str) -> None:
    claim = "INSERT INTO t (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id"
    body = f'const result = await pool.query("{claim}", [event.id]); {test} {PUBLISH}'
    assert guards(handling(POSTGRES, body)) == [expected]


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        (
            'import { SFN } from "@aws-sdk/client-sfn"; const c = new SFN({});',
            "c.startExecution({ name: event.id })",
            "stepfunctions.StartExecution: deduplication id $.id",
        ),
        (
            'import { SQS } from "@aws-sdk/client-sqs"; const c = new SQS({});',
            "c.sendMessage({ MessageDeduplicationId: event.id })",
            "sqs.SendMessage: deduplication id $.id",
        ),
        (
            'import { SQS } from "@aws-sdk/client-sqs"; const c = new SQS({});'
            'import { v4 as uuid } from "uuid";',
            "c.sendMessage({ MessageDeduplicationId: uuid() })",
            "sqs.SendMessage: none",
        ),
        (
            'import { DynamoDB } from "@aws-sdk/client-dynamodb"; const c = new DynamoDB({});',
            "c.transactWriteItems({ TransactItems: [], ClientRequestToken: event.id })",
            "dynamodb.TransactWriteItems: client request token $.id",
        ),
        (
            "",
            "fetch('https://x', { method: 'POST', headers: { 'Idempotency-Key': event.id } })",
            "fetch: idempotency key $.id",
        ),
    ],
)
def test_guards_that_a_call_carries(imports: str, call: str, expected: str) -> None:
    assert guards(handling(imports, f"await {call};")) == [expected]
