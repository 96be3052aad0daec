"""Terraform's resources as plain data, and the graph that comes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from eda_lint.aws.interface import Resource, pseudo
from eda_lint.aws.terraform.catalogue import attribute_of, translations
from eda_lint.aws.terraform.interface import Declared
from eda_lint.aws.terraform.split import joined
from eda_lint.bind.application import Application
from eda_lint.graph.build import build
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Node
from eda_lint.value import (
    Absent,
    Entry,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    concat,
)

N = TypeVar("N", bound=Node)
C = TypeVar("C")
ROOT = "infra"
UNKNOWN = Unknown("not known")
HEADER = 1
"""The line of a resource's header; its arguments stand below, one a line, in a file of its own."""

Configuration: TypeAlias = Mapping[str, Mapping[str, object] | Value]
"""Arguments by address. Text has holes: `${aws_sqs_queue.orders.arn}`, `${var.name}`."""


def value(plain: object, at: Location | None = None) -> Value:
    """A value as the configuration writes it."""
    if isinstance(plain, Value):
        return plain
    if isinstance(plain, Mapping):
        path, line = (at.path, at.line) if at else ("main.tf", HEADER)
        places = [Location(path, line + index + 1) for index in range(len(plain))]
        entries = zip(plain.items(), places, strict=True)
        return Record(tuple(Entry(str(k), value(v, p), p) for (k, v), p in entries), at=at)
    if isinstance(plain, list):
        return Items(tuple(value(one, at) for one in plain), at=at)
    if isinstance(plain, str):
        return concat(_pieces(plain, at), at)
    assert plain is None or isinstance(plain, int | float | bool)
    return Literal(plain, at)


def _pieces(template: str, at: Location | None) -> Iterator[Value]:
    for index, piece in enumerate(re.split(r"\$\{([^}]+)\}", template)):
        if index % 2 == 0:
            yield Literal(piece, at)
        elif piece.startswith("var."):
            yield Input(piece.removeprefix("var."), at=at)
        elif piece.startswith("AWS::"):
            yield pseudo(piece.removeprefix("AWS::"))
        else:
            yield reference(piece, at)


def reference(named: str, at: Location | None = None) -> Reference:
    """What `aws_sqs_queue.orders.arn` is a reference to."""
    address, _, attribute = named.rpartition(".")
    resource_type = address.partition(".")[0]
    return Reference(f"{ROOT}#{address}", attribute_of(resource_type, attribute), at)


def json(plain: object) -> Value:
    """`jsonencode(...)`."""
    return Operation("jsonencode", (value(plain),))


def declared(configuration: Configuration, root: str = ROOT) -> tuple[Declared, ...]:
    """The resources of a root module."""
    return tuple(_declared(*one, root) for one in configuration.items())


def _declared(address: str, arguments: Mapping[str, object] | Value, root: str) -> Declared:
    at = Location(f"{address}.tf", HEADER)
    return Declared(
        id=f"{root}#{address}",
        address=address,
        type=address.split(".")[0],
        arguments=value(arguments, at),
        at=at,
        path=at.path,
        root=root,
    )


def resources(configuration: Configuration) -> tuple[Resource, ...]:
    """What the service modules are given to read."""
    return tuple(
        resource
        for one in joined(declared(configuration))
        if one.type in translations()
        for resource in translations()[one.type].translate(one)
    )


def graph_of(configuration: Configuration) -> EventGraph:
    """The event graph of a root module without code."""
    return build(Application(resources(configuration), {}, ()))


def flows(graph: EventGraph) -> list[str]:
    """The edges in order, each as "source kind target", resources by the name without the type."""
    return sorted(
        f"{_short(graph, edge.source)} {edge.kind.value} {_short(graph, edge.target)}"
        for edge in graph.edges
    )


def _short(graph: EventGraph, node: str) -> str:
    found = graph.nodes[node]
    return found.name if found.external else found.name.rpartition(".")[2]


def only(kind: type[N], configuration: Configuration) -> N:
    """The single node of a kind."""
    (node,) = graph_of(configuration).all(kind)
    return node


def carried(kind: type[C], graph: EventGraph) -> C:
    """The single carrier of a kind."""
    (carrier,) = [edge.carrier for edge in graph.edges if isinstance(edge.carrier, kind)]
    return carrier


def maybe(value_of_it: object) -> Value:
    """What is only set under a condition."""
    return choice((value(value_of_it), Absent()), "IsProduction")
