"""IoT Core in Terraform: topic rules, whose actions are blocks of the rule, and authorizers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    each,
    first,
    given,
    place_at,
    several,
    shaped,
    translated,
    value_at,
)
from eda_lint.value import Entry, Items, Literal, Record, Unknown, Value, boolean_of

_ACTIONS: Mapping[str, tuple[str, Shape]] = {
    # A block's name, what CloudFormation calls it, and where it names its target.
    "lambda": ("Lambda", {"FunctionArn": "function_arn"}),
    "sqs": ("Sqs", {"QueueUrl": "queue_url"}),
    "sns": ("Sns", {"TargetArn": "target_arn"}),
    "kinesis": ("Kinesis", {"StreamName": "stream_name"}),
    "firehose": ("Firehose", {"DeliveryStreamName": "delivery_stream_name"}),
    "dynamodb": ("DynamoDB", {"TableName": "table_name"}),
    "dynamodbv2": ("DynamoDBv2", {"PutItem.TableName": "put_item.table_name"}),
    "s3": ("S3", {"BucketName": "bucket_name"}),
    "step_functions": ("StepFunctions", {"StateMachineName": "state_machine_name"}),
    "cloudwatch_logs": ("CloudwatchLogs", {"LogGroupName": "log_group_name"}),
}


def _actions(rule: Value) -> Value:
    return Items(tuple(Record((entry,), at=entry.at) for entry in _entries(rule)))


def _error_action(rule: Value) -> Value:
    return each(first(rule), lambda block: Record(tuple(_entries(block)), at=block.at))


def _entries(block: Value) -> Iterator[Entry]:
    for argument, (name, shape) in _ACTIONS.items():
        for one in several(value_at(block, argument)):
            yield Entry(name, shaped(shape, one), one.at or place_at(block, argument))


def _disabled(enabled: Value) -> Value:
    on = boolean_of(enabled, default=True)
    return on if isinstance(on, Unknown) else Literal(not on, enabled.at)


_RULE: Shape = {
    "RuleName": "name",
    "TopicRulePayload.Sql": "sql",
    "TopicRulePayload.RuleDisabled": Argument("enabled", lambda on: each(given(on), _disabled)),
    "TopicRulePayload.Actions": Argument("", _actions),
    "TopicRulePayload.ErrorAction": Argument("error_action", _error_action),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_iot_topic_rule": translated("AWS::IoT::TopicRule", _RULE, name="Ref"),
    "aws_iot_authorizer": translated(
        "AWS::IoT::Authorizer", {"AuthorizerFunctionArn": "authorizer_function_arn"}
    ),
}
