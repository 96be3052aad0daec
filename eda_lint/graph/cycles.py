"""Cycles of routes: for every call that an event can come back by, the shortest way round."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from eda_lint.graph.routes import Route
from eda_lint.location import Location

T = TypeVar("T", bound=Hashable)
Cycle: TypeAlias = tuple[Route, ...]
State: TypeAlias = tuple[str, str | None]
"""A function, and how it came to be invoked: a destination follows only some invocations."""


def circular(arcs: Iterable[tuple[T, T]]) -> frozenset[T]:
    """What is left when all that nothing leads to, or that leads nowhere, is taken away in turn.

    Empty where there is no cycle.
    """
    after: dict[T, list[T]] = defaultdict(list)
    before: dict[T, list[T]] = defaultdict(list)
    for one, other in arcs:
        after[one].append(other)
        before[other].append(one)
    left = set(after) | set(before)
    for forward, backward in ((after, before), (before, after)):
        degrees = Counter({node: sum(n in left for n in backward[node]) for node in left})
        waiting = deque(node for node in left if not degrees[node])
        while waiting:
            node = waiting.popleft()
            left.discard(node)
            for neighbour in forward[node]:
                if neighbour in left:
                    degrees[neighbour] -= 1
                    if not degrees[neighbour]:
                        waiting.append(neighbour)
    return frozenset(left)


def cycles(routes: Iterable[Route]) -> Iterator[Cycle]:
    """For every first step that lies on a cycle the shortest through it, surest first.

    One that only repeats the steps of cycles before it is left out. Their number is at most that
    of the first steps, however many cycles there are.
    """
    network = _Network(routes)
    shortest = (network.shortest(begun) for begun in network.by_first_step())
    covered: set[int] = set()
    for cycle in sorted((cycle for cycle in shortest if cycle is not None), key=_rank):
        steps = {id(route.steps[0]) for route in cycle}
        if not steps <= covered:
            covered |= steps
            yield cycle


def _rank(cycle: Cycle) -> tuple[bool, int, tuple[Location, str, str]]:
    first = cycle[0].steps[0]
    guessed = any(route.guesses for route in cycle)
    length = sum(len(route.steps) for route in cycle)
    return guessed, length, (first.at, first.source, first.target)


@dataclass(slots=True)
class _Arc:
    """A route that lies on cycles, and the states that it may be taken from."""

    route: Route
    end: State
    starts: set[State]


class _Network:
    """States joined by routes, as far as they lie on cycles."""

    def __init__(self, routes: Iterable[Route]) -> None:
        found = list(routes)
        states: dict[str, set[State]] = defaultdict(set)
        for route in found:
            states[route.target].add(_end(route))
        arcs = [
            _Arc(route, _end(route), {s for s in states[route.source] if route.may_follow(s[1])})
            for route in found
        ]
        component = _components([(start, arc.end) for arc in arcs for start in arc.starts])
        self._arcs: list[_Arc] = []
        self._onward: dict[State, list[_Arc]] = defaultdict(list)
        for arc in sorted(arcs, key=lambda arc: len(arc.route.steps)):
            own = component.get(arc.end)
            arc.starts = {s for s in arc.starts if own is not None and component.get(s) == own}
            if arc.starts:
                self._arcs.append(arc)
                for start in arc.starts:
                    self._onward[start].append(arc)

    def by_first_step(self) -> Iterable[list[_Arc]]:
        """The calls and destinations by which an event can come back, each with its routes."""
        begun: dict[int, list[_Arc]] = defaultdict(list)
        for arc in self._arcs:
            begun[id(arc.route.steps[0])].append(arc)
        return begun.values()

    def shortest(self, begun: list[_Arc]) -> Cycle | None:
        """The shortest cycle that starts with one of these, which share their first step.

        A certain one, if there is any.
        """
        return self._closed(begun, certain=True) or self._closed(begun, certain=False)

    def _closed(self, begun: list[_Arc], *, certain: bool) -> Cycle | None:
        """The way from where a step leads back to where it starts, fewest functions first."""
        goals = {start for arc in begun for start in arc.starts}
        came: dict[State, tuple[Route, State | None]] = {}
        waiting: deque[State] = deque()

        def take(arcs: list[_Arc], before: State | None) -> None:
            for arc in arcs:
                if arc.end not in came and not (certain and arc.route.guesses):
                    came[arc.end] = (arc.route, before)
                    waiting.append(arc.end)

        take(begun, None)
        while waiting:
            state = waiting.popleft()
            if state in goals:
                return _way(came, state)
            take(self._onward[state], state)
        return None


def _way(came: Mapping[State, tuple[Route, State | None]], last: State) -> Cycle:
    way: list[Route] = []
    state: State | None = last
    while state is not None:
        route, state = came[state]
        way.append(route)
    return tuple(reversed(way))


def _end(route: Route) -> State:
    return (route.target, route.arrival)


def _components(arcs: list[tuple[State, State]]) -> dict[State, int]:
    """The strongly connected component of every state on or between cycles."""
    left = circular(arcs)
    if not left:
        return {}
    import networkx as nx  # slow to load, and most applications have no cycle

    graph: nx.DiGraph[State] = nx.DiGraph()
    graph.add_edges_from((a, b) for a, b in arcs if a in left and b in left)
    components = nx.strongly_connected_components(graph)
    return {state: number for number, states in enumerate(components) for state in states}
