"""EventBridge Pipes in Terraform."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import Shape, block, blocks, translated, unless

_POLLED: Shape = {
    "BatchSize": unless("batch_size", 0),
    "DeadLetterConfig.Arn": "dead_letter_config.arn",
}
_SOURCE: Shape = {
    "FilterCriteria": block(
        "filter_criteria", {"Filters": blocks("filter", {"Pattern": "pattern"})}
    ),
    "SqsQueueParameters": block("sqs_queue_parameters", _POLLED),
    "KinesisStreamParameters": block("kinesis_stream_parameters", _POLLED),
    "DynamoDBStreamParameters": block("dynamodb_stream_parameters", _POLLED),
    "ManagedStreamingKafkaParameters": block("managed_streaming_kafka_parameters", _POLLED),
    "SelfManagedKafkaParameters": block("self_managed_kafka_parameters", _POLLED),
    "ActiveMQBrokerParameters": block("activemq_broker_parameters", _POLLED),
    "RabbitMQBrokerParameters": block("rabbitmq_broker_parameters", _POLLED),
}
_TARGET: Shape = {
    "EventBridgeEventBusParameters": block("eventbridge_event_bus_parameters", {}),
    "SqsQueueParameters": block("sqs_queue_parameters", {}),
    "StepFunctionStateMachineParameters": block("step_function_state_machine_parameters", {}),
    "LambdaFunctionParameters": block("lambda_function_parameters", {}),
    "KinesisStreamParameters": block("kinesis_stream_parameters", {}),
    "CloudWatchLogsParameters": block("cloudwatch_logs_parameters", {}),
    "HttpParameters": block("http_parameters", {}),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_pipes_pipe": translated(
        "AWS::Pipes::Pipe",
        {
            "Name": "name",
            "DesiredState": "desired_state",
            "Source": "source",
            "SourceParameters": block("source_parameters", _SOURCE),
            "Enrichment": "enrichment",
            "EnrichmentParameters": block("enrichment_parameters", _TARGET),
            "Target": "target",
            "TargetParameters": block("target_parameters", _TARGET),
        },
        name="Name",
    ),
}
