"""Where a text is no valid program, and what of it is sound all the same."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

_CLOSING = {")": "(", "]": "[", "}": "{"}
_OPENING = frozenset({"(", "[", "{", "${"})
_QUOTES = frozenset({"'", '"', "`"})
_TYPES = frozenset({
    "ambient_declaration", "function_signature", "interface_declaration", "type_alias_declaration",
})  # fmt: skip
LONGEST_QUOTE = 20


def first_error(root: Node) -> Node | None:
    """The first node that is wrong or missing; in types nothing is, as nothing of them is read."""
    wrong = (child for child in root.children if child.has_error and not _is_type(child))
    node = next(wrong, None)
    while node is not None and not (node.is_error or node.is_missing):
        inner = next((child for child in node.children if child.has_error), None)
        if inner is None:
            break
        node = inner
    return node


def has_many_errors(root: Node, most: int) -> bool:
    """Whether there are more errors than this."""
    waiting = [root]
    while waiting and most >= 0:
        node = waiting.pop()
        most -= node.is_error or node.is_missing
        waiting.extend(child for child in node.children if child.has_error)
    return most < 0


def _is_type(node: Node) -> bool:
    if node.type == "export_statement":
        declaration = node.child_by_field_name("declaration")
        node = node if declaration is None else declaration
    return node.type in _TYPES and _balanced(node)


def said(error: Node, text: str) -> str:
    """What is wrong with it."""
    if error.is_missing:
        return f"{error.type} is missing"
    quoted = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(quoted) > LONGEST_QUOTE:
        quoted = f"{quoted[: LONGEST_QUOTE - 1]}…"
    return f"unexpected {quoted or 'text'}"


def sound(root: Node) -> list[Node]:
    """The top-level statements that are as they were meant.

    Those without an error, up to the first erroneous part in which a bracket or a quotation mark
    has no partner: what stands behind that may belong inside of it.
    """
    statements: list[Node] = []
    for child in root.children:
        if child.has_error:
            if not _balanced(child):
                break
        elif child.is_named and not child.is_extra:
            statements.append(child)
    return statements


def _balanced(node: Node) -> bool:
    open_brackets: list[str] = []
    quotes = dict.fromkeys(_QUOTES, 0)
    for token in _tokens(node):
        kind = token.type
        if token.is_missing:
            if kind in _CLOSING or kind in _OPENING or kind in _QUOTES:
                return False
        elif kind in _QUOTES:
            quotes[kind] += 1
        elif kind in _OPENING:
            open_brackets.append(kind[-1])
        elif kind in _CLOSING and (not open_brackets or open_brackets.pop() != _CLOSING[kind]):
            return False
    return not open_brackets and not any(count % 2 for count in quotes.values())


def _tokens(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.child_count:
            waiting.extend(reversed(current.children))
        else:
            yield current
