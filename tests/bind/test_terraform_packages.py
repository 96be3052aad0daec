"""The code of functions that a Terraform configuration packs itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.model import Handler
from tests.bind.deployed import archive, bound, function, handlers

THIS = "aws_lambda_function.this"
OUTPUT = "data.archive_file.this.output_path"


def only(folder: Path, configuration: str, *code: str, **texts: str) -> str:
    """Where the one function of a configuration begins; `code` are paths of handlers."""
    files = {"main.tf": configuration, **dict.fromkeys(code, ""), **texts}
    (found,) = bound(folder, files).values()
    return found


@pytest.mark.parametrize(
    ("source", "filename", "path"),
    [
        ('source_dir = "${path.module}/src"', OUTPUT, "src/app.py"),
        ('source_dir = "src/"', OUTPUT, "src/app.py"),
        ('source_dir = "${path.root}/src"', '"${path.module}/this.zip"', "src/app.py"),
        ('source_dir = "src"', '"./x/../this.zip"', "src/app.py"),
        ('source_file = "${path.module}/src/app.py"', OUTPUT, "src/app.py"),
        ('source_dir = "src"', '"${data.archive_file.this.output_path}"', "src/app.py"),
        ('source_dir = "src"', "local.package", "src/app.py"),
    ],
)
def test_an_archive(tmp_path: Path, source: str, filename: str, path: str) -> None:
    name, _, text = source.partition(" = ")
    local = f"locals {{\n  package = {OUTPUT}\n}}\n"
    configuration = archive(**{name: text}) + local + function(filename=filename)
    assert only(tmp_path, configuration, "src/app.py", "other/app.py") == path


def test_an_archive_whose_path_is_settled_at_deployment(tmp_path: Path) -> None:
    suffixed = archive(output="${random_id.x.hex}.zip", source_dir='"src"')
    random = 'resource "random_id" "x" {\n  byte_length = 4\n}\n'
    configuration = random + suffixed + function(filename=OUTPUT)
    assert only(tmp_path, configuration, "src/app.py") == "src/app.py"


def test_archives_that_write_the_same_path(tmp_path: Path) -> None:
    both = archive("a", source_dir='"a"') + archive("b", source_dir='"b"')
    configuration = both + function(filename='"this.zip"')
    why = "one of several archives"
    assert only(tmp_path, configuration, "a/app.py", "b/app.py") == why


@pytest.mark.parametrize(
    ("handler", "found"),
    [
        ("app.handler", "src/app.py"),
        ("other.handler", "no other in the package of src/app.py!"),
        ("app.main", "no main in src/app.py!"),
    ],
)
def test_an_archive_of_one_file_holds_no_other(tmp_path: Path, handler: str, found: str) -> None:
    configuration = archive(source_file='"src/app.py"') + function(
        filename=OUTPUT, handler=f'"{handler}"'
    )
    assert only(tmp_path, configuration, "src/app.py", "src/other.py") == found


def test_one_file_of_a_build(tmp_path: Path) -> None:
    node = {"runtime": '"nodejs22.x"', "handler": '"take.handler"'}
    configuration = archive(source_file='"dist/orders/take.js"') + function(filename=OUTPUT, **node)
    found = only(tmp_path, configuration, "src/orders/take.ts")
    assert found == "src/orders/take.ts?"


def test_a_folder_of_a_build(tmp_path: Path) -> None:
    node = {"runtime": '"nodejs22.x"', "handler": '"index.handler"'}
    configuration = archive(source_dir='"dist"') + function(filename=OUTPUT, **node)
    assert only(tmp_path, configuration, "src/index.ts") == "src/index.ts?"


def test_a_folder_without_the_handler(tmp_path: Path) -> None:
    configuration = archive(source_dir='"src"') + function(filename=OUTPUT)
    assert only(tmp_path, configuration, "src/other.py") == "no app under src!"


def test_several_functions_of_one_archive(tmp_path: Path) -> None:
    each = function(
        for_each='toset(["take", "ship"])', filename=OUTPUT, handler='"${each.key}.handler"'
    )
    files = {"main.tf": archive(source_dir='"src"') + each, "src/take.py": "", "src/ship.py": ""}
    assert bound(tmp_path, files) == {
        f'{THIS}["ship"]': "src/ship.py",
        f'{THIS}["take"]': "src/take.py",
    }


def test_an_archive_for_each_function(tmp_path: Path) -> None:
    keys = 'toset(["take", "ship"])'
    each = archive(for_each=keys, output="${each.key}.zip", source_dir='"${each.key}"')
    output = "data.archive_file.this[each.key].output_path"
    configuration = each + function(for_each=keys, filename=output)
    files = {"main.tf": configuration, "take/app.py": "", "ship/app.py": ""}
    assert bound(tmp_path, files) == {
        f'{THIS}["ship"]': "ship/app.py",
        f'{THIS}["take"]': "take/app.py",
    }


def test_a_module_packs_what_it_is_told(tmp_path: Path) -> None:
    module = 'variable "source_folder" {}\n' + archive(source_dir="var.source_folder")
    root = 'module "orders" {\n  source = "./fn"\n  source_folder = "${path.module}/services"\n}\n'
    files = {
        "infra/main.tf": root,
        "infra/fn/main.tf": module + function(filename=OUTPUT),
        "infra/services/app.py": "",
    }
    assert bound(tmp_path, files) == {f"module.orders.{THIS}": "infra/services/app.py"}


@pytest.mark.parametrize("folder", ["../../src", "/etc"])
def test_a_folder_outside_of_the_scan(tmp_path: Path, folder: str) -> None:
    configuration = archive(source_dir=f'"{folder}"') + function(filename=OUTPUT)
    found = only(tmp_path, configuration, "src/app.py")
    assert found == f"code path {folder} leads outside the scan"


INLINE = """
  source {
    filename = "app.py"
    content  = <<-EOT
      def handler(event, context):
          pass
    EOT
  }
"""
COPIED = """
  source {
    filename = "index.py"
    content  = file("${path.module}/src/app.py")
  }
  source {
    filename = "shared.py"
    content  = file("${path.module}/src/shared.py")
  }
"""


def with_blocks(blocks: str) -> str:
    """An archive with blocks inside."""
    return archive().removesuffix("\n}\n") + blocks + "}\n"


def test_code_that_stands_in_the_configuration(tmp_path: Path) -> None:
    configuration = with_blocks(INLINE) + function(filename=OUTPUT)
    assert only(tmp_path, configuration) == "main.tf"


def test_inline_code_is_the_file_that_it_is_called(tmp_path: Path) -> None:
    configuration = with_blocks(INLINE) + function(filename=OUTPUT, handler='"index.handler"')
    assert only(tmp_path, configuration) == "inline code is the module app, not index!"


def test_files_that_are_called_otherwise_in_the_archive(tmp_path: Path) -> None:
    configuration = with_blocks(COPIED) + function(filename=OUTPUT, handler='"index.handler"')
    shared = {"src/shared.py": "X = 1\n", "other/index.py": "def handler(e, c): return 1\n"}
    assert only(tmp_path, configuration, "src/app.py", **shared) == "src/app.py"


def test_source_content(tmp_path: Path) -> None:
    texts = {"source_content": 'file("src/app.py")', "source_content_filename": '"app.py"'}
    configuration = archive(**texts) + function(filename=OUTPUT)
    assert only(tmp_path, configuration, "src/app.py") == "src/app.py"


def test_a_template_with_what_nobody_knows(tmp_path: Path) -> None:
    texts = {"source_content": "data.http.code.response_body"}
    configuration = archive(**texts, source_content_filename='"app.py"')
    found = only(tmp_path, configuration + function(filename=OUTPUT))
    assert found == "code that is settled at deployment"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("aws_s3_object.package.key", "aws_s3_object"),
        ("aws_s3_object.package.id", "aws_s3_object"),
        ('"orders/package.zip"', "aws_s3_object"),
        ("aws_s3_bucket_object.package.key", "aws_s3_bucket_object"),
    ],
)
def test_an_object_in_a_bucket(tmp_path: Path, key: str, kind: str) -> None:
    uploaded = (
        f'resource "{kind}" "package" {{\n  bucket = "packages"\n'
        f'  key = "orders/package.zip"\n  source = {OUTPUT}\n}}\n'
    )
    deployed = function(s3_bucket='"packages"', s3_key=key)
    configuration = archive(source_dir='"src"') + uploaded + deployed
    assert only(tmp_path, configuration, "src/app.py") == "src/app.py"


def test_objects_of_the_same_key_in_several_buckets(tmp_path: Path) -> None:
    uploaded = "".join(
        archive(name, f"{name}.zip", source_dir=f'"{name}"')
        + f'resource "aws_s3_object" "{name}" {{\n  bucket = "{name}"\n  key = "app.zip"\n'
        f"  source = data.archive_file.{name}.output_path\n}}\n"
        for name in ("a", "b")
    )
    configuration = uploaded + function(s3_bucket='"b"', s3_key='"app.zip"')
    assert only(tmp_path, configuration, "a/app.py", "b/app.py") == "b/app.py"


LAYER = """
resource "aws_lambda_layer_version" "shared" {
  filename = data.archive_file.layer.output_path
}
"""


def test_code_of_a_layer(tmp_path: Path) -> None:
    layers = archive("layer", "layer.zip", source_dir='"layer"') + LAYER
    deployed = function(
        filename=OUTPUT, layers="[aws_lambda_layer_version.shared.arn]", handler='"app.main"'
    )
    code = {
        "src/app.py": "from shared import send\ndef main(event, context): send()\n",
        "layer/python/shared.py": "import boto3\n"
        "def send(): boto3.client('sqs').send_message(QueueUrl='q')\n",
    }
    files = {"main.tf": archive(source_dir='"src"') + layers + deployed, **code}
    (handler,) = handlers(tmp_path, files).values()
    assert isinstance(handler, Handler)
    assert [call.at.path for call in handler.behaviour.calls] == ["layer/python/shared.py"]


@pytest.mark.parametrize("handler", ["", "var.handler", '"app"'])
def test_a_handler_that_is_not_known_is_no_fault(tmp_path: Path, handler: str) -> None:
    configuration = archive(source_dir='"src"') + 'variable "handler" {}\n'
    found = only(tmp_path, configuration + function(filename=OUTPUT, handler=handler), "src/app.py")
    assert found.endswith("!") is (handler == '"app"')
    assert found != "src/app.py"


IGNORING = "  lifecycle {\n    ignore_changes = [filename, source_code_hash]\n  }\n}\n"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("src/app.py", "src/app.py?"),
        ("src/other.py", "code that is deployed by something else"),
    ],
)
def test_what_something_else_deploys_is_only_likely(tmp_path: Path, code: str, found: str) -> None:
    deployed = function(filename=OUTPUT).removesuffix("}\n") + IGNORING
    assert only(tmp_path, archive(source_dir='"src"') + deployed, code) == found


def test_a_stand_in_lacks_no_handler(tmp_path: Path) -> None:
    placeholder = archive(source_file='"placeholder.py"')
    found = only(tmp_path, placeholder + function(filename=OUTPUT), "placeholder.py")
    assert found == "code that is deployed by something else"
