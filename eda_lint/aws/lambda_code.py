"""Where a function's code is said to be, in SAM's spelling and the plain one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from eda_lint.aws.interface import FunctionCode, Resource
from eda_lint.value import ABSENT, Absent, Literal, Reference, Value, inside, text_of

Lookup: TypeAlias = Callable[[str], Resource | None]
"""From the id of a declared resource to the resource."""

SAM_FUNCTION = "AWS::Serverless::Function"
PLAIN_FUNCTION = "AWS::Lambda::Function"
_LAYER_CONTENT = {
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Lambda::LayerVersion": "Content",
}


def function_code(resource: Resource, lookup: Lookup) -> FunctionCode | None:
    """The code of a function resource, None for any other; `lookup` finds its layers."""
    if resource.type == SAM_FUNCTION:
        uri, inline = resource.property("CodeUri"), resource.property("InlineCode")
        image = resource.property("ImageUri")
    elif resource.type == PLAIN_FUNCTION:
        uri = resource.property("Code")
        # As text it is the path of a folder, which `aws cloudformation package` uploads.
        inline = ABSENT if isinstance(uri, Literal) else resource.property("Code", "ZipFile")
        image = resource.property("Code", "ImageUri")
        # With inline text, the map that holds it is no place of its own.
        uri = uri if isinstance(inline, Absent) else ABSENT
    else:
        return None
    is_image = text_of(resource.property("PackageType")) == "Image"
    return FunctionCode(
        function=resource.id,
        handler=resource.property("Handler"),
        uri=image if is_image else uri,
        inline=inline,
        base=resource.path,
        runtime="" if is_image else text_of(resource.property("Runtime")) or "",
        layers=tuple(_layers(resource, lookup)),
        environment=resource.property("Environment", "Variables"),
        metadata=resource.metadata,
    )


def _layers(resource: Resource, lookup: Lookup) -> Iterator[Value]:
    for value in inside(resource.property("Layers")):
        layer = lookup(value.resource) if isinstance(value, Reference) else None
        if layer is not None and layer.type in _LAYER_CONTENT:
            yield layer.property(_LAYER_CONTENT[layer.type])
