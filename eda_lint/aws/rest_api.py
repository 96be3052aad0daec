"""REST APIs of API Gateway, resource by resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.integrations import authorized, declared_integration, routed
from eda_lint.aws.interface import End, Reader, Resource, Statement
from eda_lint.aws.openapi import bodies, described
from eda_lint.aws.reading import identity, itself
from eda_lint.model import Api
from eda_lint.value import text_of

API = (Api,)


def _api(resource: Resource) -> Iterator[Statement]:
    yield Api(**identity(resource, "Name"), protocol="rest")
    file = resource.property("BodyS3Location")
    for body in bodies(resource, resource.property("Body"), file):
        yield from described(itself(resource, Api), body, resource.at)


def _method(resource: Resource) -> Iterator[Statement]:
    """A method; `Path`, which CloudFormation's has not, is what its ResourceId stands for."""
    api = End(resource.property("RestApiId"), API)
    integration = declared_integration(resource.property("Integration"))
    method = (text_of(resource.property("HttpMethod")) or "").upper()
    path = text_of(resource.property("Path")) or ""
    yield from routed(api, integration, resource.at, method, path)


def _authorizer(resource: Resource) -> Iterator[Statement]:
    api = End(resource.property("RestApiId"), API)
    yield from authorized(api, resource.property("AuthorizerUri"), resource.at)


RESOURCES: Mapping[str, Reader] = {
    "AWS::ApiGateway::RestApi": _api,
    "AWS::ApiGateway::Method": _method,
    "AWS::ApiGateway::Authorizer": _authorizer,
}
