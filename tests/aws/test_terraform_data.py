"""What data sources give."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eda_lint.aws.interface import pseudo
from eda_lint.aws.policies import channel_policy
from eda_lint.aws.terraform.catalogue import data_sources
from eda_lint.aws.text import structure
from eda_lint.location import Location
from eda_lint.model import ChannelPolicy
from eda_lint.value import Input, Items, Literal, Operation, Unknown, Value, choice, field_of
from tests.aws.terraformed import UNKNOWN, Configuration, flows, graph_of, json, value

HERE = Location("main.tf", 1)
ALLOW = {
    "sid": "Send",
    "actions": ["sqs:SendMessage"],
    "principals": [{"type": "Service", "identifiers": ["sns.amazonaws.com"]}],
}


def given(data_type: str, **arguments: object) -> Mapping[str, Value]:
    return data_sources()[data_type](value(arguments))


def test_where_terraform_runs() -> None:
    assert given("aws_region")["name"] == given("aws_region")["region"] == pseudo("Region")
    assert given("aws_caller_identity")["account_id"] == pseudo("AccountId")
    assert given("aws_partition")["partition"] == pseudo("Partition")


def test_a_region_that_is_asked_about() -> None:
    assert given("aws_region", name="eu-west-1")["id"] == Literal("eu-west-1")


def test_the_parameter_store() -> None:
    stored = given("aws_ssm_parameter", name="/shop/queue")["value"]
    assert stored == Operation("resolve", (Literal("ssm:/shop/queue"),))


MAPPED = "aws_lambda_event_source_mapping.orders"
FUNCTION: Configuration = {"aws_lambda_function.fn": {"function_name": "fn"}}
LOOKED_UP = {
    "aws_sqs_queue": ("name", "arn", "aws_sqs_queue", "name"),
    "aws_kinesis_stream": ("name", "arn", "aws_kinesis_stream", "name"),
    "aws_dynamodb_table": ("name", "stream_arn", "aws_dynamodb_table", "name"),
}


@pytest.mark.parametrize("data_type", LOOKED_UP)
@pytest.mark.parametrize("name", ["orders", "${var.stage}-orders"])
def test_a_source_looked_up_by_name_is_the_one_that_is_declared(data_type: str, name: str) -> None:
    argument, attribute, resource_type, named = LOOKED_UP[data_type]
    mapping = {
        "event_source_arn": given(data_type, **{argument: name})[attribute],
        "function_name": given("aws_lambda_function", function_name="fn")["arn"],
    }
    declared = {f"{resource_type}.this": {named: name}}
    assert flows(graph_of({**FUNCTION, **declared, MAPPED: mapping})) == ["this trigger fn"]


@pytest.mark.parametrize(
    ("arn", "node"),
    [
        (given("aws_sqs_queue", name="lost")["arn"], "lost"),
        (given("aws_sqs_queue", name="lost")["url"], "lost"),
        (given("aws_sns_topic", name="placed")["arn"], "placed"),
        (given("aws_cloudwatch_event_bus", name="default")["arn"], "default"),
        (given("aws_sfn_state_machine", name="checkout")["arn"], "checkout"),
        (given("aws_kinesis_firehose_delivery_stream", name="lake")["arn"], "lake"),
        (given("aws_cloudwatch_log_group", name="/app")["arn"], "/app"),
        (given("aws_lambda_alias", function_name="pack", name="live")["arn"], "pack"),
        (given("aws_lambda_function", function_name="pack")["invoke_arn"], "pack"),
    ],
)
def test_what_is_looked_up_and_not_declared_is_external(arn: Value, node: str) -> None:
    schedule = {"target": [{"arn": arn}]}
    graph = graph_of({"aws_scheduler_schedule.hourly": schedule})
    assert flows(graph) == [f"hourly trigger {node}"]


def test_a_bucket() -> None:
    found = given("aws_s3_bucket", bucket="photos")
    assert found["id"] == Literal("photos")
    stream = {"extended_s3_configuration": [{"bucket_arn": found["arn"]}]}
    graph = graph_of(
        {
            "aws_s3_bucket.kept": {"bucket": "photos"},
            "aws_kinesis_firehose_delivery_stream.to": stream,
        }
    )
    assert flows(graph) == ["to trigger kept"]


def test_either_of_two_names_and_an_unknown_one() -> None:
    either = choice((Literal("a"), Literal("b")))
    assert given("aws_sqs_queue", name=either)["arn"] == choice(
        given("aws_sqs_queue", name=name)["arn"] for name in ("a", "b")
    )
    assert isinstance(given("aws_sqs_queue", name=UNKNOWN)["arn"], Unknown)


def test_another_region() -> None:
    arn = given("aws_sns_topic", name="placed", region="us-east-1")["arn"]
    assert arn == value("arn:${AWS::Partition}:sns:us-east-1:${AWS::AccountId}:placed")


def policy(**arguments: object) -> ChannelPolicy:
    document = given("aws_iam_policy_document", **arguments)["json"]
    return channel_policy(document, "sqs:SendMessage", HERE)


def test_a_policy_document() -> None:
    found = structure(
        given(
            "aws_iam_policy_document",
            statement=[
                {
                    **ALLOW,
                    "resources": ["*"],
                    "condition": [
                        {
                            "test": "ArnEquals",
                            "variable": "aws:SourceArn",
                            "values": ["${aws_sns_topic.placed.arn}"],
                        }
                    ],
                }
            ],
        )["json"]
    )
    assert found == value(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "Send",
                    "Effect": "Allow",
                    "Principal": {"Service": ["sns.amazonaws.com"]},
                    "Action": ["sqs:SendMessage"],
                    "Resource": ["*"],
                    "Condition": {"ArnEquals": {"aws:SourceArn": ["${aws_sns_topic.placed.arn}"]}},
                }
            ],
        }
    )


@pytest.mark.parametrize(
    ("arguments", "principals", "complete"),
    [
        ({"statement": [ALLOW]}, ("sns.amazonaws.com",), True),
        ({"statement": [{**ALLOW, "effect": "Deny"}]}, (), True),
        ({"statement": []}, (), True),
        (
            {"statement": [{**ALLOW, "principals": [{"type": "*", "identifiers": ["*"]}]}]},
            ("*",),
            True,
        ),
        ({"statement": [{**ALLOW, "principals": UNKNOWN}]}, (), False),
        ({"statement": [{**ALLOW, "principals": Items((), open=True)}]}, (), False),
        ({"statement": UNKNOWN}, (), False),
        ({"statement": Items((value(ALLOW),), open=True)}, ("sns.amazonaws.com",), False),
        ({"statement": [ALLOW], "source_policy_documents": [Input("policy")]}, None, False),
        (
            {"statement": [ALLOW], "override_json": json({"Statement": [{"Sid": "Send"}]})},
            (),
            False,
        ),
    ],
)
def test_who_a_policy_document_lets_send(
    arguments: dict[str, object], principals: tuple[str, ...] | None, complete: bool
) -> None:
    found = policy(**arguments)
    assert found.principals == (("sns.amazonaws.com",) if principals is None else principals)
    assert found.complete is complete


def test_a_policy_document_takes_over_the_statements_of_others() -> None:
    other = given("aws_iam_policy_document", statement=[ALLOW])["json"]
    found = structure(given("aws_iam_policy_document", source_policy_documents=[other])["json"])
    assert found == structure(other)
    assert field_of(found, "Version") == Literal("2012-10-17")
