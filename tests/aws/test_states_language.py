"""What states of a definition call, and what their data names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eda_lint.aws.interface import Flow
from eda_lint.model import Api, Bucket, Function, Task
from eda_lint.value import Unknown
from tests.aws.declared import all_of, drawn, only, read, text

MACHINE = "AWS::Serverless::StateMachine"


def machine(states: Mapping[str, object], **more: object) -> list[str]:
    """The flows of a machine with these states, without their kind."""
    flows = drawn(read(MACHINE, {"Definition": {"States": states, **more}}, "M"))
    return [flow.removeprefix("orchestrate: M -> ") for flow in flows]


def task(integration: str, arguments: Mapping[str, object], block: str = "Parameters") -> object:
    """A Task state."""
    resource = f"arn:aws:states:::{integration}"
    return {"Type": "Task", "Resource": resource, block: arguments}


FN = {"Fn::GetAtt": "Fn.Arn"}


@pytest.mark.parametrize(
    ("integration", "arguments", "reached"),
    [
        ("lambda:invoke", {"FunctionName": FN}, "Fn"),
        (
            "lambda:invoke.waitForTaskToken",
            {"FunctionName": text("${Fn.Arn}:$LATEST")},
            "Fn:$LATEST",
        ),
        ("sqs:sendMessage", {"QueueUrl": {"Ref": "Queue"}}, "Queue"),
        ("sqs:sendMessage.waitForTaskToken", {"QueueUrl": {"Ref": "Queue"}}, "Queue"),
        ("sns:publish", {"TopicArn": {"Ref": "Placed"}}, "Placed"),
        ("dynamodb:putItem", {"TableName": {"Ref": "Items"}}, "Items"),
        ("dynamodb:getItem", {"TableName": {"Ref": "Items"}}, "Items"),
        ("events:putEvents", {"Entries": [{"EventBusName": {"Ref": "Bus"}}]}, "Bus"),
        ("events:putEvents", {"Entries": [{"Source": "x"}]}, "default"),
        ("states:startExecution.sync:2", {"StateMachineArn": {"Ref": "Child"}}, "Child"),
        ("aws-sdk:sfn:startExecution", {"StateMachineArn": {"Ref": "Child"}}, "Child"),
        ("aws-sdk:s3:putObject", {"Bucket": {"Ref": "Uploads"}}, "Uploads"),
        ("aws-sdk:eventbridge:putEvents", {"Entries": [{"Source": "x"}]}, "default"),
        ("aws-sdk:firehose:putRecord", {"DeliveryStreamName": {"Ref": "Log"}}, "Log"),
        ("aws-sdk:kinesis:putRecord", {"StreamName": {"Ref": "Clicks"}}, "Clicks"),
        ("aws-sdk:lambda:invoke", {"FunctionName": FN}, "Fn"),
    ],
)
def test_integrations(integration: str, arguments: Mapping[str, object], reached: str) -> None:
    assert machine({"Call": task(integration, arguments)}) == [reached]
    assert machine({"Call": task(integration, arguments, "Arguments")}) == [reached]


@pytest.mark.parametrize(
    "integration",
    ["ecs:runTask.sync", "glue:startJobRun", "http:invoke", "bedrock:invokeModel"],
)
def test_what_is_no_node_makes_no_edge(integration: str) -> None:
    assert machine({"Call": task(integration, {"Name": "x"})}) == []


@pytest.mark.parametrize("resource", [FN, text("${Fn.Arn}"), {"Ref": "Fn"}])
def test_a_function_by_its_arn(resource: object) -> None:
    assert machine({"Call": {"Type": "Task", "Resource": resource}}) == ["Fn"]


def test_an_api() -> None:
    endpoint = text("${Orders}.execute-api.${AWS::Region}.amazonaws.com")
    states = {"Call": task("apigateway:invoke", {"ApiEndpoint": endpoint})}
    flow = only(Flow, read(MACHINE, {"Definition": {"States": states}}))
    assert flow.target.kinds == (Api,)
    assert machine(states) == ["Orders"]


def test_states_at_any_depth() -> None:
    call = {"Type": "Task", "Resource": FN}
    other = {"Type": "Task", "Resource": {"Fn::GetAtt": "Other.Arn"}}
    inner = {"Type": "Map", "ItemProcessor": {"States": {"Deep": call}}}
    states = {
        "Both": {
            "Type": "Parallel",
            "Branches": [{"States": {"A": other}}, {"States": {"B": inner}}],
        },
        "Each": {"Type": "Map", "Iterator": {"States": {"C": call}}},
    }
    assert machine(states) == ["Other", "Fn", "Fn"]


def test_a_distributed_map_reads_and_writes_a_bucket() -> None:
    states = {
        "Each": {
            "Type": "Map",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:listObjectsV2",
                "Parameters": {"Bucket": {"Ref": "In"}},
            },
            "ItemProcessor": {"States": {}},
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": {"Bucket": {"Ref": "Out"}},
            },
        }
    }
    assert machine(states) == ["In", "Out"]
    flows = all_of(Flow, read(MACHINE, {"Definition": {"States": states}}))
    assert {flow.target.kinds for flow in flows} == {(Bucket,)}


@pytest.mark.parametrize(
    "arguments",
    [{"FunctionName.$": "$.function"}, {"FunctionName": "{% $states.input.function %}"}],
)
def test_a_target_out_of_the_input_is_not_known(arguments: Mapping[str, object]) -> None:
    states = {"Call": task("lambda:invoke", arguments)}
    flow = only(Flow, read(MACHINE, {"Definition": {"States": states}}))
    assert isinstance(flow.target.value, Unknown)
    assert flow.target.kinds == (Function,)


def test_a_target_that_a_pass_state_puts_into_the_input() -> None:
    states = {
        "Prepare": {
            "Type": "Pass",
            "Parameters": {"TopicArn": {"Ref": "Placed"}, "Message.$": "$.message"},
            "ResultPath": "$.sns",
        },
        "Tell": task("sns:publish", {"TopicArn.$": "$.sns.TopicArn"}),
    }
    assert machine(states) == ["Placed"]


def test_two_pass_states_that_disagree_say_nothing() -> None:
    def prepare(topic: str) -> dict[str, object]:
        return {"Type": "Pass", "Result": {"TopicArn": {"Ref": topic}}, "ResultPath": "$.sns"}

    states = {
        "One": prepare("Placed"),
        "Two": prepare("Paid"),
        "Tell": task("sns:publish", {"TopicArn.$": "$.sns.TopicArn"}),
    }
    flow = only(Flow, read(MACHINE, {"Definition": {"States": states}}))
    assert isinstance(flow.target.value, Unknown)


def test_retries_that_are_settled_at_deployment() -> None:
    call = {"Type": "Task", "Resource": FN, "Retry": [{"ErrorEquals": [{"Ref": "EParameter"}]}]}
    flow = only(Flow, read(MACHINE, {"Definition": {"States": {"Call": call}}}))
    assert isinstance(flow.carrier, Task)
    assert flow.carrier.retries is True
    assert isinstance(flow.carrier.retried, Unknown)
