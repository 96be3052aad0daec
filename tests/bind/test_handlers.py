"""Where a function's code begins: every way in which a template says it."""

from __future__ import annotations

import pytest

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate import EntryPoint
from eda_lint.bind.handlers import bind_handler, find_entry_point
from eda_lint.location import Diagnostic, Location
from eda_lint.model import Handler, MissingHandler
from eda_lint.parse.python import parse_python
from eda_lint.value import (
    ABSENT,
    Concat,
    Entry,
    Input,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
)
from tests.bind.evaluated import HANDLES, function, written

APP = "import boto3\nc = boto3.client('sqs')\ndef handler(e, c2):\n    c.send_message(A=1)\n"


def code(*paths: str) -> CodeBase:
    return CodeBase.of({path: parse_python(path, APP) for path in paths})


def text(value: str) -> Value:
    return Literal(value, Location("template.yaml", 5, 7))


@pytest.mark.parametrize(
    ("handler", "uri", "base", "path"),
    [
        ("app.handler", text("src/"), "template.yaml", "src/app.py"),
        ("app.handler", text("./src"), "template.yaml", "src/app.py"),
        ("src.app.handler", text("."), "template.yaml", "src/app.py"),
        ("src/app.handler", text("."), "template.yaml", "src/app.py"),
        ("src/app.handler", ABSENT, "template.yaml", "src/app.py"),
        ("app.handler", text("src"), "infra/template.yaml", "infra/src/app.py"),
        ("app.handler", text("../src"), "infra/template.yaml", "src/app.py"),
        ("app.handler", ABSENT, "infra/template.yaml", "infra/app.py"),
        ("app.handler", text("src/app.py"), "template.yaml", "src/app.py"),
        ("app.handler", text("src"), "template.yaml", "src/app/__init__.py"),
    ],
)
def test_found(handler: str, uri: Value, base: str, path: str) -> None:
    entry = find_entry_point(function(handler, uri, base=base), code(path))
    assert isinstance(entry, EntryPoint)
    assert (entry.file.path, entry.symbol, entry.at.line) == (path, "handler", 3)


def test_asset_of_a_cdk_app() -> None:
    metadata = Record((Entry("aws:asset:path", text("asset.abc")),))
    bucket = Record((Entry("S3Bucket", text("b")),))
    stated = function("app.handler", bucket, metadata=metadata, base="cdk.out/S.template.json")
    entry = find_entry_point(stated, code("cdk.out/asset.abc/app.py"))
    assert isinstance(entry, EntryPoint)
    assert entry.file.path == "cdk.out/asset.abc/app.py"


UNKNOWN = {
    "no code under .": function("app.handler", runtime="nodejs20.x"),
    "ruby is not analysed yet": function("app.handler", runtime="ruby3.3"),
    "JAVA_VERSION is no runtime": function("app.handler", runtime="JAVA_VERSION"),
    "java is not analysed yet": function("app.handler", runtime="java21"),
    "code in S3": function("app.handler", text("s3://bucket/key")),
    "code in S3 ": function("app.handler", Record((Entry("S3Bucket", text("b")),))),
    "an archive: build/app.zip": function("app.handler", text("build/app.zip")),
    "an archive: app.jar": function("app.handler", text("app.jar")),
    "an open code path": function("app.handler", Input("CodePath")),
    "an image": function("", ABSENT, runtime=""),
    "no code under dist": function("app.handler", text("dist")),
    "the asset asset.x.zip is no folder of the scan": function(
        "app.handler",
        Record((Entry("S3Bucket", text("b")),)),
        metadata=Record((Entry("aws:asset:path", text("asset.x.zip")),)),
    ),
    "code that its own build lays out": function(
        "other.handler", text("src"), metadata=Record((Entry("BuildMethod", text("makefile")),))
    ),
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_cannot_be_known(why: str) -> None:
    found = find_entry_point(UNKNOWN[why], code("src/app.py"))
    assert isinstance(found, Unknown)
    assert found.why == why.strip()


@pytest.mark.parametrize(
    ("handler", "what"),
    [
        ("other.handler", "no other under src"),
        ("app.other", "no other in src/app.py"),
        ("app", "app names no function of a file"),
    ],
)
def test_a_handler_that_is_not_there_is_told_apart(handler: str, what: str) -> None:
    found = find_entry_point(function(handler, text("src")), code("src/app.py"))
    assert isinstance(found, MissingHandler)
    assert found.why == what


def test_a_script_that_a_wrapper_runs_is_no_missing_handler() -> None:
    environment = Record((Entry("AWS_LAMBDA_EXEC_WRAPPER", text("/opt/bootstrap")),))
    for handler, found in (("run.sh", Unknown), ("app.handler", EntryPoint)):
        stated = function(handler, text("src"), environment=environment)
        entry = find_entry_point(stated, code("src/app.py"))
        assert isinstance(entry, found)
        assert not isinstance(entry, Unknown) or entry.why == "run by a wrapper"


def test_an_image_whose_command_the_template_says() -> None:
    folder = Record((Entry("DockerContext", text("src")),))
    stated = function("app.handler", text("src"), runtime="", metadata=folder)
    assert isinstance(find_entry_point(stated, code("src/app.py")), EntryPoint)
    other = find_entry_point(stated, code("src/other.py"))
    assert isinstance(other, Unknown)
    assert other.why == "an image"


@pytest.mark.parametrize("uri", ["../../etc", "/etc", "src/../../x"])
def test_a_path_outside_the_scan_is_a_diagnostic(uri: str) -> None:
    found = find_entry_point(function("app.handler", text(uri)), code("src/app.py"))
    assert found == Diagnostic("template.yaml", 5, 7, f"code path {uri} leads outside the scan")


@pytest.mark.parametrize(
    "body",
    [
        "handler = make()",
        "from other import handler",
        "from other import *",
        "try:\n    from other import handler\nexcept ImportError:\n    pass",
        "if True:\n    def handler(e, c): pass",
        "handler, other = 1, 2",
        "class handler: pass",
    ],
)
def test_names_that_a_file_binds(body: str) -> None:
    files = CodeBase.of({"app.py": parse_python("app.py", body)})
    assert isinstance(find_entry_point(function("app.handler"), files), EntryPoint)


def test_layers_are_searched_for_imports() -> None:
    files = CodeBase.of(
        {
            "src/app.py": parse_python(
                "src/app.py",
                "from shared import send\nfrom plain import client\n"
                "def handler(e, c): send(client)",
            ),
            "layer/python/shared.py": parse_python(
                "layer/python/shared.py", "def send(c): c.send_message(A=1)"
            ),
            "layer/plain.py": parse_python(
                "layer/plain.py", "import boto3\nclient = boto3.client('sqs')"
            ),
        }
    )
    stated = function("app.handler", text("src"), layers=(text("layer"), text("s3://x/y")))
    handler = bind_handler(stated, files, HANDLES)
    assert isinstance(handler, Handler)
    assert [written(call) for call in handler.behaviour.calls] == ["sqs.SendMessage A=1"]


def test_inline_code_points_into_the_template() -> None:
    at = Location("template.yaml", 20, 18, 24, 1)
    stated = function("index.handler", inline=Literal(APP, at))
    handler = bind_handler(stated, CodeBase.of({}), HANDLES)
    assert isinstance(handler, Handler)
    (call,) = handler.behaviour.calls
    (made,) = handler.behaviour.constructions
    assert (handler.at.path, handler.at.line) == ("template.yaml", 23)
    assert (call.at.path, call.at.line) == ("template.yaml", 24)
    assert made.at.line == 22


def test_inline_code_on_one_line() -> None:
    at = Location("template.json", 20, 18, 20, 90)
    stated = function("index.handler", inline=Literal(APP, at))
    handler = bind_handler(stated, CodeBase.of({}), HANDLES)
    assert isinstance(handler, Handler)
    assert handler.behaviour.calls[0].at.line == 20


def test_what_a_template_puts_into_inline_code() -> None:
    at = Location("template.yaml", 20, 18, 24, 1)
    before, after = APP.replace("A=1", 'A="q-@", B=@').split("@", 1)
    last, end = after.split("@")
    queue = Reference("template.yaml#Queue")
    text = Concat((Literal(before), queue, Literal(last), Input("Count"), Literal(end)), at)
    handler = bind_handler(function("index.handler", inline=text), CodeBase.of({}), HANDLES)
    assert isinstance(handler, Handler)
    assert [written(call) for call in handler.behaviour.calls] == [
        "sqs.SendMessage A=q-<Queue> B=?"
    ]


def test_inline_code_is_the_module_index() -> None:
    found = find_entry_point(function("app.handler", inline=Literal(APP)), CodeBase.of({}))
    assert isinstance(found, MissingHandler)


def test_inline_code_in_place_of_a_file() -> None:
    found = find_entry_point(function("app.handler", inline=Literal(APP)), code("src/app.py"))
    assert isinstance(found, Unknown)
    assert not isinstance(found, MissingHandler)


@pytest.mark.parametrize(
    ("handler", "missing"),
    [("src.app.handler", True), ("src/app.handler", True), ("build.app2.handler", False)],
)
def test_a_folder_that_the_scan_has_not(handler: str, missing: bool) -> None:
    found = find_entry_point(function(handler, text("src")), code("src/app.py"))
    assert isinstance(found, Unknown)
    assert isinstance(found, MissingHandler) is missing


def test_a_missing_name_is_told_from_a_missing_file() -> None:
    found = [
        find_entry_point(function(handler, text("src")), code("src/app.py"))
        for handler in ("app.other", "other.handler")
    ]
    assert [isinstance(one, MissingHandler) and one.in_file for one in found] == [True, False]


def test_a_file_that_cannot_be_parsed() -> None:
    files = CodeBase.of({"app.py": parse_python("app.py", "def handler(:")})
    found = find_entry_point(function("app.handler"), files)
    assert isinstance(found, Unknown)
    assert found.why == "app.py cannot be parsed"
