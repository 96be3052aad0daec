"""Values that are only chosen when Terraform is run: from which a variable is open, or known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eda_lint.config import Config
from eda_lint.lint import lint
from eda_lint.model import Queue
from eda_lint.registry import load_rooms, select_rules
from eda_lint.value import Input, Literal, Value
from tests.applications import report_on, write
from tests.parse.terraform.shown import block, instance, planned

MAIN = """\
variable "name" {
  default = "plain"
}
variable "required" {}
resource "aws_sqs_queue" "orders" {
  name = var.name
}
resource "aws_sqs_queue" "parcels" {
  name = var.required
}
"""
OPEN = Input("name")


def named(folder: Path, files: dict[str, str], root: str = "") -> dict[str, Value]:
    """The name of each queue of a root module, by its label."""
    write({f"{root}main.tf": MAIN, **files}, folder)
    queues = report_on(folder).graph.all(Queue)
    return {one.name.rpartition(".")[2]: one.physical_name for one in queues}


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"env/live.tfvars": 'name = "live"'}, OPEN),
        ({"env/live.tfvars": 'name = "plain"'}, Literal("plain")),
        ({"live.tfvars": 'name = "live"'}, OPEN),
        ({"env/live.tfvars.json": '{"name": "live"}'}, OPEN),
        ({"env/live/terraform.tfvars": 'name = "live"'}, OPEN),
        ({"a.tfvars": 'name = "same"', "b.tfvars": 'name = "same"'}, Literal("same")),
        ({"a.tfvars": 'name = "same"', "b.tfvars": 'required = "x"'}, OPEN),
        ({"a.tfvars": 'name = "a"', "b.tfvars": 'name = "b"'}, OPEN),
        ({"terraform.tfvars": 'name = "own"', "b.tfvars": 'name = "own"'}, Literal("own")),
        ({"terraform.tfvars": 'name = "own"', "b.tfvars": 'name = "b"'}, OPEN),
        ({"env/live.tfvars": 'other = "live"'}, Literal("plain")),
    ],
)
def test_a_file_that_may_be_chosen_opens_what_it_gives(
    tmp_path: Path, files: dict[str, str], name: Value
) -> None:
    assert named(tmp_path, files)["orders"] == name


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({}, Input("required")),
        ({"a.tfvars": 'required = "x"'}, Literal("x")),
        ({"a.tfvars": 'required = "x"', "b.tfvars": 'required = "x"'}, Literal("x")),
        ({"a.tfvars": 'required = "x"', "b.tfvars": 'required = "y"'}, Input("required")),
    ],
)
def test_what_has_no_default_is_what_every_file_says(
    tmp_path: Path, files: dict[str, str], name: Value
) -> None:
    assert named(tmp_path, files)["parcels"] == name


@pytest.mark.parametrize(
    ("more", "name"), [('required = "x"', OPEN), ('others = "x"', Literal("plain"))]
)
def test_a_file_apart_from_the_root_is_for_it_if_it_declares_all(
    tmp_path: Path, more: str, name: Value
) -> None:
    apart = {"env/live.tfvars": f'name = "live"\n{more}'}
    assert named(tmp_path, apart, "infra/")["orders"] == name


def test_a_file_is_for_the_nearest_root_around_it(tmp_path: Path) -> None:
    inner = {"inner/main.tf": MAIN.replace("aws_sqs_queue", "aws_sns_topic")}
    found = named(tmp_path, {**inner, "inner/env/live.tfvars": 'name = "live"'})
    assert found["orders"] == Literal("plain")


def test_a_file_in_a_module_is_for_trying_it_out(tmp_path: Path) -> None:
    call = 'module "inner" {\n  source = "./inner"\n}\n'
    files = {"call.tf": call, "inner/main.tf": "", "inner/try.tfvars": 'name = "try"'}
    assert named(tmp_path, files)["orders"] == Literal("plain")


def test_a_file_that_was_chosen_rules_the_others_out(tmp_path: Path) -> None:
    files = {"main.tf": MAIN, "a.tfvars": 'name = "a"', "b.tfvars": 'name = "b"'}
    write(files, tmp_path)
    chosen = Config(var_files=(tmp_path / "b.tfvars",))
    told = lint((tmp_path,), chosen, select_rules(load_rooms()), tmp_path)
    assert Literal("b") in {one.physical_name for one in told.graph.all(Queue)}


def test_structures_that_differ_are_one_or_the_other(tmp_path: Path) -> None:
    main = """
    variable "queues" {
      type    = map(object({ name = string }))
      default = {}
    }
    resource "aws_sqs_queue" "all" {
      for_each = var.queues
      name     = each.value.name
    }
    """
    write({"main.tf": main, "a.tfvars": 'queues = { one = { name = "first" } }'}, tmp_path)
    (queue,) = report_on(tmp_path).graph.all(Queue)
    assert (queue.name, queue.physical_name) == ('aws_sqs_queue.all["one"]', Literal("first"))
    assert queue.only_when


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("live/terragrunt.hcl", 'inputs = {\n  name = "live"\n}\n'),
        ("live/terragrunt.hcl", "inputs = merge(local.all, { name = dependency.x.outputs.y })\n"),
        ("root.hcl", 'locals {\n  given = { name = "x" }\n}\ninputs = merge({}, local.given)\n'),
        ("x.tfcomponent.hcl", 'component "x" {\n  inputs = {\n    name = "x"\n  }\n}\n'),
        ("terragrunt.stack.hcl", 'unit "x" {\n  values = {\n    name = "x"\n  }\n}\n'),
    ],
)
def test_what_runs_terraform_gives_variables_too(tmp_path: Path, path: str, text: str) -> None:
    found = named(tmp_path, {path: text})
    assert found == {"orders": OPEN, "parcels": Input("required")}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".terraform.lock.hcl", 'inputs = { name = "x" }'),
        ("image.pkr.hcl", 'source "x" "name" {\n  name = "x"\n}\n'),
        ("terragrunt.hcl", 'locals {\n  name = "x"\n}\n'),
        ("terragrunt.hcl", "inputs = {"),
    ],
)
def test_other_files_say_nothing_of_variables(tmp_path: Path, path: str, text: str) -> None:
    write({"main.tf": MAIN, path: text}, tmp_path)
    told = report_on(tmp_path)
    assert told.diagnostics == ()
    assert Literal("plain") in {one.physical_name for one in told.graph.all(Queue)}


def with_plan(sensitive: bool = False) -> dict[str, str]:
    """A plan for which `name` was given a value that shows in no resource."""
    queue = instance("aws_sqs_queue.orders", {}, {"name": True})
    plan = planned(queue, written=[block("aws_sqs_queue.orders", name=["var.name"])])
    assert isinstance(plan["configuration"], dict)
    declared = {"name": {"sensitive": True} if sensitive else {}}
    plan["configuration"]["root_module"]["variables"] = declared
    return {"plan.json": json.dumps({**plan, "variables": {"name": {"value": "live"}}})}


def test_a_plan_knows_what_the_variables_were_given(tmp_path: Path) -> None:
    files = {**with_plan(), "test.tfvars": 'name = "test"'}
    assert named(tmp_path, files)["orders"] == Literal("live")


def test_a_plan_does_not_tell_what_is_sensitive(tmp_path: Path) -> None:
    assert named(tmp_path, with_plan(sensitive=True))["orders"] == Literal("plain")


def test_a_plan_belongs_to_the_root_that_makes_nothing_by_default(tmp_path: Path) -> None:
    main = """
    variable "names" {
      type    = set(string)
      default = []
    }
    resource "aws_sqs_queue" "all" {
      for_each = var.names
      name     = each.key
    }
    """
    queue = instance('aws_sqs_queue.all["orders"]', {}, {"name": True})
    plan = planned(queue, written=[block("aws_sqs_queue.all", name=["each.key"])])
    assert isinstance(plan["configuration"], dict)
    plan["configuration"]["root_module"]["variables"] = {"names": {}}
    given = {"names": {"value": ["orders"]}}
    write({"main.tf": main, "plan.json": json.dumps({**plan, "variables": given})}, tmp_path)
    (found,) = report_on(tmp_path).graph.all(Queue)
    assert (found.name, found.at.path) == ('aws_sqs_queue.all["orders"]', "main.tf")
    assert found.physical_name == Literal("orders")
