"""OpenAPI bodies: routes and authorizers that an API is imported from."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.integrations import authorized, described_integration, routed
from eda_lint.aws.interface import End, Resource, Statement
from eda_lint.aws.substitutions import with_pseudo_parameters
from eda_lint.location import Location
from eda_lint.value import Operation, Value, entries_of, field_of, outcomes, text_of

_INTEGRATION = "x-amazon-apigateway-integration"
_ANY_METHOD = "x-amazon-apigateway-any-method"
_AUTHORIZER = "x-amazon-apigateway-authorizer"
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


def bodies(resource: Resource, inline: Value, file: Value) -> Iterator[Value]:
    """The bodies of an API that the scan has: written in the template, included, or beside it."""
    for body in outcomes(inline):
        if isinstance(body, Operation) and body.name == "Include":
            yield from _documents(resource, body.arguments)
        else:
            yield body
            # An Include that stands beside other keys adds the keys of its file.
            for entry in entries_of(body):
                if isinstance(entry.value, Operation) and entry.value.name == "Include":
                    yield from _documents(resource, entry.value.arguments)
    yield from _documents(resource, outcomes(file))


def _documents(resource: Resource, locations: tuple[Value, ...]) -> Iterator[Value]:
    for location in locations:
        document = resource.documents.get(text_of(location) or "")
        if document is not None:
            # In files Fn::Sub is often left out; the text can mean nothing else.
            yield with_pseudo_parameters(document)


def described(api: End, body: Value, at: Location) -> Iterator[Statement]:
    """What an OpenAPI body states of an API; `at` stands for what has no place of its own."""
    for path in entries_of(field_of(body, "paths")):
        for operations in outcomes(path.value):
            for method in entries_of(operations):
                name = "ANY" if method.key == _ANY_METHOD else method.key
                if name == "ANY" or name.lower() in _METHODS:
                    for described in outcomes(method.value):
                        extension = _followed(body, field_of(described, _INTEGRATION))
                        integration = described_integration(extension)
                        place = method.at or at
                        yield from routed(api, integration, place, name.upper(), path.key)
    for schemes in (
        field_of(body, "securityDefinitions"),
        field_of(body, "components", "securitySchemes"),
    ):
        for scheme in entries_of(schemes):
            uri = field_of(scheme.value, _AUTHORIZER, "authorizerUri")
            yield from authorized(api, uri, scheme.at or at)


def _followed(body: Value, extension: Value) -> Value:
    """An integration, or the shared one that its `$ref` names."""
    reference = text_of(field_of(extension, "$ref"))
    if reference is not None and reference.startswith("#/"):
        return field_of(body, *reference.removeprefix("#/").split("/"))
    return extension
