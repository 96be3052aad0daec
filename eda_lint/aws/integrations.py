"""API Gateway integrations: what an API calls, in every spelling that declares one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.aws.arn import address_of
from eda_lint.aws.interface import FUNCTION, End, Flow
from eda_lint.aws.request_templates import given, sent
from eda_lint.aws.service_calls import reached_by
from eda_lint.aws.text import HoledText, holed
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Bucket, EdgeKind, Queue, Route
from eda_lint.value import (
    Absent,
    Input,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    concat,
    entries_of,
    field_of,
    outcomes,
    text_of,
)

_URI = re.compile(
    r"arn:[^:]*:apigateway:[^:]*:(?P<service>[^:]+):(?P<how>path|action)/+(?P<rest>.*)$", re.S
)
_FUNCTION = re.compile(r"[^/]+/functions/(?P<function>.+)/(?:response-streaming-)?invocations/?$")
_QUEUE = re.compile(r"[^/]+/(?P<queue>[^/]+)/?$")
_BUCKET = re.compile(r"(?P<bucket>[^/]+)(?:/.*)?$")
_INVOCATION_TYPE = "x-amz-invocation-type"
_CHANGING = ("PUT", "POST", "DELETE")
_IN_ARNS = {
    # What ARNs call the services that a subtype names.
    "SQS": "sqs",
    "EventBridge": "events",
    "StepFunctions": "states",
    "Kinesis": "kinesis",
    "AppConfig": "appconfig",
}
_STAGE_VARIABLE = "stageVariables."
_OUTSIDE_AWS = ("HTTP", "HTTP_PROXY", "MOCK")


@frozen
class Integration:
    """One integration. `method` is the HTTP method with which it calls the service."""

    type: Value
    uri: Value
    subtype: Value
    method: Value
    parameters: Value
    templates: Value


def declared_integration(properties: Value) -> Integration:
    """An integration as the properties of a REST method spell it."""
    return Integration(
        type=field_of(properties, "Type"),
        uri=field_of(properties, "Uri"),
        subtype=Absent(),
        method=field_of(properties, "IntegrationHttpMethod"),
        parameters=field_of(properties, "RequestParameters"),
        templates=field_of(properties, "RequestTemplates"),
    )


def separate_integration(properties: Value) -> Integration:
    """An integration as an HTTP or WebSocket API's own resource spells it."""
    return Integration(
        type=field_of(properties, "IntegrationType"),
        uri=field_of(properties, "IntegrationUri"),
        subtype=field_of(properties, "IntegrationSubtype"),
        method=field_of(properties, "IntegrationMethod"),
        parameters=field_of(properties, "RequestParameters"),
        templates=field_of(properties, "RequestTemplates"),
    )


def described_integration(extension: Value) -> Integration:
    """An integration as `x-amazon-apigateway-integration` spells it."""
    return Integration(
        type=field_of(extension, "type"),
        uri=field_of(extension, "uri"),
        subtype=field_of(extension, "integrationSubtype"),
        method=field_of(extension, "httpMethod"),
        parameters=field_of(extension, "requestParameters"),
        templates=field_of(extension, "requestTemplates"),
    )


def routed(
    api: End, integration: Integration, at: Location, method: str = "", path: str = ""
) -> Iterator[Flow]:
    """The flows from an API through one integration."""
    asynchronous = _asynchronous(integration.parameters)
    for service, end in _ends(integration):
        manner = asynchronous if service == "lambda" else False
        route = Route(at, method, path, asynchronous=manner, integration=service)
        yield Flow(EdgeKind.TRIGGER, api, end, route, _detail(route))


def authorized(api: End, uri: Value, at: Location) -> Iterator[Flow]:
    """The flow from an API to the function that authorizes its requests."""
    for function in _functions(uri):
        route = Route(at, authorizer=True)
        yield Flow(EdgeKind.TRIGGER, api, End(function, FUNCTION), route, "authorizer")


def _detail(route: Route) -> str:
    where = " ".join(part for part in (route.method, route.path) if part)
    kind = "route" if route.integration == "lambda" else f"{route.integration} integration"
    return f"{kind} {where}" if where else kind


def _asynchronous(parameters: Value) -> bool | Unknown:
    for entry in entries_of(parameters):
        if entry.key.lower().endswith(_INVOCATION_TYPE):
            text = text_of(entry.value)
            if text is None or not text.startswith("'"):
                return Unknown("the request says how the function is invoked", entry.at)
            return text.strip("'") == "Event"
    return False


def _ends(integration: Integration) -> Iterator[tuple[str, End]]:
    """What an integration reaches, each with the service that is called."""
    subtype = text_of(integration.subtype)
    if (text_of(integration.type) or "").upper() in _OUTSIDE_AWS:
        return
    if subtype is not None:
        service, _, action = subtype.partition("-")
        yield from _called(service, action, given(integration.parameters))
        return
    for uri in outcomes(integration.uri):
        for function in _functions(uri):
            yield "lambda", End(function, FUNCTION)
        found = _uri(uri)
        if found is not None:
            yield from _addressed(*found, integration)


def _called(service: str, action: str, arguments: Value) -> Iterator[tuple[str, End]]:
    named = _IN_ARNS.get(service, service)
    for end in reached_by(named, action, arguments):
        yield named, end


def _uri(uri: Value) -> tuple[HoledText, re.Match[str]] | None:
    text = holed(uri)
    match = _URI.match(text.text) if text is not None else None
    return (text, match) if text is not None and match is not None else None


def _functions(uri: Value) -> Iterator[Value]:
    """The function that an integration or authorizer names: wrapped in a URI, or by its ARN."""
    for outcome in outcomes(uri):
        found = _uri(outcome)
        if found is None:
            address = address_of(outcome)
            by_arn = address is not None and address.service in ("lambda", "")
            if by_arn or isinstance(outcome, Reference | Input):
                yield outcome
            continue
        text, match = found
        function = _FUNCTION.match(match["rest"])
        if match["service"] == "lambda" and function:
            yield _or_runtime(text, function["function"])


def _or_runtime(text: HoledText, fragment: str) -> Value:
    """The function, unless a stage variable names it; one may choose among its aliases."""
    if _STAGE_VARIABLE not in fragment:
        return text.value(fragment)
    unknown = Unknown("named by a stage variable", text.at)
    function, _, qualifier = fragment.rpartition(":")
    named = function and not function.endswith(":function") and _STAGE_VARIABLE not in function
    if named and qualifier.startswith(f"${{{_STAGE_VARIABLE}"):
        return concat((text.value(function), Literal(":"), unknown), text.at)
    return unknown


def _addressed(
    text: HoledText, match: re.Match[str], integration: Integration
) -> Iterator[tuple[str, End]]:
    """What an integration reaches in a service other than Lambda."""
    service, rest = match["service"], match["rest"]
    arguments = sent(integration.templates, integration.parameters)
    action = rest.partition("&")[0] if match["how"] == "action" else _form_action(arguments)
    queue = _QUEUE.match(rest) if service == "sqs" and match["how"] == "path" else None
    if queue and action in ("", "SendMessage", "SendMessageBatch"):
        yield "sqs", End(text.value(queue["queue"]), (Queue,))
    elif service == "s3" and match["how"] == "path":
        yield from _stored(text, rest, integration, arguments)
    elif action:
        yield from _called(service, action, arguments)


def _form_action(arguments: Record | Unknown) -> str:
    return text_of(field_of(arguments, "Action")) or ""


def _stored(
    text: HoledText, rest: str, integration: Integration, arguments: Value
) -> Iterator[tuple[str, End]]:
    """An object that an API puts into a bucket; a path parameter may name the bucket."""
    bucket = _BUCKET.match(rest)
    if bucket is None or (text_of(integration.method) or "").upper() not in _CHANGING:
        return
    written = bucket["bucket"]
    if written.startswith("{"):
        named = field_of(arguments, written.strip("{}"))
        yield "s3", End(named, (Bucket,))
    else:
        yield "s3", End(text.value(written), (Bucket,))
