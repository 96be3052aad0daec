"""Every service in Terraform's spelling, and the edges that come of it."""

from __future__ import annotations

import pytest

from tests.aws.terraformed import Configuration, flows, graph_of, json

FUNCTION: Configuration = {"aws_lambda_function.fn": {"function_name": "fn"}}
DEAD: Configuration = {"aws_sqs_queue.dead": {}}
CONDITION = {"arn": "${aws_sqs_queue.dead.arn}"}

CASES: dict[str, tuple[Configuration, list[str]]] = {
    "a queue that redrives": (
        {
            **DEAD,
            "aws_sqs_queue.orders": {
                "redrive_policy": json(
                    {"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}", "maxReceiveCount": 3}
                )
            },
        },
        ["orders dead_letter dead"],
    ),
    "a topic and its subscriptions": (
        {
            **FUNCTION,
            **DEAD,
            "aws_sns_topic.placed": {"name": "placed"},
            "aws_sns_topic_subscription.fn": {
                "topic_arn": "${aws_sns_topic.placed.arn}",
                "protocol": "lambda",
                "endpoint": "${aws_lambda_function.fn.arn}",
                "redrive_policy": '{"deadLetterTargetArn": "${aws_sqs_queue.dead.arn}"}',
            },
        },
        ["placed dead_letter dead", "placed trigger fn"],
    ),
    "a bus, a rule and targets beside it": (
        {
            **FUNCTION,
            **DEAD,
            "aws_cloudwatch_event_bus.orders": {"name": "orders"},
            "aws_cloudwatch_event_rule.placed": {
                "event_bus_name": "${aws_cloudwatch_event_bus.orders.name}",
                "event_pattern": json({"source": ["shop"]}),
            },
            "aws_cloudwatch_event_target.fn": {
                "rule": "${aws_cloudwatch_event_rule.placed.name}",
                "event_bus_name": "${aws_cloudwatch_event_bus.orders.name}",
                "arn": "${aws_lambda_function.fn.arn}",
                "dead_letter_config": [CONDITION],
            },
        },
        ["orders dead_letter dead", "orders trigger fn"],
    ),
    "a rule with a schedule": (
        {
            **FUNCTION,
            "aws_cloudwatch_event_rule.nightly": {"schedule_expression": "rate(1 day)"},
            "aws_cloudwatch_event_target.fn": {
                "rule": "${aws_cloudwatch_event_rule.nightly.id}",
                "arn": "${aws_lambda_function.fn.arn}",
            },
        },
        ["nightly trigger fn"],
    ),
    "a bus with a dead-letter queue, and a third party": (
        {
            **DEAD,
            "aws_cloudwatch_event_bus.orders": {"dead_letter_config": [CONDITION]},
            "aws_cloudwatch_event_api_destination.partner": {"name": "partner"},
            "aws_cloudwatch_event_rule.all": {
                "event_bus_name": "${aws_cloudwatch_event_bus.orders.arn}",
                "event_pattern": "{}",
            },
            "aws_cloudwatch_event_target.partner": {
                "rule": "${aws_cloudwatch_event_rule.all.name}",
                "arn": "${aws_cloudwatch_event_api_destination.partner.arn}",
            },
        },
        ["orders dead_letter dead", "orders trigger partner"],
    ),
    "Scheduler, a universal target too": (
        {
            **FUNCTION,
            **DEAD,
            "aws_scheduler_schedule.hourly": {
                "schedule_expression": "rate(1 hour)",
                "target": [
                    {"arn": "${aws_lambda_function.fn.arn}", "dead_letter_config": [CONDITION]}
                ],
            },
            "aws_scheduler_schedule.daily": {
                "target": {
                    "arn": "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
                    "input": json({"QueueUrl": "${aws_sqs_queue.dead.url}", "MessageBody": "x"}),
                }
            },
        },
        ["daily trigger dead", "hourly dead_letter dead", "hourly trigger fn"],
    ),
    "Lambda's own dead letters and destinations": (
        {
            **DEAD,
            "aws_sns_topic.done": {},
            "aws_lambda_function.fn": {
                "dead_letter_config": [{"target_arn": "${aws_sqs_queue.dead.arn}"}]
            },
            "aws_lambda_function_event_invoke_config.fn": {
                "function_name": "${aws_lambda_function.fn.function_name}",
                "destination_config": [
                    {
                        "on_failure": [{"destination": "${aws_sqs_queue.dead.arn}"}],
                        "on_success": [{"destination": "${aws_sns_topic.done.arn}"}],
                    }
                ],
            },
        },
        ["fn dead_letter dead", "fn dead_letter dead", "fn destination done"],
    ),
    "a function's URL, by way of an alias": (
        {
            **FUNCTION,
            "aws_lambda_alias.live": {
                "function_name": "${aws_lambda_function.fn.arn}",
                "name": "live",
            },
            "aws_lambda_function_url.web": {
                "function_name": "${aws_lambda_function.fn.function_name}",
                "qualifier": "live",
            },
        },
        ["web trigger fn"],
    ),
    "mappings of a queue, a table and a stream": (
        {
            **FUNCTION,
            **DEAD,
            "aws_dynamodb_table.orders": {"hash_key": "id"},
            "aws_kinesis_stream.clicks": {"name": "clicks"},
            "aws_lambda_event_source_mapping.queue": {
                "event_source_arn": "${aws_sqs_queue.dead.arn}",
                "function_name": "${aws_lambda_function.fn.arn}",
                "topics": [],
                "queues": None,
            },
            "aws_lambda_event_source_mapping.table": {
                "event_source_arn": "${aws_dynamodb_table.orders.stream_arn}",
                "function_name": "${aws_lambda_function.fn.arn}",
                "starting_position": "LATEST",
                "destination_config": {
                    "on_failure": {"destination_arn": "${aws_sqs_queue.dead.arn}"}
                },
            },
            "aws_lambda_event_source_mapping.stream": {
                "event_source_arn": "${aws_kinesis_stream.clicks.arn}",
                "function_name": "fn",
                "starting_position": "LATEST",
                "destination_config": [{"on_failure": [{"destination_arn": ""}]}],
            },
        },
        ["clicks trigger fn", "dead trigger fn", "fn dead_letter dead", "orders trigger fn"],
    ),
    "mappings of brokers": (
        {
            **FUNCTION,
            "aws_msk_cluster.events": {"cluster_name": "events"},
            "aws_mq_broker.jobs": {"broker_name": "jobs"},
            "aws_docdb_cluster.documents": {},
            "aws_lambda_event_source_mapping.kafka": {
                "event_source_arn": "${aws_msk_cluster.events.arn}",
                "function_name": "fn",
                "topics": ["orders"],
                "starting_position": "LATEST",
            },
            "aws_lambda_event_source_mapping.mq": {
                "event_source_arn": "${aws_mq_broker.jobs.arn}",
                "function_name": "fn",
                "queues": ["jobs"],
            },
            "aws_lambda_event_source_mapping.documents": {
                "event_source_arn": "${aws_docdb_cluster.documents.arn}",
                "function_name": "fn",
                "document_db_event_source_config": [{"database_name": "shop"}],
            },
            "aws_lambda_event_source_mapping.own": {
                "function_name": "fn",
                "topics": ["orders"],
                "self_managed_event_source": [
                    {"endpoints": {"KAFKA_BOOTSTRAP_SERVERS": "kafka1:9092, kafka2:9092"}}
                ],
            },
        },
        [
            "documents trigger fn",
            "events trigger fn",
            "jobs trigger fn",
            "kafka1:9092 trigger fn",
        ],
    ),
    "a pipe": (
        {
            **FUNCTION,
            **DEAD,
            "aws_kinesis_stream.clicks": {},
            "aws_cloudwatch_event_bus.orders": {},
            "aws_pipes_pipe.pipe": {
                "source": "${aws_kinesis_stream.clicks.arn}",
                "enrichment": "${aws_lambda_function.fn.arn}",
                "target": "${aws_cloudwatch_event_bus.orders.arn}",
                "source_parameters": [
                    {"kinesis_stream_parameters": [{"dead_letter_config": [CONDITION]}]}
                ],
            },
        },
        [
            "clicks trigger pipe",
            "pipe dead_letter dead",
            "pipe trigger fn",
            "pipe trigger orders",
        ],
    ),
    "a state machine": (
        {
            **FUNCTION,
            "aws_sfn_state_machine.checkout": {
                "definition": json(
                    {
                        "States": {
                            "Pay": {
                                "Type": "Task",
                                "Resource": "arn:aws:states:::lambda:invoke",
                                "Parameters": {"FunctionName": "${aws_lambda_function.fn.arn}"},
                            }
                        }
                    }
                )
            },
        },
        ["checkout orchestrate fn"],
    ),
    "a table whose changes go to a stream": (
        {
            "aws_kinesis_stream.changes": {},
            "aws_dynamodb_table.orders": {"name": "orders"},
            "aws_dynamodb_kinesis_streaming_destination.orders": {
                "table_name": "${aws_dynamodb_table.orders.name}",
                "stream_arn": "${aws_kinesis_stream.changes.arn}",
            },
        },
        ["orders trigger changes"],
    ),
    "a delivery stream that transforms": (
        {
            **FUNCTION,
            "aws_kinesis_stream.clicks": {},
            "aws_s3_bucket.lake": {"bucket": "lake"},
            "aws_kinesis_firehose_delivery_stream.clicks_to_lake": {
                "kinesis_source_configuration": [
                    {"kinesis_stream_arn": "${aws_kinesis_stream.clicks.arn}"}
                ],
                "extended_s3_configuration": [
                    {
                        "bucket_arn": "${aws_s3_bucket.lake.arn}",
                        "processing_configuration": [
                            {
                                "enabled": "true",
                                "processors": [
                                    {
                                        "type": "Lambda",
                                        "parameters": [
                                            {
                                                "parameter_name": "LambdaArn",
                                                "parameter_value": "${aws_lambda_function.fn.arn}",
                                            }
                                        ],
                                    }
                                ],
                            }
                        ],
                    }
                ],
            },
        },
        [
            "clicks trigger clicks_to_lake",
            "clicks_to_lake trigger fn",
            "clicks_to_lake trigger lake",
        ],
    ),
    "a bucket and its notifications": (
        {
            **FUNCTION,
            **DEAD,
            "aws_sns_topic.placed": {},
            "aws_s3_bucket.photos": {"bucket": "photos"},
            "aws_s3_bucket_notification.photos": {
                "bucket": "${aws_s3_bucket.photos.id}",
                "eventbridge": True,
                "lambda_function": [
                    {
                        "lambda_function_arn": "${aws_lambda_function.fn.arn}",
                        "events": ["s3:ObjectCreated:*"],
                    }
                ],
                "queue": [{"queue_arn": "${aws_sqs_queue.dead.arn}"}],
                "topic": [{"topic_arn": "${aws_sns_topic.placed.arn}"}],
            },
        },
        [
            "photos publish default",
            "photos trigger dead",
            "photos trigger fn",
            "photos trigger placed",
        ],
    ),
}


@pytest.mark.parametrize(("configuration", "expected"), CASES.values(), ids=CASES.keys())
def test_edges(configuration: Configuration, expected: list[str]) -> None:
    assert flows(graph_of(configuration)) == expected
