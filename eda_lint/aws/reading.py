"""Small readings that the service modules share."""

from __future__ import annotations

import re
from typing import TypedDict

from eda_lint.aws.interface import End, Resource
from eda_lint.location import Location
from eda_lint.model import NodeType
from eda_lint.value import (
    Absent,
    Choice,
    Reference,
    Unknown,
    Value,
    choice,
    entry_location,
    field_of,
    integer_of,
    items_of,
    text_of,
)

_MADE_BY_CDK = re.compile(
    r"""(?x)
    ^(LogRetention|BucketNotificationsHandler|AWS)[0-9a-f]{32}
    | ^Custom(::)?CDK[A-Z]
    | ^Custom(::)?\w+CustomResourceProvider(Handler[0-9A-F]{8})?$
    | ^framework-(onEvent|isComplete|onTimeout)$
    | framework(onEvent|isComplete|onTimeout)[0-9A-F]{8}$
    | ^waiter-state-machine$
    | ^@aws-cdk--
    """
)


class Identity(TypedDict):
    """What every node takes from the resource that declares it."""

    id: str
    name: str
    at: Location
    generated: bool
    physical_name: Value
    only_when: str
    called_from: tuple[tuple[str, Location], ...]
    provider: str
    region: str


def identity(resource: Resource, name_property: str = "") -> Identity:
    """The identity of the node that a resource declares; `name_property` holds its AWS name."""
    return Identity(
        id=resource.id,
        name=resource.name,
        at=resource.at,
        generated=made_by_framework(resource),
        physical_name=resource.property(name_property) if name_property else Absent(),
        only_when=resource.only_when,
        called_from=resource.called_from,
        provider=resource.provider,
        region=resource.region,
    )


def made_by_framework(resource: Resource) -> bool:
    """Whether the CDK generated the resource for its own needs.

    Its providers and handlers are known by their construct path, or, where the template carries no
    metadata, by their logical id.
    """
    path = text_of(field_of(resource.metadata, "aws:cdk:path"))
    names = path.split("/") if path else [resource.name]
    return any(_MADE_BY_CDK.search(name) for name in names)


def itself(resource: Resource, kind: NodeType) -> End:
    """The node that a resource declares, as the end of a flow."""
    return End(Reference(resource.id, at=resource.at), (kind,))


def place(value: Value, default: Location) -> Location:
    """Where a value is written."""
    return value.at or default


def place_of(record: Value, key: str, default: Location) -> Location:
    """Where a record writes a key."""
    return entry_location(record, key) or default


def first_set(record: Value, *paths: tuple[str, ...]) -> Value:
    """The value under the first of these paths that is set, else Absent."""
    found: Value = Absent()
    for path in paths:
        found = field_of(record, *path)
        if not isinstance(found, Absent):
            break
    return found


def when_set(value: Value) -> Value:
    """What a value is wherever it is set: a Choice without its Absent outcomes."""
    if isinstance(value, Choice):
        options = [option for option in value.options if not isinstance(option, Absent)]
        return choice(options, value.condition, value.at)
    return value


def optional_integer(value: Value) -> int | Unknown | None:
    """A whole number that has no default: None where Absent."""
    if isinstance(value, Absent):
        return None
    if isinstance(value, Choice):
        numbers = {optional_integer(option) for option in value.options}
        return numbers.pop() if len(numbers) == 1 else Unknown("depends on a condition", value.at)
    return integer_of(value, 0)


def contains(values: Value, text: str) -> bool | Unknown:
    """Whether a list of words holds one; Unknown where it may."""
    if isinstance(values, Choice):
        answers = {contains(option, text) for option in values.options}
        return answers.pop() if len(answers) == 1 else Unknown("depends on a condition", values.at)
    if isinstance(values, Unknown):
        return values
    items = items_of(values)
    words = [text_of(item) for item in items]
    if text in words:
        return True
    if None in words or getattr(values, "open", False):
        return Unknown("settled at deployment", values.at)
    return False


def qualifier_of(value: Value) -> str | Unknown:
    """An alias or version: "" for $LATEST, which is also what an absent one means."""
    if isinstance(value, Absent):
        return ""
    text = text_of(value)
    if text is None:
        return Unknown("settled at deployment", value.at)
    return "" if text == "$LATEST" else text
