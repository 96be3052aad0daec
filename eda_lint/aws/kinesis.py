"""Kinesis data streams and their consumers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws import facts
from eda_lint.aws.interface import End, Operation, Reader, Resource, Statement, Synonym, member
from eda_lint.aws.reading import identity
from eda_lint.model import EdgeKind, Stream
from eda_lint.value import integer_of

STREAM = (Stream,)


def _stream(resource: Resource) -> Iterator[Statement]:
    retention = resource.property("RetentionPeriodHours")
    yield Stream(
        **identity(resource, "Name"),
        retention=integer_of(retention, facts.STREAM_RETENTION_HOURS),
    )


def _consumer(resource: Resource) -> Iterator[Statement]:
    yield Synonym(resource.id, End(resource.property("StreamARN"), STREAM))


RESOURCES: Mapping[str, Reader] = {
    "AWS::Kinesis::Stream": _stream,
    "AWS::Kinesis::StreamConsumer": _consumer,
}

_PUT = Operation(EdgeKind.PUBLISH, STREAM, member("StreamName", "StreamARN"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("kinesis", "PutRecord"): _PUT,
    ("kinesis", "PutRecords"): _PUT,
}
