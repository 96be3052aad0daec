"""SNS: topics, their subscriptions, and where undelivered messages go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.event_source_mappings import QUEUE as POLLED_QUEUE
from eda_lint.aws.event_source_mappings import mapping
from eda_lint.aws.failures import dead_letter, made_queue
from eda_lint.aws.interface import (
    Attached,
    End,
    EventReader,
    Flow,
    Operation,
    Reader,
    Resource,
    SamEvent,
    Statement,
    member,
)
from eda_lint.aws.policies import channel_policies
from eda_lint.aws.reading import identity, itself, place
from eda_lint.aws.sqs import redrive_of
from eda_lint.aws.text import structure
from eda_lint.location import Location
from eda_lint.model import (
    ChannelPolicy,
    DeliveryStream,
    EdgeKind,
    External,
    Function,
    NodeType,
    Queue,
    Subscription,
    Topic,
)
from eda_lint.value import (
    Absent,
    Record,
    Reference,
    Unknown,
    Value,
    boolean_of,
    field_of,
    items_of,
    text_of,
)

TOPIC = (Topic,)
_ENDPOINT_KINDS: Mapping[str, NodeType] = {
    # People and phones (email, sms, application) are no nodes.
    "lambda": Function,
    "sqs": Queue,
    "firehose": DeliveryStream,
    "http": External,
    "https": External,
}
_BY_ATTRIBUTES = "MessageAttributes"


def _topic(resource: Resource) -> Iterator[Statement]:
    yield Topic(
        **identity(resource, "TopicName"),
        fifo=boolean_of(resource.property("FifoTopic"), default=False),
    )
    topic = itself(resource, Topic)
    for item in items_of(resource.property("Subscription")):
        yield from _subscription(topic, item, place(item, resource.at))


def _declared(resource: Resource) -> Iterator[Statement]:
    topic = End(resource.property("TopicArn"), TOPIC)
    yield from _subscription(topic, resource.properties, resource.at)


def _subscription(topic: End, properties: Value, at: Location) -> Iterator[Statement]:
    protocol = (text_of(field_of(properties, "Protocol")) or "").lower()
    if protocol in _ENDPOINT_KINDS:
        endpoint = End(field_of(properties, "Endpoint"), (_ENDPOINT_KINDS[protocol],))
        yield from delivery(topic, endpoint, protocol, properties, at)


def delivery(
    topic: End, endpoint: End, protocol: str, properties: Value, at: Location
) -> Iterator[Flow]:
    """The flows of a subscription: what it delivers, and what it could not deliver."""
    redrive = redrive_of(field_of(properties, "RedrivePolicy"))
    carrier = Subscription(
        at=at,
        protocol=protocol,
        redrive=redrive,
        filter_policy=structure(field_of(properties, "FilterPolicy")),
        filter_scope=text_of(field_of(properties, "FilterPolicyScope")) or _BY_ATTRIBUTES,
    )
    yield Flow(EdgeKind.TRIGGER, topic, endpoint, carrier, f"{protocol} subscription")
    yield from dead_letter(topic, field_of(redrive, "deadLetterTargetArn"), "subscription", at)


def _event(event: SamEvent) -> Iterator[Statement]:
    topic = End(event.property("Topic"), TOPIC)
    through_queue = event.property("SqsSubscription")
    if isinstance(through_queue, Record):
        yield from _through_queue(event, topic, field_of(through_queue, "QueueArn"), through_queue)
    elif boolean_of(through_queue, default=False) is True:
        yield from _through_queue(event, topic, Absent(), Absent())
    else:
        yield from delivery(topic, event.target, "lambda", event.properties, event.at)


def _through_queue(
    event: SamEvent, topic: End, queue: Value, settings: Value
) -> Iterator[Statement]:
    """`SqsSubscription`: the topic delivers to a queue that a mapping polls.

    SAM lets the topic send to the queue. Where none is named it makes one, without redrive. Of a
    mapping's properties it knows only BatchSize and Enabled here, so it cannot report failures.
    """
    if isinstance(queue, Absent):
        fifo = Unknown("as its topic", event.at)
        made = made_queue(event, f"{event.owner.name}{event.name}Queue", fifo)
        yield made
        queue = Reference(made.id, "Arn", made.at)
    policy = ChannelPolicy(event.at, ("sns.amazonaws.com",), complete=True)
    yield Attached(End(queue, (Queue,)), policy)
    yield from delivery(topic, End(queue, (Queue,)), "sqs", event.properties, event.at)
    yield from mapping(
        queue, POLLED_QUEUE, event.target, settings, event.at, can_report_item_failures=False
    )


def _topic_policy(resource: Resource) -> Iterator[Statement]:
    yield from channel_policies(resource, "Topics", Topic, "sns:Publish")


RESOURCES: Mapping[str, Reader] = {
    "AWS::SNS::Topic": _topic,
    "AWS::SNS::Subscription": _declared,
    "AWS::SNS::TopicPolicy": _topic_policy,
}

SAM_EVENTS: Mapping[str, EventReader] = {"SNS": _event}

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    # A message to a phone number reaches no topic.
    ("sns", "Publish"): Operation(EdgeKind.PUBLISH, TOPIC, member("TopicArn", "TargetArn")),
    ("sns", "PublishBatch"): Operation(EdgeKind.PUBLISH, TOPIC, member("TopicArn")),
}

HANDLES: Mapping[tuple[str, str], tuple[str, ...]] = {("sns", "Topic"): ("TopicArn",)}
