"""HTTP and WebSocket APIs of API Gateway."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Flow
from eda_lint.model import Api, Route
from eda_lint.value import Unknown
from tests.aws.declared import carried, drawn, only, read, text

INTEGRATION = "AWS::ApiGatewayV2::Integration"
LAMBDA = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"


@pytest.mark.parametrize(("written", "protocol"), [("HTTP", "http"), ("WEBSOCKET", "websocket")])
def test_an_api_is_a_node(written: str, protocol: str) -> None:
    statements = read("AWS::ApiGatewayV2::Api", {"ProtocolType": written})
    assert only(Api, statements).protocol == protocol


def test_quick_create() -> None:
    properties = {
        "ProtocolType": "HTTP",
        "Target": {"Fn::GetAtt": "Fn.Arn"},
        "RouteKey": "GET /orders",
    }
    statements = read("AWS::ApiGatewayV2::Api", properties, "Orders")
    assert drawn(statements) == ["trigger: Orders -> Fn"]
    route = carried(Route, statements)
    assert (route.method, route.path) == ("GET", "/orders")


@pytest.mark.parametrize("uri", [{"Fn::GetAtt": "Fn.Arn"}, {"Ref": "Fn"}, text(LAMBDA)])
def test_an_integration_calls_a_function(uri: object) -> None:
    properties = {
        "ApiId": {"Ref": "Orders"},
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": uri,
    }
    assert drawn(read(INTEGRATION, properties)) == ["trigger: Orders -> Fn"]


@pytest.mark.parametrize(
    ("subtype", "parameters", "reached", "integration"),
    [
        ("SQS-SendMessage", {"QueueUrl": {"Ref": "Queue"}}, "Queue", "sqs"),
        ("EventBridge-PutEvents", {"EventBusName": {"Ref": "Bus"}, "Source": "x"}, "Bus", "events"),
        ("EventBridge-PutEvents", {"Source": "x", "Detail": "$request.body"}, "default", "events"),
        ("StepFunctions-StartExecution", {"StateMachineArn": {"Ref": "Sm"}}, "Sm", "states"),
        ("StepFunctions-StartSyncExecution", {"StateMachineArn": {"Ref": "Sm"}}, "Sm", "states"),
        ("Kinesis-PutRecord", {"StreamName": {"Ref": "Clicks"}}, "Clicks", "kinesis"),
    ],
)
def test_a_first_class_integration(
    subtype: str, parameters: dict[str, object], reached: str, integration: str
) -> None:
    properties = {
        "ApiId": {"Ref": "Orders"},
        "IntegrationType": "AWS_PROXY",
        "IntegrationSubtype": subtype,
        "RequestParameters": parameters,
    }
    statements = read(INTEGRATION, properties)
    assert drawn(statements) == [f"trigger: Orders -> {reached}"]
    assert carried(Route, statements).integration == integration


@pytest.mark.parametrize("subtype", ["SQS-ReceiveMessage", "SQS-DeleteMessage"])
def test_taking_messages_makes_no_edge(subtype: str) -> None:
    properties = {
        "ApiId": {"Ref": "Orders"},
        "IntegrationSubtype": subtype,
        "RequestParameters": {"QueueUrl": {"Ref": "Queue"}},
    }
    assert drawn(read(INTEGRATION, properties)) == []


def test_a_queue_that_the_request_names_is_not_known() -> None:
    properties = {
        "ApiId": {"Ref": "Orders"},
        "IntegrationSubtype": "SQS-SendMessage",
        "RequestParameters": {"QueueUrl": "$request.header.queue"},
    }
    assert isinstance(only(Flow, read(INTEGRATION, properties)).target.value, Unknown)


def test_a_websocket_integration_of_a_service() -> None:
    template = '{"input": "$input.body", "stateMachineArn": "${Sm}"}'
    properties = {
        "ApiId": {"Ref": "Chat"},
        "IntegrationType": "AWS",
        "IntegrationUri": text(
            "arn:aws:apigateway:${AWS::Region}:states:action/StartSyncExecution"
        ),
        "RequestTemplates": {"$default": text(template)},
    }
    assert drawn(read(INTEGRATION, properties)) == ["trigger: Chat -> Sm"]


def test_a_private_integration_makes_no_edge() -> None:
    properties = {
        "ApiId": {"Ref": "Orders"},
        "IntegrationType": "HTTP_PROXY",
        "ConnectionType": "VPC_LINK",
        "IntegrationUri": {"Ref": "Listener"},
    }
    assert drawn(read(INTEGRATION, properties)) == []


def test_an_authorizer() -> None:
    properties = {"ApiId": {"Ref": "Orders"}, "AuthorizerUri": text(LAMBDA)}
    statements = read("AWS::ApiGatewayV2::Authorizer", properties)
    assert drawn(statements) == ["trigger: Orders -> Fn"]
    assert carried(Route, statements).authorizer
