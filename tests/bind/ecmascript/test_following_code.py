"""Code as people write it: injection, factories, dispatch, inheritance, loops, retries."""

from __future__ import annotations

import pytest

from tests.bind.ecmascript.scripts import behaviour_of, seen

SQS = 'import { SQSClient, SQS, SendMessageCommand } from "@aws-sdk/client-sqs";'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (  # parameters that are taken apart, with defaults
            "const create = ({ sqs = new SQS({}), url = process.env.QUEUE_URL } = {}) =>"
            "  async (event) => { await sqs.sendMessage({ Q: url }); };"
            "export const handler = create();",
            ["<Queue>"],
        ),
        (  # a constructor's parameters
            "class Bus { constructor(private readonly c: SQSClient, private url: string) {}"
            "  async go() { await this.c.send(new SendMessageCommand({ Q: this.url })); } }"
            "class UseCase { constructor(private bus: Bus) {}"
            "  run = async () => { await this.bus.go(); } }"
            "const use = new UseCase(new Bus(new SQSClient({}), process.env.QUEUE_URL!));"
            "export const handler = async () => { await use.run(); };",
            ["<Queue>"],
        ),
        (  # inheritance
            "abstract class Base { s = new SQS({}); constructor(protected q: string) {}"
            "  async go() { await this.s.sendMessage({ Q: this.name() }); } abstract name(); }"
            "class One extends Base { constructor() { super('one'); } name() { return this.q; } }"
            "class Two extends One { name() { return super.name() + '2'; } }"
            "export const handler = async () => { await new One().go(); await new Two().go(); };",
            ["one", "one2"],
        ),
        (  # dispatch by the event
            "const s = new SQS({}); const ways = { async a() { await s.sendMessage({ Q: 'a' }); },"
            "  b: () => s.sendMessage({ Q: 'b' }) };"
            "export const handler = async (event) => { await ways[event.kind](event); };",
            ["a", "b"],
        ),
        (  # switch
            "const s = new SQS({}); export const handler = async (event) => {"
            "  switch (event.kind) { case 'a': await s.sendMessage({ Q: 'a' }); break;"
            "    default: await s.sendMessage({ Q: 'b' }); } };",
            ["a", "b"],
        ),
        (  # a loop over constants
            "const s = new SQS({}); const QUEUES = ['a', 'b'] as const;"
            "export const handler = async () => {"
            "  for (const queue of QUEUES) { await s.sendMessage({ Q: `${queue}-q` }); } };",
            ["a-q", "b-q"],
        ),
        (  # a factory
            "const make = { sqs: () => new SQS({}) }; const known = {};"
            "const get = (name) => { if (!known[name]) { known[name] = make[name](); }"
            "  return known[name]; };"
            "export const handler = async () => { await get('sqs').sendMessage({ Q: 'q' }); };",
            ["q"],
        ),
        (  # a function that is given one
            "const s = new SQS({}); const retry = async (f, n = 3) => {"
            "  for (let i = 0; i < n; i++) { try { return await f(); } catch (e) { log(e); } } };"
            "export const handler = async () => { await retry(() => s.sendMessage({ Q: 'q' })); };",
            ["q"],
        ),
        (  # a library that is given one
            "import pRetry from 'p-retry'; const s = new SQS({});"
            "export const handler = async () => {"
            "  await pRetry(() => s.sendMessage({ Q: 'q' })); };",
            ["q"],
        ),
        (  # a container of classes
            "import { container } from 'tsyringe'; class A { s = new SQS({});"
            "  async go() { await this.s.sendMessage({ Q: 'q' }); } }"
            "export const handler = async () => { await container.resolve(A).go(); };",
            ["q"],
        ),
        (  # entries with their index
            "const s = new SQS({}); export const handler = async (event) => {"
            "  for (const [i, r] of event.Records.entries()) {"
            "    await s.sendMessage({ Q: r.body }); } };",
            ["$.Records.*.body"],
        ),
        (  # lodash
            "import _ from 'lodash'; const s = new SQS({});"
            "export const handler = async (event) => {"
            "  await Promise.all(_.map(event.Records, (r) => s.sendMessage({ Q: r.body }))); };",
            ["$.Records.*.body"],
        ),
        (  # call and apply
            "const s = new SQS({}); function go(q) { return this.s.sendMessage({ Q: q }); }"
            "export const handler = async () => { await go.call({ s }, 'a');"
            "  await go.apply({ s }, ['b']); };",
            ["a", "b"],
        ),
        (  # a private method and a getter
            "class A { #s = new SQS({}); get #q() { return 'q'; }"
            "  async #go() { await this.#s.sendMessage({ Q: this.#q }); }"
            "  run() { return this.#go(); } }"
            "export const handler = async () => { await new A().run(); };",
            ["q"],
        ),
        (  # a generator
            "const s = new SQS({}); function* names() { yield 'a'; }"
            "export const handler = async () => {"
            "  for (const name of names()) await s.sendMessage({ Q: name }); };",
            ["a"],
        ),
    ],
)
def test_followed(source: str, expected: list[str]) -> None:
    assert seen(f"{SQS}\n{source}") == [f"sqs.SendMessage Q={value}" for value in expected]


def test_functions_that_call_themselves() -> None:
    source = """
        const again = (n) => async (f) => { try { await f(); } catch { await again(n - 1)(f); } };
        const f = async () => { await f(); };
        export const handler = async () => { await again(3)(() => fetch("https://x")); await f(); };
    """
    behaviour = behaviour_of(source)
    assert len(behaviour.calls) == 1
    assert behaviour.unfollowed == ()


def test_closures_of_one_function_are_told_apart() -> None:
    source = f"""
        {SQS} const s = new SQS({{}});
        const to = (queue) => (body) => s.sendMessage({{ Q: queue, M: body }});
        const send = async (queue) => {{ const go = to(queue); await go("x"); }};
        export const handler = async () => {{ await send("a"); await send("b"); }};
    """
    assert seen(source) == ["sqs.SendMessage Q=a M=x", "sqs.SendMessage Q=b M=x"]


def test_loop_over_records_that_forgets_failures() -> None:
    source = f"""
        {SQS} const s = new SQS({{}});
        export const handler = async (event) => {{
          for (const record of event.Records) {{
            try {{ await s.sendMessage({{ M: record.body }}); }}
            catch (error) {{ console.error("failed", error); }}
          }}
        }};
    """
    assert [len(loop.swallowed) for loop in behaviour_of(source).record_loops] == [1]
    telling = source.replace('console.error("failed", error)', "throw error")
    assert behaviour_of(telling).record_loops == ()


def test_loop_that_sleeps_and_asks() -> None:
    source = """
        import { SFN } from "@aws-sdk/client-sfn"; const sfn = new SFN({});
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        export const handler = async (event) => {
          let status = "RUNNING";
          while (status === "RUNNING") {
            await sleep(1000);
            ({ status } = await sfn.describeExecution({ executionArn: event.arn }));
          }
        };
    """
    assert [p.asked.operation for p in behaviour_of(source).pollings] == ["DescribeExecution"]


def test_idempotent_function_without_the_context() -> None:
    start = """
        import { makeIdempotent, IdempotencyConfig } from "@aws-lambda-powertools/idempotency";
        const config = new IdempotencyConfig({});
        const pay = makeIdempotent(async (order, context) => {}, { persistenceStore, config });
    """
    plain = "export const handler = async (event, context) => { await pay(event); };"
    registered = plain.replace("await", "config.registerLambdaContext(context); await")
    handed = plain.replace("pay(event)", "pay(event, context)")
    around = "export const handler = pay;"
    found = [len(behaviour_of(start + rest).unregistered) for rest in (plain, registered)]
    assert found == [1, 0]
    assert [behaviour_of(start + rest).unregistered for rest in (handed, around)] == [(), ()]
