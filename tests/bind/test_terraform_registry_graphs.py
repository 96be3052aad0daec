"""Modules of the registry as people call them, and the edges that come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bind.configured import flows, graph_of

APPLICATIONS = {
    "a queue with its dead-letter queue, polled": (
        """
        module "orders" {
          source                     = "terraform-aws-modules/sqs/aws"
          version                    = "~> 5.0"
          name                       = "orders"
          visibility_timeout_seconds = 180
          create_dlq                 = true
          redrive_policy             = { maxReceiveCount = 3 }
        }
        module "pack" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "pack"
          event_source_mapping = {
            orders = { event_source_arn = module.orders.queue_arn, batch_size = 5 }
          }
          allowed_triggers = {
            orders = { service = "sqs", source_arn = module.orders.queue_arn }
          }
        }
        """,
        {
            "module.orders.aws_sqs_queue.this[0] trigger module.pack.aws_lambda_function.this[0]",
            "module.orders.aws_sqs_queue.this[0] dead_letter module.orders.aws_sqs_queue.dlq[0]",
        },
    ),
    "a queue as version 3 declares it": (
        """
        module "undelivered" {
          source = "terraform-aws-modules/sqs/aws"
          name   = "undelivered"
        }
        module "orders" {
          source  = "git::https://github.com/terraform-aws-modules/terraform-aws-sqs.git?ref=v3.4.0"
          name    = "orders"
          redrive_policy = jsonencode({
            deadLetterTargetArn = module.undelivered.sqs_queue_arn
            maxReceiveCount     = 4
          })
        }
        """,
        {
            "module.orders.aws_sqs_queue.this[0] dead_letter "
            "module.undelivered.aws_sqs_queue.this[0]"
        },
    ),
    "a topic with subscriptions": (
        """
        module "placed" {
          source = "terraform-aws-modules/sns/aws"
          name   = "placed"
          subscriptions = {
            pack = {
              protocol       = "sqs"
              endpoint       = module.pack.queue_arn
              redrive_policy = jsonencode({ deadLetterTargetArn = module.lost.queue_arn })
            }
            mail = { protocol = "email", endpoint = "orders@example.com" }
          }
        }
        module "pack" {
          source = "terraform-aws-modules/sqs/aws"
          name   = "pack"
        }
        module "lost" {
          source = "terraform-aws-modules/sqs/aws"
          name   = "lost"
        }
        """,
        {
            "module.placed.aws_sns_topic.this[0] trigger module.pack.aws_sqs_queue.this[0]",
            "module.placed.aws_sns_topic.this[0] dead_letter module.lost.aws_sqs_queue.this[0]",
        },
    ),
    "a bus of its own": (
        """
        variable "stage" {}
        module "events" {
          source   = "terraform-aws-modules/eventbridge/aws"
          bus_name = "shop"
          rules = {
            orders = { event_pattern = jsonencode({ source = ["shop.orders"] }), enabled = true }
          }
          targets = {
            orders = [
              {
                name            = "${var.stage}-pack"
                arn             = aws_sqs_queue.pack.arn
                dead_letter_arn = aws_sqs_queue.lost.arn
              },
              { name = "hook", destination = "hook" },
            ]
          }
          create_api_destinations = true
          create_connections      = true
          connections             = { hook = { authorization_type = "BASIC" } }
          api_destinations = {
            hook = { invocation_endpoint = "https://example.com", http_method = "POST" }
          }
        }
        resource "aws_sqs_queue" "pack" {}
        resource "aws_sqs_queue" "lost" {}
        """,
        {
            "module.events.aws_cloudwatch_event_bus.this[0] trigger aws_sqs_queue.pack",
            "module.events.aws_cloudwatch_event_bus.this[0] dead_letter aws_sqs_queue.lost",
            "module.events.aws_cloudwatch_event_bus.this[0] trigger "
            'module.events.aws_cloudwatch_event_api_destination.this["hook"]',
        },
    ),
    "rules and schedules of the default bus": (
        """
        module "events" {
          source     = "terraform-aws-modules/eventbridge/aws"
          create_bus = false
          rules      = { nightly_run = { schedule_expression = "rate(1 day)", state = "DISABLED" } }
          targets    = { nightly_run = [{ name = "pack", arn = module.pack.lambda_function_arn }] }
          schedules = {
            hourly = {
              schedule_expression = "rate(1 hour)"
              arn                 = module.pack.lambda_function_arn
              dead_letter_arn     = aws_sqs_queue.lost.arn
            }
          }
        }
        module "pack" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "pack"
        }
        resource "aws_sqs_queue" "lost" {}
        """,
        {
            'module.events.aws_cloudwatch_event_rule.this["nightly_run"] trigger '
            "module.pack.aws_lambda_function.this[0]",
            'module.events.aws_scheduler_schedule.this["hourly"] trigger '
            "module.pack.aws_lambda_function.this[0]",
            'module.events.aws_scheduler_schedule.this["hourly"] dead_letter aws_sqs_queue.lost',
        },
    ),
    "a pipe": (
        """
        module "pipes" {
          source     = "terraform-aws-modules/eventbridge/aws"
          create_bus = false
          pipes = {
            changes = {
              source = aws_dynamodb_table.orders.stream_arn
              target = aws_sqs_queue.pack.arn
              source_parameters = {
                dynamodb_stream_parameters = {
                  starting_position  = "LATEST"
                  dead_letter_config = { arn = aws_sqs_queue.lost.arn }
                }
              }
            }
          }
        }
        resource "aws_dynamodb_table" "orders" {}
        resource "aws_sqs_queue" "pack" {}
        resource "aws_sqs_queue" "lost" {}
        """,
        {
            'aws_dynamodb_table.orders trigger module.pipes.aws_pipes_pipe.this["changes"]',
            'module.pipes.aws_pipes_pipe.this["changes"] trigger aws_sqs_queue.pack',
            'module.pipes.aws_pipes_pipe.this["changes"] dead_letter aws_sqs_queue.lost',
        },
    ),
    "a bucket that notifies": (
        """
        module "uploads" {
          source = "terraform-aws-modules/s3-bucket/aws"
          bucket = "uploads"
        }
        module "notifications" {
          source      = "terraform-aws-modules/s3-bucket/aws//modules/notification"
          bucket      = module.uploads.s3_bucket_id
          eventbridge = true
          lambda_notifications = {
            read = {
              function_arn  = module.read.lambda_function_arn
              function_name = module.read.lambda_function_name
              events        = ["s3:ObjectCreated:*"]
              filter_prefix = "in/"
            }
          }
          sqs_notifications = {
            drop = { queue_arn = aws_sqs_queue.drop.arn, events = ["s3:ObjectRemoved:*"] }
          }
          sns_notifications = {
            tell = { topic_arn = aws_sns_topic.tell.arn, events = ["s3:ObjectRemoved:*"] }
          }
        }
        module "read" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "read"
        }
        resource "aws_sqs_queue" "drop" {}
        resource "aws_sns_topic" "tell" {}
        """,
        {
            "module.uploads.aws_s3_bucket.this[0] trigger module.read.aws_lambda_function.this[0]",
            "module.uploads.aws_s3_bucket.this[0] trigger aws_sqs_queue.drop",
            "module.uploads.aws_s3_bucket.this[0] trigger aws_sns_topic.tell",
            "module.uploads.aws_s3_bucket.this[0] publish default",
        },
    ),
    "the stream of a table": (
        """
        module "orders" {
          source         = "github.com/terraform-aws-modules/terraform-aws-dynamodb-table?ref=v4"
          name           = "orders"
          hash_key       = "id"
          stream_enabled = true
          attributes     = [{ name = "id", type = "S" }]
        }
        module "index" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "index"
          event_source_mapping = {
            orders = {
              event_source_arn           = module.orders.dynamodb_table_stream_arn
              starting_position          = "LATEST"
              destination_arn_on_failure = aws_sqs_queue.lost.arn
              filter_criteria            = [{ pattern = jsonencode({ eventName = ["INSERT"] }) }]
            }
          }
        }
        resource "aws_sqs_queue" "lost" {}
        """,
        {
            "module.orders.aws_dynamodb_table.this[0] trigger "
            "module.index.aws_lambda_function.this[0]",
            "module.index.aws_lambda_function.this[0] dead_letter aws_sqs_queue.lost",
        },
    ),
    "a state machine": (
        """
        locals {
          pack   = module.pack.lambda_function_arn_static
          states = { Pack = { Type = "Task", Resource = local.pack, End = true } }
        }
        module "fulfil" {
          source               = "terraform-aws-modules/step-functions/aws"
          name                 = "fulfil"
          type                 = "express"
          definition           = jsonencode({ StartAt = "Pack", States = local.states })
          service_integrations = { lambda = { lambda = [module.pack.lambda_function_arn_static] } }
        }
        module "pack" {
          source                = "terraform-aws-modules/lambda/aws"
          function_name         = "pack"
          environment_variables = { MACHINE = module.fulfil.state_machine_arn }
        }
        """,
        {
            "module.fulfil.aws_sfn_state_machine.this[0] orchestrate "
            "module.pack.aws_lambda_function.this[0]",
        },
    ),
    "an API of version 5": (
        """
        module "api" {
          source = "terraform-aws-modules/apigateway-v2/aws"
          name   = "shop"
          authorizers = {
            token = { authorizer_uri = module.check.lambda_function_invoke_arn }
          }
          routes = {
            "POST /orders" = {
              authorizer_key = "token"
              integration    = { uri = module.take.lambda_function_arn }
            }
            "POST /events" = {
              integration = {
                subtype            = "SQS-SendMessage"
                request_parameters = { QueueUrl = aws_sqs_queue.events.url }
              }
            }
          }
        }
        module "take" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "take"
        }
        module "check" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "check"
        }
        resource "aws_sqs_queue" "events" {}
        """,
        {
            "module.api.aws_apigatewayv2_api.this[0] trigger "
            "module.take.aws_lambda_function.this[0]",
            "module.api.aws_apigatewayv2_api.this[0] trigger "
            "module.check.aws_lambda_function.this[0]",
            "module.api.aws_apigatewayv2_api.this[0] trigger aws_sqs_queue.events",
        },
    ),
    "an API of version 2": (
        """
        module "api" {
          source        = "terraform-aws-modules/apigateway-v2/aws"
          version       = "~> 2.0"
          name          = "shop"
          protocol_type = "HTTP"
          integrations  = { "ANY /" = { lambda_arn = module.take.lambda_function_arn } }
        }
        module "take" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "take"
          allowed_triggers = {
            api = {
              service    = "apigateway"
              source_arn = "${module.api.apigatewayv2_api_execution_arn}/*/*"
            }
          }
        }
        """,
        {"module.api.aws_apigatewayv2_api.this[0] trigger module.take.aws_lambda_function.this[0]"},
    ),
    "what becomes of asynchronous calls": (
        """
        module "pack" {
          source                    = "terraform-aws-modules/lambda/aws"
          function_name             = "pack"
          dead_letter_target_arn    = aws_sqs_queue.lost.arn
          create_async_event_config = true
          maximum_retry_attempts    = 0
          destination_on_failure    = aws_sns_topic.failed.arn
          destination_on_success    = aws_sqs_queue.packed.arn
        }
        resource "aws_sqs_queue" "lost" {}
        resource "aws_sqs_queue" "packed" {}
        resource "aws_sns_topic" "failed" {}
        """,
        {
            "module.pack.aws_lambda_function.this[0] dead_letter aws_sqs_queue.lost",
            "module.pack.aws_lambda_function.this[0] dead_letter aws_sns_topic.failed",
            "module.pack.aws_lambda_function.this[0] destination aws_sqs_queue.packed",
        },
    ),
    "an alias": (
        """
        module "pack" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "pack"
          publish       = true
        }
        module "live" {
          source               = "terraform-aws-modules/lambda/aws//modules/alias"
          name                 = "live"
          function_name        = module.pack.lambda_function_name
          function_version     = module.pack.lambda_function_version
          event_source_mapping = { orders = { event_source_arn = aws_sqs_queue.orders.arn } }
        }
        resource "aws_sqs_queue" "orders" {}
        """,
        {"aws_sqs_queue.orders trigger module.pack.aws_lambda_function.this[0]"},
    ),
    "a function URL": (
        """
        module "take" {
          source                     = "terraform-aws-modules/lambda/aws"
          function_name              = "take"
          create_lambda_function_url = true
        }
        """,
        {
            "module.take.aws_lambda_function_url.this[0] trigger "
            "module.take.aws_lambda_function.this[0]"
        },
    ),
    "logs that a function reads": (
        """
        module "logs" {
          source = "terraform-aws-modules/cloudwatch/aws//modules/log-group"
          name   = "shop"
        }
        module "forward" {
          source          = "terraform-aws-modules/cloudwatch/aws//modules/log-subscription-filter"
          name            = "forward"
          log_group_name  = module.logs.cloudwatch_log_group_name
          destination_arn = module.read.lambda_function_arn
        }
        module "read" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "read"
        }
        """,
        {
            "module.logs.aws_cloudwatch_log_group.this[0] trigger "
            "module.read.aws_lambda_function.this[0]"
        },
    ),
    "a GraphQL API": (
        """
        module "graphql" {
          source      = "terraform-aws-modules/appsync/aws"
          name        = "shop"
          datasources = {
            take = { type = "AWS_LAMBDA", function_arn = module.take.lambda_function_arn }
            none = { type = "NONE" }
          }
        }
        module "take" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "take"
        }
        """,
        {
            "module.graphql.aws_appsync_graphql_api.this[0] trigger "
            "module.take.aws_lambda_function.this[0]"
        },
    ),
    "a load balancer": (
        """
        module "front" {
          source = "terraform-aws-modules/alb/aws"
          name   = "front"
          listeners = {
            http = { port = 80, protocol = "HTTP", forward = { target_group_key = "take" } }
          }
          target_groups = {
            take = { target_type = "lambda", target_id = module.take.lambda_function_arn }
          }
        }
        module "take" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "take"
        }
        """,
        {"module.front.aws_lb.this[0] trigger module.take.aws_lambda_function.this[0]"},
    ),
    "a Kafka cluster": (
        """
        module "kafka" {
          source = "terraform-aws-modules/msk-kafka-cluster/aws"
          name   = "shop"
        }
        module "read" {
          source        = "terraform-aws-modules/lambda/aws"
          function_name = "read"
          event_source_mapping = {
            kafka = {
              event_source_arn  = module.kafka.arn
              topics            = ["orders"]
              starting_position = "LATEST"
            }
          }
        }
        """,
        {"module.kafka.aws_msk_cluster.this[0] trigger module.read.aws_lambda_function.this[0]"},
    ),
    "nothing, where a call says so": (
        """
        module "orders" {
          source     = "terraform-aws-modules/sqs/aws"
          name       = "orders"
          create     = false
          create_dlq = true
        }
        module "layer" {
          source       = "terraform-aws-modules/lambda/aws"
          create_layer = true
          layer_name   = "shared"
          source_path  = "layer"
        }
        """,
        set(),
    ),
}


@pytest.mark.parametrize("title", APPLICATIONS)
def test_the_edges_of(title: str, tmp_path: Path) -> None:
    text, expected = APPLICATIONS[title]
    graph = graph_of(tmp_path, text)
    assert not graph.diagnostics
    assert flows(graph) == expected
