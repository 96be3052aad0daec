"""The stand-ins for registry modules: which sources they answer, and that each is whole."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from eda_lint.bind.terraform import registry
from eda_lint.bind.terraform.registry import files, holds_no_events, stand_in
from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import Attribute, Block, Name

HERE = Path(registry.__file__).parent
KINDS = ("var", "local", "data")
EVERY = sorted(path.parent.name for path in HERE.glob("*/main.tf"))
MODULES = "terraform-aws-modules"
GITHUB = f"github.com/{MODULES}"

KNOWN = {
    f"{MODULES}/lambda/aws//modules/docker-build": "lambda_docker_build",
    f"{MODULES}/lambda/aws": "lambda",
    f"{MODULES}/s3-bucket/aws": "s3_bucket",
    f"{MODULES}/lambda/aws//modules/alias": "lambda_alias",
    f"{MODULES}/s3-bucket/aws//modules/notification": "s3_bucket_notification",
    f"registry.example.com/{MODULES}/sqs/aws": "sqs",
    f"{GITHUB}/terraform-aws-lambda?ref=v8.1.0": "lambda",
    f"{GITHUB}/terraform-aws-lambda//modules/alias?ref=v8.1.0": "lambda_alias",
    f"{GITHUB}/terraform-aws-lambda/modules/alias": "lambda_alias",
    f"git@github.com:{MODULES}/terraform-aws-sns.git": "sns",
    f"git::git@github.com:{MODULES}/terraform-aws-sns.git?ref=v7.1.0": "sns",
    f"git::https://{GITHUB}/terraform-aws-sqs.git": "sqs",
    f"git::https://{GITHUB}/terraform-aws-sqs.git?ref=v5.0.0&depth=1": "sqs",
    f"git::https://{GITHUB}/terraform-aws-lambda.git//modules/alias?ref=v8": "lambda_alias",
    f"git::ssh://git@{GITHUB}/terraform-aws-eventbridge.git": "eventbridge",
    f"https://{GITHUB}/terraform-aws-sqs/archive/v5.0.0.tar.gz//terraform-aws-sqs-5.0.0": "sqs",
    f"https://{GITHUB}/terraform-aws-lambda/archive/v8.zip//a/modules/alias": "lambda_alias",
}
UNKNOWN = (
    "",
    "//",
    "acme/lambda/aws",
    f"./{MODULES}/lambda/aws",
    f"/srv/{MODULES}/lambda/aws",
    f"acme-{MODULES}/lambda/aws",
    f"{MODULES}/lambda/google",
    f"{MODULES}/lambda/aws/wrappers",
    f"{MODULES}/lambda/aws//wrappers",
    f"{MODULES}/lambda/aws//examples/alias",
    f"{MODULES}/datadog-forwarders/aws",
    "github.com/acme/terraform-aws-lambda",
    f"{GITHUB}/lambda",
    f"https://example.com/{MODULES}/lambda/aws",
)


@pytest.mark.parametrize(("source", "name"), KNOWN.items())
def test_a_source_has_its_stand_in(source: str, name: str) -> None:
    assert stand_in(source) == name
    assert not holds_no_events(source)


@pytest.mark.parametrize("source", UNKNOWN)
def test_any_other_source_has_none(source: str) -> None:
    assert stand_in(source) is None
    assert not holds_no_events(source)


@pytest.mark.parametrize(
    "source",
    [
        f"{MODULES}/vpc/aws",
        f"{MODULES}/vpc/aws//modules/vpc-endpoints",
        f"{MODULES}/security-group/aws//modules/https-443",
        f"git::https://{GITHUB}/terraform-aws-kms.git?ref=v3.0.0",
        f"{MODULES}/lambda/aws//modules/deploy",
    ],
)
def test_some_are_known_to_hold_no_events(source: str) -> None:
    assert holds_no_events(source)
    assert stand_in(source) is None


@pytest.mark.parametrize("name", EVERY)
def test_every_stand_in_is_read_without_a_diagnostic(name: str) -> None:
    parsed = [parse_configuration(f"{name}/{file}", text) for file, text in files(name).items()]
    assert [one.diagnostics for one in parsed] == [()] * len(parsed)
    assert any(block.type == "resource" for one in parsed for block in one.blocks)


@pytest.mark.parametrize("name", EVERY)
def test_every_name_in_a_stand_in_is_declared(name: str) -> None:
    blocks = [
        block
        for file, text in files(name).items()
        for block in parse_configuration(file, text).blocks
    ]
    declared = set(declarations(blocks))
    used = {use for block in blocks for use in uses(block)}
    assert {use for use in used if use[0] in KINDS or use[0].startswith("aws_")} <= declared
    assert {one for one in declared if one[0] in KINDS} <= used


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_stand_ins_are_written_as_terraform_formats() -> None:
    command = ["terraform", "fmt", "-check", "-recursive", str(HERE)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")


def declarations(blocks: list[Block]) -> Iterator[tuple[str, ...]]:
    """What a module declares, as expressions name it."""
    for block in blocks:
        match block.type:
            case "variable":
                yield "var", block.labels[0]
            case "locals":
                yield from (("local", argument.name) for argument in block.arguments)
            case "resource":
                yield block.labels
            case "data":
                yield "data", *block.labels


def uses(form: object) -> Iterator[tuple[str, ...]]:
    """What is named in a block or an expression: `("var", "create")`, `("data", type, name)`."""
    match path_of(form):
        case ("data", kind, name, *_):
            yield "data", kind, name
        case (kind, name, *_) if kind != "data":
            yield kind, name
    for field in getattr(form, "__dataclass_fields__", {}):
        value = getattr(form, field)
        for inner in value if isinstance(value, tuple) else (value,):
            yield from uses(inner)


def path_of(form: object) -> tuple[str, ...]:
    """The names of a traversal, outermost first, as far as they are written one after another."""
    match form:
        case Name():
            return (form.id,)
        case Attribute():
            return (*path, form.name) if (path := path_of(form.of)) else ()
    return ()
