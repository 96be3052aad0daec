"""REST APIs: methods, service integrations, authorizers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eda_lint.aws.arn import function_address
from eda_lint.aws.interface import Flow
from eda_lint.model import Api, Bucket, Bus, Queue, Route
from eda_lint.value import Literal, Unknown
from tests.aws.declared import all_of, carried, drawn, only, read, reference, text

METHOD = "AWS::ApiGateway::Method"
LAMBDA = "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
SERVICE = "arn:${AWS::Partition}:apigateway:${AWS::Region}:"


def method(integration: Mapping[str, object], verb: str = "POST") -> dict[str, object]:
    """A method of the API named Orders."""
    return {"RestApiId": {"Ref": "Orders"}, "HttpMethod": verb, "Integration": integration}


def service(uri: str, template: str = "", **more: object) -> dict[str, object]:
    """A method that calls an AWS service."""
    templates = {"RequestTemplates": {"application/json": text(template)}} if template else {}
    return method({"Type": "AWS", "Uri": text(SERVICE + uri), **templates, **more})


def test_an_api_is_a_node() -> None:
    assert only(Api, read("AWS::ApiGateway::RestApi", {"Name": "orders"})).protocol == "rest"


@pytest.mark.parametrize(
    "function",
    [
        "${Fn.Arn}/invocations",
        "${Fn.Arn}/response-streaming-invocations",
    ],
)
def test_a_method_calls_a_function(function: str) -> None:
    uri = text(LAMBDA + function)
    statements = read(METHOD, method({"Type": "AWS_PROXY", "Uri": uri}, "get"))
    assert drawn(statements) == ["trigger: Orders -> Fn"]
    route = carried(Route, statements)
    assert (route.method, route.integration, route.asynchronous) == ("GET", "lambda", False)


def test_a_method_calls_an_alias() -> None:
    statements = read(METHOD, method({"Uri": text(LAMBDA + "${Fn.Arn}:live/invocations")}))
    assert drawn(statements) == ["trigger: Orders -> Fn:live"]


def test_a_function_by_stage_variable_is_not_known() -> None:
    uri = LAMBDA.replace("${AWS::Region}", "eu-west-1")
    written = uri + "arn:aws:lambda:eu-west-1:1:function:${stageVariables.name}/invocations"
    flow = only(Flow, read(METHOD, method({"Uri": written})))
    assert isinstance(flow.target.value, Unknown)


def test_a_stage_variable_may_choose_among_the_aliases_of_a_function() -> None:
    uri = LAMBDA.replace("${AWS::Region}", "eu-west-1")
    written = uri + "arn:aws:lambda:eu-west-1:1:function:fill:${stageVariables.alias}/invocations"
    flow = only(Flow, read(METHOD, method({"Uri": written})))
    address = function_address(flow.target.value)
    assert address is not None
    assert address.name == Literal("fill")
    assert isinstance(address.qualifier, Unknown)


@pytest.mark.parametrize(
    ("sent", "asynchronous"), [("'Event'", True), ("'RequestResponse'", False)]
)
def test_how_the_function_is_invoked(sent: str, asynchronous: bool) -> None:
    header = {"integration.request.header.X-Amz-Invocation-Type": sent}
    integration = {"Uri": text(LAMBDA + "${Fn.Arn}/invocations"), "RequestParameters": header}
    statements = read(METHOD, method(integration))
    assert carried(Route, statements).asynchronous is asynchronous


def test_the_request_may_say_how_the_function_is_invoked() -> None:
    header = {"integration.request.header.X-Amz-Invocation-Type": "method.request.header.Type"}
    integration = {"Uri": text(LAMBDA + "${Fn.Arn}/invocations"), "RequestParameters": header}
    route = carried(Route, read(METHOD, method(integration)))
    assert isinstance(route.asynchronous, Unknown)


@pytest.mark.parametrize(
    ("uri", "template", "reached"),
    [
        (
            "sqs:path/${AWS::AccountId}/${Queue.QueueName}",
            "Action=SendMessage&MessageBody=x",
            "Queue",
        ),
        ("sqs:path/${AWS::AccountId}/${Queue.QueueName}", "", "Queue"),
        ("sqs:action/SendMessage", "QueueUrl=${Queue}&MessageBody=$input.body", "Queue"),
        ("sqs:path//", "Action=SendMessage&QueueUrl=${Queue}&MessageBody=x", "Queue"),
        ("sns:action/Publish", "TopicArn=$util.urlEncode('${Placed}')&Message=x", "Placed"),
        ("sns:path//", "Action=Publish&TopicArn=${Placed}&Message=x", "Placed"),
        ("states:action/StartExecution", '{"input": "$data", "stateMachineArn": "${Sm}"}', "Sm"),
        ("states:action/StartSyncExecution", '{"stateMachineArn":"${Sm.Arn}","input":"{}"}', "Sm"),
        ("kinesis:action/PutRecord", '{"StreamName": "${Clicks}", "Data": "x"}', "Clicks"),
        ("firehose:action/PutRecord", '{"DeliveryStreamName": "${Log}"}', "Log"),
        (
            "dynamodb:action/PutItem",
            '{"TableName": "${Items}", "Item": {"id": {"S": "x"}}}',
            "Items",
        ),
        ("dynamodb:action/UpdateItem", '{"TableName": "${Items}"}', "Items"),
        (
            "events:action/PutEvents",
            '{"Entries": [{"EventBusName": "${Bus}", "Source": "x"}]}',
            "Bus",
        ),
        ("events:action/PutEvents", '{"Entries": [{"Source": "x", "Detail": "$d"}]}', "default"),
    ],
)
def test_a_service_integration(uri: str, template: str, reached: str) -> None:
    statements = read(METHOD, service(uri, template))
    assert drawn(statements) == [f"trigger: Orders -> {reached}"]
    assert carried(Route, statements).integration == uri.partition(":")[0]


def test_velocity_around_the_members_does_not_matter() -> None:
    template = """
        #set($inputRoot = $input.path('$'))
        {"Entries": [
          #foreach($e in $inputRoot.items)
            {"Detail": "$util.escapeJavaScript($e.Detail).replaceAll("\\\\'","'")",
             "EventBusName":"${Bus}", "Source": "x"}#if($foreach.hasNext),#end
          #end
        ]}"""
    assert drawn(read(METHOD, service("events:action/PutEvents", template))) == [
        "trigger: Orders -> Bus"
    ]


def test_parameters_name_the_target_too() -> None:
    parameters = {"integration.request.querystring.TopicArn": text("'${Placed}'")}
    declared = service("sns:action/Publish", RequestParameters=parameters)
    assert drawn(read(METHOD, declared)) == ["trigger: Orders -> Placed"]


@pytest.mark.parametrize(
    ("uri", "template"),
    [
        ("kinesis:action/PutRecord", """{"StreamName": "$input.params('stream')"}"""),
        ("events:action/PutEvents", """{"Entries": [{"EventBusName": "$input.json('$.bus')"}]}"""),
    ],
)
def test_a_target_out_of_the_request_is_not_known(uri: str, template: str) -> None:
    flow = only(Flow, read(METHOD, service(uri, template)))
    assert isinstance(flow.target.value, Unknown)


@pytest.mark.parametrize(
    ("uri", "template"),
    [
        ("dynamodb:action/Scan", '{"TableName": "${Items}"}'),
        ("sqs:path/${AWS::AccountId}/${Queue.QueueName}", "Action=ReceiveMessage"),
        ("states:action/SendTaskSuccess", '{"taskToken": "$token"}'),
        ("comprehend:action/DetectSentiment", '{"Text": "x"}'),
    ],
)
def test_what_only_reads_or_is_no_node_makes_no_edge(uri: str, template: str) -> None:
    assert drawn(read(METHOD, service(uri, template))) == []


def test_an_object_is_put() -> None:
    parameters = {"integration.request.path.bucket": text("'${Uploads}'")}
    named = service(
        "s3:path/{bucket}/{key}", RequestParameters=parameters, IntegrationHttpMethod="PUT"
    )
    written = service("s3:path/${Uploads}/{key}", IntegrationHttpMethod="PUT")
    for declared in (named, written):
        flow = only(Flow, read(METHOD, declared))
        assert flow.target.kinds == (Bucket,)
        assert flow.target.value == reference("Uploads")
    fetched = service("s3:path/${Uploads}/{key}", IntegrationHttpMethod="GET")
    assert drawn(read(METHOD, fetched)) == []


def test_kinds_of_targets() -> None:
    queue = only(Flow, read(METHOD, service("sqs:path/1/${Queue.QueueName}")))
    bus = only(Flow, read(METHOD, service("events:action/PutEvents", '{"Entries": []}')))
    assert (queue.target.kinds, bus.target.kinds) == ((Queue,), (Bus,))


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY", "MOCK"])
def test_what_leads_out_of_aws_makes_no_edge(kind: str) -> None:
    assert not all_of(Flow, read(METHOD, method({"Type": kind, "Uri": {"Ref": "Address"}})))


def test_an_authorizer() -> None:
    properties = {
        "RestApiId": {"Ref": "Orders"},
        "Type": "REQUEST",
        "AuthorizerUri": text(LAMBDA + "${Guard.Arn}/invocations"),
    }
    statements = read("AWS::ApiGateway::Authorizer", properties)
    assert drawn(statements) == ["trigger: Orders -> Guard"]
    assert carried(Route, statements).authorizer


def test_an_authorizer_of_user_pools_calls_no_function() -> None:
    properties = {"RestApiId": {"Ref": "Orders"}, "Type": "COGNITO_USER_POOLS"}
    assert drawn(read("AWS::ApiGateway::Authorizer", properties)) == []
