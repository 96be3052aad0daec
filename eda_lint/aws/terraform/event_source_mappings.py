"""Event source mappings in Terraform."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    block,
    blocks,
    each,
    given,
    translated,
    type_of,
    unless,
    value_at,
)
from eda_lint.value import Absent, Items, Literal, Reference, Value, text_of


def _starting_position(mapping: Value) -> Value:
    """Where a stream is read from; a module for any source sets it under a condition.

    A queue has no position, so that none is set for one, whatever the condition says.
    """
    source = value_at(mapping, "event_source_arn")
    if isinstance(source, Reference) and type_of(source.resource) == "aws_sqs_queue":
        return Absent(source.at)
    return given(value_at(mapping, "starting_position"))


def _servers(listed: Value) -> Value:
    def split(value: Value) -> Value:
        text = text_of(value)
        if text is None:
            return value
        return Items(tuple(Literal(one.strip(), value.at) for one in text.split(",")), at=value.at)

    return each(given(listed), split)


_MAPPING: Shape = {
    "EventSourceArn": "event_source_arn",
    "FunctionName": "function_name",
    # A plan or a state has zero for what is not set.
    "BatchSize": unless("batch_size", 0),
    "MaximumBatchingWindowInSeconds": "maximum_batching_window_in_seconds",
    "ScalingConfig.MaximumConcurrency": unless("scaling_config.maximum_concurrency", 0),
    "FunctionResponseTypes": "function_response_types",
    "DestinationConfig.OnFailure.Destination": "destination_config.on_failure.destination_arn",
    "MaximumRetryAttempts": "maximum_retry_attempts",
    "MaximumRecordAgeInSeconds": unless("maximum_record_age_in_seconds", 0),
    "FilterCriteria": block(
        "filter_criteria", {"Filters": blocks("filter", {"Pattern": "pattern"})}
    ),
    "Enabled": "enabled",
    "ProvisionedPollerConfig": block("provisioned_poller_config", {}),
    # By these the source is told where its ARN does not.
    "StartingPosition": Argument("", _starting_position, at="starting_position"),
    "Topics": "topics",
    "Queues": "queues",
    "SelfManagedEventSource": block(
        "self_managed_event_source",
        {
            "Endpoints.KafkaBootstrapServers": Argument(
                "endpoints.KAFKA_BOOTSTRAP_SERVERS", _servers
            )
        },
    ),
    "SelfManagedKafkaEventSourceConfig": block("self_managed_kafka_event_source_config", {}),
    "AmazonManagedKafkaEventSourceConfig": block("amazon_managed_kafka_event_source_config", {}),
    "DocumentDBEventSourceConfig": block("document_db_event_source_config", {}),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_lambda_event_source_mapping": translated("AWS::Lambda::EventSourceMapping", _MAPPING),
}
