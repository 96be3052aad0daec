"""Routes: how an event gets from one function to the next, past the filters on its way.

A route is one call (or success destination) of a function and the deliveries that follow it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.graph.admission import admission
from eda_lint.graph.deliveries import Deliveries
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.manner import Manner
from eda_lint.graph.pattern import Admission
from eda_lint.graph.resolve import DEFAULT_BUS
from eda_lint.graph.sent import passed_on, sent
from eda_lint.model import Bucket, Edge, EdgeKind, Function, Node, SdkCall, SuccessTarget
from eda_lint.value import Value

FOLLOWED = frozenset(
    {
        EdgeKind.TRIGGER,
        EdgeKind.PUBLISH,
        EdgeKind.WRITE,
        EdgeKind.INVOKE,
        EdgeKind.DESTINATION,
    }
)
"""The kinds of edge that an event follows by itself."""


@frozen
class Route:
    """The steps from one function to the next; `guesses` are those that are not certain.

    `arrival` is the alias or version that is invoked asynchronously ("" for $LATEST), None where
    the invocation is synchronous or polled: only an asynchronous one has a destination.
    """

    steps: tuple[Edge, ...]
    guesses: tuple[Edge, ...]
    arrival: str | None

    @property
    def source(self) -> str:
        """The function that it starts from."""
        return self.steps[0].source

    @property
    def target(self) -> str:
        """The function that it leads to."""
        return self.steps[-1].target

    def may_follow(self, arrival: str | None) -> bool:
        """Whether an invocation that came so takes this route."""
        carrier = self.steps[0].carrier
        return not isinstance(carrier, SuccessTarget) or carrier.qualifier == arrival


@frozen
class _Journey:
    """An event on its way: the steps so far, and the event as far as it is known."""

    steps: tuple[Edge, ...]
    guesses: tuple[Edge, ...]
    event: Value

    def further(self, edge: Edge, answer: Admission, event: Value) -> _Journey:
        """The journey with one delivery more."""
        guessed = answer is Admission.PERHAPS or edge.confidence is Confidence.LIKELY
        guesses = (*self.guesses, edge) if guessed else self.guesses
        return _Journey((*self.steps, edge), guesses, event)


def routes(graph: EventGraph, edges: Iterable[Edge]) -> Iterator[Route]:
    """Every way of events over these edges; of several between the same ends by the same call, one.

    That is the shortest that is certain, else the shortest.
    """
    starts: list[Edge] = []
    onward: list[Edge] = []
    for edge in edges:
        (starts if isinstance(graph.source(edge), Function) else onward).append(edge)
    deliveries = Deliveries(onward)
    for start in starts:
        found: dict[tuple[str, str | None], Route] = {}
        for event in sent(start, graph.target(start)):
            for route in _from(graph, start, event, deliveries):
                end = (route.target, route.arrival)
                if end not in found or (found[end].guesses and not route.guesses):
                    found[end] = route
        yield from found.values()


def _conditional(start: Edge) -> bool:
    """Whether the event decides if the call is made: the one that comes back may not make it."""
    return isinstance(start.carrier, SdkCall) and bool(start.carrier.conditions)


def _decided_by_key(start: Edge, target: Node) -> bool:
    """Whether code looks at an object's key before it writes one: that is how such loops end."""
    return (
        isinstance(target, Bucket)
        and isinstance(start.carrier, SdkCall)
        and any("key" in condition.path for condition in start.carrier.conditions)
    )


def _from(graph: EventGraph, start: Edge, event: Value, deliveries: Deliveries) -> Iterator[Route]:
    if _decided_by_key(start, graph.target(start)):
        return
    guesses = (start,) if start.confidence is Confidence.LIKELY or _conditional(start) else ()
    waiting = deque([_Journey((start,), guesses, event)])
    seen: set[tuple[int, bool]] = set()
    while waiting:
        journey = waiting.popleft()
        last = journey.steps[-1]
        node = graph.target(last)
        if isinstance(node, Function):
            if _is_one_deployment(graph, journey.steps):
                yield Route(journey.steps, journey.guesses, _arrival(graph, last))
            continue
        for edge in deliveries.of(node.id, journey.event):
            answer = admission(edge.carrier, journey.event)
            if answer is Admission.NEVER:
                continue
            event = passed_on(edge, journey.event, node, graph.target(edge))
            further = journey.further(edge, answer, event)
            mark = (id(edge), bool(further.guesses))
            if mark not in seen:
                seen.add(mark)
                waiting.append(further)


def _arrival(graph: EventGraph, edge: Edge) -> str | None:
    if graph.manner(edge) is Manner.ASYNCHRONOUS and isinstance(edge.qualifier, str):
        return edge.qualifier
    return None


def _is_one_deployment(graph: EventGraph, steps: tuple[Edge, ...]) -> bool:
    """Whether the ends meet for certain.

    Two applications may each mean their own account by its default bus, and by a name that nothing
    in the scan declares.
    """
    met = [graph.target(edge) for edge in steps[:-1]]
    if not any(node.external or node.id == DEFAULT_BUS for node in met):
        return True
    ends = {graph.deployment(n) for n in (graph.source(steps[0]), graph.target(steps[-1]))}
    return len(ends) == 1
