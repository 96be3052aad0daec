"""The catalogue of Terraform's types gathers every module of its folder by itself."""

from __future__ import annotations

import pytest

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.terraform.catalogue import (
    attribute_of,
    data_sources,
    identifies,
    parts,
    translations,
)
from tests.aws.terraformed import UNKNOWN, Configuration, declared, flows, graph_of

ANY: Configuration = {f"{resource_type}.it": {} for resource_type in translations()}
FULLER: Configuration = {
    # What comes of these only when they set something.
    "aws_sqs_queue.it": {"policy": "{}"},
    "aws_sns_topic.it": {"policy": "{}"},
}
WITHOUT_A_SPELLING = {
    # A table and its replicas, a version that nothing else names: Terraform writes no such thing.
    "AWS::DynamoDB::GlobalTable",
    "AWS::Lambda::Version",
    "AWS::StepFunctions::StateMachineVersion",
    # Read for any custom resource of a stack.
    "Custom::*",
}


def test_gathers_what_the_modules_of_the_folder_declare() -> None:
    assert "aws_sqs_queue" in translations()
    assert "aws_sqs_queue_redrive_policy" in parts()
    assert "aws_region" in data_sources()
    assert translations() is translations()


def test_every_kind_of_resource_that_is_read_has_a_spelling() -> None:
    written = {
        resource.type
        for one in declared({**ANY, **FULLER})
        for resource in translations()[one.type].translate(one)
    }
    read = {kind for kind in catalogue().resources if "::Serverless::" not in kind}
    assert read - written == WITHOUT_A_SPELLING


@pytest.mark.parametrize("resource_type", sorted(translations()))
@pytest.mark.parametrize("arguments", [{}, UNKNOWN])
def test_every_translation_takes_a_resource_of_which_nothing_is_known(
    resource_type: str, arguments: dict[str, object]
) -> None:
    assert flows(graph_of({f"{resource_type}.it": arguments})) == []


def test_every_part_fills_an_argument_that_its_owner_is_read_by() -> None:
    for part in parts().values():
        assert set(part.owners) <= set(translations())


def test_notifications_are_read_as_such_where_custom_resources_of_any_name_are_read() -> None:
    specific = catalogue().reader("Custom::S3BucketNotifications")
    assert specific is catalogue().resources["Custom::S3BucketNotifications"]
    assert catalogue().reader("Custom::Anything") is catalogue().resources["Custom::*"]


@pytest.mark.parametrize(
    ("resource_type", "name", "attribute", "identifying"),
    [
        ("aws_sqs_queue", "url", "Ref", True),
        ("aws_sqs_queue", "id", "Ref", True),
        ("aws_sqs_queue", "arn", "Arn", True),
        ("aws_sqs_queue", "name", "QueueName", True),
        ("aws_sqs_queue", "visibility_timeout_seconds", "visibility_timeout_seconds", False),
        ("aws_dynamodb_table", "stream_arn", "StreamArn", True),
        ("aws_lambda_function", "invoke_arn", "Arn", True),
        ("aws_lambda_function", "qualified_arn", "Version", True),
        ("aws_lambda_function", "handler", "handler", False),
        ("aws_lambda_alias", "invoke_arn", "Ref", True),
        ("aws_lambda_alias", "name", "name", False),
        ("aws_iam_role", "arn", "Arn", True),
        ("aws_iam_role", "name", "name", False),
        ("aws_ssm_parameter", "value", "value", False),
    ],
)
def test_attributes(resource_type: str, name: str, attribute: str, identifying: bool) -> None:
    assert attribute_of(resource_type, name) == attribute
    assert identifies(resource_type, name) is identifying
