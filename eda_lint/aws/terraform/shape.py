"""From Terraform's arguments to the properties that service modules read, as tables say it.

A shape gives each property the argument that it comes from. Names are paths, their steps joined by
dots: `"DeadLetterConfig.TargetArn": "dead_letter_config.target_arn"`. A step into a block goes into
its first, whether the block is written in HCL (a list of records) or in JSON (a single one, too).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Translation
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import (
    ABSENT,
    Absent,
    Choice,
    Entry,
    Items,
    Literal,
    Record,
    Scalar,
    Unknown,
    Value,
    choice,
    entry_location,
    field_of,
    integer_of,
    outcomes,
)

_TYPE = re.compile(r"(?P<type>[A-Za-z]\w*)\.[\w-]+(?:\[[^]]*\])?$")


@frozen
class Argument:
    """What a property is made of: the value at a path of arguments, by `means`.

    Of the path "" it is made of all arguments, and stands where `at` does.
    """

    path: str
    means: Callable[[Value], Value]
    at: str = ""


Shape: TypeAlias = Mapping[str, "str | Argument"]


@frozen
class _Leaf:
    steps: tuple[str, ...]
    value: Value
    at: Location | None


def translated(resource_type: str, shape: Shape, **attributes: str) -> Translation:
    """A translation by a table.

    `attributes` are those that stand for the resource, beside `arn` and `id`, by Terraform's names.
    """

    def translate(declared: Declared) -> Iterator[Resource]:
        yield resource(declared, resource_type, shaped(shape, declared.arguments))

    return Translation(translate, attributes)


def resource(declared: Declared, resource_type: str, properties: Value, part: str = "") -> Resource:
    """The resource that a declared one is to the service modules; `part` names one part of it."""
    return Resource(
        id=declared.id + part,
        name=declared.address,
        type=resource_type,
        properties=properties,
        metadata=ABSENT,
        at=declared.at,
        path=declared.path,
        stack=declared.root,
        root=declared.root,
        only_when=declared.only_when,
    )


def type_of(node: str) -> str:
    """The type of the resource with this id ("aws_sqs_queue"), "" where the id tells none."""
    found = _TYPE.search(node)
    return found["type"] if found else ""


def shaped(shape: Shape, block: Value) -> Value:
    """The properties that a block is, Absent where there is none, Unknown where it is."""
    return each(first(block), lambda record: _record(shape, record))


def _record(shape: Shape, block: Value) -> Value:
    if not isinstance(block, Record):
        return Unknown("not a block", block.at)
    leaves: list[_Leaf] = []
    for name, source in shape.items():
        argument = source if isinstance(source, Argument) else Argument(source, given)
        value = argument.means(value_at(block, argument.path))
        if not isinstance(value, Absent):
            at = place_at(block, argument.at or argument.path)
            leaves.append(_Leaf(tuple(name.split(".")), value, at))
    return Record(_entries(leaves), block.open, block.at)


def _entries(leaves: Sequence[_Leaf]) -> tuple[Entry, ...]:
    by_name: dict[str, list[_Leaf]] = {}
    for leaf in leaves:
        by_name.setdefault(leaf.steps[0], []).append(leaf)
    return tuple(_entry(name, group) for name, group in by_name.items())


def _entry(name: str, leaves: Sequence[_Leaf]) -> Entry:
    lead = leaves[0]
    if len(lead.steps) == 1:
        return Entry(name, lead.value, lead.at)
    inner = _entries([_Leaf(leaf.steps[1:], leaf.value, leaf.at) for leaf in leaves])
    return Entry(name, Record(inner, at=lead.at), lead.at)


def block(path: str, shape: Shape) -> Argument:
    """The block at a path, there even if it sets nothing."""
    return Argument(path, lambda value: shaped(shape, value))


def blocks(path: str, shape: Shape) -> Argument:
    """All blocks at a path."""
    return Argument(path, lambda value: each(given(value), lambda many: _all(shape, many)))


def _all(shape: Shape, many: Value) -> Value:
    if isinstance(many, Items):
        return Items(tuple(shaped(shape, one) for one in many.items), many.open, many.at)
    return Items((shaped(shape, many),), at=many.at)


def several(written: Value) -> tuple[Value, ...]:
    """The blocks that an argument holds, each to be shaped; what may be one or none as one."""
    blocks_of_it = given(written)
    if isinstance(blocks_of_it, Absent):
        return ()
    return blocks_of_it.items if isinstance(blocks_of_it, Items) else (blocks_of_it,)


def otherwise(path: str, default: Scalar) -> Argument:
    """An argument with a default that the service modules do not know."""

    def means(value: Value) -> Value:
        if isinstance(value, Choice):
            return choice(map(means, value.options), value.condition, value.at)
        return Literal(default, value.at) if isinstance(given(value), Absent) else value

    return Argument(path, means)


def unless(path: str, unset: int) -> Argument:
    """A number by which the provider means that nothing is set."""

    def means(value: Value) -> Value:
        return each(value, lambda one: Absent(one.at) if integer_of(one, 0) == unset else one)

    return Argument(path, lambda value: given(means(value)))


def value_at(arguments: Value, path: str) -> Value:
    """The value at a path of arguments; all of them at the path ""."""
    for step in path.split(".") if path else ():
        arguments = field_of(first(arguments), step)
    return arguments


def place_at(arguments: Value, path: str) -> Location | None:
    """Where the argument at a path is written: the innermost part of the path that has a place."""
    at: Location | None = None
    for step in path.split(".") if path else ():
        options = outcomes(first(arguments))
        written = next((option for option in options if isinstance(option, Record)), ABSENT)
        at = entry_location(written, step) or at
        arguments = field_of(written, step)
    return at


def first(value: Value) -> Value:
    """The block itself, where a list of at most one stands for it."""
    if isinstance(value, Choice):
        return choice(map(first, value.options), value.condition, value.at)
    if not isinstance(value, Items):
        return ABSENT if value == Literal(None) else value
    if value.items:
        return value.items[0]
    return Unknown("a block that could not be seen", value.at) if value.open else Absent(value.at)


def given(value: Value) -> Value:
    """A value as far as it is set: null, empty text and empty lists set nothing."""
    if isinstance(value, Choice):
        return choice(map(given, value.options), value.condition, value.at)
    if isinstance(value, Literal) and value.value in (None, ""):
        return Absent(value.at)
    if isinstance(value, Items) and not value.items and not value.open:
        return Absent(value.at)
    return value


def each(value: Value, of: Callable[[Value], Value]) -> Value:
    """What a function makes of each outcome; of what is Absent or Unknown it makes nothing."""
    if isinstance(value, Choice):
        return choice((each(o, of) for o in value.options), value.condition, value.at)
    return value if isinstance(value, Absent | Unknown) else of(value)
