"""SAM's APIs: declared, implied by events, with authorizers and OpenAPI bodies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eda_lint.aws.catalogue import catalogue
from eda_lint.model import Api, Route
from eda_lint.value import Literal, Operation, text_of
from tests.aws.declared import (
    HERE,
    all_of,
    carried,
    drawn,
    function_with,
    only,
    read,
    resource,
    value,
)

INVOKE = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
BODY = {
    "openapi": "3.0.1",
    "paths": {
        "/orders": {
            "post": {
                "x-amazon-apigateway-integration": {"type": "aws_proxy", "uri": {"Fn::Sub": INVOKE}}
            }
        }
    },
}


@pytest.mark.parametrize(
    ("kind", "implied", "protocol"),
    [("Api", "ServerlessRestApi", "rest"), ("HttpApi", "ServerlessHttpApi", "http")],
)
def test_an_event_that_names_no_api_implies_one(kind: str, implied: str, protocol: str) -> None:
    event = {"Type": kind, "Properties": {"Path": "/orders", "Method": "post"}}
    statements = function_with(event)
    assert drawn(statements) == [f"trigger: {implied} -> Fn"]
    api = only(Api, statements)
    assert (api.name, api.protocol) == (implied, protocol)
    route = carried(Route, statements)
    assert (route.method, route.path, route.integration) == ("POST", "/orders", "lambda")


@pytest.mark.parametrize(("kind", "named"), [("Api", "RestApiId"), ("HttpApi", "ApiId")])
def test_an_event_names_its_api(kind: str, named: str) -> None:
    properties = {"Path": "/", "Method": "any", named: {"Ref": "Orders"}}
    statements = function_with({"Type": kind, "Properties": properties})
    assert drawn(statements) == ["trigger: Orders -> Fn"]
    assert not all_of(Api, statements)
    assert carried(Route, statements).method == "ANY"


def test_an_http_event_without_properties_takes_every_route() -> None:
    statements = function_with({"Type": "HttpApi"})
    route = carried(Route, statements)
    assert (route.method, route.path) == ("ANY", "")


def test_a_state_machine_s_api_event_is_a_service_integration() -> None:
    event = {"Type": "Api", "Properties": {"Path": "/", "Method": "POST"}}
    properties = {"Definition": {}, "Events": {"Post": event}}
    statements = read("AWS::Serverless::StateMachine", properties, "Machine")
    assert drawn(statements) == ["trigger: ServerlessRestApi -> Machine"]
    assert carried(Route, statements).integration == "states"


@pytest.mark.parametrize(
    ("kind", "protocol"), [("AWS::Serverless::Api", "rest"), ("AWS::Serverless::HttpApi", "http")]
)
def test_a_declared_api_with_a_body_and_an_authorizer(kind: str, protocol: str) -> None:
    authorizers = {
        "Mine": {"FunctionArn": {"Fn::GetAtt": "Guard.Arn"}},
        "Pool": {"UserPoolArn": {"Fn::GetAtt": "Users.Arn"}},
    }
    statements = read(
        kind, {"DefinitionBody": BODY, "Auth": {"Authorizers": authorizers}}, "Orders"
    )
    assert only(Api, statements).protocol == protocol
    assert drawn(statements) == ["trigger: Orders -> Fn", "trigger: Orders -> Guard"]


@pytest.mark.parametrize(
    "properties",
    [
        {"DefinitionUri": "api.yaml"},
        {"DefinitionBody": Operation("Include", (Literal("api.yaml"),))},
        {"DefinitionBody": {"Fn::Transform": Operation("Include", (Literal("api.yaml"),)), "x": 1}},
    ],
)
def test_a_body_in_a_file(properties: dict[str, object]) -> None:
    declared = replace(
        resource("AWS::Serverless::Api", properties, "Orders"), documents={"api.yaml": value(BODY)}
    )
    statements = tuple(catalogue().resources[declared.type](declared))
    assert drawn(statements) == ["trigger: Orders -> Fn"]
    route = carried(Route, statements)
    assert (route.at, route.method, route.path) == (HERE, "POST", "/orders")


def test_a_body_that_the_scan_does_not_have_states_nothing() -> None:
    statements = read("AWS::Serverless::Api", {"DefinitionUri": "s3://bucket/api.yaml"}, "Orders")
    assert drawn(statements) == []
    assert text_of(only(Api, statements).physical_name) is None
