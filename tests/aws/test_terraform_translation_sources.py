"""What else calls functions, in Terraform's spelling: APIs, load balancers, hooks of services."""

from __future__ import annotations

import pytest

from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Hook, Route
from tests.aws.terraformed import Configuration, flows, graph_of, json

FUNCTION: Configuration = {"aws_lambda_function.fn": {"function_name": "fn"}}
QUEUE: Configuration = {"aws_sqs_queue.orders": {"name": "orders"}}
INVOKE = "${aws_lambda_function.fn.invoke_arn}"
ARN = "${aws_lambda_function.fn.arn}"
REST: Configuration = {
    **FUNCTION,
    "aws_api_gateway_rest_api.shop": {"name": "shop"},
    "aws_api_gateway_resource.orders": {
        "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
        "parent_id": "${aws_api_gateway_rest_api.shop.root_resource_id}",
        "path_part": "orders",
    },
    "aws_api_gateway_resource.order": {
        "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
        "parent_id": "${aws_api_gateway_resource.orders.id}",
        "path_part": "{id}",
    },
}
YAML = f"""
openapi: 3.0.1
paths:
  /orders:
    post:
      x-amazon-apigateway-integration:
        type: aws_proxy
        uri: {INVOKE}
"""

CASES: dict[str, tuple[Configuration, list[str]]] = {
    "a REST API": (
        {
            **REST,
            "aws_api_gateway_method.post": {"http_method": "POST"},
            "aws_api_gateway_integration.post": {
                "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
                "resource_id": "${aws_api_gateway_resource.order.id}",
                "http_method": "POST",
                "type": "AWS_PROXY",
                "uri": INVOKE,
            },
            "aws_api_gateway_authorizer.own": {
                "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
                "authorizer_uri": INVOKE,
            },
        },
        ["shop trigger fn", "shop trigger fn"],
    ),
    "a REST API that sends to a queue": (
        {
            **REST,
            **QUEUE,
            "aws_api_gateway_integration.post": {
                "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
                "http_method": "POST",
                "type": "AWS",
                "uri": "arn:aws:apigateway:${AWS::Region}:sqs:path/"
                "${AWS::AccountId}/${aws_sqs_queue.orders.name}",
                "request_templates": {"application/json": "Action=SendMessage"},
            },
        },
        ["shop trigger orders"],
    ),
    "a REST API described in YAML": (
        {**FUNCTION, "aws_api_gateway_rest_api.shop": {"body": YAML}},
        ["shop trigger fn"],
    ),
    "an HTTP API described in JSON": (
        {
            **FUNCTION,
            "aws_apigatewayv2_api.shop": {
                "protocol_type": "HTTP",
                "body": json(
                    {"paths": {"/": {"get": {"x-amazon-apigateway-integration": {"uri": INVOKE}}}}}
                ),
            },
        },
        ["shop trigger fn"],
    ),
    "an HTTP API, part by part": (
        {
            **FUNCTION,
            "aws_apigatewayv2_api.shop": {"name": "shop", "protocol_type": "HTTP"},
            "aws_apigatewayv2_integration.fn": {
                "api_id": "${aws_apigatewayv2_api.shop.id}",
                "integration_type": "AWS_PROXY",
                "integration_uri": INVOKE,
            },
            "aws_apigatewayv2_route.post": {
                "api_id": "${aws_apigatewayv2_api.shop.id}",
                "route_key": "POST /orders",
                "target": "integrations/${aws_apigatewayv2_integration.fn.id}",
            },
            "aws_apigatewayv2_authorizer.own": {
                "api_id": "${aws_apigatewayv2_api.shop.id}",
                "authorizer_uri": INVOKE,
            },
        },
        ["shop trigger fn", "shop trigger fn"],
    ),
    "an HTTP API, quickly created": (
        {**FUNCTION, "aws_apigatewayv2_api.shop": {"protocol_type": "HTTP", "target": ARN}},
        ["shop trigger fn"],
    ),
    "an HTTP API that sends to a queue": (
        {
            **QUEUE,
            "aws_apigatewayv2_api.shop": {"protocol_type": "HTTP"},
            "aws_apigatewayv2_integration.sqs": {
                "api_id": "${aws_apigatewayv2_api.shop.id}",
                "integration_type": "AWS_PROXY",
                "integration_subtype": "SQS-SendMessage",
                "request_parameters": {
                    "QueueUrl": "${aws_sqs_queue.orders.url}",
                    "MessageBody": "$request.body",
                },
            },
        },
        ["shop trigger orders"],
    ),
    "a load balancer": (
        {
            **FUNCTION,
            "aws_lb.web": {"name": "web"},
            "aws_lb_target_group.fn": {"target_type": "lambda"},
            "aws_lb_target_group_attachment.fn": {
                "target_group_arn": "${aws_lb_target_group.fn.arn}",
                "target_id": ARN,
            },
            "aws_alb_listener.https": {
                "load_balancer_arn": "${aws_lb.web.arn}",
                "default_action": [
                    {
                        "type": "forward",
                        "forward": [{"target_group": [{"arn": "${aws_lb_target_group.fn.arn}"}]}],
                    }
                ],
            },
        },
        ["web trigger fn"],
    ),
    "a load balancer's rule": (
        {
            **FUNCTION,
            "aws_alb.web": {},
            "aws_alb_target_group.fn": {"target_type": "lambda"},
            "aws_alb_target_group_attachment.fn": {
                "target_group_arn": "${aws_alb_target_group.fn.arn}",
                "target_id": ARN,
            },
            "aws_alb_listener.https": {"load_balancer_arn": "${aws_alb.web.arn}"},
            "aws_alb_listener_rule.orders": {
                "listener_arn": "${aws_alb_listener.https.arn}",
                "action": [{"target_group_arn": "${aws_alb_target_group.fn.arn}"}],
            },
        },
        ["web trigger fn"],
    ),
    "a user pool": (
        {
            **FUNCTION,
            "aws_cognito_user_pool.people": {
                "name": "people",
                "lambda_config": [
                    {
                        "pre_sign_up": ARN,
                        "post_confirmation": "",
                        "kms_key_id": "key",
                        "custom_email_sender": [{"lambda_arn": ARN, "lambda_version": "V1_0"}],
                    }
                ],
            },
        },
        ["people trigger fn", "people trigger fn"],
    ),
    "a log group": (
        {
            **FUNCTION,
            "aws_cloudwatch_log_group.app": {"name": "/app"},
            "aws_cloudwatch_log_subscription_filter.fn": {
                "log_group_name": "${aws_cloudwatch_log_group.app.name}",
                "destination_arn": ARN,
            },
        },
        ["app trigger fn"],
    ),
    "an IoT rule": (
        {
            **FUNCTION,
            **QUEUE,
            "aws_dynamodb_table.seen": {},
            "aws_iot_topic_rule.sensed": {
                "enabled": True,
                "sql": "SELECT * FROM 'sensors/temperature'",
                "lambda": [{"function_arn": ARN}],
                "dynamodbv2": [{"put_item": [{"table_name": "${aws_dynamodb_table.seen.name}"}]}],
                "error_action": [{"sqs": [{"queue_url": "${aws_sqs_queue.orders.url}"}]}],
            },
            "aws_iot_authorizer.devices": {"authorizer_function_arn": ARN},
        },
        [
            "devices trigger fn",
            "sensed dead_letter orders",
            "sensed trigger fn",
            "sensed trigger seen",
            "sensors/temperature trigger sensed",
        ],
    ),
    "mail": (
        {
            **FUNCTION,
            "aws_s3_bucket.mail": {},
            "aws_ses_receipt_rule.inbox": {
                "lambda_action": [{"function_arn": ARN, "position": 2}],
                "s3_action": [{"bucket_name": "${aws_s3_bucket.mail.bucket}", "position": 1}],
            },
        },
        ["inbox trigger fn", "inbox trigger mail"],
    ),
    "AppSync": (
        {
            **FUNCTION,
            "aws_cloudwatch_event_bus.bus": {},
            "aws_appsync_graphql_api.shop": {"lambda_authorizer_config": [{"authorizer_uri": ARN}]},
            "aws_appsync_datasource.fn": {
                "api_id": "${aws_appsync_graphql_api.shop.id}",
                "lambda_config": [{"function_arn": ARN}],
            },
            "aws_appsync_datasource.bus": {
                "api_id": "${aws_appsync_graphql_api.shop.id}",
                "event_bridge_config": [{"event_bus_arn": "${aws_cloudwatch_event_bus.bus.arn}"}],
            },
            "aws_appsync_api.events": {
                "event_config": [
                    {"auth_provider": [{"lambda_authorizer_config": [{"authorizer_uri": INVOKE}]}]}
                ]
            },
        },
        ["events trigger fn", "shop trigger bus", "shop trigger fn", "shop trigger fn"],
    ),
    "Config and Secrets Manager": (
        {
            **FUNCTION,
            "aws_config_config_rule.tagged": {
                "source": [{"owner": "CUSTOM_LAMBDA", "source_identifier": ARN}]
            },
            "aws_secretsmanager_secret_rotation.key": {"rotation_lambda_arn": ARN},
        },
        ["key trigger fn", "tagged trigger fn"],
    ),
    "callers that wait": (
        {
            **FUNCTION,
            "aws_cloudfront_distribution.site": {
                "default_cache_behavior": [{"lambda_function_association": [{"lambda_arn": ARN}]}],
                "ordered_cache_behavior": [{"lambda_function_association": [{"lambda_arn": ARN}]}],
            },
            "aws_bedrockagent_agent.clerk": {},
            "aws_bedrockagent_agent_action_group.orders": {
                "agent_id": "${aws_bedrockagent_agent.clerk.agent_id}",
                "action_group_executor": [{"lambda": ARN}],
            },
            "aws_s3control_object_lambda_access_point.resized": {
                "configuration": [
                    {
                        "transformation_configuration": [
                            {"content_transformation": [{"aws_lambda": [{"function_arn": ARN}]}]}
                        ]
                    }
                ]
            },
            "aws_transfer_server.inbox": {"function": ARN},
            "aws_vpclattice_target_group.fn": {"type": "LAMBDA"},
            "aws_vpclattice_target_group_attachment.fn": {
                "target_group_identifier": "${aws_vpclattice_target_group.fn.id}",
                "target": [{"id": ARN}],
            },
        },
        [
            "clerk trigger fn",
            "fn trigger fn",
            "inbox trigger fn",
            "resized trigger fn",
            "site trigger fn",
            "site trigger fn",
        ],
    ),
}


@pytest.mark.parametrize(("configuration", "expected"), CASES.values(), ids=CASES.keys())
def test_edges(configuration: Configuration, expected: list[str]) -> None:
    assert flows(graph_of(configuration)) == expected


def _routes(graph: EventGraph) -> list[tuple[str, str]]:
    return [
        (edge.carrier.method, edge.carrier.path)
        for edge in graph.edges
        if isinstance(edge.carrier, Route) and not edge.carrier.authorizer
    ]


@pytest.mark.parametrize(
    ("case", "route"),
    [
        ("a REST API", ("POST", "/orders/{id}")),
        ("a REST API that sends to a queue", ("POST", "")),
        ("a REST API described in YAML", ("POST", "/orders")),
        ("an HTTP API, part by part", ("POST", "/orders")),
    ],
)
def test_method_and_path(case: str, route: tuple[str, str]) -> None:
    assert _routes(graph_of(CASES[case][0])) == [route]


def test_a_route_at_the_root() -> None:
    at_root = {
        "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
        "resource_id": "${aws_api_gateway_rest_api.shop.root_resource_id}",
        "uri": INVOKE,
    }
    graph = graph_of({**REST, "aws_api_gateway_integration.any": at_root})
    assert _routes(graph) == [("", "/")]


def test_a_path_under_itself_or_something_unknown_is_not_told() -> None:
    parts = {
        "aws_api_gateway_resource.round": {
            "parent_id": "${aws_api_gateway_resource.round.id}",
            "path_part": "round",
        },
        "aws_api_gateway_resource.adrift": {"parent_id": "${var.parent}", "path_part": "adrift"},
    }
    integrations: Configuration = {
        f"aws_api_gateway_integration.{name}": {
            "rest_api_id": "${aws_api_gateway_rest_api.shop.id}",
            "resource_id": f"${{aws_api_gateway_resource.{name}.id}}",
            "uri": INVOKE,
        }
        for name in ("round", "adrift")
    }
    assert _routes(graph_of({**REST, **parts, **integrations})) == [("", ""), ("", "")]


def test_a_body_that_is_no_document_says_nothing() -> None:
    for body in ("not: [a document", "plain words", "${var.body}"):
        assert flows(graph_of({"aws_api_gateway_rest_api.shop": {"body": body}})) == []


def test_a_disabled_rule() -> None:
    rule = {"enabled": False, "lambda": [{"function_arn": ARN}]}
    graph = graph_of({**FUNCTION, "aws_iot_topic_rule.sensed": rule})
    (hook,) = [edge.carrier for edge in graph.edges]
    assert isinstance(hook, Hook)
    assert hook.enabled is False
