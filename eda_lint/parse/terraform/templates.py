"""Text of HCL: in quotes, or in a heredoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from tree_sitter import Node

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Constant, Expression, Template, Unreadable
from eda_lint.parse.terraform.grammar import Reading, ToExpression, parts
from eda_lint.parse.terraform.pieces import (
    Directive,
    Interpolation,
    Piece,
    Text,
    Unbalanced,
    assembled,
    stripped,
    unindented,
)

_ESCAPE = re.compile(r'\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[nrt"\\])|\$\$\{|%%\{|\\.?', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LARGEST_CHARACTER = 0x10FFFF
_HALVES = range(0xD800, 0xE000)
_WORDS = {
    "template_if_intro": "if",
    "template_else_intro": "else",
    "template_if_end": "endif",
    "template_for_start": "for",
    "template_for_end": "endfor",
}
_DEEPER = {
    "template_if_intro": 1,
    "template_if_end": -1,
    "template_for_start": 1,
    "template_for_end": -1,
}
_NESTING = frozenset({"template_directive", "template_if", "template_for"})

_Point: TypeAlias = tuple[int, int]


@frozen
class _Span:
    """Where text stands: in bytes, and in points as trees have them."""

    start: int
    start_point: _Point
    end: int
    end_point: _Point


_ToText: TypeAlias = Callable[[Reading, _Span], Iterator[Text]]


class _InvalidText(Exception):
    """Text in quotes that is none."""


def quoted(reading: Reading, node: Node, expression: ToExpression) -> Expression:
    """A string in quotes; one that is a single interpolation is what stands in it."""
    nodes = node.children
    first, last = nodes[0], nodes[-1]
    try:
        if node.type == "string_lit":
            text = _unescaped(reading.between(first.end_byte, last.start_byte))
            return Constant(text, reading.at(node))
        inside = _Span(first.end_byte, first.end_point, last.start_byte, last.start_point)
        pieces = list(_pieces(reading, nodes[1:-1], inside, expression, _as_quoted))
    except _InvalidText as invalid:
        at = reading.at(node)
        reading.wrong(at, str(invalid))
        return Unreadable(str(invalid), at)
    return _template(reading, pieces, reading.at(node))


def label(reading: Reading, node: Node) -> str:
    """The text of a block's label, in quotes or bare."""
    text = reading.text(node)
    return text[1:-1] if text.startswith('"') else text


def heredoc(reading: Reading, node: Node, expression: ToExpression) -> Expression:
    """`<<EOT`; of `<<-EOT` without the indentation that its lines share."""
    indented = reading.text(parts(node)[0]).endswith("-")
    pieces = _of_heredoc(reading, node, _inside(reading, node), expression, indented=indented)
    return _template(reading, pieces, reading.at(node), indented=indented)


def whole_text(reading: Reading, node: Node, expression: ToExpression) -> Expression:
    """What stands in a heredoc, without its last line break."""
    inside = _inside(reading, node)
    end = inside.end - 1
    line_start = reading.data.rfind(b"\n", 0, end) + 1
    inside = _Span(
        inside.start, inside.start_point, end, (inside.end_point[0] - 1, end - line_start)
    )
    pieces = _of_heredoc(reading, node, inside, expression)
    return _template(reading, pieces, reading.place(inside.start_point, inside.end_point))


def _inside(reading: Reading, node: Node) -> _Span:
    nodes = parts(node)
    marker, closing = nodes[1], nodes[-1]
    start = reading.data.index(b"\n", marker.end_byte) + 1
    end = reading.data.rfind(b"\n", start - 1, closing.start_byte) + 1
    return _Span(start, (marker.end_point[0] + 1, 0), end, (closing.start_point[0], 0))


def _of_heredoc(
    reading: Reading,
    node: Node,
    inside: _Span,
    expression: ToExpression,
    *,
    indented: bool = False,
) -> list[Piece]:
    """The pieces of a heredoc: line by line where lines count, as `~` strips no more than one."""
    written = reading.between(inside.start, inside.end)
    by_line = indented or "{~" in written or "~}" in written
    to_text = _as_lines if by_line else _as_written
    return list(_pieces(reading, parts(node)[2:-1], inside, expression, to_text))


def _template(
    reading: Reading, pieces: Sequence[Piece], at: Location, *, indented: bool = False
) -> Expression:
    pieces = stripped(pieces)
    if indented:
        pieces = unindented(pieces)
    try:
        made = assembled(pieces)
    except Unbalanced as unbalanced:
        reading.wrong(unbalanced.at, str(unbalanced))
        return Unreadable(str(unbalanced), at)
    if not made:
        return Constant("", at)
    if len(pieces) == 1 and isinstance(pieces[0], Interpolation):
        return made[0]
    if len(made) == 1 and all(isinstance(piece, Text) for piece in pieces):
        only = made[0]
        return Constant(only.value, at) if isinstance(only, Constant) else only
    return Template(tuple(made), at)


def _pieces(
    reading: Reading,
    nodes: Iterable[Node],
    inside: _Span,
    expression: ToExpression,
    to_text: _ToText,
) -> Iterator[Piece]:
    """What stands in a template in order: its interpolations and directives, and between them text.

    The tree has the text without the white space around it, so that it is read from the source.
    """
    done, point = inside.start, inside.start_point
    for node in _marks(nodes):
        start = node.start_byte
        if start > done:
            if reading.data[start - 1] == reading.data[start]:
                continue  # `$$${` is an escape behind a dollar sign, which the grammar overlooks
            yield from to_text(reading, _Span(done, point, start, node.start_point))
        yield _mark(reading, node, expression)
        reading.deeper(_DEEPER.get(node.type, 0))
        done, point = node.end_byte, node.end_point
    if inside.end > done:
        yield from to_text(reading, _Span(done, point, inside.end, inside.end_point))


def _marks(nodes: Iterable[Node]) -> Iterator[Node]:
    """The interpolations, and the beginnings and ends of directives, in order."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        kind = node.type
        if kind == "template_interpolation" or kind in _WORDS:
            yield node
        elif kind in _NESTING:
            waiting.extend(reversed(node.children))


def _mark(reading: Reading, node: Node, expression: ToExpression) -> Interpolation | Directive:
    nodes = parts(node)
    at = reading.at(node)
    before, after = nodes[1].type == "strip_marker", nodes[-2].type == "strip_marker"
    value = next((expression(reading, one) for one in nodes if one.type == "expression"), None)
    if node.type == "template_interpolation":
        if value is None:
            value = Unreadable("an interpolation of nothing", at)
            reading.wrong(at, value.why)
        return Interpolation(value, at, before, after)
    names = [reading.text(one) for one in nodes if one.type == "identifier"]
    key, name = names if len(names) == 2 else ("", *names) if names else ("", "")
    return Directive(_WORDS[node.type], at, value, key, name, before, after)


def _as_quoted(reading: Reading, span: _Span) -> Iterator[Text]:
    text = _unescaped(reading.between(span.start, span.end))
    yield Text(text, reading.place(span.start_point, span.end_point))


def _unescaped(text: str) -> str:
    """Text in quotes without its escapes. Raises _InvalidText."""
    if "\n" in text:
        raise _InvalidText("text without its closing quotation mark")
    if "\\" in text or "{" in text:
        return _ESCAPE.sub(_character, text)
    return text


def _character(escape: re.Match[str]) -> str:
    written = escape[0]
    if written[0] != "\\":
        return written[1:]
    if written[1:2] in ("u", "U") and len(written) > 2:
        code = int(written[2:], 16)
        if code <= _LARGEST_CHARACTER:
            return "\ufffd" if code in _HALVES else chr(code)
    elif (character := _ESCAPES.get(written[1:])) is not None:
        return character
    raise _InvalidText(f"{written} is no escape")


def _as_written(reading: Reading, span: _Span) -> Iterator[Text]:
    text = _without_dollars(reading.between(span.start, span.end))
    yield Text(text, reading.place(span.start_point, span.end_point))


def _as_lines(reading: Reading, span: _Span) -> Iterator[Text]:
    line, column = span.start_point
    for text in _lines(reading.between(span.start, span.end)):
        point = (line, column)
        line, column = (line + 1, 0) if text.endswith("\n") else span.end_point
        yield Text(_without_dollars(text), reading.place(point, (line, column)))


def _without_dollars(text: str) -> str:
    """Text of a heredoc, which knows no other escapes than those of `${` and `%{`."""
    return text.replace("$${", "${").replace("%%{", "%{") if "{" in text else text


def _lines(text: str) -> Iterator[str]:
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]
