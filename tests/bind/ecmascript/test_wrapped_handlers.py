"""Handlers inside of middy, Powertools and other wrappers; handlers that are methods."""

from __future__ import annotations

import pytest

from eda_lint.finding import Confidence
from eda_lint.value import Unknown
from tests.bind.ecmascript.scripts import behaviour_of, guards, handler_of, seen

SNS = 'import { SNS } from "@aws-sdk/client-sns"; const sns = new SNS({});'
BODY = 'async (event) => { await sns.publish({ TopicArn: "t", Message: event.id }); }'
CALL = ["sns.Publish TopicArn=t Message=$.id"]


@pytest.mark.parametrize(
    "export",
    [
        f"export const handler = {BODY};",
        f"const impl = {BODY}; export {{ impl as handler }};",
        f"exports.handler = {BODY};",
        f"module.exports = {{ handler: {BODY} }};",
        f"import middy from '@middy/core'; export const handler = middy({BODY});",
        f"import middy from '@middy/core'; export const handler = middy({BODY}).use(x());",
        f"import middy from '@middy/core';export const handler = middy().use(x()).handler({BODY});",
        f"const middy = require('@middy/core'); exports.handler = middy().handler({BODY});",
        f"const log = (fn) => async (...args) => fn(...args); export const handler = log({BODY});",
        f"class A {{ async handle(event) {{ await ({BODY})(event); }} }}"
        " const a = new A(); export const handler = a.handle.bind(a);",
        f"class A {{ handle = {BODY}; }} export const handler = new A().handle;",
        f"class A {{ async handle(event) {{ await ({BODY})(event); }} }}"
        " export const handler = (event) => new A().handle(event);",
        f"const impl = {BODY};"
        "export async function handler(event, context) { return impl(event); }",
        f"import {{ wrapHandler }} from '@sentry/aws-serverless';"
        f"export const handler = wrapHandler({BODY});",
        f"import {{ datadog }} from 'datadog-lambda-js'; export const handler = datadog({BODY});",
        f"export const handler = awslambda.streamifyResponse({BODY});",
    ],
)
def test_handlers_that_are_followed(export: str) -> None:
    handler = handler_of(f"{SNS}\n{export}")
    assert seen(f"{SNS}\n{export}") == CALL
    assert handler.confidence is Confidence.CERTAIN


def test_unknown_wrapper_leaves_the_inner_function_likely() -> None:
    source = f"{SNS} import {{ wrap }} from '@acme/x'; export const handler = wrap({BODY});"
    handler = handler_of(source)
    assert seen(source) == CALL
    assert handler.confidence is Confidence.LIKELY
    assert isinstance(handler.behaviour.answers_batch_failures, Unknown)


def test_middleware_that_may_keep_repetitions_away_leaves_the_handler_likely() -> None:
    source = f"""
        {SNS} import middy from "@middy/core"; import {{ dedupe }} from "@acme/dedupe";
        export const handler = middy({BODY}).use(dedupe());
    """
    assert seen(source) == CALL
    assert handler_of(source).confidence is Confidence.LIKELY


def test_own_middleware_runs_first() -> None:
    source = f"""
        {SNS} import middy from "@middy/core";
        const audit = () => ({{ before: async ({{ event }}) => {{ await fetch(event.url); }} }});
        export const handler = middy({BODY}).use(audit());
    """
    assert seen(source) == ["fetch GET $.url", *CALL]


def test_utilities_by_their_names_in_python() -> None:
    source = """
        import middy from "@middy/core";
        import { Logger } from "@aws-lambda-powertools/logger";
        import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
        import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";
        import { logMetrics } from "@aws-lambda-powertools/metrics/middleware";
        export const handler = middy(async () => {})
          .use(injectLambdaContext(new Logger())).use([captureLambdaHandler(t), logMetrics(m)]);
    """
    assert behaviour_of(source).utilities == {
        "inject_lambda_context",
        "capture_lambda_handler",
        "log_metrics",
    }


def test_decorated_method() -> None:
    source = f"""
        {SNS}
        import {{ Tracer }} from "@aws-lambda-powertools/tracer";
        import {{ Logger }} from "@aws-lambda-powertools/logger";
        const tracer = new Tracer(); const logger = new Logger();
        class Lambda {{
          @tracer.captureLambdaHandler() @logger.injectLambdaContext()
          public async handler(event, context) {{ await this.go(event); }}
          private async go(event) {{ await sns.publish({{ TopicArn: "t", Message: event.id }}); }}
        }}
        const lambda = new Lambda();
        export const handler = lambda.handler.bind(lambda);
    """
    assert seen(source) == CALL
    assert behaviour_of(source).utilities == {"capture_lambda_handler", "inject_lambda_context"}


def test_idempotent_handlers() -> None:
    start = f"""
        {SNS} import middy from "@middy/core";
        import {{ makeHandlerIdempotent }} from "@aws-lambda-powertools/idempotency/middleware";
        import {{ makeIdempotent, idempotent }} from "@aws-lambda-powertools/idempotency";
        import {{ IdempotencyConfig }} from "@aws-lambda-powertools/idempotency";
        const config = new IdempotencyConfig({{ eventKeyJmesPath: "powertools_json(body).id" }});
    """
    expected = ["sns.Publish: idempotency utility $.body.id"]
    by_middleware = (
        f"export const handler = middy({BODY}).use(makeHandlerIdempotent({{ config }}));"
    )
    by_function = f"export const handler = makeIdempotent({BODY}, {{ persistenceStore, config }});"
    by_decorator = """
        class A { @idempotent({ config }) async handler(event) {
          await sns.publish({ TopicArn: "t", Message: event.id }); } }
        const a = new A(); export const handler = a.handler.bind(a);
    """
    for source in (by_middleware, by_function, by_decorator):
        assert guards(f"{start}\n{source}") == expected


def test_idempotent_function_compares_its_argument() -> None:
    source = f"""
        {SNS}
        import {{ makeIdempotent, IdempotencyConfig }} from "@aws-lambda-powertools/idempotency";
        const config = new IdempotencyConfig({{ eventKeyJmesPath: "id" }});
        const publish = async (log, order) => {{ await sns.publish({{ Message: order.id }}); }};
        const pay = makeIdempotent(publish,
          {{ persistenceStore, config, dataIndexArgument: 1 }});
        export const handler = async (event, context) => {{
          config.registerLambdaContext(context);
          for (const record of event.Records) await pay(console, JSON.parse(record.body));
        }};
    """
    assert guards(source) == ["sns.Publish: idempotency utility $.Records.*.body.id"]


def answers(source: str) -> object:
    """Whether failed items of a batch are answered."""
    return behaviour_of(source).answers_batch_failures


def test_answers_of_failed_items() -> None:
    batch = (
        "import { processPartialResponse, BatchProcessor, EventType, processPartialResponseSync }"
    )
    batch += ' from "@aws-lambda-powertools/batch"; const p = new BatchProcessor(EventType.SQS);'
    record = "const one = async (record) => { await fetch(record.body); };"
    call = "processPartialResponse(event, one, p, { context })"
    assert (
        answers(f"{batch}{record} export const handler = async (event, context) => {call};") is True
    )
    assert answers(
        f"{batch}{record} export const handler = async (e) => {{ return await {call}; }};"
    )
    assert answers("export const handler = async () => ({ batchItemFailures: [] });") is True
    assert answers("export const handler = async () => { return { statusCode: 200 }; };") is False
    assert answers("export const handler = async () => {};") is False
    assert answers("exports.handler = (e, c, done) => { done(null, { batchItemFailures: [] }); };")
    partial = "import middy from '@middy/core'; import x from '@middy/sqs-partial-batch-failure';"
    assert answers(f"{partial} export const handler = middy(async () => {{}}).use(x());") is True


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("batchItemFailures = [];", True),
        ("constructor() { this.batchItemFailures = []; }", True),
        ("constructor(readonly batchItemFailures: string[] = []) {}", True),
        ("failures = [];", None),
        ("static batchItemFailures = []; batchItemFailures() {}", None),
        ("batchItemFailures = []; toJSON() { return {}; }", None),
    ],
)
def test_answers_of_own_classes(body: str, expected: bool | None) -> None:
    found = answers(f"class Answer {{ {body} }} export const handler = async () => new Answer();")
    assert found is expected if expected else isinstance(found, Unknown)


def test_record_handler_of_a_batch_is_called_for_each_record() -> None:
    source = """
        import { processPartialResponse, BatchProcessor } from "@aws-lambda-powertools/batch";
        const p = new BatchProcessor("SQS");
        const one = async (record) => { await fetch(JSON.parse(record.body).url); };
        export const handler = async (event, context) =>
          processPartialResponse(event, one, p, { context });
    """
    (call,) = behaviour_of(source).calls
    assert call.in_loop
    assert seen(source) == ["fetch GET $.Records.*.body.url"]


def test_routes_of_an_app() -> None:
    source = f"""
        {SNS}
        const express = require("express"); const serverless = require("serverless-http");
        const app = express();
        app.post("/orders", async (req, res) => {{
          await sns.publish({{ Message: req.body.id }});
        }});
        exports.handler = serverless(app);
    """
    assert seen(source) == ["sns.Publish Message=$.req.body.id"]
