"""What an argument of a call is, by each way in which code may write it."""

from __future__ import annotations

import pytest

from eda_lint.bind.evaluate import EntryPoint, read_handler
from eda_lint.bind.handlers import find_entry_point
from eda_lint.value import Absent, Reference, Unknown, choice
from tests.bind.evaluated import HANDLES, behaviour_of, code_base, function, seen, written

PRELUDE = """
import base64, hashlib, json, os, random, secrets, time, uuid
from datetime import datetime
from os import environ, getenv
import boto3
sqs = boto3.client("sqs")
"""


def sent(expression: str, before: str = "", inside: str = "") -> str:
    """What `expression` is, in the handler."""
    body = "\n".join(f"    {line}" for line in inside.splitlines())
    source = (
        f"{PRELUDE}\n{before}\ndef handler(event, context):\n{body}\n"
        f"    sqs.send_message(MessageBody={expression})\n"
    )
    calls = [c for c in seen(source) if c.startswith("sqs.SendMessage")]
    assert len(calls) == 1, calls
    return calls[0].removeprefix("sqs.SendMessage MessageBody=")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('os.environ["QUEUE_URL"]', "<Queue>"),
        ('os.environ.get("QUEUE_URL")', "<Queue>"),
        ('os.environ.get("QUEUE_URL", "d")', "<Queue>"),
        ('os.getenv("QUEUE_URL")', "<Queue>"),
        ('getenv("QUEUE_URL", default="x")', "<Queue>"),
        ('environ["QUEUE_URL"]', "<Queue>"),
        ('environ.get("QUEUE_URL")', "<Queue>"),
        ('dict(os.environ)["QUEUE_URL"]', "<Queue>"),
        ('os.environ.copy().get("QUEUE_URL")', "<Queue>"),
        ('os.environ["MISSING"]', "?"),
        ('os.environ.get("MISSING", "d")', "d"),
        ('os.environ.get("MISSING")', "none"),
        ('os.environ.get("MISSING") or "fallback"', "fallback"),
        ('os.environ["AWS_REGION"]', "${AWS::Region}"),
        ('os.environ["AWS_LAMBDA_FUNCTION_NAME"]', "<Function>"),
        ("context.function_name", "<Function>"),
        ("os.environ[event['which']]", "environment($.which)"),
    ],
)
def test_environment(expression: str, expected: str) -> None:
    assert sent(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('f"{STAGE}-orders"', "dev-orders"),
        ('STAGE + "-orders"', "dev-orders"),
        ('"%s-orders" % STAGE', "dev-orders"),
        ('"%s-%s" % (STAGE, "x")', "dev-x"),
        ('"%(s)s-orders" % {"s": STAGE}', "dev-orders"),
        ('"{}-orders".format(STAGE)', "dev-orders"),
        ('"{0}-{s}".format(STAGE, s="x")', "dev-x"),
        ('"-".join([STAGE, "orders"])', "dev-orders"),
        ('"a/b".split("/")[-1]', "b"),
        ("STAGE.upper()", "DEV"),
        ('"  x ".strip()', "x"),
        ('"a-b".replace("-", "_")', "a_b"),
        ("str(5)", "5"),
        ('f"{queue}/x"', "<Queue>/x"),
        ("f\"{event['id']}.json\"", "$.id.json"),
        ('queue.split("/")[-1]', "split(<Queue>)"),
        ('"a" if STAGE == "dev" else "b"', "a"),
        ('"a" if event["x"] else "b"', "a|b"),
        ('"x" * 3', "?"),
    ],
)
def test_text(expression: str, expected: str) -> None:
    before = 'STAGE = os.environ["STAGE"]\nqueue = os.environ["QUEUE_URL"]'
    assert sent(expression, before) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('event["Records"][0]["body"]', "$.Records.*.body"),
        ('event.get("detail", {}).get("id")', "$.detail.id"),
        ('json.loads(event["body"])["id"]', "$.body.id"),
        ('event["detail"]["a"].lower()', "lower($.detail.a)"),
        ('str(event["id"])', "$.id"),
        ("context.aws_request_id", "$.$context.aws_request_id"),
        ('[r["body"] for r in event["Records"]]', "[$.Records.*.body,...]"),
        ('hashlib.sha256(event["id"].encode()).hexdigest()', "hashlib.sha256().hexdigest()($.id)"),
        ('base64.b64decode(event["data"]).decode()', "$.data"),
        ('event.get("queue", "default")', "$.queue|default"),
    ],
)
def test_event_data(expression: str, expected: str) -> None:
    assert sent(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("uuid.uuid4()", "uuid4()"),
        ("str(uuid.uuid4())", "uuid4()"),
        ("uuid.uuid4().hex", "hex(uuid4())"),
        ('f"k-{uuid.uuid4()}"', "k-uuid4()"),
        ("time.time()", "time()"),
        ("int(time.time())", "time()"),
        ("datetime.now().isoformat()", "isoformat(now())"),
        ("datetime.utcnow()", "utcnow()"),
        ("random.randint(1, 2)", "randint()"),
        ("secrets.token_hex(8)", "token_hex()"),
    ],
)
def test_generated(expression: str, expected: str) -> None:
    assert sent(expression) == expected


@pytest.mark.parametrize(
    ("inside", "expression", "expected"),
    [
        ('d = {"a": 1}\nd["k"] = "v"', "json.dumps(d)", "json({a:1,k:v})"),
        ('d = {"a": 1}\nd.update({"b": 2}, c=3)', "json.dumps(d)", "json({a:1,b:2,c:3})"),
        ('d = {**{"a": 1}, "b": 2}', "d", "{a:1,b:2}"),
        ('d = {"a": 1} | {"b": 2}', "d", "{a:1,b:2}"),
        ("d = dict(a=1)", "d", "{a:1}"),
        ('d = {"a": 1}\nd.update(event)', "d", "{a:1,...}"),
        ("d = []\nd.append(1)\nd.append(2)", "d", "[1,2]"),
        ("d = [1] + [2]", "d", "[1,2]"),
        ("d = [1]\nd += [2]", "d", "[1,2]"),
        ("d = [1]\nd.extend([2])", "d", "[1,2]"),
        ("d = [0, *[1, 2]]", "d", "[0,1,2]"),
        ("a, b = 1, 2", "b", "2"),
        ("a, *b = 1, 2", "a", "1"),
        ("(a, b), c = (1, 2), 3", "b", "2"),
        ("a = b = 7", "a", "7"),
        ('d = {"x": {"y": 5}}', 'd["x"]["y"]', "5"),
        ('d = {"x": 5}', 'd.get("x")', "5"),
        ('d = {"x": 5}', 'd.get("z", 6)', "6"),
        ('d = {"x": 5, "y": 6}', 'd[event["k"]]', "5|6"),
        ("d = {n: n + '!' for n in ('a', 'b')}", 'd["b"]', "b!"),
        ("x = [n.upper() for n in ('a', 'b')]", "x", "[A,B]"),
        ("if event:\n    x = 1\nelse:\n    x = 2", "x", "1|2"),
        ("x = 1\nif event:\n    x = 2", "x", "2|1"),
        ("x = 1\nif False:\n    x = 2", "x", "1"),
        ("for x in (1, 2):\n    pass", "x", "2"),
        ("x = 0\nwhile event:\n    x += 1", "x", "?|0"),
        ("if (n := 5):\n    pass", "n", "5"),
        ("try:\n    x = 1\nexcept KeyError:\n    x = 2", "x", "1|2"),
    ],
)
def test_containers_and_flow(inside: str, expression: str, expected: str) -> None:
    result = sent(expression, inside=inside)
    assert sorted(result.split("|")) == sorted(expected.split("|"))


def test_a_map_changed_in_a_branch_may_not_have_changed() -> None:
    assert sent("d", inside='d = {"a": 1}\nif event:\n    d["a"] = 2') == "{a:1|2}"
    assert sent("d", inside='d = {}\nif event:\n    d["a"] = 2') == "{a:?|2}"


def test_open_environment_stays_an_environment_variable() -> None:
    source = f'{PRELUDE}\ndef handler(e, c):\n    sqs.send_message(A=os.environ["X"])'
    code = code_base(source)
    entry = find_entry_point(function("app.handler"), code)
    assert isinstance(entry, EntryPoint)
    behaviour = read_handler(entry, code, Unknown("open"), HANDLES).behaviour
    (call,) = behaviour.calls
    assert written(call) == "sqs.SendMessage A=${X}"


def test_reads_say_whether_a_variable_is_required() -> None:
    behaviour = behaviour_of(
        """
        import os
        A = os.environ["A"]
        B = os.getenv("B")
        try:
            C = os.environ["C"]
        except KeyError:
            C = "c"
        def handler(event, context):
            return os.environ.get("D", "d")
        """
    )
    reads = {read.name: read.required for read in behaviour.environment_reads}
    assert reads == {"A": True, "B": False, "C": False, "D": False}


def test_a_conditional_variable_falls_back_to_the_default() -> None:
    variables = {"Q": choice((Reference("t#Queue"), Absent()), "Prod")}
    source = f'{PRELUDE}\ndef handler(e, c):\n    sqs.send_message(A=os.environ.get("Q", "d"))'
    assert seen(source, variables) == ["sqs.SendMessage A=<Queue>|d"]


def test_settings_read_the_environment() -> None:
    source = """
        import boto3
        from pydantic import Field
        from pydantic_settings import BaseSettings, SettingsConfigDict
        class Settings(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="app_")
            queue: str
            stage: str = "dev"
            table: str = Field(alias="TABLE")
        settings = Settings()
        sqs = boto3.client("sqs")
        def handler(event, context):
            sqs.send_message(A=settings.queue, B=settings.stage, C=settings.table)
    """
    variables = {"APP_QUEUE": Reference("t#Queue"), "TABLE": Reference("t#Table")}
    assert seen(source, variables) == ["sqs.SendMessage A=<Queue> B=dev C=<Table>"]


def test_text_that_would_be_vast_is_unknown() -> None:
    assert sent("LONG.replace('a', LONG)", before=f"LONG = '{'a' * 5000}'") == "?"
