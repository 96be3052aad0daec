"""SAM's APIs: declared ones, and those that functions' and state machines' events imply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.integrations import authorized
from eda_lint.aws.interface import End, EventReader, Flow, Reader, Resource, SamEvent, Statement
from eda_lint.aws.openapi import bodies, described
from eda_lint.aws.reading import first_set, identity, itself
from eda_lint.model import Api, EdgeKind, Route, StateMachine
from eda_lint.value import Absent, Reference, Value, entries_of, field_of, text_of

_IMPLICIT: Mapping[str, str] = {"rest": "ServerlessRestApi", "http": "ServerlessHttpApi"}


def _declared(protocol: str) -> Reader:
    def read(resource: Resource) -> Iterator[Statement]:
        yield Api(**identity(resource, "Name"), protocol=protocol)
        api = itself(resource, Api)
        inline, file = resource.property("DefinitionBody"), resource.property("DefinitionUri")
        for body in bodies(resource, inline, file):
            yield from described(api, body, resource.at)
        for authorizer in entries_of(resource.property("Auth", "Authorizers")):
            function = field_of(authorizer.value, "FunctionArn")
            yield from authorized(api, function, authorizer.at or resource.at)

    return read


def _event(protocol: str) -> EventReader:
    def read(event: SamEvent) -> Iterator[Statement]:
        stated = first_set(event.properties, ("RestApiId",), ("ApiId",))
        if isinstance(stated, Absent):
            api = _implied(event, protocol)
            yield api
            stated = Reference(api.id, at=event.at)
        method, path = _route_key(event.property("Method"), event.property("Path"))
        served = StateMachine in event.target.kinds
        route = Route(event.at, method, path, integration="states" if served else "lambda")
        detail = f"route {method} {path}".rstrip()
        yield Flow(EdgeKind.TRIGGER, End(stated, (Api,)), event.target, route, detail)

    return read


def _implied(event: SamEvent, protocol: str) -> Api:
    """The API that SAM makes for all events that name none: the first event stands for it."""
    name = _IMPLICIT[protocol]
    return Api(id=event.owner.sibling(name), name=name, at=event.at, protocol=protocol)


def _route_key(method: Value, path: Value) -> tuple[str, str]:
    """An HttpApi event without a path takes what no other route does."""
    return (text_of(method) or "any").upper(), text_of(path) or ""


RESOURCES: Mapping[str, Reader] = {
    "AWS::Serverless::Api": _declared("rest"),
    "AWS::Serverless::HttpApi": _declared("http"),
}

SAM_EVENTS: Mapping[str, EventReader] = {"Api": _event("rest"), "HttpApi": _event("http")}
