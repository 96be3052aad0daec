"""Where a function's code is said to be, in SAM's spelling and the plain one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from eda_lint.aws.interface import FunctionCode, Resource
from eda_lint.aws.packages import (
    MODULE,
    PACKAGE,
    docker_metadata,
    further_folders,
    likely_places,
    packed_from,
    word_of,
)
from eda_lint.value import (
    ABSENT,
    Absent,
    Items,
    Literal,
    Reference,
    Unknown,
    Value,
    field_of,
    inside,
    items_of,
    text_of,
)

Lookup: TypeAlias = Callable[[str], Resource | None]
"""From the id of a declared resource to the resource."""

SAM_FUNCTION = "AWS::Serverless::Function"
PLAIN_FUNCTION = "AWS::Lambda::Function"
_ASSET_DOCKERFILE = "aws:asset:dockerfile-path"
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
        is_text = isinstance(uri, Literal | Unknown)
        inline = ABSENT if is_text else resource.property("Code", "ZipFile")
        image = resource.property("Code", "ImageUri")
        # With inline text, the map that holds it is no place of its own.
        uri = uri if isinstance(inline, Absent) else ABSENT
    else:
        return None
    code = resource.property("Code")
    handler, metadata = resource.property("Handler"), docker_metadata(code, resource.metadata)
    is_image = text_of(resource.property("PackageType")) == "Image"
    if is_image:
        handler, uri = _of_image(resource, image, metadata)
    return FunctionCode(
        function=resource.id,
        handler=handler,
        uri=packed_from(uri),
        inline=inline,
        base=resource.path,
        runtime="" if is_image else text_of(resource.property("Runtime")) or "",
        layers=(*further_folders(code), *_layers(resource, lookup)),
        environment=resource.property("Environment", "Variables"),
        metadata=metadata,
        module=word_of(code, MODULE),
        package=word_of(code, PACKAGE),
        likely=tuple(likely_places(code)),
    )


def _of_image(resource: Resource, image: Value, metadata: Value) -> tuple[Value, Value]:
    """The handler and the folder of an image that SAM or the CDK builds.

    The handler is Absent where the image's own command says it, or nothing here does.
    """
    folder = field_of(metadata, "DockerContext")
    if not isinstance(field_of(metadata, _ASSET_DOCKERFILE), Absent):
        folder = field_of(metadata, "aws:asset:path")
    if text_of(folder) is None:
        if not any(likely_places(resource.property("Code"))):
            return ABSENT, image
        folder = ABSENT if isinstance(image, Unknown) else image
    if not isinstance(resource.property("ImageConfig", "EntryPoint"), Absent):
        return ABSENT, Unknown("an image with an entry point of its own")
    command = resource.property("ImageConfig", "Command")
    if isinstance(command, Absent):
        return ABSENT, folder
    words = items_of(command)
    if len(words) != 1:
        return ABSENT, Unknown("an image whose command is no handler")
    return words[0], folder


def _layers(resource: Resource, lookup: Lookup) -> Iterator[Value]:
    for value in inside(resource.property("Layers")):
        layer = lookup(value.resource) if isinstance(value, Reference) else None
        if layer is not None and layer.type in _LAYER_CONTENT:
            content = layer.property(_LAYER_CONTENT[layer.type])
            yield from content.items if isinstance(content, Items) else (content,)
