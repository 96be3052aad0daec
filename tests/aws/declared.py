"""Small resources as plain templates write them, and what their service modules state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import End, Flow, Resource, Statement
from eda_lint.location import Location
from eda_lint.value import (
    ABSENT,
    Concat,
    Entry,
    Input,
    Items,
    Literal,
    Record,
    Reference,
    Value,
    concat,
    inside,
)

STACK = "template.yaml"
HERE = Location(STACK, 1)
T = TypeVar("T")


def value(plain: object) -> Value:
    """A plain template value: `Ref`, `Fn::GetAtt` and `Fn::Sub` become references and text."""
    if isinstance(plain, Value):
        return plain
    if isinstance(plain, Mapping):
        if len(plain) == 1:
            ((key, argument),) = plain.items()
            if key == "Ref":
                return _named(str(argument))
            if key == "Fn::GetAtt":
                return reference(*str(argument).split(".", 1))
            if key == "Fn::Sub":
                return text(str(argument))
        return Record(tuple(Entry(str(k), value(v), HERE) for k, v in plain.items()), at=HERE)
    if isinstance(plain, list):
        return Items(tuple(map(value, plain)), at=HERE)
    assert plain is None or isinstance(plain, str | int | float | bool)
    return Literal(plain, HERE)


def text(template: str) -> Value:
    """Text with `${…}` holes."""
    return concat(_pieces(template), HERE)


def _pieces(template: str) -> Iterator[Value]:
    for index, piece in enumerate(re.split(r"\$\{([^}]+)\}", template)):
        if index % 2 == 0:
            yield Literal(piece, HERE)
        elif "." in piece:
            yield reference(*piece.split(".", 1))
        else:
            yield _named(piece)


def _named(name: str) -> Value:
    """A reference to a resource; a parameter where the name says so."""
    parameter = name.startswith("AWS::") or name.endswith("Parameter")
    return Input(name) if parameter else reference(name)


def reference(name: str, attribute: str = "Ref") -> Reference:
    """A reference to a resource of the stack."""
    return Reference(f"{STACK}#{name}", attribute, HERE)


def resource(
    kind: str, properties: Mapping[str, object], name: str = "It", metadata: object = None
) -> Resource:
    """One declared resource."""
    return Resource(
        id=f"{STACK}#{name}",
        name=name,
        type=kind,
        properties=value(properties),
        metadata=ABSENT if metadata is None else value(metadata),
        at=HERE,
        path=STACK,
        stack=STACK,
    )


def read(
    kind: str, properties: Mapping[str, object], name: str = "It", metadata: object = None
) -> tuple[Statement, ...]:
    """What a resource states."""
    declared = resource(kind, properties, name, metadata)
    return tuple(catalogue().resources[kind](declared))


def function_with(event: Mapping[str, object], **properties: object) -> tuple[Statement, ...]:
    """What a SAM function named Fn with one event named Event states."""
    return read("AWS::Serverless::Function", {**properties, "Events": {"Event": event}}, "Fn")


def only(kind: type[T], statements: Iterable[Statement]) -> T:
    """The single statement of a kind."""
    found = all_of(kind, statements)
    assert len(found) == 1, found
    return found[0]


def all_of(kind: type[T], statements: Iterable[Statement]) -> list[T]:
    """The statements of a kind."""
    return [statement for statement in statements if isinstance(statement, kind)]


def drawn(statements: Iterable[Statement]) -> list[str]:
    """The flows, each as "kind: source -> target"."""
    return [
        f"{flow.kind.value}: {_end(flow.source)} -> {_end(flow.target)}"
        for flow in all_of(Flow, statements)
    ]


def carried(carrier: type[T], statements: Iterable[Statement]) -> T:
    """The carrier of this kind, of the single flow that has one."""
    found = [f.carrier for f in all_of(Flow, statements) if isinstance(f.carrier, carrier)]
    assert len(found) == 1, found
    return found[0]


def _end(end: End) -> str:
    return spelled(end.value)


def spelled(found: Value) -> str:
    """A value in short: references by name, text as it is."""
    match found:
        case Reference():
            return found.resource.removeprefix(f"{STACK}#")
        case Literal():
            return str(found.value)
        case Concat():
            return "".join(map(spelled, found.parts))
        case Input():
            return f"${{{found.name}}}"
        case _:
            return " or ".join(spelled(v) for v in list(inside(found))[1:]) or type(found).__name__
