"""AppSync: GraphQL and event APIs, the functions and buses behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.integrations import authorized
from eda_lint.aws.interface import FUNCTION, End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import identity, itself, place
from eda_lint.location import Location
from eda_lint.model import Api, Bus, EdgeKind, NodeType, Route
from eda_lint.value import Absent, Value, entries_of, field_of, items_of

API = (Api,)
_AUTHORIZER = ("LambdaAuthorizerConfig", "AuthorizerUri")


def _graphql_api(resource: Resource) -> Iterator[Statement]:
    yield Api(**identity(resource, "Name"), protocol="appsync")
    providers = items_of(resource.property("AdditionalAuthenticationProviders"))
    for provider in (resource.properties, *providers):
        uri = field_of(provider, *_AUTHORIZER)
        yield from authorized(itself(resource, Api), uri, place(uri, resource.at))


def _event_api(resource: Resource) -> Iterator[Statement]:
    yield Api(**identity(resource, "Name"), protocol="appsync")
    for provider in items_of(resource.property("EventConfig", "AuthProviders")):
        uri = field_of(provider, *_AUTHORIZER)
        yield from authorized(itself(resource, Api), uri, place(uri, resource.at))


def _sam_api(resource: Resource) -> Iterator[Statement]:
    yield Api(**identity(resource, "Name"), protocol="appsync")
    api = itself(resource, Api)
    for source in entries_of(resource.property("DataSources", "Lambda")):
        function = field_of(source.value, "FunctionArn")
        yield from _reached(api, function, FUNCTION, "lambda", source.at or resource.at)
    authorizers = (resource.property("Auth"), *items_of(resource.property("Auth", "Additional")))
    for provider in authorizers:
        uri = field_of(provider, "LambdaAuthorizer", "AuthorizerUri")
        yield from authorized(api, uri, place(uri, resource.at))


def _data_source(resource: Resource) -> Iterator[Statement]:
    """Only functions and buses: what happens to a table, its resolvers say."""
    api = End(resource.property("ApiId"), API)
    function = resource.property("LambdaConfig", "LambdaFunctionArn")
    yield from _reached(api, function, FUNCTION, "lambda", resource.at)
    bus = resource.property("EventBridgeConfig", "EventBusArn")
    yield from _reached(api, bus, (Bus,), "events", resource.at)


def _reached(
    api: End, target: Value, kinds: tuple[NodeType, ...], service: str, at: Location
) -> Iterator[Flow]:
    if not isinstance(target, Absent):
        route = Route(at, integration=service)
        yield Flow(EdgeKind.TRIGGER, api, End(target, kinds), route, "data source")


RESOURCES: Mapping[str, Reader] = {
    "AWS::AppSync::GraphQLApi": _graphql_api,
    "AWS::AppSync::Api": _event_api,
    "AWS::AppSync::DataSource": _data_source,
    "AWS::Serverless::GraphQLApi": _sam_api,
}
