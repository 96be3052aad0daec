"""What a text has that is no HCL."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.location import Location
from eda_lint.parse.terraform.grammar import Reading

MOST_ERRORS = 10
"""So many errors of a file are told."""

HOPELESS = 100
"""With more of them, a file is nothing of this language."""

_LONGEST_QUOTE = 20
_CLOSING = (")", "]", "}")
_UNCLOSED = {
    "quoted_template": "text without its closing quotation mark",
    "string_lit": "text without its closing quotation mark",
    "heredoc_template": "a heredoc without its end",
    "block": "a block without its closing brace",
    "object": "an object without its closing brace",
    "tuple": "a list without its closing bracket",
}


def tell_errors(reading: Reading, root: Node) -> bool:
    """Say what is wrong with a text; whether the rest of it is worth reading."""
    errors: list[Node] = []
    for error in _errors(root):
        errors.append(error)
        if len(errors) > HOPELESS:
            reading.wrong(reading.at(root), "too many errors to go on")
            return False
    # What is missing where the text ends is missing because of what came before.
    end = root.end_byte
    told = [error for error in errors[1:] if not (error.is_missing and error.start_byte >= end)]
    for error in [*errors[:1], *told][:MOST_ERRORS]:
        reading.wrong(*_said(reading, error))
    return True


def first_error(reading: Reading, root: Node, at: Location) -> tuple[Location, str]:
    """The place of the first thing that is wrong with a template, and what it is.

    The template stands `at` a place, below the first line of the text.
    """
    error = next(_errors(root), root)
    if error.start_point[0] == 0:
        return at, "a directive or an interpolation without its end"
    return _said(reading, error)


def _errors(root: Node) -> Iterator[Node]:
    """The innermost nodes that are wrong or missing, in order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        wrong = [child for child in node.children if child.has_error]
        if node.is_missing or (node.is_error and not wrong):
            yield node
        waiting.extend(reversed(wrong))


def _said(reading: Reading, error: Node) -> tuple[Location, str]:
    if error.is_missing:
        whole = error.parent
        if whole is not None and whole.type in ("block_end", "object_end", "tuple_end"):
            whole = whole.parent
        if whole is not None and whole.type in _UNCLOSED and whole.end_byte == error.end_byte:
            return reading.at(whole), _UNCLOSED[whole.type]
        if error.type in _CLOSING:
            return reading.at(error), f"{error.type} is missing"
        if error.type == "identifier":
            return reading.at(error), "a name is missing"
        text = reading.between(error.start_byte, error.start_byte + 4 * _LONGEST_QUOTE)
    else:
        text = reading.text(error)
    text = text.strip().partition("\n")[0]
    quoted = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(quoted) > _LONGEST_QUOTE:
        quoted = f"{quoted[: _LONGEST_QUOTE - 1]}…"
    return reading.at(error), f"unexpected {quoted or 'end of the text'}"
