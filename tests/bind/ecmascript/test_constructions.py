"""When clients, pools and connections are built in JavaScript and TypeScript."""

from __future__ import annotations

import pytest

from tests.bind.ecmascript.scripts import built

IMPORT = 'import { SQSClient } from "@aws-sdk/client-sqs";'


def handling(before: str, inside: str) -> str:
    """A handler with something before it and inside."""
    return f"{IMPORT}\n{before}\nexport const handler = async (event) => {{ {inside} }};"


@pytest.mark.parametrize(
    ("before", "inside", "expected"),
    [
        ("const c = new SQSClient({});", "use(c);", "new SQSClient({}) load"),
        ("", "const c = new SQSClient({});", "new SQSClient({}) invocation"),
        (
            "",
            "const c = new SQSClient({ credentials: event.credentials });",
            "new SQSClient(…) invocation per request local",
        ),
        ("let c;", "if (!c) { c = new SQSClient({}); }", "new SQSClient({}) once"),
        ("let c;", "if (!c) c = new SQSClient({});", "new SQSClient({}) once"),
        ("let c = null;", "if (c === null) { c = new SQSClient({}); }", "new SQSClient({}) once"),
        ("let c;", "if (c == undefined) { c = new SQSClient({}); }", "new SQSClient({}) once"),
        (
            "let c;",
            "if (typeof c === 'undefined') { c = new SQSClient({}); }",
            "new SQSClient({}) once",
        ),
        ("let c;", "c ??= new SQSClient({});", "new SQSClient({}) once"),
        ("let c;", "c = c ?? new SQSClient({});", "new SQSClient({}) once"),
        ("let c;", "c = c || new SQSClient({});", "new SQSClient({}) once"),
        ("let c;", "c = c ? c : new SQSClient({});", "new SQSClient({}) once"),
        (
            "let c; const get = () => { if (c) return c; c = new SQSClient({}); return c; };",
            "get();",
            "new SQSClient({}) once",
        ),
        (
            "let c; const get = () => (c ??= new SQSClient({}));",
            "get();",
            "new SQSClient({}) once",
        ),
        (
            "const cache = {};",
            "if (!cache.c) { cache.c = new SQSClient({}); }",
            "new SQSClient({}) once",
        ),
        (
            "const cache = new Map();",
            "if (!cache.has('c')) { cache.set('c', new SQSClient({})); }",
            "new SQSClient({}) once",
        ),
        (
            "import once from 'lodash.once'; const get = once(() => new SQSClient({}));",
            "get();",
            "new SQSClient({}) once",
        ),
        (
            "class A { static c; static get() { this.c ??= new SQSClient({}); return this.c; } }",
            "A.get();",
            "new SQSClient({}) once",
        ),
        (
            "class A { static c; static get() { if (!A.c) { A.c = new SQSClient({}); } } }",
            "A.get();",
            "new SQSClient({}) once",
        ),
        (
            "class A { #c; get() { return (this.#c ??= new SQSClient({})); } } const a = new A();",
            "a.get();",
            "new SQSClient({}) once",
        ),
        (
            "class A { c = new SQSClient({}); } const a = new A();",
            "use(a.c);",
            "new SQSClient({}) load",
        ),
        ("class A { c = new SQSClient({}); }", "new A();", "new SQSClient({}) invocation"),
        (
            "class A { static instance; c = new SQSClient({});"
            " static get() { return this.instance || (this.instance = new this()); } }",
            "A.get();",
            "new SQSClient({}) once",
        ),
        ("const make = () => new SQSClient({});", "make();", "new SQSClient({}) invocation"),
        (
            "const get = (() => { let c; return () => (c ??= new SQSClient({})); })();",
            "get();",
            "new SQSClient({}) once",
        ),
        (
            "function memo() { const cache = {}; return (key) => {"
            " if (!cache[key]) { cache[key] = new SQSClient({}); } return cache[key]; }; }"
            " const get = memo();",
            "get('a');",
            "new SQSClient({}) once",
        ),
        ("", "global.c = global.c || new SQSClient({});", "new SQSClient({}) once"),
        (
            "import { container } from 'tsyringe'; class A { c = new SQSClient({}); }",
            "container.resolve(A);",
            "new SQSClient({}) once",
        ),
        (
            "function send(c = new SQSClient({})) {}",
            "send();",
            "new SQSClient({}) invocation",
        ),
    ],
)
def test_moments(before: str, inside: str, expected: str) -> None:
    assert built(handling(before, inside)) == [expected]


def test_client_of_a_module_that_is_imported_when_it_is_needed() -> None:
    files = {"a.ts": f"{IMPORT} export const c = new SQSClient({{}});"}
    assert built(handling("", "await import('./a');"), files) == ["new SQSClient({}) once"]


@pytest.mark.parametrize(
    "made",
    [
        "import { Pool } from 'pg'; const x = () => new Pool({});",
        "import pg from 'pg'; const x = () => new pg.Client();",
        "import mysql from 'mysql2/promise'; const x = () => mysql.createConnection({});",
        "const mysql = require('mysql2'); const x = () => mysql.createPool({});",
        "import { MongoClient } from 'mongodb'; const x = () => new MongoClient('u');",
        "import Redis from 'ioredis'; const x = () => new Redis('u');",
        "import { createClient } from 'redis'; const x = () => createClient();",
        "import knex from 'knex'; const x = () => knex({});",
        "import { PrismaClient } from '@prisma/client'; const x = () => new PrismaClient();",
        "import { DataSource } from 'typeorm'; const x = () => new DataSource({});",
        "import axios from 'axios'; const x = () => axios.create({});",
        "import Stripe from 'stripe'; const x = () => new Stripe('k');",
        "const stripe = require('stripe'); const x = () => stripe('k');",
        "const AWS = require('aws-sdk'); const x = () => new AWS.S3();",
        "const S3 = require('aws-sdk/clients/s3'); const x = () => new S3();",
    ],
)
def test_connections_and_other_clients(made: str) -> None:
    (found,) = built(f"{made}\nexport const handler = async () => {{ x(); }};")
    assert " invocation" in found


def test_document_client_around_a_client_is_no_connection() -> None:
    source = """
        import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
        import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
        export const handler = async () => {
          DynamoDBDocumentClient.from(new DynamoDBClient({ region: process.env.R ?? "x" }));
        };
    """
    assert built(source) == ["new DynamoDBClient(…) invocation"]


def test_exceptions_of_the_sdk_are_no_clients() -> None:
    source = """
        import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
        export const handler = async () => { throw new ConditionalCheckFailedException({}); };
    """
    assert built(source) == []
