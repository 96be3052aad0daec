"""API Gateway in Terraform: REST, HTTP and WebSocket APIs.

Of a REST API's method only the integration tells where it leads, and it names the method's verb and
resource itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.documents import document
from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import Argument, Shape, given, translated

_BODY = Argument("body", lambda body: document(given(body)))
_METHOD: Shape = {
    "RestApiId": "rest_api_id",
    "HttpMethod": "http_method",
    # What `paths.with_paths` finds out.
    "Path": "path",
    "Integration.Type": "type",
    "Integration.Uri": "uri",
    "Integration.IntegrationHttpMethod": "integration_http_method",
    "Integration.RequestParameters": "request_parameters",
    "Integration.RequestTemplates": "request_templates",
}
_API: Shape = {
    "Name": "name",
    "ProtocolType": "protocol_type",
    "Body": _BODY,
    "Target": "target",
    "RouteKey": "route_key",
}
_INTEGRATION: Shape = {
    "ApiId": "api_id",
    "IntegrationType": "integration_type",
    "IntegrationSubtype": "integration_subtype",
    "IntegrationUri": "integration_uri",
    "IntegrationMethod": "integration_method",
    "RequestParameters": "request_parameters",
    "RequestTemplates": "request_templates",
}

RESOURCES: Mapping[str, Translation] = {
    "aws_api_gateway_rest_api": translated(
        "AWS::ApiGateway::RestApi",
        {"Name": "name", "Body": _BODY},
        execution_arn="Arn",
        root_resource_id="RootResourceId",
    ),
    "aws_api_gateway_integration": translated("AWS::ApiGateway::Method", _METHOD),
    "aws_api_gateway_authorizer": translated(
        "AWS::ApiGateway::Authorizer",
        {"RestApiId": "rest_api_id", "AuthorizerUri": "authorizer_uri"},
    ),
    "aws_apigatewayv2_api": translated(
        "AWS::ApiGatewayV2::Api", _API, execution_arn="Arn", api_endpoint="ApiEndpoint"
    ),
    "aws_apigatewayv2_integration": translated("AWS::ApiGatewayV2::Integration", _INTEGRATION),
    "aws_apigatewayv2_route": translated(
        "AWS::ApiGatewayV2::Route", {"RouteKey": "route_key", "Target": "target"}
    ),
    "aws_apigatewayv2_authorizer": translated(
        "AWS::ApiGatewayV2::Authorizer", {"ApiId": "api_id", "AuthorizerUri": "authorizer_uri"}
    ),
}
