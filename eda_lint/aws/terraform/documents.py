"""Documents that an argument holds as text: JSON or YAML, read as the maps that they mean."""

from __future__ import annotations

import yaml

from eda_lint.aws.text import HoledText, holed, structure
from eda_lint.location import Diagnostic
from eda_lint.parse.cloudformation.document import PLAIN, compose
from eda_lint.parse.cloudformation.scalars import resolve
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
)


def document(value: Value) -> Value:
    """A body as the map it means; Unknown for a text that holds none."""
    if isinstance(value, Choice):
        return choice(map(document, value.options), value.condition, value.at)
    if isinstance(value, Operation) and value.name == "yamlencode" and value.arguments:
        return value.arguments[0]
    found = structure(value)
    if isinstance(found, Unknown) and isinstance(value, Literal | Concat):
        text = holed(value)
        return found if text is None else _yaml(text)
    return found


def _yaml(text: HoledText) -> Value:
    documents = compose(text.at.path if text.at else "", text.text)
    if isinstance(documents, Diagnostic) or not documents:
        return Unknown("not readable as JSON or YAML", text.at)
    body = _lowered(documents[0], text)
    return body if isinstance(body, Record | Items) else Unknown("not a document", text.at)


def _lowered(node: yaml.Node, text: HoledText) -> Value:
    """A node as a value; `compose` answers for how deep nodes nest."""
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _lowered(inner, text)) for key, inner in node.value)
        return Record(tuple(Entry(key, inner, text.at) for key, inner in pairs), at=text.at)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_lowered(inner, text) for inner in node.value), at=text.at)
    written = text.value(str(node.value))
    if node.tag == PLAIN and isinstance(written, Literal):
        return Literal(resolve(str(node.value)), text.at)
    return written
