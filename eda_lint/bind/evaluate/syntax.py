"""Questions about code as it is written, whatever it evaluates to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from eda_lint.location import Location
from eda_lint.parse.code import Assign, AssignmentExpression, Expression, Loop, Name

_LEAVES = (str, int, float, type(None), Enum, Location)


def parts_of(*nodes: object) -> Iterator[object]:
    """Every node in some nodes, themselves first, in the order of the text."""
    waiting: list[object] = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
        elif not isinstance(node, _LEAVES):
            yield node
            slots: tuple[str, ...] = getattr(node, "__slots__", ())
            waiting.extend(getattr(node, name) for name in reversed(slots))


def names_in(*nodes: object) -> frozenset[str]:
    """The names that some nodes mention."""
    return frozenset(node.id for node in parts_of(*nodes) if isinstance(node, Name))


def assigned_in(*nodes: object) -> frozenset[str]:
    """The plain names that some nodes assign."""
    targets = [target for node in parts_of(*nodes) for target in targets_of(node)]
    return frozenset(target.id for target in targets if isinstance(target, Name))


def targets_of(node: object) -> tuple[Expression, ...]:
    """What an assignment or a loop binds; nothing for any other node."""
    match node:
        case Assign(targets=targets):
            return targets
        case AssignmentExpression(target=target):
            return (target,)
        case Loop(target=target) if target is not None:
            return (target,)
        case _:
            return ()


def read_before_assigned(name: str, nodes: Iterable[object]) -> bool:
    """Whether the first mention of a name is one that reads it."""
    ends: dict[int, tuple[int, int]] = {}
    mentions: list[Name] = []
    for part in parts_of(*nodes):
        for target in targets_of(part):
            if isinstance(part, Assign):  # bound after its value is read
                ends[id(target)] = (part.at.end_line, part.at.end_column)
            else:
                ends[id(target)] = (target.at.line, target.at.column)
        if isinstance(part, Name) and part.id == name:
            mentions.append(part)
    places = {id(node): ends.get(id(node), (node.at.line, node.at.column)) for node in mentions}
    first = min(mentions, key=lambda node: places[id(node)], default=None)
    return first is not None and id(first) not in ends


def head(at: Location, end: Location | None) -> Location:
    """The first part of a block, up to the end of what stands in its head."""
    if end is None:
        return Location(at.path, at.line, at.column, at.line, at.column)
    return Location(at.path, at.line, at.column, end.end_line, end.end_column)
