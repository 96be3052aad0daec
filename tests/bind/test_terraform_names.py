"""Names of resources: references as long as they stand for them, text as a part of other text."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.model import Queue
from tests.bind.configured import flows, graph_of

QUEUES = """
resource "aws_sqs_queue" "orders" {
  name = "orders.fifo"
}
resource "aws_sqs_queue" "parcels" {
  name = "parcels"
}
locals {
  queues = [aws_sqs_queue.orders, aws_sqs_queue.parcels]
}
"""


def mapped(each: str, source: str = "each.value.arn") -> str:
    return f"""
    resource "aws_lambda_event_source_mapping" "all" {{
      for_each         = {each}
      event_source_arn = {source}
      function_name    = "work-${{each.key}}"
    }}
    """


@pytest.mark.parametrize(
    "each",
    [
        '{ for one in local.queues : trimsuffix(one.name, ".fifo") => one }',
        '{ "${trimsuffix(aws_sqs_queue.orders.name, ".fifo")}" = aws_sqs_queue.orders, '
        "(aws_sqs_queue.parcels.name) = aws_sqs_queue.parcels }",
        'zipmap(["orders", aws_sqs_queue.parcels.name], local.queues)',
    ],
)
def test_names_are_the_keys_of_a_map(tmp_path: Path, each: str) -> None:
    assert flows(graph_of(tmp_path, QUEUES + mapped(each))) == {
        "aws_sqs_queue.orders trigger work-orders",
        "aws_sqs_queue.parcels trigger work-parcels",
    }


def test_a_name_is_compared_with_text(tmp_path: Path) -> None:
    each = '{ for one in local.queues : "it" => one if one.name != "orders.fifo" }'
    assert flows(graph_of(tmp_path, QUEUES + mapped(each))) == {
        "aws_sqs_queue.parcels trigger work-it"
    }


def test_a_set_of_names_has_an_instance_for_each(tmp_path: Path) -> None:
    source = '"arn:aws:sqs:eu-west-1:123456789012:${each.key}"'
    text = QUEUES + mapped("toset([aws_sqs_queue.parcels.name])", source)
    assert flows(graph_of(tmp_path, text)) == {"aws_sqs_queue.parcels trigger work-parcels"}


def test_a_name_picks_an_entry(tmp_path: Path) -> None:
    text = f"""
    {QUEUES}
    locals {{
      workers = {{ parcels = "pack", "orders.fifo" = "fulfil" }}
    }}
    resource "aws_lambda_event_source_mapping" "parcels" {{
      event_source_arn = aws_sqs_queue.parcels.arn
      function_name    = local.workers[aws_sqs_queue.parcels.name]
    }}
    resource "aws_lambda_event_source_mapping" "orders" {{
      event_source_arn = aws_sqs_queue.orders.arn
      function_name    = lookup(local.workers, aws_sqs_queue.orders.name, "none")
    }}
    """
    assert flows(graph_of(tmp_path, text)) == {
        "aws_sqs_queue.parcels trigger pack",
        "aws_sqs_queue.orders trigger fulfil",
    }


@pytest.mark.parametrize(
    "name",
    [
        '"${aws_sqs_queue.parcels.name}-lost"',
        'join("-", [aws_sqs_queue.parcels.name, "lost"])',
        'format("%s-lost", aws_sqs_queue.parcels.name)',
        'replace("NAME-lost", "NAME", aws_sqs_queue.parcels.name)',
    ],
)
def test_a_name_is_text_within_another_name(tmp_path: Path, name: str) -> None:
    text = f'{QUEUES}\nresource "aws_sqs_queue" "lost" {{\nname = {name}\n}}'
    named = {str(one): one.physical_name for one in graph_of(tmp_path, text).all(Queue)}
    assert getattr(named["aws_sqs_queue.lost"], "value", None) == "parcels-lost"


def test_a_name_that_stands_for_its_resource_leads_there_whatever_else_has_it(
    tmp_path: Path,
) -> None:
    text = """
    locals {
      name = aws_lambda_function.here.function_name
    }
    resource "aws_lambda_function" "here" {
      function_name = "work"
    }
    resource "aws_lambda_function" "there" {
      provider      = aws.there
      function_name = "work"
    }
    resource "aws_sns_topic_subscription" "here" {
      topic_arn = "arn:aws:sns:eu-west-1:123456789012:news"
      protocol  = "lambda"
      endpoint  = "arn:aws:lambda:eu-west-1:1:function:${local.name}:live"
    }
    """
    assert flows(graph_of(tmp_path, text)) == {"news trigger aws_lambda_function.here"}


def test_a_name_that_aws_makes_up_stays_a_reference(tmp_path: Path) -> None:
    text = """
    resource "aws_sqs_queue" "orders" {
      name_prefix = "orders-"
    }
    resource "aws_sqs_queue" "lost" {
      name = "${aws_sqs_queue.orders.name}-lost"
    }
    resource "aws_sqs_queue_redrive_policy" "orders" {
      queue_url = aws_sqs_queue.orders.url
      redrive_policy = jsonencode({
        deadLetterTargetArn = "arn:aws:sqs:eu-west-1:1:${aws_sqs_queue.orders.name}-lost"
        maxReceiveCount     = 5
      })
    }
    """
    graph = graph_of(tmp_path, text)
    assert flows(graph) == {"aws_sqs_queue.orders dead_letter aws_sqs_queue.lost"}


def test_names_that_are_made_of_each_other_end(tmp_path: Path) -> None:
    text = """
    resource "aws_sqs_queue" "one" {
      name = "${aws_sqs_queue.other.name}-x"
    }
    resource "aws_sqs_queue" "other" {
      name = "${aws_sqs_queue.one.name}-x"
    }
    """
    assert len(list(graph_of(tmp_path, text).all(Queue))) == 2


def test_what_is_put_into_a_document_is_followed(tmp_path: Path) -> None:
    text = """
    resource "aws_lambda_function" "pack" {
      function_name = "pack"
    }
    resource "aws_sfn_state_machine" "work" {
      definition = replace(<<-EOT
        {"StartAt": "Pack", "States": {"Pack": {"Type": "Task", "Resource": "PACK", "End": true}}}
      EOT
      , "PACK", aws_lambda_function.pack.arn)
    }
    """
    expected = "aws_sfn_state_machine.work orchestrate aws_lambda_function.pack"
    assert flows(graph_of(tmp_path, text)) == {expected}
