"""Root modules and what they call, run through the whole tool: addresses, values, places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eda_lint.lint import Report
from eda_lint.value import Absent
from tests.applications import report_on, write
from tests.regenerate import graph_text

QUEUE = """\
variable "name" {}
resource "aws_sqs_queue" "this" {
  name = var.name
}
output "arn" {
  value = aws_sqs_queue.this.arn
}
"""
CONSUMER = """\
resource "aws_lambda_function" "work" {
  function_name = "work"
  runtime       = "python3.12"
}
"""


def mapped(source: str, name: str = "work") -> str:
    """A mapping from a queue's ARN to the function `work`."""
    return f"""\
resource "aws_lambda_event_source_mapping" "{name}" {{
  event_source_arn = {source}
  function_name    = aws_lambda_function.work.arn
}}
"""


def report(folder: Path, files: dict[str, str]) -> Report:
    write(files, folder)
    return report_on(folder)


def names(told: Report) -> set[str]:
    return {node.name for node in told.graph.nodes.values()}


def test_a_local_module_is_made_for_each_call(tmp_path: Path) -> None:
    main = """\
module "orders" {
  source = "./queue"
  name   = "orders"
}
module "refunds" {
  source = "./queue"
  name   = "refunds"
}
"""
    files = {"main.tf": main, "queue/main.tf": QUEUE, "work.tf": CONSUMER}
    told = report(tmp_path, {**files, "map.tf": mapped("module.refunds.arn")})
    assert graph_text(told) == (
        "trigger module.refunds.aws_sqs_queue.this -> aws_lambda_function.work\n"
    )
    assert "module.orders.aws_sqs_queue.this" in names(told)


def test_keys_of_for_each_stand_in_addresses_at_every_level(tmp_path: Path) -> None:
    main = """\
module "worker" {
  source   = "./worker"
  for_each = toset(["refunds", "payments"])
  name     = each.key
}
"""
    worker = """\
variable "name" {}
module "queue" {
  source = "../queue"
  count  = 2
  name   = "${var.name}-${count.index}"
}
"""
    files = {"main.tf": main, "worker/main.tf": worker, "queue/main.tf": QUEUE}
    assert names(report(tmp_path, files)) == {
        f'module.worker["{key}"].module.queue[{index}].aws_sqs_queue.this'
        for key in ("payments", "refunds")
        for index in (0, 1)
    }


def test_a_finding_in_a_module_names_the_calls_that_lead_there(tmp_path: Path) -> None:
    main = 'module "worker" {\n  source = "./worker"\n}\n'
    worker = f"""\
module "queue" {{
  source   = "../queue"
  for_each = toset(["refunds"])
  name     = each.key
}}
{CONSUMER}
{mapped('module.queue["refunds"].arn')}
"""
    files = {"main.tf": main, "worker/main.tf": worker, "queue/main.tf": QUEUE}
    told = report(tmp_path, files)
    (finding,) = (r.finding for r in told.findings if r.rule == "queue-without-dlq")
    assert str(finding.at) == "queue/main.tf:2:1"
    assert [(str(one.at), one.message) for one in finding.related[-2:]] == [
        ("worker/main.tf:1:1", 'made by the call module.worker.module.queue["refunds"]'),
        ("main.tf:1:1", "made by the call module.worker"),
    ]


def test_what_several_roots_make_of_one_module_is_told_once(tmp_path: Path) -> None:
    shared = QUEUE + CONSUMER + mapped("aws_sqs_queue.this.arn")
    call = 'module "orders" {\n  source = "../common"\n  name   = "orders"\n}\n'
    files = {"common/main.tf": shared, "test/main.tf": call, "live/main.tf": call}
    told = report(tmp_path, files)
    (finding,) = (r.finding for r in told.findings if r.rule == "queue-without-dlq")
    assert {one.at.path for one in finding.related} >= {"live/main.tf", "test/main.tf"}


def test_a_folder_that_another_calls_is_no_root(tmp_path: Path) -> None:
    files = {"queue/main.tf": QUEUE, "live/main.tf": 'module "q" {\n  source = "../queue"\n}\n'}
    assert names(report(tmp_path, files)) == {"module.q.aws_sqs_queue.this"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, "default"),
        ({"terraform.tfvars": 'name = "own"'}, "own"),
        ({"terraform.tfvars": 'name = "own"', "terraform.tfvars.json": '{"name": "json"}'}, "json"),
        ({"a.auto.tfvars": 'name = "a"', "terraform.tfvars": 'name = "own"'}, "a"),
        ({"a.auto.tfvars": 'name = "a"', "b.auto.tfvars.json": '{"name": "b"}'}, "b"),
        ({"production.tfvars": 'name = "default"'}, "default"),
        ({"terraform.tfvars": "other = 1"}, "default"),
    ],
)
def test_values_of_variables(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    main = QUEUE.replace('variable "name" {}', 'variable "name" {\n  default = "default"\n}')
    told = report(tmp_path, {"main.tf": main, **files})
    (queue,) = told.graph.nodes.values()
    assert getattr(queue.physical_name, "value", None) == expected


def test_a_module_that_calls_itself_is_told_and_the_rest_read(tmp_path: Path) -> None:
    files = {"main.tf": QUEUE + 'module "again" {\n  source = "./"\n}\n'}
    told = report(tmp_path, files)
    assert names(told) == {"aws_sqs_queue.this"}
    assert [(d.line, d.message) for d in told.diagnostics] == [
        (8, "module again is not followed: it calls itself")
    ]


def test_a_module_that_is_missing_is_told(tmp_path: Path) -> None:
    told = report(tmp_path, {"main.tf": QUEUE + 'module "gone" {\n  source = "./gone"\n}\n'})
    assert names(told) == {"aws_sqs_queue.this"}
    assert [(d.line, d.message) for d in told.diagnostics] == [
        (8, "module gone is not followed: no Terraform files under gone")
    ]


def test_an_unknown_module_may_deliver_and_is_never_reported(tmp_path: Path) -> None:
    call = 'module "queue" {\n  source = "company/queue/aws"\n}\n'
    told = report(tmp_path, {"main.tf": call + CONSUMER + mapped("module.queue.queue_arn")})
    (edge,) = told.graph.edges
    source = told.graph.nodes[edge.source]
    assert (source.name, source.external) == ("module.queue.queue_arn", True)
    assert not any(r.finding.subject.id == source.id for r in told.findings)
    assert [fact.why for fact in told.graph.unknown][:1] == [
        "company/queue/aws is not part of the scan"
    ]


def test_an_installed_module_is_followed(tmp_path: Path) -> None:
    manifest = '{"Modules": [{"Key": "", "Dir": "."}, {"Key": "q", "Dir": ".terraform/modules/q"}]}'
    files = {
        "main.tf": 'module "q" {\n  source = "company/queue/aws"\n  name = "q"\n}\n',
        ".terraform/modules/modules.json": manifest,
        ".terraform/modules/q/main.tf": QUEUE,
        ".terraform/modules/q/examples/simple/main.tf": QUEUE,
    }
    assert names(report(tmp_path, files)) == {"module.q.aws_sqs_queue.this"}


def test_a_count_of_none_makes_nothing(tmp_path: Path) -> None:
    made = 'resource "aws_sqs_queue" "q" {\n  count = var.on ? 1 : 0\n}\n'
    off = 'variable "on" {\n  default = false\n}\n'
    assert names(report(tmp_path, {"main.tf": made + off + CONSUMER})) == {
        "aws_lambda_function.work"
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("count = var.on ? 1 : 0", {"aws_sqs_queue.q[0]": "var.on"}),
        ("count = var.on ? 0 : 1", {"aws_sqs_queue.q[0]": "!(var.on)"}),
        ("count = var.on ? 2 : 1", {"aws_sqs_queue.q": ""}),
        ("count = var.number", {"aws_sqs_queue.q": ""}),
        ('for_each = var.on ? toset(["a"]) : toset([])', {'aws_sqs_queue.q["a"]': "var.on"}),
        ("for_each = var.names", {"aws_sqs_queue.q": ""}),
        ("for_each = merge({ a = 1 }, var.names)", {'aws_sqs_queue.q["a"]': ""}),
    ],
)
def test_what_an_open_number_makes(number: str, expected: dict[str, str], tmp_path: Path) -> None:
    open_ones = "".join(f'variable "{name}" {{}}\n' for name in ("on", "number", "names"))
    told = report(
        tmp_path, {"main.tf": f'{open_ones}resource "aws_sqs_queue" "q" {{\n{number}\n}}'}
    )
    assert {node.name: node.only_when for node in told.graph.nodes.values()} == expected


def test_optional_attributes_have_their_defaults(tmp_path: Path) -> None:
    main = """\
variable "queues" {
  type = map(object({
    timeout = optional(number, 45)
    name    = optional(string)
  }))
  default = { orders = {} }
}
resource "aws_sqs_queue" "q" {
  for_each                   = var.queues
  name                       = each.value.name
  visibility_timeout_seconds = each.value.timeout
}
"""
    (queue,) = report(tmp_path, {"main.tf": main}).graph.nodes.values()
    assert getattr(queue, "visibility_timeout", None) == 45
    assert isinstance(queue.physical_name, Absent)


def test_an_override_file_replaces_arguments(tmp_path: Path) -> None:
    files = {
        "main.tf": 'resource "aws_sqs_queue" "q" {\n  name = "a"\n  delay_seconds = 3\n}\n',
        "test_override.tf": 'resource "aws_sqs_queue" "q" {\n  name = "b"\n}\n',
    }
    (queue,) = report(tmp_path, files).graph.nodes.values()
    assert getattr(queue.physical_name, "value", None) == "b"


def test_outputs_are_read_through_the_remote_state(tmp_path: Path) -> None:
    network = """\
terraform {
  backend "s3" {
    bucket = "states"
    key    = "network.tfstate"
  }
}
"""
    state = """\
data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "states"
    key    = "network.tfstate"
  }
}
"""
    source = "data.terraform_remote_state.network.outputs.arn"
    files = {"network/main.tf": network + QUEUE, "work/main.tf": state + CONSUMER + mapped(source)}
    told = report(tmp_path, files)
    assert graph_text(told) == "trigger aws_sqs_queue.this -> aws_lambda_function.work\n"
    files["other/main.tf"] = files["network/main.tf"]
    assert graph_text(report(tmp_path, files)) == ""  # either may be meant


STACK = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: orders
  Address:
    Type: AWS::SSM::Parameter
    Properties:
      Type: String
      Name: /orders/arn
      Value: !GetAtt Orders.Arn
"""


@pytest.mark.parametrize(
    "source",
    [
        "data.aws_ssm_parameter.orders.value",
        "data.aws_sqs_queue.orders.arn",
        '"arn:aws:sqs:eu-west-1:123456789012:orders"',
    ],
)
def test_terraform_and_cloudformation_make_one_graph(source: str, tmp_path: Path) -> None:
    data = """\
data "aws_ssm_parameter" "orders" {
  name = "/orders/arn"
}
data "aws_sqs_queue" "orders" {
  name = "orders"
}
"""
    files = {"template.yaml": STACK, "main.tf": data + CONSUMER + mapped(source)}
    assert graph_text(report(tmp_path, files)) == "trigger Orders -> aws_lambda_function.work\n"


def test_a_stack_looks_up_what_terraform_stores(tmp_path: Path) -> None:
    main = (
        QUEUE
        + """\
resource "aws_ssm_parameter" "orders" {
  name  = "/orders/arn"
  type  = "String"
  value = aws_sqs_queue.this.arn
}
"""
    )
    stack = """\
Parameters:
  Orders:
    Type: AWS::SSM::Parameter::Value<String>
    Default: /orders/arn
Resources:
  Work:
    Type: AWS::Lambda::Function
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Work
      EventSourceArn: !Ref Orders
"""
    told = report(tmp_path, {"main.tf": main, "template.yaml": stack})
    assert graph_text(told) == "trigger aws_sqs_queue.this -> Work\n"


def test_a_sensitive_value_is_in_no_output(tmp_path: Path) -> None:
    main = QUEUE.replace('variable "name" {}', 'variable "name" {\n  sensitive = true\n}')
    told = report(tmp_path, {"main.tf": main, "terraform.tfvars": 'name = "hidden"'})
    (queue,) = told.graph.nodes.values()
    assert "hidden" not in repr(queue)


def test_a_variable_that_another_tool_declares_stays_open(tmp_path: Path) -> None:
    told = report(tmp_path, {"main.tf": CONSUMER + mapped("var.orders_arn")})
    (edge,) = told.graph.edges
    source = told.graph.nodes[edge.source]
    assert (source.name, source.external) == ("orders_arn", True)


FILES = {
    "queues/orders.yaml": "function: fulfil",
    "queues/mail.yaml": "function: post",
    "queues/more/late.yaml": "function: late",
    "queues/notes.md": "",
    "queues.yaml": "",
}


@pytest.mark.parametrize(
    ("pattern", "labels"),
    [
        ("*.yaml", {"orders", "mail"}),
        ("**/*.yaml", {"orders", "mail", "late"}),
        ("?ail.yaml", {"mail"}),
        ("more/*.yaml", {"late"}),
        ("*.{yaml,yml}", None),
        ("*", None),
        ("*.md", None),
        ("*.json", None),
    ],
)
def test_a_set_of_files_has_those_of_the_scan(
    tmp_path: Path, pattern: str, labels: set[str] | None
) -> None:
    main = f"""\
locals {{
  files = fileset("${{path.module}}/queues", "{pattern}")
}}
resource "aws_sqs_queue" "all" {{
  for_each = {{ for one in local.files : trimsuffix(basename(one), ".yaml") => one }}
}}
"""
    keys = {f'["{one}"]' for one in labels} if labels is not None else {""}
    told = report(tmp_path, {"infra/main.tf": main, **{f"infra/{p}": t for p, t in FILES.items()}})
    assert names(told) == {f"aws_sqs_queue.all{key}" for key in keys}


def test_a_whole_resource_is_read_from_another_root(tmp_path: Path) -> None:
    files = {
        "base/main.tf": """\
terraform {
  backend "local" {
    path = "base.tfstate"
  }
}
resource "aws_sqs_queue" "failed" {}
output "failed" {
  value = aws_sqs_queue.failed
}
""",
        "app/main.tf": """\
data "terraform_remote_state" "base" {
  backend = "local"
  config  = { path = "base.tfstate" }
}
resource "aws_sqs_queue" "orders" {
  redrive_policy = jsonencode({
    deadLetterTargetArn = data.terraform_remote_state.base.outputs.failed.arn
    maxReceiveCount     = 5
  })
}
""",
    }
    told = report(tmp_path, files)
    assert graph_text(told) == "dead_letter aws_sqs_queue.orders -> aws_sqs_queue.failed\n"


def test_a_file_for_opentofu_takes_the_place_of_its_twin(tmp_path: Path) -> None:
    first = 'resource "aws_sqs_queue" "first" {}\n'
    files = {
        "a.tf": first,
        "a.tofu": first.replace("first", "second"),
        "b.tf.json": json.dumps({"resource": {"aws_sqs_queue": {"third": {}}}}),
        "b.tofu.json": json.dumps({"resource": {"aws_sqs_queue": {"fourth": {}}}}),
        "c.tf": first.replace("first", "fifth"),
    }
    labels = ("second", "fourth", "fifth")
    assert names(report(tmp_path, files)) == {f"aws_sqs_queue.{one}" for one in labels}
