"""Packages that something else than the configuration makes: where their code is likely to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bind.deployed import bound, function

NODE = {"runtime": '"nodejs22.x"', "handler": '"index.handler"'}


def of_package(folder: Path, filename: str, *code: str, **texts: str) -> str:
    """Where the one function of `infra` begins whose `filename` this is."""
    files = {"infra/main.tf": function(filename=f'"{filename}"'), **dict.fromkeys(code, "")}
    (found,) = bound(folder, {**files, **texts}).values()
    return found


@pytest.mark.parametrize(
    ("filename", "code", "path"),
    [
        # the folder that the archive is called as
        ("orders.zip", ["infra/orders/app.py", "infra/app.py"], "infra/orders/app.py"),
        ("../build/orders.zip", ["build/orders/app.py"], "build/orders/app.py"),
        # a folder of that name, whatever way it is written
        ("../dist/take-order.zip", ["services/take_order/app.py", "app.py"], "services/take_order"),
        ("../dist/TakeOrderLambda.zip", ["fns/take-order/src/app.py"], "fns/take-order/src"),
        # the folder that the archive lies in
        ("../fn/lambda.zip", ["fn/app.py", "fn/deeper/app.py"], "fn/app.py"),
        # the only one there is
        ("lambda.zip", ["infra/code/src/app.py"], "infra/code/src/app.py"),
        ("../package.zip", ["src/app.py", "tests/app.py"], "src/app.py"),
    ],
)
def test_found(tmp_path: Path, filename: str, code: list[str], path: str) -> None:
    found = of_package(tmp_path, filename, *code)
    assert found.startswith(path)
    assert found.endswith("app.py?")


@pytest.mark.parametrize(
    ("filename", "code"),
    [
        ("lambda.zip", []),
        ("lambda.zip", ["src/other.py"]),
        ("../lambda.zip", ["a/app.py", "b/app.py"]),
        ("../x/y/lambda.zip", ["tests/app.py"]),
    ],
)
def test_not_found(tmp_path: Path, filename: str, code: list[str]) -> None:
    assert of_package(tmp_path, filename, *code) == f"{filename} is not built in the scan"


def test_a_file_without_the_function_is_none(tmp_path: Path) -> None:
    texts = {"infra/app.py": "def main(event, context): pass\n"}
    assert of_package(tmp_path, "lambda.zip", **texts) == "lambda.zip is not built in the scan"


def test_several_folders_of_the_name_are_none(tmp_path: Path) -> None:
    code = {"a/orders/app.py": "", "b/orders/app.py": "def handler(event, context): return 1\n"}
    found = of_package(tmp_path, "../orders.zip", **code)
    assert found == "orders.zip may be packed from a/orders/app.py or b/orders/app.py"


def test_packages_with_the_same_handler_are_told_apart_by_name_only(tmp_path: Path) -> None:
    both = function("a", filename='"a.zip"') + function("b", filename='"b.zip"')
    files = {"main.tf": both, "app.py": "", "fns/b/app.py": "def handler(e, c): return 1\n"}
    assert bound(tmp_path, files) == {
        "aws_lambda_function.a": "a.zip is not built in the scan",
        "aws_lambda_function.b": "fns/b/app.py?",
    }


@pytest.mark.parametrize(
    "names",
    [
        {"function_name": '"take-order"'},
        {"function_name": '"${var.stage}-take-order"'},
        {"for_each": 'toset(["take-order"])'},
        {"name": "take_order"},
    ],
)
def test_an_object_that_nobody_uploads_by_the_names_of_its_function(
    tmp_path: Path, names: dict[str, str]
) -> None:
    arguments = {"s3_bucket": '"packages"', "s3_key": "var.package"}
    variables = 'variable "package" {}\nvariable "stage" {}\n'
    configuration = variables + function(**{**arguments, **names})
    files = {"main.tf": configuration, "fns/take-order/app.py": "", "fns/other/app.py": ""}
    (found,) = bound(tmp_path, files).values()
    assert found == "fns/take-order/app.py?"


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        ("orders/terraform", "refunds/terraform", "refunds/src/app.py"),
        ("orders", "refunds", "refunds/app.py"),
        ("infra/orders", "infra/refunds", "infra/refunds/lambda/app.py"),
        ("orders", "refunds", "shared/app.py"),
    ],
)
def test_code_of_another_project_is_not_taken(
    tmp_path: Path, own: str, other: str, code: str
) -> None:
    files = {
        f"{own}/main.tf": function(filename='"lambda.zip"'),
        f"{other}/main.tf": 'resource "aws_sqs_queue" "other" {}\n',
        code: "",
    }
    (found,) = bound(tmp_path, files).values()
    assert found == "lambda.zip is not built in the scan"


MAKEFILE = """\
NAME := orders
package:
	cd code/$(NAME)-service && zip -r ../../build/$(NAME).zip . -x '*.pyc'
"""
SCRIPT = """\
#!/bin/bash
set -e
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
mkdir -p build
(cd "$ROOT/code/orders-service"; zip -q -r "$ROOT/build/orders.zip" .)
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Makefile", MAKEFILE),
        ("scripts/package.sh", SCRIPT),
        (
            "package.json",
            '{"scripts": {"zip": "cd code/orders-service; zip ../../build/orders *"}}',
        ),
    ],
)
def test_commands_of_files_around_the_code(tmp_path: Path, path: str, text: str) -> None:
    code = {"code/orders-service/app.py": "", "code/other-service/app.py": "", path: text}
    assert of_package(tmp_path, "../build/orders.zip", **code) == "code/orders-service/app.py?"


@pytest.mark.parametrize(
    "provisioner",
    [
        'command = "cd ${path.module}/../code/a && zip -r ../../infra/x.zip ."',
        'command = "zip -r ../../infra/x.zip ."\n    working_dir = "../code/a"',
        'command = "bash ../bin/pack.sh ../code/a x.zip"',
        'command = "zip -j ${path.module}/x.zip ../code/a/app.py ../code/a/other.py"',
    ],
)
def test_commands_that_the_configuration_runs(tmp_path: Path, provisioner: str) -> None:
    run = 'resource "null_resource" "zip" {\n  provisioner "local-exec" {\n    @\n  }\n}\n'
    configuration = run.replace("@", provisioner) + function(filename='"x.zip"')
    files = {
        "infra/main.tf": configuration,
        "code/a/app.py": "",
        "code/b/app.py": "",
        "bin/pack.sh": 'OUT=$(pwd)/$2\ncd "$1"\nzip -r "../../infra/x.zip" .\n',
    }
    (found,) = bound(tmp_path, files).values()
    assert found == "code/a/app.py?"


def test_a_bundle_of_typescript(tmp_path: Path) -> None:
    package = (
        '{"scripts": {"build": "ncc build src/lambda.ts -o dist",'
        ' "dist": "npm run build && cd dist && zip ../orders.zip *"}}'
    )
    deployed = function(filename='"${path.module}/../fns/orders/orders.zip"', **NODE)
    files = {
        "infra/main.tf": deployed,
        "fns/orders/package.json": package,
        "fns/orders/src/lambda.ts": "",
        "fns/refunds/src/index.ts": "",
    }
    (found,) = bound(tmp_path, files).values()
    assert found == "fns/orders/src/lambda.ts?"


def test_what_a_build_lays_out_for_an_archive(tmp_path: Path) -> None:
    archived = (
        'data "archive_file" "this" {\n  type = "zip"\n  output_path = "x.zip"\n'
        '  source_dir = "build/orders"\n}\n'
    )
    deployed = function(filename="data.archive_file.this.output_path")
    files = {"main.tf": archived + deployed, "src/orders/app.py": "", "src/refunds/app.py": ""}
    (found,) = bound(tmp_path, files).values()
    assert found == "src/orders/app.py?"
