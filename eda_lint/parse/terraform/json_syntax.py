"""One `.tf.json` file's text to its blocks, and JSON values to expressions.

A string is a template, and so is the name of a property. What nests inside of a block's body may be
an argument or a block, which only the provider knows: it is read as an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.form import (
    Argument,
    Block,
    ConfigurationFacts,
    Constant,
    Expression,
    ListExpression,
    ObjectExpression,
    Pair,
    Unreadable,
)
from eda_lint.parse.terraform.json_document import (
    Json,
    JsonList,
    JsonObject,
    JsonScalar,
    JsonText,
    read_json,
)

_LABELS = {
    "check": 1, "data": 2, "ephemeral": 2, "import": 0, "locals": 0, "module": 1, "moved": 0,
    "output": 1, "provider": 1, "removed": 0, "resource": 2, "terraform": 0, "variable": 1,
}  # fmt: skip
_COMMENT = "//"
_DYNAMIC = "dynamic"
_CONTENT = "content"
# What Terraform takes as it is written, without looking for interpolations.
_LITERAL = frozenset({
    ("variable", "default"), ("variable", "type"), ("module", "source"), ("module", "version"),
})  # fmt: skip

_Entry: TypeAlias = tuple[JsonText, Json]
_ToText: TypeAlias = Callable[[str, Location], Expression]


class JsonReading:
    """One file of JSON while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.diagnostics: list[Diagnostic] = []

    def document(self, text: str) -> Json | None:
        """The value that the text is; None, and a diagnostic, where it is no JSON."""
        read = read_json(self.path, text)
        if isinstance(read, Diagnostic):
            self.diagnostics.append(read)
            return None
        return read

    def wrong(self, at: Location, message: str) -> None:
        """Say that what stands at a place has no meaning there."""
        self.diagnostics.append(Diagnostic(self.path, at.line, at.column, message))

    def expression(self, node: Json) -> Expression:
        """A value, in whose strings and names are templates."""
        return self._value(node, self._template)

    def data(self, node: Json) -> Expression:
        """A value that is no more than it says."""
        return self._value(node, Constant)

    def _value(self, node: Json, to_text: _ToText) -> Expression:
        match node:
            case JsonText(text, at):
                return to_text(text, at)
            case JsonScalar(written, value, at):
                if value is None and written != "null":
                    return Unreadable("a number beyond measure", at)
                return Constant(value, at)
            case JsonList(items, at):
                return ListExpression(tuple(self._value(item, to_text) for item in items), at)
            case JsonObject(entries, at):
                pairs = (
                    Pair(to_text(key.value, key.at), self._value(value, to_text), key.at)
                    for key, value in entries
                    if key.value != _COMMENT or to_text is Constant
                )
                return ObjectExpression(tuple(pairs), at)

    def _template(self, text: str, at: Location) -> Expression:
        if "${" not in text and "%{" not in text:
            return Constant(text, at)
        # The grammar is only loaded where something is interpolated.
        from eda_lint.parse.terraform.template_files import read_template

        template, wrong = read_template(text, at, quoted=True)
        self.diagnostics.extend(wrong)
        return template


def parse_json_configuration(path: str, text: str) -> ConfigurationFacts:
    """The facts of a file in JSON syntax, which knows no comments that suppress anything."""
    reading = JsonReading(path)
    root = reading.document(text)
    blocks = () if root is None else tuple(_top_level(reading, root))
    return ConfigurationFacts(path, blocks, diagnostics=tuple(sorted(reading.diagnostics)))


def _top_level(reading: JsonReading, root: Json) -> Iterator[Block]:
    for key, value in _entries(reading, root):
        labels = _LABELS.get(key.value)
        if labels is not None:
            yield from _blocks(reading, key, value, (key.value,), labels)


def _blocks(
    reading: JsonReading, header: JsonText, node: Json, words: tuple[str, ...], labels: int
) -> Iterator[Block]:
    """The blocks of a type, below as many levels of labels as it has."""
    if labels:
        for key, value in _entries(reading, node):
            yield from _blocks(reading, key, value, (*words, key.value), labels - 1)
        return
    bodies = node.items if isinstance(node, JsonList) else (node,)
    for body in bodies:
        yield _body(reading, header, body, words)


def _body(reading: JsonReading, header: JsonText, node: Json, words: tuple[str, ...]) -> Block:
    kind, *labels = words
    arguments: list[Argument] = []
    blocks: list[Block] = []
    for key, value in _entries(reading, node):
        name = key.value
        if name == _DYNAMIC:
            blocks.extend(_blocks(reading, key, value, (_DYNAMIC,), 1))
        elif kind == _DYNAMIC and name == _CONTENT:
            blocks.extend(_blocks(reading, key, value, (_CONTENT,), 0))
        else:
            read = reading.data if (kind, name) in _LITERAL else reading.expression
            arguments.append(Argument(name, read(value), key.at))
    return Block(kind, tuple(labels), tuple(arguments), tuple(blocks), header.at)


def _entries(reading: JsonReading, node: Json) -> Iterator[_Entry]:
    """The properties of an object, or of all objects in a list."""
    for one in node.items if isinstance(node, JsonList) else (node,):
        if isinstance(one, JsonObject):
            yield from (entry for entry in one.entries if entry[0].value != _COMMENT)
        elif not isinstance(one, JsonScalar) or one.written != "null":
            reading.wrong(one.at, "an object is needed here")
