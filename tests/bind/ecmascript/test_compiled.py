"""Code that a compiler or a bundler wrote."""

from __future__ import annotations

from tests.bind.ecmascript.scripts import behaviour_of, seen


def test_bundle_of_esbuild() -> None:
    source = """
        var __defProp = Object.defineProperty;
        var __getOwnPropNames = Object.getOwnPropertyNames;
        var __export = (target, all) => {
          for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
        };
        var __copyProps = (to, from) => {
          for (let key of __getOwnPropNames(from)) __defProp(to, key, { get: () => from[key] });
          return to;
        };
        var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
        var src_exports = {};
        __export(src_exports, { other: () => other, handler: () => handler });
        module.exports = __toCommonJS(src_exports);
        var import_client_sqs = require("@aws-sdk/client-sqs");
        var sqs = new import_client_sqs.SQSClient({});
        var other = 1;
        var handler = async () => {
          await sqs.send(new import_client_sqs.SendMessageCommand({ Q: process.env.QUEUE_URL }));
        };
        0 && (module.exports = { handler, other });
    """
    assert seen(source, path="index.js") == ["sqs.SendMessage Q=<Queue>"]


COMPILED = """
    var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
      return new (P || (P = Promise))(function (resolve, reject) {
        function step(result) { result.done ? resolve(result.value) : step(result.value); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    var __importDefault = (this && this.__importDefault) || function (mod) {
      return (mod && mod.__esModule) ? mod : { "default": mod };
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.handler = void 0;
    const aws_sdk_1 = __importDefault(require("aws-sdk"));
    const config_1 = require("./config");
    const sns = new aws_sdk_1.default.SNS();
    const handler = (event) => __awaiter(void 0, void 0, void 0, function* () {
      const answer = yield sns.publish({ TopicArn: (0, config_1.topic)() }).promise();
      console.log(answer.MessageId);
      return { batchItemFailures: [] };
    });
    exports.handler = handler;
"""
CONFIG = """
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.topic = void 0;
    const topic = () => "t";
    exports.topic = topic;
"""


def test_output_of_typescript_for_old_targets() -> None:
    files = {"config.js": CONFIG}
    assert seen(COMPILED, files, path="index.js") == ["sns.Publish TopicArn=t"]
    behaviour = behaviour_of(COMPILED, files, path="index.js")
    assert behaviour.answers_batch_failures is True
    assert [getattr(call, "adrift", None) for call in behaviour.calls] == [None]


def test_methods_that_are_promisified() -> None:
    source = """
        const AWS = require("aws-sdk"); const { promisify } = require("util");
        const lambda = new AWS.Lambda();
        const invoke = promisify(lambda.invoke.bind(lambda));
        exports.handler = async () => { await invoke({ FunctionName: "f" }); };
    """
    assert seen(source, path="index.js") == ["lambda.Invoke FunctionName=f"]
