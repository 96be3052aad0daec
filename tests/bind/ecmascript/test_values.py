"""Values in JavaScript and TypeScript: the environment, objects, defaults, built-ins."""

from __future__ import annotations

import pytest

from tests.bind.ecmascript.scripts import behaviour_of, seen


def sent(before: str, value: str, inside: str = "") -> str:
    """What a value is, sent in a message."""
    source = f"""
        import {{ SQS }} from "@aws-sdk/client-sqs";
        import {{ randomUUID }} from "node:crypto";
        const sqs = new SQS({{}});
        {before}
        export const handler = async (event: any) => {{
          {inside}
          await sqs.sendMessage({{ M: {value} }});
        }};
    """
    (call,) = seen(source)
    return call.removeprefix("sqs.SendMessage M=")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("process.env.QUEUE_URL", "<Queue>"),
        ("process.env['QUEUE_URL']", "<Queue>"),
        ("process.env.QUEUE_URL!", "<Queue>"),
        ("process.env.QUEUE_URL as string", "<Queue>"),
        ("process.env.QUEUE_URL ?? 'd'", "<Queue>"),
        ("process.env.NOT_SET ?? 'd'", "d"),
        ("process.env.NOT_SET || 'd'", "d"),
        ("`${process.env.STAGE}-orders`", "dev-orders"),
        ("process.env.STAGE + '-orders'", "dev-orders"),
        ("process.env.AWS_REGION", "${AWS::Region}"),
        ("JSON.stringify({ a: process.env.STAGE })", "json({a:dev})"),
        ("JSON.parse(JSON.stringify({ a: 1 })).a", "1"),
        ("JSON.parse(event.body).id", "$.body.id"),
        ("JSON.parse(event.body ?? '{}').id", "$.body.id"),
        ("event?.detail?.id", "$.detail.id"),
        ("randomUUID()", "randomUUID()"),
        ("Date.now()", "now()"),
        ("new Date().toISOString()", "toISOString(Date())"),
        ("['a', 'b'].join('-')", "a-b"),
        ("['a', ...['b']].map((x) => x + '!')", "[a!,b!]"),
        ("Object.keys({ a: 1, b: 2 })", "[a,b]"),
        ("Object.entries({ a: 1 })", "[[a,1]]"),
        ("Object.values({ a: 1 }).map((x) => ({ x }))", "[{x:1}]"),
        ("Object.assign({}, { a: 1 }, { b: 2 })", "{a:1,b:2}"),
        ("({ ...{ a: 1 }, b: 2 })", "{a:1,b:2}"),
        ("Object.freeze({ a: 1 }).a", "1"),
        ("Object.fromEntries([['a', 1]])", "{a:1}"),
        ("'orders'.toUpperCase()", "ORDERS"),
        ("'a-b'.split('-')[1]", "b"),
        ("new Map([['a', 'x']]).get('a')", "x"),
        ("[1, 2].reduce((sum, x) => sum + x, 0)", "3"),
        ("Array.from(new Set(['a']))", "[a]"),
        ("String(event.id)", "$.id"),
        ("Buffer.from(event.data, 'base64').toString()", "$.data"),
        ("event.items.map((i) => i.id)", "[$.items.*.id,...]"),
        ("event.a ? 'x' : 'y'", "x|y"),
    ],
)
def test_values(value: str, expected: str) -> None:
    assert sent("", value) == expected


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ("const { QUEUE_URL } = process.env;", "QUEUE_URL", "<Queue>"),
        ("const { QUEUE_URL: url } = process.env;", "url", "<Queue>"),
        ("const { STAGE = 'x', OTHER = 'y' } = process.env;", "STAGE + OTHER", "devy"),
        ("const env = process.env;", "env.QUEUE_URL", "<Queue>"),
        ("import { env } from 'node:process';", "env.QUEUE_URL", "<Queue>"),
        ("const KINDS = { A: 'a' } as const;", "KINDS.A", "a"),
        ("enum Kind { Created = 'created', Other = 'o' }", "Kind.Created", "created"),
        ("const f = (a = 'd') => a;", "f()", "d"),
        ("const f = ({ a = 'd', b } = {}) => a + b;", "f({ b: 'e' })", "de"),
        ("const f = (...rest) => rest;", "f(1, 2)", "[1,2]"),
        ("function f() { return { a: { b: 'c' } }; } const { a: { b } } = f();", "b", "c"),
        ("const [first, second] = ['a', 'b'];", "second", "b"),
        ("class C { static readonly X = 'x'; }", "C.X", "x"),
        ("class C { y = 'y'; get z() { return this.y + 'z'; } }", "new C().z", "yz"),
        ("const c = { a: 'x', get b() { return this.a; } };", "c.b", "x"),
        ("const c = { a: 'x', b() { return this.a; } };", "c.b()", "x"),
        ("import { z } from 'zod'; const e = z.object({}).parse(process.env);", "e.STAGE", "dev"),
        (
            "import { cleanEnv } from 'envalid'; const e = cleanEnv(process.env, {});",
            "e.STAGE",
            "dev",
        ),
        ("const c = {}; ['STAGE'].forEach((k) => { c[k] = process.env[k]; });", "c.STAGE", "dev"),
        ("function Old(a) { this.a = a; }", "new Old('x').a", "x"),
    ],
)
def test_values_of_names(before: str, value: str, expected: str) -> None:
    assert sent(before, value) == expected


def test_promises_of_several_things() -> None:
    inside = "const [a, b] = await Promise.all([one('a'), one('b')]);"
    assert sent("const one = async (x) => x;", "a + b", inside) == "ab"


def test_promise_that_is_made() -> None:
    inside = "const a = await new Promise((resolve) => { resolve('x'); });"
    assert sent("", "a", inside) == "x"


def test_then() -> None:
    inside = "const a = await one().then((x) => x + '!');"
    assert sent("const one = async () => 'x';", "a", inside) == "x!"


def test_property_that_only_one_of_several_results_has() -> None:
    before = """
        const ok = (value) => ({ failed: false, value });
        const read = () => { if (Math.random() > 1) return { failed: true }; return ok("v"); };
    """
    assert sent(before, "read().value") == "v"


def test_refusal_of_a_missing_variable_does_not_hide_the_handler() -> None:
    before = "if (!process.env.NOT_SET) throw new Error('NOT_SET');"
    assert sent(before, "'x'") == "x"


def test_reads_of_the_environment_never_fail() -> None:
    source = "export const handler = async () => process.env.NOT_SET;"
    (read,) = behaviour_of(source).environment_reads
    assert (read.name, read.required) == ("NOT_SET", False)


def test_undefined_in_text_is_unknown() -> None:
    assert sent("", "`https://x/${process.env.NOT_SET}`") == "https://x/?"


def test_one_of_several_variables_is_not_each_of_them() -> None:
    before = "const c = {}; for (const k of names()) { c[k] = process.env[k]; }"
    assert sent(f"declare const names: any; {before}", "c.STAGE") == "?"


@pytest.mark.parametrize(
    "vast",
    ["'a'.padStart(2000000000)", "'a'.repeat(2000000000)", "long.replaceAll('a', long)"],
)
def test_text_that_would_be_vast_is_unknown(vast: str) -> None:
    long = f"const long = '{'a' * 5000}';"
    assert sent(long, vast) == "?"
