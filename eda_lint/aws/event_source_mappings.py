"""Event source mappings: Lambda polls a queue, stream, table or broker for a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.arn import kinds_at
from eda_lint.aws.failures import dead_letter
from eda_lint.aws.interface import (
    FUNCTION,
    End,
    EventReader,
    Flow,
    Reader,
    Resource,
    SamEvent,
    Statement,
)
from eda_lint.aws.reading import contains, first_set, optional_integer
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import (
    Broker,
    Bucket,
    EdgeKind,
    EventSourceMapping,
    NodeType,
    Queue,
    Stream,
    Table,
    Topic,
)
from eda_lint.value import (
    Absent,
    Items,
    Reference,
    Unknown,
    Value,
    boolean_of,
    field_of,
    integer_of,
)


@frozen
class Polled:
    """A kind of source: its default batch, and whether AWS sends its failures to a target."""

    kinds: tuple[NodeType, ...]
    batch_size: int
    failure_target: bool


QUEUE = Polled((Queue,), facts.QUEUE_BATCH_SIZE, failure_target=False)
STREAM = Polled((Stream, Table), facts.STREAM_BATCH_SIZE, failure_target=True)
TABLE = Polled((Table,), facts.STREAM_BATCH_SIZE, failure_target=True)
KAFKA = Polled((Broker,), facts.STREAM_BATCH_SIZE, failure_target=True)
BROKER = Polled((Broker,), facts.STREAM_BATCH_SIZE, failure_target=False)

FAILURE_KINDS: tuple[NodeType, ...] = (Queue, Topic, Bucket, Broker)


def mapping(
    source: Value,
    polled: Polled,
    target: End,
    properties: Value,
    at: Location,
    *,
    can_report_item_failures: bool = True,
) -> Iterator[Flow]:
    """The flows that a mapping makes: the delivery, and where its failures go.

    An OnFailure on a source for which AWS supports none stays on the carrier and makes no flow.
    """
    batch_size = integer_of(field_of(properties, "BatchSize"), polled.batch_size)
    on_failure = field_of(properties, "DestinationConfig", "OnFailure", "Destination")
    carrier = EventSourceMapping(
        at=at,
        batch_size=batch_size,
        batch_window=integer_of(
            field_of(properties, "MaximumBatchingWindowInSeconds"), facts.BATCH_WINDOW_SECONDS
        ),
        maximum_concurrency=optional_integer(
            field_of(properties, "ScalingConfig", "MaximumConcurrency")
        ),
        reports_item_failures=contains(
            field_of(properties, "FunctionResponseTypes"), "ReportBatchItemFailures"
        ),
        can_report_item_failures=can_report_item_failures,
        can_send_failures=polled.failure_target,
        on_failure=on_failure,
        maximum_retries=integer_of(field_of(properties, "MaximumRetryAttempts"), facts.INFINITE),
        maximum_record_age=integer_of(
            field_of(properties, "MaximumRecordAgeInSeconds"), facts.INFINITE
        ),
        filters=field_of(properties, "FilterCriteria"),
        enabled=boolean_of(field_of(properties, "Enabled"), default=True),
        provisioned_pollers=_is_set(field_of(properties, "ProvisionedPollerConfig")),
    )
    size = "unknown" if isinstance(batch_size, Unknown) else batch_size
    detail = f"event source mapping, batch size {size}"
    yield Flow(EdgeKind.TRIGGER, End(source, polled.kinds), target, carrier, detail)
    if polled.failure_target:
        yield from dead_letter(target, on_failure, "mapping", at, FAILURE_KINDS)


def _is_set(value: Value) -> bool | Unknown:
    return value if isinstance(value, Unknown) else not isinstance(value, Absent)


def _declared(resource: Resource) -> Iterator[Statement]:
    polled = _polled_by(resource)
    source = first_set(
        resource.properties,
        ("EventSourceArn",),
        ("SelfManagedEventSource", "Endpoints", "KafkaBootstrapServers"),
    )
    target = End(resource.property("FunctionName"), FUNCTION)
    yield from mapping(_one(source), polled, target, resource.properties, resource.at)


def _polled_by(resource: Resource) -> Polled:
    """The kind of source, by what only mappings of that kind may or must set."""

    def sets(*names: str) -> bool:
        return any(not isinstance(resource.property(name), Absent) for name in names)

    if sets("SelfManagedEventSource", "SelfManagedKafkaEventSourceConfig", "Topics"):
        return KAFKA
    if sets("AmazonManagedKafkaEventSourceConfig"):
        return KAFKA
    if sets("Queues", "DocumentDBEventSourceConfig"):
        return BROKER
    source = resource.property("EventSourceArn")
    if isinstance(source, Reference) and source.attribute == "StreamArn":
        return TABLE
    kinds = kinds_at(source, ())
    for polled in (QUEUE, TABLE, STREAM, KAFKA):
        if kinds and kinds[0] in polled.kinds:
            return polled
    return STREAM if sets("StartingPosition") else QUEUE


def _one(value: Value) -> Value:
    """Bootstrap servers are a list; the first stands for their cluster."""
    return value.items[0] if isinstance(value, Items) and value.items else value


def _event(polled: Polled, *source: str) -> EventReader:
    def read(event: SamEvent) -> Iterator[Statement]:
        found = _one(event.property(*source))
        yield from mapping(found, polled, event.target, event.properties, event.at)

    return read


RESOURCES: Mapping[str, Reader] = {"AWS::Lambda::EventSourceMapping": _declared}

SAM_EVENTS: Mapping[str, EventReader] = {
    "SQS": _event(QUEUE, "Queue"),
    "Kinesis": _event(STREAM, "Stream"),
    "DynamoDB": _event(TABLE, "Stream"),
    "MSK": _event(KAFKA, "Stream"),
    "SelfManagedKafka": _event(KAFKA, "KafkaBootstrapServers"),
    "MQ": _event(BROKER, "Broker"),
    "DocumentDB": _event(BROKER, "Cluster"),
}
