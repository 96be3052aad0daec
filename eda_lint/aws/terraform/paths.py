"""The paths of a REST API: each part is a resource that names the one above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from eda_lint.aws.terraform.interface import Declared
from eda_lint.aws.terraform.shape import type_of
from eda_lint.value import Entry, Literal, Record, Reference, Value, text_of

_PART = "aws_api_gateway_resource"
_API = "aws_api_gateway_rest_api"
_INTEGRATION = "aws_api_gateway_integration"


def with_paths(declared: Iterable[Declared]) -> Sequence[Declared]:
    """All that is declared; integrations get an argument `path` where theirs can be told."""
    everything = tuple(declared)
    parts = {one.id: one for one in everything if one.type == _PART and not one.is_data}
    return tuple(_with_path(d, parts) if d.type == _INTEGRATION else d for d in everything)


def _with_path(integration: Declared, parts: Mapping[str, Declared]) -> Declared:
    path = _path(integration.argument("resource_id"), parts)
    if path is None or not isinstance(integration.arguments, Record):
        return integration
    known = integration.arguments
    entry = Entry("path", Literal(path, integration.at), integration.at)
    return replace(integration, arguments=replace(known, entries=(*known.entries, entry)))


def _path(resource: Value, parts: Mapping[str, Declared]) -> str | None:
    """The path that a resource id stands for; None where a part of it cannot be told."""
    steps: list[str] = []
    for _ in range(len(parts) + 1):
        if not isinstance(resource, Reference):
            return None
        if type_of(resource.resource) == _API:
            return "/" + "/".join(reversed(steps))
        part = parts.get(resource.resource)
        step = text_of(part.argument("path_part")) if part is not None else None
        if part is None or step is None:
            return None
        steps.append(step)
        resource = part.argument("parent_id")
    return None
