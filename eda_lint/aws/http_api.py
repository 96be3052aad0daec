"""HTTP and WebSocket APIs of API Gateway, resource by resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.integrations import authorized, routed, separate_integration
from eda_lint.aws.interface import End, Reader, Resource, RouteTo, Statement
from eda_lint.aws.openapi import bodies, described
from eda_lint.aws.reading import identity, itself
from eda_lint.model import Api
from eda_lint.value import Entry, Record, Reference, inside, text_of

API = (Api,)


def _api(resource: Resource) -> Iterator[Statement]:
    websocket = text_of(resource.property("ProtocolType")) == "WEBSOCKET"
    yield Api(**identity(resource, "Name"), protocol="websocket" if websocket else "http")
    api = itself(resource, Api)
    file = resource.property("BodyS3Location")
    for body in bodies(resource, resource.property("Body"), file):
        yield from described(api, body, resource.at)
    # "Quick create" makes one integration, with what `Target` names.
    target = resource.property("Target")
    quick = separate_integration(Record((Entry("IntegrationUri", target),), at=target.at))
    method, _, path = (text_of(resource.property("RouteKey")) or "").rpartition(" ")
    yield from routed(api, quick, resource.at, method.upper(), path)


def _route(resource: Resource) -> Iterator[Statement]:
    key = text_of(resource.property("RouteKey"))
    if key is None:
        return
    method, _, path = key.rpartition(" ")
    for part in inside(resource.property("Target")):
        if isinstance(part, Reference):
            yield RouteTo(part.resource, resource.at, method.upper(), path)


def _integration(resource: Resource) -> Iterator[Statement]:
    """The routes that lead to an integration name it; here it is not known which they are."""
    api = End(resource.property("ApiId"), API)
    yield from routed(api, separate_integration(resource.properties), resource.at)


def _authorizer(resource: Resource) -> Iterator[Statement]:
    api = End(resource.property("ApiId"), API)
    yield from authorized(api, resource.property("AuthorizerUri"), resource.at)


RESOURCES: Mapping[str, Reader] = {
    "AWS::ApiGatewayV2::Api": _api,
    "AWS::ApiGatewayV2::Integration": _integration,
    "AWS::ApiGatewayV2::Route": _route,
    "AWS::ApiGatewayV2::Authorizer": _authorizer,
}
