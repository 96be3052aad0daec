"""What something else than the configuration may set is unknown; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.model import Alarm, Function, InvokeConfig, Queue
from eda_lint.value import Absent, Record, Unknown, text_of
from tests.bind.configured import graph_of

ELSEWHERE = "git::https://git.example.com/modules.git//failures"


def queue(folder: Path, arguments: str, beside: str = "") -> Queue:
    text = f'resource "aws_sqs_queue" "orders" {{\n{arguments}\n}}\n{beside}'
    return next(one for one in graph_of(folder, text).all(Queue) if not one.external)


@pytest.mark.parametrize(
    "ignored", ["[redrive_policy]", '["redrive_policy"]', "[tags, redrive_policy]", "all"]
)
def test_what_terraform_ignores_and_does_not_set_is_unknown(tmp_path: Path, ignored: str) -> None:
    found = queue(tmp_path, f"lifecycle {{\nignore_changes = {ignored}\n}}")
    assert isinstance(found.redrive, Unknown)


def test_what_terraform_ignores_and_sets_is_as_it_is_written(tmp_path: Path) -> None:
    found = queue(
        tmp_path,
        """
        visibility_timeout_seconds = 90
        lifecycle {
          ignore_changes = [visibility_timeout_seconds]
        }
        """,
    )
    assert found.visibility_timeout == 90
    assert isinstance(found.redrive, Absent)


def test_an_ignored_map_may_hold_more(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        """
        resource "aws_lambda_function" "pack" {
          function_name = "pack"
          environment {
            variables = { STAGE = "test" }
          }
          lifecycle {
            ignore_changes = [environment[0].variables["BUILD"]]
          }
        }
        """,
    )
    (function,) = graph.all(Function)
    assert isinstance(function.environment, Record)
    assert function.environment.open
    assert [(e.key, text_of(e.value)) for e in function.environment.entries] == [("STAGE", "test")]


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("aws_sqs_queue.orders.url", False),
        ("{ names = [aws_sqs_queue.orders.name] }", False),
        ('"arn:${aws_sqs_queue.orders.name}"', False),
        ("aws_sqs_queue.orders", False),
        ('"something else"', True),
    ],
)
def test_a_module_that_is_not_there_may_set_what_it_is_given(
    tmp_path: Path, given: str, known: bool
) -> None:
    call = f'module "failures" {{\nsource = "{ELSEWHERE}"\nqueue = {given}\n}}'
    assert isinstance(queue(tmp_path, "", call).redrive, Absent) is known


@pytest.mark.parametrize(
    "source", ["terraform-aws-modules/vpc/aws", "terraform-aws-modules/sns/aws"]
)
def test_a_module_that_is_known_sets_nothing_of_it(tmp_path: Path, source: str) -> None:
    call = f'module "other" {{\nsource = "{source}"\nname = aws_sqs_queue.orders.name\n}}'
    assert isinstance(queue(tmp_path, "", call).redrive, Absent)


def test_a_policy_in_the_scan_is_known_whatever_is_ignored(tmp_path: Path) -> None:
    policy = """
        resource "aws_sqs_queue_redrive_policy" "orders" {
          queue_url      = aws_sqs_queue.orders.url
          redrive_policy = jsonencode({ deadLetterTargetArn = "arn:x", maxReceiveCount = 4 })
        }
        """
    found = queue(tmp_path, "lifecycle {\nignore_changes = [redrive_policy]\n}", policy)
    assert found.maximum_receives == 4


def test_what_may_stand_in_the_module_is_beside_the_node(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        f"""
        resource "aws_sqs_queue" "orders" {{}}
        resource "aws_sqs_queue" "parcels" {{}}
        resource "aws_lambda_function" "pack" {{
          function_name = "pack"
        }}
        module "failures" {{
          source   = "{ELSEWHERE}"
          queue    = aws_sqs_queue.orders.url
          function = aws_lambda_function.pack.arn
        }}
        """,
    )
    watched = {one.name for one in graph.all(Queue) if graph.settings(one, Alarm)}
    assert watched == {"aws_sqs_queue.orders"}
    (function,) = graph.all(Function)
    (config,) = graph.settings(function, InvokeConfig)
    assert isinstance(config.on_failure, Unknown)
    assert isinstance(config.on_success, Absent)


@pytest.mark.parametrize(
    ("given", "watched"),
    [
        ('["${var.stage}-orders"]', True),
        ("{ queue = { name = local.name } }", True),
        ('"${var.stage}-parcels"', False),
        ('"orders"', False),
    ],
)
def test_a_module_that_is_given_a_queues_name_may_watch_it(
    tmp_path: Path, given: str, watched: bool
) -> None:
    graph = graph_of(
        tmp_path,
        f"""
        variable "stage" {{}}
        locals {{
          name = "${{var.stage}}-orders"
        }}
        resource "aws_sqs_queue" "orders" {{
          name = "${{var.stage}}-orders"
        }}
        module "alarms" {{
          source = "{ELSEWHERE}"
          queues = {given}
        }}
        """,
    )
    (found,) = graph.all(Queue)
    assert bool(graph.settings(found, Alarm)) is watched
    # To set what belongs to the queue itself, a module needs more than its name.
    assert isinstance(found.redrive, Absent)
