"""Imports and exports of ES modules and CommonJS, followed to what they mean."""

from __future__ import annotations

from tests.bind.ecmascript.scripts import seen

SEND = """
    import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
    const sqs = new SQSClient({});
    export const send = (url) => sqs.send(new SendMessageCommand({ QueueUrl: url }));
"""


def calling(imports: str, call: str) -> str:
    """A handler that makes one call."""
    return f"{imports}\nexport const handler = async (event) => {{ await {call}; }};"


def test_named_import_of_a_relative_module() -> None:
    source = calling('import { send } from "./lib/send";', 'send("u")')
    assert seen(source, {"lib/send.ts": SEND}) == ["sqs.SendMessage QueueUrl=u"]


def test_import_that_is_called_otherwise() -> None:
    source = calling('import { send as deliver } from "./send.js";', 'deliver("u")')
    assert seen(source, {"send.ts": SEND}) == ["sqs.SendMessage QueueUrl=u"]


def test_namespace_import() -> None:
    source = calling('import * as queue from "./send";', 'queue.send("u")')
    assert seen(source, {"send.ts": SEND}) == ["sqs.SendMessage QueueUrl=u"]


def test_default_export() -> None:
    files = {"a.ts": 'import { send } from "./send"; export default send;', "send.ts": SEND}
    assert seen(calling('import go from "./a";', 'go("u")'), files) == [
        "sqs.SendMessage QueueUrl=u"
    ]


def test_barrel_of_re_exports() -> None:
    files = {
        "lib/index.ts": 'export * from "./a"; export { send as deliver } from "./send";'
        'export * as queues from "./send";',
        "lib/a.ts": 'export { send } from "./send";',
        "lib/send.ts": SEND,
    }
    source = calling(
        'import { send, deliver, queues } from "./lib";',
        '[send("a"), deliver("b"), queues.send("c")]',
    )
    assert seen(source, files) == [f"sqs.SendMessage QueueUrl={url}" for url in "abc"]


def test_re_export_of_a_package() -> None:
    files = {"sdk.ts": 'export * from "@aws-sdk/client-sns";'}
    source = calling(
        'import { SNSClient, PublishCommand } from "./sdk"; const sns = new SNSClient();',
        'sns.send(new PublishCommand({ TopicArn: "t" }))',
    )
    assert seen(source, files) == ["sns.Publish TopicArn=t"]


def test_handler_that_is_exported_again() -> None:
    files = {"impl.ts": calling('import { send } from "./send";', 'send("u")'), "send.ts": SEND}
    assert seen('export { handler } from "./impl";', files) == ["sqs.SendMessage QueueUrl=u"]


def test_require_of_what_is_exported_in_every_way() -> None:
    files = {
        "a.js": "module.exports = { one: () => sqs.sendMessage({ QueueUrl: 'one' }) };"
        "const { SQS } = require('@aws-sdk/client-sqs'); const sqs = new SQS({});",
        "b.js": "exports.two = require('./a').one;",
        "c.js": "module.exports.three = async () => { await require('./b').two(); };",
        "d.js": "module.exports = function () { return require('./a').one(); };",
    }
    source = """
        const { one } = require("./a");
        const b = require("./b");
        exports.handler = async () => {
          await one(); await b.two(); await require("./c").three(); await require("./d")();
        };
    """
    # The same call by four ways counts once.
    assert seen(source, files, path="app.js") == ["sqs.SendMessage QueueUrl=one"]


def test_default_import_of_commonjs() -> None:
    files = {"lib.js": "module.exports = { go: (s) => s.sendMessage({ QueueUrl: 'u' }) };"}
    source = calling(
        'import lib from "./lib"; import { SQS } from "@aws-sdk/client-sqs"; const s = new SQS();',
        "lib.go(s)",
    )
    assert seen(source, files) == ["sqs.SendMessage QueueUrl=u"]


def test_dynamic_import() -> None:
    assert seen(calling("", '(await import("./send")).send("u")'), {"send.ts": SEND}) == [
        "sqs.SendMessage QueueUrl=u"
    ]


def test_modules_that_import_each_other() -> None:
    files = {
        "a.ts": 'import { url } from "./b"; import { send } from "./send";'
        'export const base = "x"; export const go = () => send(url());',
        "b.ts": 'import { base } from "./a"; export const url = () => `${base}/queue`;',
        "send.ts": SEND,
    }
    assert seen(calling('import { go } from "./a";', "go()"), files) == [
        "sqs.SendMessage QueueUrl=x/queue"
    ]


def test_variable_that_is_exported_before_it_is_set() -> None:
    files = {"config.ts": 'export let url; url = "late";', "send.ts": SEND}
    source = calling('import { url } from "./config"; import { send } from "./send";', "send(url)")
    assert seen(source, files) == ["sqs.SendMessage QueueUrl=late"]


def test_what_a_module_does_not_export_is_unknown() -> None:
    source = calling('import { nothing } from "./send";', 'nothing("u")')
    assert seen(source, {"send.ts": SEND}) == []


def test_computed_require_is_unknown() -> None:
    source = "exports.handler = async (e) => { await require(`./${e.kind}`).send('u'); };"
    assert seen(source, {"send.ts": SEND}, path="app.js") == []


def test_own_module_that_has_the_name_of_a_class_of_the_sdk() -> None:
    files = {"sqs.ts": "export class SQSClient { send(command) { return command; } }"}
    source = calling(
        'import { SQSClient } from "./sqs"; const sqs = new SQSClient();', "sqs.send({ a: 1 })"
    )
    assert seen(source, files) == []
