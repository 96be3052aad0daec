"""`${Name}` in the text of a document that stands beside its template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from eda_lint.aws.interface import pseudo
from eda_lint.value import (
    Choice,
    Concat,
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    choice,
    concat,
    entries_of,
)

_SUBSTITUTION = re.compile(r"\$\{([^{}$!]+)\}")
_PSEUDO = "AWS::"


def substituted(definition: Value, substitutions: Value) -> Value:
    """A definition in which each `${Name}` is what DefinitionSubstitutions give for it.

    A name for which they give nothing makes its text Unknown.
    """
    known: Mapping[str, Value] = {e.key: e.value for e in entries_of(substitutions)}

    def fill(literal: Literal) -> Value:
        return _filled(literal, known)

    return _mapped(definition, fill)


def with_pseudo_parameters(document: Value) -> Value:
    """A document in which `${AWS::Region}` and its like are what they are in a template."""
    return _mapped(document, _pseudo_filled)


def _mapped(value: Value, fill: Callable[[Literal], Value]) -> Value:
    """A value with each of its literals replaced."""
    if isinstance(value, Literal):
        return fill(value)
    if isinstance(value, Record):
        entries = tuple(Entry(e.key, _mapped(e.value, fill), e.at) for e in value.entries)
        return Record(entries, value.open, value.at)
    if isinstance(value, Items):
        return Items(tuple(_mapped(i, fill) for i in value.items), value.open, value.at)
    if isinstance(value, Choice):
        options = (_mapped(option, fill) for option in value.options)
        return choice(options, value.condition, value.at)
    if isinstance(value, Concat):
        return concat((_mapped(part, fill) for part in value.parts), value.at)
    if isinstance(value, Operation):
        arguments = tuple(_mapped(argument, fill) for argument in value.arguments)
        return Operation(value.name, arguments, value.at)
    return value


def _filled(literal: Literal, known: Mapping[str, Value]) -> Value:
    return _joined(
        literal,
        lambda name: known.get(name, Unknown(f"nothing is substituted for {name}", literal.at)),
    )


def _pseudo_filled(literal: Literal) -> Value:
    return _joined(literal, _pseudo_or_text)


def _pseudo_or_text(name: str) -> Value:
    if name.startswith(_PSEUDO):
        return pseudo(name.removeprefix(_PSEUDO))
    return Literal(f"${{{name}}}")


def _joined(literal: Literal, named: Callable[[str], Value]) -> Value:
    """A literal with each `${Name}` in it replaced; anything but such text stays what it is."""
    if not isinstance(literal.value, str) or not _SUBSTITUTION.search(literal.value):
        return literal
    return concat(_pieces(_SUBSTITUTION.split(literal.value), literal, named), literal.at)


def _pieces(pieces: list[str], literal: Literal, named: Callable[[str], Value]) -> Iterator[Value]:
    """Text and names in turn."""
    for index, piece in enumerate(pieces):
        yield named(piece.strip()) if index % 2 else Literal(piece, literal.at)
