"""Deliveries: what goes on from a channel, looked up by what an event says of itself.

A bus may have hundreds of publishers and rules. Most rules name the sources and types of events
that they take, so that an event needs not be held against every pattern.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import TypeAlias

from eda_lint.model import Edge, RuleTarget
from eda_lint.value import Items, Literal, Record, Value, field_of, text_of

_NAMED = ("source", "detail-type")
_Names: TypeAlias = tuple[str | None, ...]


class Deliveries:
    """The edges out of every channel."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._all: dict[str, list[Edge]] = defaultdict(list)
        self._rules: dict[str, dict[_Names, list[int]]] = defaultdict(lambda: defaultdict(list))
        for edge in edges:
            number = len(self._all[edge.source])
            self._all[edge.source].append(edge)
            for names in _asked(edge):
                self._rules[edge.source][names].append(number)

    def of(self, channel: str, event: Value) -> list[Edge]:
        """Those that may take the event: all but rules that ask for another source or type."""
        edges = self._all.get(channel, [])
        if not isinstance(event, Record):
            return edges
        names = [text_of(field_of(event, name)) for name in _NAMED]
        if None in names:
            return edges
        rules = self._rules[channel]
        numbers = {n for key in product(*((name, None) for name in names)) for n in rules[key]}
        return [edges[number] for number in sorted(numbers)]


def _asked(edge: Edge) -> Iterable[_Names]:
    """The sources and types that an edge takes; None for any, or where they are not listed."""
    pattern = edge.carrier.pattern if isinstance(edge.carrier, RuleTarget) else None
    return product(*(_listed(pattern, name) for name in _NAMED))


def _listed(pattern: Value | None, name: str) -> set[str | None]:
    matchers = None if pattern is None else field_of(pattern, name)
    if not isinstance(matchers, Items) or matchers.open:
        return {None}
    if not all(isinstance(matcher, Literal) for matcher in matchers.items):
        return {None}
    return {text_of(matcher) for matcher in matchers.items}
