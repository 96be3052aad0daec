"""SQS: queues, what they keep, where they redrive to, and who may send to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.arn import kinds_at
from eda_lint.aws.interface import End, Flow, Operation, Reader, Resource, Statement, member
from eda_lint.aws.policies import channel_policies
from eda_lint.aws.reading import identity, itself, place_of, when_set
from eda_lint.aws.text import structure
from eda_lint.model import EdgeKind, Queue, Redrive
from eda_lint.value import (
    Absent,
    Number,
    Value,
    boolean_of,
    choice,
    entry_location,
    field_of,
    integer_of,
    outcomes,
    text_of,
)

QUEUE = (Queue,)


def redrive_of(policy: Value) -> Value:
    """A redrive policy as a map; Absent where it names no dead-letter queue."""
    structured = structure(policy)
    stated = [
        Absent(option.at) if field_of(option, "deadLetterTargetArn") == Absent() else option
        for option in outcomes(structured)
    ]
    return choice(stated, getattr(structured, "condition", ""), structured.at)


def _queue(resource: Resource) -> Iterator[Statement]:
    redrive = redrive_of(resource.property("RedrivePolicy"))
    written_at = place_of(resource.properties, "RedrivePolicy", resource.at)
    receives_at = entry_location(redrive, "maxReceiveCount") or written_at
    maximum_receives = _maximum_receives(redrive)
    properties = resource.properties
    visibility = resource.property("VisibilityTimeout")
    retention = resource.property("MessageRetentionPeriod")
    yield Queue(
        **identity(resource, "QueueName"),
        fifo=boolean_of(resource.property("FifoQueue"), default=False),
        visibility_timeout=integer_of(visibility, facts.QUEUE_VISIBILITY_TIMEOUT_SECONDS),
        visibility_timeout_at=entry_location(properties, "VisibilityTimeout"),
        retention=integer_of(retention, facts.QUEUE_RETENTION_SECONDS),
        redrive=redrive,
        maximum_receives=maximum_receives,
        maximum_receives_at=None if maximum_receives is None else receives_at,
        is_dead_letter=_takes_failures(resource.property("RedriveAllowPolicy")),
    )
    target = when_set(field_of(redrive, "deadLetterTargetArn"))
    if maximum_receives is not None and not isinstance(target, Absent):
        carrier = Redrive(target.at or written_at, maximum_receives)
        end = End(target, kinds_at(target, QUEUE))
        source = itself(resource, Queue)
        yield Flow(EdgeKind.DEAD_LETTER, source, end, carrier, "redrive policy of the queue")


def _takes_failures(policy: Value) -> bool:
    """Whether a redrive allow policy names the queues whose failures may come here."""
    allowed = structure(policy)
    by_queue = text_of(field_of(allowed, "redrivePermission")) == "byQueue"
    return by_queue and not isinstance(when_set(field_of(allowed, "sourceQueueArns")), Absent)


def _maximum_receives(redrive: Value) -> Number | None:
    """None without a redrive policy; by the policy where there is one."""
    policy = when_set(redrive)
    if isinstance(policy, Absent):
        return None
    return integer_of(field_of(policy, "maxReceiveCount"), facts.QUEUE_MAXIMUM_RECEIVES)


def _queue_policy(resource: Resource) -> Iterator[Statement]:
    yield from channel_policies(resource, "Queues", Queue, "sqs:SendMessage")


RESOURCES: Mapping[str, Reader] = {
    "AWS::SQS::Queue": _queue,
    "AWS::SQS::QueuePolicy": _queue_policy,
}

_SEND = Operation(EdgeKind.PUBLISH, QUEUE, member("QueueUrl"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("sqs", "SendMessage"): _SEND,
    ("sqs", "SendMessageBatch"): _SEND,
    ("sqs", "ReceiveMessage"): Operation(EdgeKind.READ, QUEUE, member("QueueUrl")),
}

HANDLES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("sqs", "Queue"): ("QueueUrl",),
    ("sqs", "Message"): ("QueueUrl", "ReceiptHandle"),
}
