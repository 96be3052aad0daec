"""Where nodes stand, from PyYAML's marks."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from eda_lint.location import Location

_BLOCK = ("|", ">")


def place(path: str, node: yaml.Node, lines: Sequence[str]) -> Location:
    """The span of a node.

    The end mark of a collection in block style lies at the next token, so that its last child's
    end is taken; that of a block scalar lies on a line below it.
    """
    start = node.start_mark
    line, column = start.line + 1, start.column + 1
    if isinstance(node, yaml.ScalarNode) and node.style not in _BLOCK:
        end = node.end_mark
        return Location(path, line, column, end.line + 1, end.column + 1)
    last = _last(node) if isinstance(node, yaml.CollectionNode) else node
    end = last.end_mark
    end_line, end_column = end.line + 1, end.column + 1
    if isinstance(last, yaml.ScalarNode) and last.style in _BLOCK:
        end_line, end_column = _block_end(last, lines)
    if end_line < line:  # the last child is an alias of what stands above
        end_line, end_column = line, column
    return Location(path, line, column, end_line, end_column)


def _last(node: yaml.Node) -> yaml.Node:
    """The node at whose end a collection ends."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        child = node.value[-1]
        node = child[1] if isinstance(node, yaml.MappingNode) else child
    return node


def _block_end(node: yaml.ScalarNode, lines: Sequence[str]) -> tuple[int, int]:
    """The end of the last line that is not blank."""
    line, column = node.end_mark.line, node.end_mark.column
    if line >= len(lines) or not lines[line][:column].strip():
        line = min(line, len(lines)) - 1
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
        column = len(lines[line])
    return line + 1, column + 1
