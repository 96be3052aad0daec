"""Whose ARN, URL or id a text is: what a plan knows of a resource names it in all others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eda_lint.aws.terraform.catalogue import attribute_of, identifies
from eda_lint.parse.terraform.planned import PlannedResource
from eda_lint.value import (
    Concat,
    Literal,
    Reference,
    Value,
    entries_of,
    field_of,
    text_of,
)

_GLOBAL = re.compile(r"arn:|https?://")
_END_OF_PART = re.compile(r"[:/]")
_MOST_PARTS = 8
_ID = "_id"
_PARENT = "parent_id"
_RESOURCE = "aws_api_gateway_resource"
_API = "aws_api_gateway_rest_api"
_ROOT = "root_resource_id"
_INTEGRATION = "aws_apigatewayv2_integration"
_INTEGRATIONS = "integrations/"
_ROUTE = ("aws_apigatewayv2_route", "target")
_POINTING = frozenset({"aws_cloudwatch_event_target"})
"""Types whose argument `arn` is what they lead to."""


class Identities:
    """What identifies the resources of one plan or state, as far as it is known."""

    def __init__(self, root: str, resources: Iterable[PlannedResource]) -> None:
        self._root = root
        self._names: dict[str, list[tuple[str, Reference]]] = {}
        self._ids: dict[str, list[tuple[str, Reference]]] = {}
        for resource in resources:
            if not resource.is_data and resource.type not in _POINTING:
                self._take(resource)

    def meant(self, of: PlannedResource, argument: str, text: str) -> Value | None:
        """What an argument's text stands for, None where it names nothing of the plan."""
        if _GLOBAL.match(text):
            return self._named(of, text)
        if (of.type, argument) == _ROUTE and text.startswith(_INTEGRATIONS):
            found = self._of_type(text.removeprefix(_INTEGRATIONS), (_INTEGRATION,))
            return None if found is None else Concat((Literal(_INTEGRATIONS), found))
        if argument == _PARENT:
            return self._of_type(text, (_RESOURCE, _API))
        if argument.endswith(_ID):
            return self._of_kind(text, argument.removesuffix(_ID))
        return None

    def _take(self, resource: PlannedResource) -> None:
        node = f"{self._root}#{resource.address}"
        for entry in entries_of(resource.values):
            text = text_of(entry.value)
            if text and _GLOBAL.match(text) and identifies(resource.type, entry.key):
                reference = Reference(node, attribute_of(resource.type, entry.key))
                self._names.setdefault(text, []).append((resource.type, reference))
        for name in ("id", _ROOT):
            text = text_of(field_of(resource.values, name))
            if text and not _GLOBAL.match(text):
                reference = Reference(node, attribute_of(resource.type, name))
                self._ids.setdefault(text, []).append((resource.type, reference))

    def _named(self, of: PlannedResource, text: str) -> Value | None:
        """A resource by its ARN or URL, or text that begins with that: `<ARN>:live`."""
        end = len(text)
        for _ in range(_MOST_PARTS):
            found = self._owner(self._names.get(text[:end], []))
            if found is not None:
                if found.resource == f"{self._root}#{of.address}":
                    return None
                return found if end == len(text) else Concat((found, Literal(text[end:])))
            ends = [match.start() for match in _END_OF_PART.finditer(text, 0, end)]
            if not ends:
                return None
            end = ends[-1]
        return None

    def _owner(self, claims: list[tuple[str, Reference]]) -> Reference | None:
        """Of several with one ARN, the one that the others only add to: a topic and its policy."""
        if not claims:
            return None
        shortest = min(claims, key=lambda claim: len(claim[0]))
        others = [claim for claim in claims if claim[1].resource != shortest[1].resource]
        adding = all(other.startswith(f"{shortest[0]}_") for other, _ in others)
        return shortest[1] if adding else None

    def _of_kind(self, text: str, kind: str) -> Reference | None:
        claims = [claim for claim in self._ids.get(text, []) if claim[0].endswith(f"_{kind}")]
        return claims[0][1] if len(claims) == 1 else None

    def _of_type(self, text: str, types: tuple[str, ...]) -> Reference | None:
        claims = [claim for claim in self._ids.get(text, []) if claim[0] in types]
        return claims[0][1] if len(claims) == 1 else None
