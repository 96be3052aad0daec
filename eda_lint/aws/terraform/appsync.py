"""AppSync in Terraform: GraphQL and event APIs, the functions and buses behind them."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import Shape, blocks, translated

_AUTHORIZER: Shape = {
    "LambdaAuthorizerConfig.AuthorizerUri": "lambda_authorizer_config.authorizer_uri"
}

RESOURCES: Mapping[str, Translation] = {
    "aws_appsync_graphql_api": translated(
        "AWS::AppSync::GraphQLApi",
        {
            "Name": "name",
            **_AUTHORIZER,
            "AdditionalAuthenticationProviders": blocks(
                "additional_authentication_provider", _AUTHORIZER
            ),
        },
    ),
    "aws_appsync_api": translated(
        "AWS::AppSync::Api",
        {
            "Name": "name",
            "EventConfig.AuthProviders": blocks("event_config.auth_provider", _AUTHORIZER),
        },
        api_id="Ref",
        api_arn="Arn",
    ),
    "aws_appsync_datasource": translated(
        "AWS::AppSync::DataSource",
        {
            "ApiId": "api_id",
            "LambdaConfig.LambdaFunctionArn": "lambda_config.function_arn",
            "EventBridgeConfig.EventBusArn": "event_bridge_config.event_bus_arn",
        },
    ),
}
