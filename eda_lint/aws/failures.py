"""Where failures go, in the words that subscriptions, targets, mappings and functions share."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws.arn import kinds_at
from eda_lint.aws.interface import Attached, End, Flow, SamEvent, Statement
from eda_lint.aws.reading import when_set
from eda_lint.location import Location
from eda_lint.model import ChannelPolicy, EdgeKind, FailureTarget, NodeType, Queue
from eda_lint.value import Absent, Reference, Unknown, Value, text_of

_DETAILS = {
    "function": "dead-letter queue of the function",
    "invoke-config": "on-failure destination",
    "mapping": "on-failure destination of the event source mapping",
    "subscription": "redrive policy of the subscription",
    "rule": "dead-letter config of the rule target",
    "schedule": "dead-letter config of the schedule",
    "pipe": "dead-letter config of the pipe",
    "bus": "dead-letter config of the bus",
}


def dead_letter(
    source: End,
    target: Value,
    of: str,
    at: Location,
    kinds: tuple[NodeType, ...] = (Queue,),
    qualifier: str = "",
) -> Iterator[Flow]:
    """The flow of failures to `target`, where one is set."""
    to = when_set(target)
    if not isinstance(to, Absent):
        carrier = FailureTarget(to.at or at, of, qualifier)
        end = End(to, kinds_at(to, kinds))
        yield Flow(EdgeKind.DEAD_LETTER, source, end, carrier, _DETAILS[of])


def sam_dead_letter(event: SamEvent) -> tuple[Value, tuple[Statement, ...]]:
    """A SAM event's DeadLetterConfig: its target, and what SAM makes for it.

    `Type: SQS` makes a queue, with a policy that lets EventBridge send; `Arn` makes nothing.
    """
    arn = event.property("DeadLetterConfig", "Arn")
    made = text_of(event.property("DeadLetterConfig", "Type")) == "SQS"
    if not made or not isinstance(arn, Absent):
        return arn, ()
    stated = text_of(event.property("DeadLetterConfig", "QueueLogicalId"))
    queue = made_queue(event, stated or f"{event.owner.name}{event.name}Queue")
    reference = Reference(queue.id, "Arn", queue.at)
    policy = ChannelPolicy(queue.at, ("events.amazonaws.com",), complete=True)
    return reference, (queue, Attached(End(reference, (Queue,)), policy))


def made_queue(event: SamEvent, name: str, fifo: bool | Unknown = False) -> Queue:
    """A queue that SAM makes for an event."""
    owner = event.owner
    return Queue(
        id=owner.sibling(name), name=name, at=event.at, only_when=owner.only_when, fifo=fifo
    )
