"""Terraform expressions as text, and what they mean in a small module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from eda_lint.bind.terraform.evaluate import Scope, evaluate
from eda_lint.location import Location
from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import Block, Expression
from eda_lint.value import (
    Entry,
    Input,
    Items,
    Literal,
    Record,
    Reference,
    Scalar,
    Unknown,
    Value,
)

QUEUE = Reference("#aws_sqs_queue.main", "")
ARN = Reference("#aws_sqs_queue.main", "arn")


def expression_of(text: str) -> Expression:
    """The form of an expression."""
    return block_of(f"locals {{\n  it = {text}\n}}").arguments[0].value


def block_of(text: str) -> Block:
    """The first block of a file without errors."""
    facts = parse_configuration("main.tf", text)
    assert not facts.diagnostics, facts.diagnostics
    return facts.blocks[0]


def scope_of(
    names: Mapping[str, Value] | None = None, files: Mapping[str, str] | None = None
) -> Scope:
    """A root module: `var.x` is an Input unless `names` has it, every resource is declared."""
    known = {} if names is None else names

    def resolve(path: tuple[str, ...]) -> tuple[Value, int] | None:
        for length in (3, 2):
            found = known.get(".".join(path[:length]))
            if found is not None:
                return found, length
        match path:
            case ("var", name, *_):
                return Input(name), 2
            case ("path", *_):
                return Literal("."), 2
            case ("terraform", *_):
                return Input("terraform.workspace"), 2
            case ("data", kind, name, *_):
                return Reference(f"#data.{kind}.{name}", ""), 3
            case (kind, name, *_) if kind.startswith("aws_"):
                return Reference(f"#{kind}.{name}", ""), 2
        return None

    def attribute(of: Reference, name: str, at: Location) -> Value:
        return Reference(of.resource, name, at)

    return Scope(resolve, attribute, ({} if files is None else files).get)


def value_of(
    text: str,
    names: Mapping[str, Value] | None = None,
    files: Mapping[str, str] | None = None,
    **bindings: Value,
) -> Value:
    """What an expression means, with more names bound."""
    return evaluate(expression_of(text), replace(scope_of(names, files), bindings=bindings))


def record(**values: Value | Scalar) -> Record:
    """A map of these."""
    return Record(tuple(Entry(key, lifted(value)) for key, value in values.items()))


def items(*values: Value | Scalar, is_open: bool = False) -> Items:
    """A list of these."""
    return Items(tuple(lifted(value) for value in values), is_open)


def lifted(value: Value | Scalar) -> Value:
    """A scalar as a Literal."""
    return Literal(value) if isinstance(value, str | int | float | bool | None) else value


def plain(value: Value) -> object:
    """What a constant is in JSON; a value in which something is open as it is."""
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Record) and not value.open:
        return {entry.key: plain(entry.value) for entry in value.entries}
    if isinstance(value, Items) and not value.open:
        return [plain(item) for item in value.items]
    return value


def is_unknown(value: Value) -> bool:
    """Whether nothing is known of a value."""
    return isinstance(value, Unknown)
