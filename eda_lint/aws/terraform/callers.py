"""Services in Terraform that call a function and have no kind of their own, and what stands by."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    given,
    several,
    shaped,
    translated,
    value_at,
)
from eda_lint.value import Absent, Entry, Items, Record, Value

_MAIL_ACTIONS: Mapping[str, tuple[str, Shape]] = {
    "lambda_action": (
        "LambdaAction",
        {"FunctionArn": "function_arn", "InvocationType": "invocation_type"},
    ),
    "sns_action": ("SNSAction", {"TopicArn": "topic_arn"}),
    "s3_action": ("S3Action", {"BucketName": "bucket_name"}),
}


def _mail_actions(rule: Value) -> Value:
    actions: list[Value] = []
    for argument, (name, shape) in _MAIL_ACTIONS.items():
        for one in several(value_at(rule, argument)):
            actions.append(Record((Entry(name, shaped(shape, one), one.at),), at=one.at))
    return Items(tuple(actions))


def _stored(parameter: Value) -> Value:
    value = given(value_at(parameter, "value"))
    return given(value_at(parameter, "insecure_value")) if isinstance(value, Absent) else value


RESOURCES: Mapping[str, Translation] = {
    "aws_ses_receipt_rule": translated(
        "AWS::SES::ReceiptRule", {"Rule.Actions": Argument("", _mail_actions)}
    ),
    "aws_config_config_rule": translated(
        "AWS::Config::ConfigRule",
        {"Source.Owner": "source.owner", "Source.SourceIdentifier": "source.source_identifier"},
    ),
    "aws_secretsmanager_secret_rotation": translated(
        "AWS::SecretsManager::RotationSchedule", {"RotationLambdaARN": "rotation_lambda_arn"}
    ),
    # These stand for what others are: they are no nodes.
    "aws_ssm_parameter": translated(
        "AWS::SSM::Parameter", {"Name": "name", "Value": Argument("", _stored, at="value")}
    ),
    "aws_cloudformation_stack": translated("AWS::CloudFormation::Stack", {}),
    "aws_serverlessapplicationrepository_cloudformation_stack": translated(
        "AWS::Serverless::Application", {}
    ),
}
