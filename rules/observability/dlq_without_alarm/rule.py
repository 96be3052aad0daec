"""dlq-without-alarm: who hears of a message in a dead-letter queue."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from eda_lint.finding import Confidence, Finding, Related, Severity
from eda_lint.graph.adrift import adrift
from eda_lint.graph.event_graph import EventGraph, is_live
from eda_lint.location import Location
from eda_lint.model import (
    Alarm,
    Carrier,
    Edge,
    EdgeKind,
    EventSourceMapping,
    Function,
    Handler,
    PipeLeg,
    Queue,
    RuleTarget,
    ScheduleTarget,
    SdkCall,
)
from eda_lint.rule import rule
from eda_lint.value import text_of

_METRIC = "ApproximateNumberOfMessagesVisible"
_RECEIVE = ("sqs", "ReceiveMessage")


@rule(severity=Severity.WARNING)
def dlq_without_alarm(graph: EventGraph, *, watched: tuple[str, ...] = ()) -> Iterator[Finding]:
    """A dead-letter queue that no alarm watches keeps its messages until they expire unseen."""
    if any(_watches(alarm) for alarm in adrift(graph, Alarm)) or _receives_from_any(graph):
        return
    switched_off = frozenset(_switched_off(graph))
    for queue in graph.all(Queue):
        arrivals = [edge for edge in _arrivals(graph, queue) if edge.at not in switched_off]
        if not arrivals or _is_named(queue, watched) or _is_consumed(graph, queue):
            continue
        if any(_watches(alarm) for alarm in graph.settings(queue, Alarm)):
            continue
        yield _finding(graph, queue, arrivals)


def _watches(alarm: Alarm) -> bool:
    # A metric whose name is settled at deployment may be the one.
    return alarm.metric in (_METRIC, "")


def _arrivals(graph: EventGraph, queue: Queue) -> Iterator[Edge]:
    return (edge for edge in graph.incoming(queue, EdgeKind.DEAD_LETTER) if is_live(edge))


def _switched_off(graph: EventGraph) -> Iterator[Location]:
    """Where deliveries that are not certainly enabled name the queue for their failures."""
    for edge in graph.edges:
        if not edge.certainly_enabled:
            yield _names_its_failures_at(edge.carrier)


def _names_its_failures_at(carrier: Carrier) -> Location:
    match carrier:
        case RuleTarget() | ScheduleTarget() | PipeLeg():
            return carrier.dead_letter.at or carrier.at
        case EventSourceMapping():
            return carrier.on_failure.at or carrier.at
        case _:
            return carrier.at


def _is_named(queue: Queue, globs: tuple[str, ...]) -> bool:
    names = (queue.name, text_of(queue.physical_name) or "")
    return any(fnmatchcase(name, glob) for name in names if name for glob in globs)


def _is_consumed(graph: EventGraph, queue: Queue) -> bool:
    """Whether anything takes the messages off; a consumer that is merely inferred counts too."""
    if any(edge.enabled for edge in graph.outgoing(queue, EdgeKind.TRIGGER)):
        return True
    return any(_receives(edge.carrier) for edge in graph.incoming(queue, EdgeKind.READ))


def _receives(carrier: Carrier) -> bool:
    return isinstance(carrier, SdkCall) and (carrier.service, carrier.operation) == _RECEIVE


def _receives_from_any(graph: EventGraph) -> bool:
    """Whether code receives from a queue that cannot be told, or is not declared in the scan."""
    told = {edge.carrier for edge in graph.edges if not graph.target(edge).external}
    for function in graph.all(Function):
        if isinstance(function.handler, Handler):
            calls = function.handler.behaviour.calls
            if any(_receives(call) and call not in told for call in calls):
                return True
    return False


def _finding(graph: EventGraph, queue: Queue, arrivals: list[Edge]) -> Finding:
    related: dict[str, Related] = {}
    for edge in arrivals:
        source = graph.source(edge)
        related.setdefault(source.id, Related(edge.at, f"{source} sends its failures there"))
    others = sorted({alarm.metric for alarm in graph.settings(queue, Alarm)})
    alarmed = f", only {' and '.join(others)}" if others else ""
    certain = any(edge.confidence is Confidence.CERTAIN for edge in arrivals)
    count = len(related)
    return Finding(
        at=queue.at,
        subject=queue,
        message=(
            f"{queue} takes the failures of {count} {'source' if count == 1 else 'sources'} and "
            f"no alarm watches its {_METRIC}{alarmed}: it needs one that fires above 0"
        ),
        related=tuple(related.values()),
        confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
    )
