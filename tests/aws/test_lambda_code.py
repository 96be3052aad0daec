"""Where a function's code is said to be."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import FunctionCode, Resource
from eda_lint.aws.lambda_code import function_code
from eda_lint.value import Absent, Literal
from tests.aws.declared import resource, value

LAYERS = {
    r.id: r
    for r in (
        resource("AWS::Serverless::LayerVersion", {"ContentUri": "layers/a"}, "A"),
        resource("AWS::Lambda::LayerVersion", {"Content": {"S3Bucket": "b"}}, "B"),
    )
}


def code_of(kind: str, properties: dict[str, object]) -> FunctionCode:
    found = function_code(resource(kind, properties, "Fn"), LAYERS.get)
    assert found is not None
    return found


def test_sam() -> None:
    code = code_of(
        "AWS::Serverless::Function",
        {
            "CodeUri": "src/",
            "Handler": "app.handler",
            "Runtime": "python3.12",
            "Layers": [{"Ref": "A"}, {"Ref": "B"}, "arn:aws:lambda:us-east-1:1:layer:x:1"],
        },
    )
    assert (code.uri, code.handler, code.runtime) == (
        Literal("src/"),
        Literal("app.handler"),
        "python3.12",
    )
    assert code.layers == (Literal("layers/a"), value({"S3Bucket": "b"}))
    assert isinstance(code.inline, Absent)


def test_inline_code() -> None:
    for code in (
        code_of("AWS::Serverless::Function", {"InlineCode": "pass"}),
        code_of("AWS::Lambda::Function", {"Code": {"ZipFile": "pass"}}),
    ):
        assert code.inline == Literal("pass")
        assert isinstance(code.uri, Absent)


def test_plain_code_may_be_the_path_of_a_folder() -> None:
    code = code_of("AWS::Lambda::Function", {"Code": "functions/store"})
    assert code.uri == Literal("functions/store")
    assert isinstance(code.inline, Absent)


def test_images_have_no_runtime() -> None:
    for kind, properties in (
        ("AWS::Serverless::Function", {"ImageUri": "x:1"}),
        ("AWS::Lambda::Function", {"Code": {"ImageUri": "x:1"}}),
    ):
        code = code_of(kind, {**properties, "PackageType": "Image"})
        assert (code.uri, code.runtime) == (Literal("x:1"), "")


def test_a_packaged_artefact_stays_a_map() -> None:
    packed = {"S3Bucket": "b", "S3Key": "k"}
    assert code_of("AWS::Lambda::Function", {"Code": packed}).uri == value(packed)


def test_other_resources_have_no_code() -> None:
    assert function_code(resource("AWS::SQS::Queue", {}), lambda _: None) is None


def test_a_layer_that_is_not_declared_is_left_out() -> None:
    nothing: dict[str, Resource] = {}
    function = resource("AWS::Serverless::Function", {"Layers": [{"Ref": "A"}]})
    found = function_code(function, nothing.get)
    assert found is not None
    assert found.layers == ()


COMMAND: dict[str, object] = {
    "PackageType": "Image",
    "ImageConfig": {"Command": ["app.handler"]},
}


@pytest.mark.parametrize(
    ("properties", "metadata", "found"),
    [
        (COMMAND, {"DockerContext": "./src"}, ("app.handler", "./src")),
        (COMMAND, {}, None),
        ({"PackageType": "Image"}, {"DockerContext": "./src"}, None),
        # With an entry point of its own the command is whatever that takes.
        (
            {
                "PackageType": "Image",
                "ImageConfig": {"Command": ["app.handler"], "EntryPoint": ["/run"]},
            },
            {"DockerContext": "./src"},
            None,
        ),
    ],
)
def test_an_image_that_is_built_here(
    properties: dict[str, object], metadata: dict[str, object], found: tuple[str, str] | None
) -> None:
    declared = resource("AWS::Serverless::Function", properties, "Fn", metadata)
    code = function_code(declared, LAYERS.get)
    assert code is not None
    if found is None:
        assert isinstance(code.handler, Absent)
    else:
        assert (code.handler, code.uri) == tuple(map(Literal, found))
