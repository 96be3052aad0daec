"""The part of a graph around one node, or around several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from eda_lint.errors import UsageError
from eda_lint.nearest import did_you_mean
from eda_lint.report.view import GraphView


def focus(view: GraphView, name: str, depth: int | None = None) -> GraphView:
    """What reaches a node and what it reaches, in at most `depth` steps either way.

    `name` is an id, or a name; where several nodes share the name, all of them are in focus.
    Raises UsageError where there is no such node.
    """
    return around(view, _named(view, name), depth)


def around(view: GraphView, centre: Iterable[str], depth: int | None = None) -> GraphView:
    """The same around several nodes, given by their ids."""
    onward, backward = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for arrow in view.arrows:
        onward[arrow.source].append(arrow.target)
        backward[arrow.target].append(arrow.source)
    kept = _reached(centre, onward, depth) | _reached(centre, backward, depth)
    return replace(
        view,
        nodes=tuple(node for node in view.nodes if node.id in kept),
        arrows=tuple(a for a in view.arrows if a.source in kept and a.target in kept),
    )


def _named(view: GraphView, name: str) -> frozenset[str]:
    by_id = frozenset(node.id for node in view.nodes if node.id == name)
    by_name = frozenset(node.id for node in view.nodes if node.name == name)
    if not by_id and not by_name:
        known = {text for node in view.nodes for text in (node.id, node.name)}
        raise UsageError(f"no node is named {name!r}{did_you_mean(name, known)}")
    return by_id or by_name


def _reached(
    centre: Iterable[str], neighbours: Mapping[str, list[str]], depth: int | None
) -> set[str]:
    reached, front = set(centre), set(centre)
    while front and (depth is None or depth > 0):
        front = {far for near in front for far in neighbours.get(near, ())} - reached
        reached |= front
        depth = None if depth is None else depth - 1
    return reached
