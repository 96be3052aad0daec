"""What a graph knows of the nodes that registry modules make, and of their code."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest

from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import (
    Alarm,
    ChannelPolicy,
    EventSourceMapping,
    Function,
    InvokeConfig,
    Node,
    Permission,
    Provisioning,
    Queue,
    RuleTarget,
    Schedule,
    StateMachine,
    Subscription,
    Table,
    Topic,
)
from eda_lint.value import Absent, Literal, text_of
from tests.bind.configured import flows, graph_of

N = TypeVar("N", bound=Node)

PACK = """
    module "pack" {
      source        = "terraform-aws-modules/lambda/aws"
      function_name = "pack"
      handler       = "app.handler"
      runtime       = "python3.13"
"""


def test_code_is_found_by_its_source_path_and_follows_the_environment(tmp_path: Path) -> None:
    text = (
        PACK
        + """
      source_path           = "${path.module}/src"
      environment_variables = { QUEUE_URL = module.packed.queue_url }
    }
    module "packed" {
      source = "terraform-aws-modules/sqs/aws"
      name   = "packed"
    }
    """
    )
    graph = graph_of(tmp_path, text, src__app=SENDS)
    expected = "module.pack.aws_lambda_function.this[0] publish module.packed.aws_sqs_queue.this[0]"
    assert flows(graph) == {expected}


SENDS = """
import os
import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody="packed")
"""


def test_a_function_has_the_settings_of_its_call_and_the_defaults_of_the_module(
    tmp_path: Path,
) -> None:
    text = (
        PACK
        + """
      publish                           = true
      provisioned_concurrent_executions = 5
      tags                              = { Team = "shop" }
      tracing_mode                      = "Active"
    }
    """
    )
    graph = graph_of(tmp_path, text)
    function = only(graph, Function)
    assert function.name == "module.pack.aws_lambda_function.this[0]"
    assert (function.runtime, function.timeout, function.memory) == ("python3.13", 3, 128)
    assert function.physical_name == Literal("pack")
    assert function.reserved_concurrency is None
    assert isinstance(function.dead_letter, Absent)
    assert text_of(function.tracing) == "Active"
    assert [one.executions for one in graph.settings(function, Provisioning)] == [5]


def test_a_function_reserves_what_its_call_says(tmp_path: Path) -> None:
    text = (
        PACK
        + """
      timeout                        = 30
      memory_size                    = 512
      reserved_concurrent_executions = 0
    }
    """
    )
    function = only(graph_of(tmp_path, text), Function)
    assert (function.timeout, function.memory, function.reserved_concurrency) == (30, 512, 0)


def test_a_mapping_has_what_its_entry_says(tmp_path: Path) -> None:
    text = (
        PACK
        + """
      event_source_mapping = {
        orders = {
          event_source_arn        = aws_sqs_queue.orders.arn
          batch_size              = 5
          function_response_types = ["ReportBatchItemFailures"]
          scaling_config          = { maximum_concurrency = 7 }
          filter_criteria         = { pattern = jsonencode({ body = { kind = ["order"] } }) }
        }
      }
    }
    resource "aws_sqs_queue" "orders" {}
    """
    )
    graph = graph_of(tmp_path, text)
    (edge,) = graph.edges
    mapping = edge.carrier
    assert isinstance(mapping, EventSourceMapping)
    assert (mapping.batch_size, mapping.maximum_concurrency) == (5, 7)
    assert mapping.reports_item_failures is True
    assert mapping.enabled is True
    assert not isinstance(mapping.filters, Absent)


def test_an_asynchronous_call_is_configured_for_the_function_and_its_version(
    tmp_path: Path,
) -> None:
    text = (
        PACK
        + """
      publish                   = true
      create_async_event_config = true
      maximum_retry_attempts    = 0
      allowed_triggers          = { bus = { principal = "events.amazonaws.com" } }
    }
    """
    )
    graph = graph_of(tmp_path, text)
    function = only(graph, Function)
    configured = list(graph.settings(function, InvokeConfig))
    assert [one.maximum_retries for one in configured] == [0, 0]
    assert [one.qualifier for one in configured if isinstance(one.qualifier, str)] == [""]
    principals = {one.principal for one in graph.settings(function, Permission)}
    assert principals == {"events.amazonaws.com"}


def test_a_queue_has_its_redrive_and_its_policy(tmp_path: Path) -> None:
    text = """
    module "orders" {
      source                     = "terraform-aws-modules/sqs/aws"
      name                       = "orders"
      fifo_queue                 = true
      visibility_timeout_seconds = 90
      create_dlq                 = true
      create_queue_policy        = true
      queue_policy_statements = {
        topic = {
          actions    = ["sqs:SendMessage"]
          principals = [{ type = "Service", identifiers = ["sns.amazonaws.com"] }]
        }
      }
    }
    """
    graph = graph_of(tmp_path, text)
    queues = {queue.name: queue for queue in graph.all(Queue)}
    orders = queues["module.orders.aws_sqs_queue.this[0]"]
    undelivered = queues["module.orders.aws_sqs_queue.dlq[0]"]
    assert (orders.fifo, orders.visibility_timeout, orders.maximum_receives) == (True, 90, 5)
    assert orders.physical_name == Literal("orders.fifo")
    assert undelivered.physical_name == Literal("orders-dlq.fifo")
    assert (undelivered.fifo, undelivered.visibility_timeout) == (True, 90)
    assert undelivered.maximum_receives is None
    (policy,) = graph.settings(orders, ChannelPolicy)
    assert (policy.principals, policy.complete) == (("sns.amazonaws.com",), True)


def test_a_queue_without_redrive_has_none(tmp_path: Path) -> None:
    text = """
    module "orders" {
      source = "terraform-aws-modules/sqs/aws"
      name   = "orders"
    }
    """
    queue = only(graph_of(tmp_path, text), Queue)
    assert queue.maximum_receives is None
    assert isinstance(queue.redrive, Absent)
    assert queue.physical_name == Literal("orders")


def test_a_subscription_has_its_filter(tmp_path: Path) -> None:
    text = """
    module "placed" {
      source     = "terraform-aws-modules/sns/aws"
      name       = "placed"
      fifo_topic = true
      subscriptions = {
        pack = {
          protocol            = "sqs"
          endpoint            = aws_sqs_queue.pack.arn
          filter_policy       = jsonencode({ kind = ["order"] })
          filter_policy_scope = "MessageBody"
        }
      }
    }
    resource "aws_sqs_queue" "pack" {}
    """
    graph = graph_of(tmp_path, text)
    topic = only(graph, Topic)
    assert (topic.fifo, topic.physical_name) == (True, Literal("placed.fifo"))
    (edge,) = graph.edges
    assert isinstance(edge.carrier, Subscription)
    assert isinstance(edge.carrier.redrive, Absent)
    assert edge.carrier.filter_scope == "MessageBody"
    assert not isinstance(edge.carrier.filter_policy, Absent)


def test_a_rule_and_a_schedule_say_whether_they_are_on(tmp_path: Path) -> None:
    text = """
    module "events" {
      source   = "terraform-aws-modules/eventbridge/aws"
      bus_name = "shop"
      rules    = { orders = { event_pattern = jsonencode({ source = ["shop"] }), enabled = false } }
      targets  = { orders = [{ name = "pack", arn = aws_sqs_queue.pack.arn }] }
      schedules = {
        hourly = { schedule_expression = "rate(1 hour)", arn = aws_sqs_queue.pack.arn }
      }
    }
    resource "aws_sqs_queue" "pack" {}
    """
    graph = graph_of(tmp_path, text)
    (rule,) = [e.carrier for e in graph.edges if isinstance(e.carrier, RuleTarget)]
    assert rule.enabled is False
    assert isinstance(rule.dead_letter, Absent)
    schedule = only(graph, Schedule)
    assert (schedule.enabled, schedule.expression) == (True, "rate(1 hour)")
    assert schedule.physical_name == Literal("hourly-schedule")


def test_a_table_has_its_key_and_expiry(tmp_path: Path) -> None:
    text = """
    module "orders" {
      source              = "terraform-aws-modules/dynamodb-table/aws"
      name                = "orders"
      hash_key            = "id"
      range_key           = "at"
      ttl_enabled         = true
      ttl_attribute_name  = "expires"
      autoscaling_enabled = true
    }
    """
    table = only(graph_of(tmp_path, text), Table)
    assert table.name == "module.orders.aws_dynamodb_table.autoscaled[0]"
    assert (table.key, table.expiry_attribute) == (("id", "at"), Literal("expires"))


def test_a_state_machine_is_standard_unless_it_says_otherwise(tmp_path: Path) -> None:
    text = """
    module "first" {
      source     = "terraform-aws-modules/step-functions/aws"
      name       = "first"
      definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
    }
    module "second" {
      source     = "terraform-aws-modules/step-functions/aws"
      name       = "second"
      type       = "express"
      definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
    }
    """
    machines = graph_of(tmp_path, text).all(StateMachine)
    assert {text_of(one.physical_name): one.express for one in machines} == {
        "first": False,
        "second": True,
    }


def test_alarms_watch_the_queue_that_their_dimensions_name(tmp_path: Path) -> None:
    text = """
    module "orders" {
      source     = "terraform-aws-modules/sqs/aws"
      name       = "orders"
      create_dlq = true
    }
    module "undelivered" {
      source      = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"
      alarm_name  = "undelivered"
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = module.orders.dead_letter_queue_name }
    }
    module "waiting" {
      source = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarms-by-multiple-dimensions"

      alarm_name  = "waiting-"
      namespace   = "AWS/SQS"
      metric_name = "ApproximateAgeOfOldestMessage"
      dimensions  = { orders = { QueueName = module.orders.queue_name } }
    }
    """
    graph = graph_of(tmp_path, text)
    watched = {
        queue.name: [alarm.metric for alarm in graph.settings(queue, Alarm)]
        for queue in graph.all(Queue)
    }
    assert watched == {
        "module.orders.aws_sqs_queue.this[0]": ["ApproximateAgeOfOldestMessage"],
        "module.orders.aws_sqs_queue.dlq[0]": ["ApproximateNumberOfMessagesVisible"],
    }


def test_a_node_stands_where_its_module_is_called(tmp_path: Path) -> None:
    text = """
    module "orders" {
      source = "terraform-aws-modules/sqs/aws"
      name   = "orders"
    }
    """
    queue = only(graph_of(tmp_path, text), Queue)
    assert (queue.at.path, queue.at.line) == ("main.tf", 2)


def test_several_instances_of_a_module_are_several_nodes(tmp_path: Path) -> None:
    text = """
    module "queues" {
      for_each = toset(["orders", "refunds"])
      source   = "terraform-aws-modules/sqs/aws"
      name     = each.key
    }
    """
    assert {queue.name for queue in graph_of(tmp_path, text).all(Queue)} == {
        'module.queues["orders"].aws_sqs_queue.this[0]',
        'module.queues["refunds"].aws_sqs_queue.this[0]',
    }


def only(graph: EventGraph, kind: type[N]) -> N:
    """The one node of a kind."""
    (node,) = graph.all(kind)
    return node


@pytest.mark.parametrize(
    ("rotated", "expected"),
    [
        (
            "true",
            {
                "module.key.aws_secretsmanager_secret_rotation.this[0] trigger "
                "module.rotate.aws_lambda_function.this[0]"
            },
        ),
        ("false", set()),
    ],
)
def test_a_secret_is_rotated_where_its_call_says_so(
    rotated: str, expected: set[str], tmp_path: Path
) -> None:
    graph = graph_of(
        tmp_path,
        f"""
        module "key" {{
          source              = "terraform-aws-modules/secrets-manager/aws"
          name                = "key"
          enable_rotation     = {rotated}
          rotation_lambda_arn = module.rotate.lambda_function_arn
          rotation_rules      = {{ automatically_after_days = 30 }}
        }}
        module "rotate" {{
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "rotate"
        }}
        """,
    )
    assert flows(graph) == expected
