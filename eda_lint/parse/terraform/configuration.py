"""One `.tf` file's text to its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.comments import MARKER, Comment, line_suppressions
from eda_lint.parse.facts import Suppression
from eda_lint.parse.terraform.errors import tell_errors
from eda_lint.parse.terraform.expressions import expression
from eda_lint.parse.terraform.form import (
    Argument,
    Block,
    ConfigurationFacts,
    Unreadable,
)
from eda_lint.parse.terraform.grammar import TOO_DEEP, Reading, parse_tree
from eda_lint.parse.terraform.templates import label

_TOP_LEVEL = frozenset({
    "check", "data", "ephemeral", "import", "locals", "module", "moved", "output", "provider",
    "removed", "resource", "terraform", "variable",
})  # fmt: skip


def parse_configuration(path: str, text: str) -> ConfigurationFacts:
    """The facts of a file in HCL syntax.

    Of a file with syntax errors there is what is sound, beside the diagnostics: a value with an
    error is Unreadable, and a block with one is `open`, as it may have lost something else.
    """
    reading = Reading(path, text.encode("utf-8", "replace"))
    root = _root(reading, text)
    blocks = () if root is None else tuple(_top_level(reading, root))
    suppressions = () if root is None else _suppressions(path, text, reading, root)
    return ConfigurationFacts(path, blocks, suppressions, tuple(sorted(set(reading.diagnostics))))


def parse_arguments(path: str, text: str) -> tuple[tuple[Argument, ...], tuple[Diagnostic, ...]]:
    """The arguments that a file has outside of any block, and what is wrong with the file."""
    reading = Reading(path, text.encode("utf-8", "replace"))
    root = _root(reading, text)
    found = () if root is None else _arguments_of(root)
    arguments = tuple(_argument(reading, node) for node in found)
    return arguments, tuple(sorted(set(reading.diagnostics)))


def _root(reading: Reading, text: str) -> Node | None:
    """The root of a text's tree; None where the text is hopeless."""
    if "\0" in text:
        reading.wrong(Location(reading.path, 1), "binary data")
        return None
    root = parse_tree(reading.data).root_node
    if root.has_error and not tell_errors(reading, root):
        return None
    return root


def _top_level(reading: Reading, root: Node) -> Iterator[Block]:
    waiting = list(reversed(_blocks_of(root)))
    misplaced = next(_arguments_of(root), None)
    if misplaced is not None and not root.has_error:
        reading.wrong(reading.at(misplaced), "an argument outside of any block")
    while waiting:
        node = waiting.pop()
        try:
            block = _block(reading, node, waiting)
        except RecursionError:
            reading.depth = 0
            reading.unread(reading.at(node), TOO_DEEP)
            continue
        yield block


def _blocks_of(root: Node) -> list[Node]:
    """The blocks that stand at the top, and those that a syntax error left unharmed."""
    found: list[Node] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        broken = node.is_error
        for child in node.children:
            if child.type == "block" and (not broken or _stands_alone(child)):
                found.append(child)
            elif child.type == "body" or child.is_error:
                waiting.append(child)
    found.sort(key=lambda block: block.start_byte)
    return found


def _arguments_of(root: Node) -> Iterator[Node]:
    for body in root.children:
        if body.type == "body":
            yield from (node for node in body.children if node.type == "attribute")


def _stands_alone(block: Node) -> bool:
    """Whether a block is one of the top, wherever an unclosed brace has put it."""
    if block.has_error:
        return False
    word = block.children[0].text or b""
    return word.decode("utf-8", "replace") in _TOP_LEVEL


def _block(reading: Reading, node: Node, misplaced: list[Node]) -> Block:
    """A block; those in it that belong to the top are put among the `misplaced`."""
    reading.deeper()
    before = len(reading.diagnostics)
    header: list[Node] = []
    arguments: list[Argument] = []
    blocks: list[Block] = []
    for child in node.children:
        kind = child.type
        if kind == "identifier" or kind == "string_lit":
            header.append(child)
        elif kind == "body":
            for part in child.children:
                kind = part.type
                if kind == "attribute":
                    arguments.append(_argument(reading, part))
                elif kind == "block":
                    if node.has_error and _stands_alone(part):
                        misplaced.append(part)
                    else:
                        blocks.append(_block(reading, part, misplaced))
    reading.depth -= 1
    return Block(
        type=reading.text(header[0]),
        labels=tuple(label(reading, one) for one in header[1:]),
        arguments=tuple(arguments),
        blocks=tuple(blocks),
        at=reading.place(header[0].start_point, header[-1].end_point),
        open=node.has_error or len(reading.diagnostics) > before,
    )


def _argument(reading: Reading, node: Node) -> Argument:
    name, *rest = node.children
    at = reading.at(name)
    if node.has_error:
        return Argument(reading.text(name), Unreadable("a syntax error", at), at)
    depth = reading.depth
    try:
        value = expression(reading, rest[-1])
    except RecursionError:
        reading.depth = depth
        reading.unread(at, TOO_DEEP)
        value = Unreadable(TOO_DEEP, at)
    return Argument(reading.text(name), value, at)


def _suppressions(path: str, text: str, reading: Reading, root: Node) -> tuple[Suppression, ...]:
    if MARKER not in text:
        return ()
    lines = text.split("\n")
    return line_suppressions(path, _comments(reading, root, lines), lines)


def _comments(reading: Reading, root: Node, lines: Sequence[str]) -> Iterator[Comment]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            at = reading.at(node)
            own_line = not lines[at.line - 1][: at.column - 1].strip()
            yield Comment(at.line, at.column, reading.text(node), own_line)
        elif node.child_count:
            waiting.extend(reversed(node.children))
