"""Function URLs: a function's own HTTPS address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import FUNCTION, End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import identity, itself, place_of
from eda_lint.model import EdgeKind, Function, FunctionUrl, Route
from eda_lint.value import Absent, Literal, Reference, concat

_CONFIG = "FunctionUrlConfig"


def function_url_statements(resource: Resource, target: End | None = None) -> Iterator[Statement]:
    """What a SAM function's FunctionUrlConfig states: the address `<Function>Url`, and its call.

    `target` is what events of the function invoke, where that is an alias.
    """
    if isinstance(resource.property(_CONFIG), Absent):
        return
    at = place_of(resource.properties, _CONFIG, resource.at)
    name = f"{resource.name}Url"
    url = FunctionUrl(id=resource.sibling(name), name=name, at=at, only_when=resource.only_when)
    yield url
    source = End(Reference(url.id, at=at), (FunctionUrl,))
    invoked = target or itself(resource, Function)
    yield Flow(EdgeKind.TRIGGER, source, invoked, Route(at), "function URL")


def _url(resource: Resource) -> Iterator[Statement]:
    yield FunctionUrl(**identity(resource))
    function = resource.property("TargetFunctionArn")
    qualifier = resource.property("Qualifier")
    if not isinstance(qualifier, Absent):
        function = concat((function, Literal(":"), qualifier), function.at)
    source = itself(resource, FunctionUrl)
    route = Route(resource.at)
    yield Flow(EdgeKind.TRIGGER, source, End(function, FUNCTION), route, "function URL")


RESOURCES: Mapping[str, Reader] = {"AWS::Lambda::Url": _url}
