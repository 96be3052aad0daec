"""What a parsed document is, by its outermost keys."""

from __future__ import annotations

import yaml

from eda_lint.parse.cloudformation.sam import TRANSFORM
from eda_lint.parse.cloudformation.sniff import FORMAT, Kind

_API = frozenset({"openapi", "swagger"})
_STATE_MACHINE = frozenset({"StartAt", "States"})


def recognise(root: yaml.Node) -> Kind:
    """What a document is. A template shows itself by its format, SAM or typed resources."""
    keys = _keys(root)
    if FORMAT in keys or _holds_resources(keys.get("Resources")):
        return Kind.TEMPLATE
    if {"Transform", "Resources"} <= keys.keys() and TRANSFORM in _texts(keys["Transform"]):
        return Kind.TEMPLATE
    if keys.keys() >= _STATE_MACHINE or ("paths" in keys and keys.keys() & _API):
        return Kind.DOCUMENT
    return Kind.OTHER


def _holds_resources(node: yaml.Node | None) -> bool:
    """Whether any entry has a type as resources have one: `AWS::SQS::Queue`, `Custom::Thing`."""
    if node is None:
        return False
    types = (_keys(resource).get("Type") for resource in _keys(node).values())
    return any("::" in text for kind in types if kind is not None for text in _texts(kind))


def _keys(node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def _texts(node: yaml.Node) -> list[str]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [item.value for item in nodes if isinstance(item, yaml.ScalarNode)]
