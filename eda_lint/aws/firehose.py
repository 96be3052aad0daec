"""Firehose: delivery streams, what they read, transform with, and write to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    FUNCTION,
    End,
    Flow,
    Operation,
    Reader,
    Resource,
    Statement,
    member,
)
from eda_lint.aws.reading import identity, itself, place, when_set
from eda_lint.model import (
    Broker,
    Bucket,
    Buffering,
    DeliveryStream,
    EdgeKind,
    Hook,
    NodeType,
    Stream,
)
from eda_lint.value import Absent, Value, entries_of, field_of, items_of, text_of

_SOURCES: tuple[tuple[str, str, NodeType], ...] = (
    ("KinesisStreamSourceConfiguration", "KinesisStreamARN", Stream),
    ("MSKSourceConfiguration", "MSKClusterARN", Broker),
)


def _delivery_stream(resource: Resource) -> Iterator[Statement]:
    yield DeliveryStream(**identity(resource, "DeliveryStreamName"))
    stream = itself(resource, DeliveryStream)
    for configuration, name, kind in _SOURCES:
        source = when_set(resource.property(configuration, name))
        if not isinstance(source, Absent):
            carrier = Buffering(place(source, resource.at))
            end = End(source, (kind,))
            yield Flow(EdgeKind.TRIGGER, end, stream, carrier, "source of the delivery stream")
    for entry in entries_of(resource.properties):
        if entry.key.endswith("DestinationConfiguration"):
            yield from _destination(resource, stream, entry.value)


def _destination(resource: Resource, stream: End, destination: Value) -> Iterator[Statement]:
    # Destinations other than S3 keep their bucket one level deeper.
    for path in (("BucketARN",), ("S3Configuration", "BucketARN")):
        bucket = when_set(field_of(destination, *path))
        if not isinstance(bucket, Absent):
            carrier = Buffering(place(bucket, resource.at))
            end = End(bucket, (Bucket,))
            detail = "destination of the delivery stream"
            yield Flow(EdgeKind.TRIGGER, stream, end, carrier, detail)
    for processor in items_of(field_of(destination, "ProcessingConfiguration", "Processors")):
        for parameter in items_of(field_of(processor, "Parameters")):
            if text_of(field_of(parameter, "ParameterName")) == "LambdaArn":
                function = field_of(parameter, "ParameterValue")
                hook = Hook(
                    place(function, resource.at), "transformation of records", asynchronous=False
                )
                yield Flow(EdgeKind.TRIGGER, stream, End(function, FUNCTION), hook, hook.what)


RESOURCES: Mapping[str, Reader] = {"AWS::KinesisFirehose::DeliveryStream": _delivery_stream}

_PUT = Operation(EdgeKind.PUBLISH, (DeliveryStream,), member("DeliveryStreamName"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("firehose", "PutRecord"): _PUT,
    ("firehose", "PutRecordBatch"): _PUT,
}
