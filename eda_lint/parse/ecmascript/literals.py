"""Literals: text with its escapes, numbers, templates."""

from __future__ import annotations

import re

from tree_sitter import Node

from eda_lint.parse.code import Compound, Constant, Expression, Template
from eda_lint.parse.ecmascript.lowering import Lowering, part

_ESCAPE = re.compile(
    r"""(?x) \\ (?:
        u\{ (?P<point>[0-9a-fA-F]+) \}
      | u (?P<unit>[0-9a-fA-F]{4})
      | x (?P<byte>[0-9a-fA-F]{2})
      | (?P<octal>[0-3][0-7]{0,2} | [4-7][0-7]?)
      | (?P<one>\r\n | [\s\S])
    )"""
)
_SINGLE = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v",
    "\n": "", "\r\n": "", "\r": "", "\u2028": "", "\u2029": "",
}  # fmt: skip
_BASES = {"0x": 16, "0o": 8, "0b": 2}
_LARGEST_EXACT = 2**53


def unescaped(text: str) -> str:
    """Text with its escape sequences resolved; half of a surrogate pair becomes U+FFFD."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    if any("\ud800" <= character <= "\udfff" for character in plain):
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _character(found: re.Match[str]) -> str:
    if found["one"] is not None:
        return _SINGLE.get(found["one"], found["one"])
    if found["octal"] is not None:
        return chr(int(found["octal"], 8))
    code = int(found["point"] or found["unit"] or found["byte"], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def string_text(lowering: Lowering, node: Node) -> str:
    """What a string literal means."""
    return unescaped(lowering.between(node.start_byte + 1, node.end_byte - 1))


def lower_string(lowering: Lowering, node: Node) -> Expression:
    """`"text"`."""
    return Constant(string_text(lowering, node), lowering.at(node))


def lower_number(lowering: Lowering, node: Node) -> Expression:
    """A number; a whole one is an int. A bigint is none of the scalars."""
    at = lowering.at(node)
    value = number(lowering.text(node))
    return Compound("bigint", (), at) if value is None else Constant(value, at)


def number(text: str) -> int | float | None:
    """What a number's text means; None for a bigint."""
    text = text.replace("_", "").lower()
    try:
        base = _BASES.get(text[:2])
        if base is not None:
            return int(text[2:], base)
        if text.isdecimal():
            octal = len(text) > 1 and text[0] == "0" and not set(text) & set("89")
            return int(text, 8 if octal else 10)
        value = float(text)
    except ValueError:
        return None
    whole = value.is_integer() and abs(value) < _LARGEST_EXACT
    return int(value) if whole else value


def lower_template(lowering: Lowering, node: Node) -> Expression:
    """A template literal; one without holes is a constant."""
    at = lowering.at(node)
    pieces: list[Expression] = []
    start = node.start_byte + 1
    for child in node.children:
        if child.type == "template_substitution":
            _add_text(pieces, lowering, start, child.start_byte, node)
            inner = part(child)
            if inner is not child:
                pieces.append(lowering.expression(inner))
            start = child.end_byte
    if not pieces:
        return Constant(_cooked(lowering, start, node.end_byte - 1), at)
    _add_text(pieces, lowering, start, node.end_byte - 1, node)
    return Template(tuple(pieces), at)


def _add_text(
    pieces: list[Expression], lowering: Lowering, start: int, end: int, node: Node
) -> None:
    if end > start:
        pieces.append(Constant(_cooked(lowering, start, end), lowering.at(node)))


def _cooked(lowering: Lowering, start: int, end: int) -> str:
    return unescaped(lowering.between(start, end).replace("\r\n", "\n"))
