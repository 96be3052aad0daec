"""OpenAPI bodies that an API is imported from."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import Flow, Statement
from eda_lint.model import Route
from tests.aws.declared import carried, drawn, only, read, resource, text, value

EXTENSION = "x-amazon-apigateway-integration"
LAMBDA = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"


def body(operations: dict[str, object], **more: object) -> dict[str, object]:
    """A body with one path."""
    return {"openapi": "3.0.1", "paths": {"/orders": operations}, **more}


def described(document: dict[str, object]) -> tuple[Statement, ...]:
    """What a REST API with this body states."""
    return read("AWS::ApiGateway::RestApi", {"Body": document}, "Orders")


def test_every_method_has_its_integration() -> None:
    call = {"uri": text(LAMBDA + "${Fn.Arn}/invocations"), "type": "aws_proxy"}
    other = {"uri": text(LAMBDA + "${Other.Arn}/invocations"), "type": "aws_proxy"}
    statements = described(
        body({"get": {EXTENSION: call}, "post": {EXTENSION: other}, "parameters": []})
    )
    assert drawn(statements) == ["trigger: Orders -> Fn", "trigger: Orders -> Other"]


def test_any_method() -> None:
    call = {"uri": text(LAMBDA + "${Fn.Arn}/invocations")}
    statements = described(body({"x-amazon-apigateway-any-method": {EXTENSION: call}}))
    route = carried(Route, statements)
    assert (route.method, route.path) == ("ANY", "/orders")


def test_a_service_with_a_request_template() -> None:
    call = {
        "type": "aws",
        "uri": text("arn:aws:apigateway:${AWS::Region}:events:action/PutEvents"),
        "requestTemplates": {"application/json": text('{"Entries": [{"EventBusName": "${Bus}"}]}')},
    }
    assert drawn(described(body({"post": {EXTENSION: call}}))) == ["trigger: Orders -> Bus"]


def test_a_first_class_integration() -> None:
    call = {
        "integrationSubtype": "SQS-SendMessage",
        "requestParameters": {"QueueUrl": {"Ref": "Queue"}, "MessageBody": "$request.body"},
    }
    assert drawn(described(body({"post": {EXTENSION: call}}))) == ["trigger: Orders -> Queue"]


def test_a_shared_integration() -> None:
    call = {"uri": text(LAMBDA + "${Fn.Arn}/invocations")}
    shared = {"x-amazon-apigateway-integrations": {"fn": call}}
    named = {"$ref": "#/components/x-amazon-apigateway-integrations/fn"}
    statements = described(body({"get": {EXTENSION: named}}, components=shared))
    assert drawn(statements) == ["trigger: Orders -> Fn"]


def test_authorizers_of_both_versions() -> None:
    uri = {
        "x-amazon-apigateway-authorizer": {"authorizerUri": text(LAMBDA + "${G.Arn}/invocations")}
    }
    pool = {"x-amazon-apigateway-authorizer": {"providerARNs": [{"Fn::GetAtt": "Users.Arn"}]}}
    for schemes in (
        {"securityDefinitions": {"mine": uri, "pool": pool}},
        {"components": {"securitySchemes": {"mine": uri}}},
    ):
        statements = described({"paths": {}, **schemes})
        assert drawn(statements) == ["trigger: Orders -> G"]
        assert carried(Route, statements).authorizer


def test_pseudo_parameters_in_a_file_need_no_sub() -> None:
    template = (
        '{"stateMachineArn": "arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:Pay"}'
    )
    call = {
        "uri": "arn:aws:apigateway:${AWS::Region}:states:action/StartSyncExecution",
        "requestTemplates": {"application/json": template},
    }
    declared = replace(
        resource("AWS::ApiGateway::RestApi", {"BodyS3Location": "api.yaml"}, "Orders"),
        documents={"api.yaml": value(body({"post": {EXTENSION: call}}))},
    )
    flow = only(Flow, catalogue().resources[declared.type](declared))
    assert flow.target.value == text(
        "arn:aws:states:${AWS::Region}:${AWS::AccountId}:stateMachine:Pay"
    )
