"""YAML text as the value that `yamldecode` gives; parts of it that are open stay parts."""

from __future__ import annotations

import re

import yaml

from eda_lint.aws.text import HoledText, holed
from eda_lint.bind.terraform.evaluate.numbers import number_of
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.cloudformation.document import LIST, MAP, PLAIN, TEXT, compose
from eda_lint.value import Entry, Items, Literal, Record, Scalar, Unknown, Value

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_UNLIKE_ELSEWHERE = re.compile(r"[-+]?0[xob]|\d{4}-\d|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What YAML's versions do not agree on."""

_MERGED = "<<"


class NoYaml(ValueError):
    """Text that is not one YAML document, or says something that is not read."""


def yaml_of(text: Value, at: Location | None) -> Value:
    """The document that a text holds. Raises NoYaml."""
    shape = holed(text)
    if shape is None:
        raise NoYaml("text that is not known")
    documents = compose("", shape.text)
    if isinstance(documents, Diagnostic):
        raise NoYaml(documents.message)
    if len(documents) != 1:
        raise NoYaml("not one document")
    return _lowered(documents[0], shape, at)


def _lowered(node: yaml.Node, text: HoledText, at: Location | None) -> Value:
    """A node as a value; `compose` answers for how deep nodes nest."""
    if node.tag not in (PLAIN, TEXT, MAP, LIST):
        return Unknown(f"{node.tag} in YAML", at)
    if isinstance(node, yaml.MappingNode):
        return _map(node, text, at)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_lowered(inner, text, at) for inner in node.value), at=at)
    written = text.value(str(node.value))
    if node.tag != PLAIN or not isinstance(written, Literal):
        return written
    return _scalar(str(node.value), at)


def _map(node: yaml.MappingNode, text: HoledText, at: Location | None) -> Value:
    entries: dict[str, Entry] = {}
    is_open = False
    for key, value in node.value:
        name = text.value(str(key.value)) if isinstance(key, yaml.ScalarNode) else Unknown()
        if key.tag == PLAIN and key.value == _MERGED:
            return Unknown("a merge in YAML", at)
        if isinstance(name, Literal):
            entries[str(name.value)] = Entry(str(name.value), _lowered(value, text, at), at)
        else:
            is_open = True
    return Record(tuple(entries.values()), is_open, at)


def _scalar(text: str, at: Location | None) -> Value:
    if text in _WORDS:
        return Literal(_WORDS[text], at)
    if _UNLIKE_ELSEWHERE.match(text):
        return Unknown(f"{text} in YAML", at)
    number = number_of(text)
    return Literal(text if number is None else number, at)
