"""S3: buckets and what they notify; object operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.eventbridge import BUS, DEFAULT_BUS
from eda_lint.aws.interface import (
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
from eda_lint.aws.reading import first_set, identity, itself, place
from eda_lint.location import Location
from eda_lint.model import (
    Bucket,
    EdgeKind,
    EventBridgeNotifications,
    Function,
    NodeType,
    Notification,
    Queue,
    Topic,
)
from eda_lint.value import (
    Absent,
    Unknown,
    Value,
    boolean_of,
    field_of,
    items_of,
    text_of,
)

BUCKET = (Bucket,)
_CONFIGURATIONS: tuple[tuple[str, str, NodeType], ...] = (
    # CloudFormation's names, then those of the API, which the CDK's custom resource takes.
    ("LambdaConfigurations", "Function", Function),
    ("QueueConfigurations", "Queue", Queue),
    ("TopicConfigurations", "Topic", Topic),
    ("LambdaFunctionConfigurations", "LambdaFunctionArn", Function),
    ("QueueConfigurations", "QueueArn", Queue),
    ("TopicConfigurations", "TopicArn", Topic),
)


def _bucket(resource: Resource) -> Iterator[Statement]:
    yield Bucket(**identity(resource, "BucketName"))
    configuration = resource.property("NotificationConfiguration")
    yield from _notifications(itself(resource, Bucket), configuration, resource.at)


def _custom_notifications(resource: Resource) -> Iterator[Statement]:
    """The CDK's custom resource, which sets a bucket's notifications after deployment."""
    bucket = End(resource.property("BucketName"), BUCKET)
    configuration = resource.property("NotificationConfiguration")
    yield from _notifications(bucket, configuration, resource.at)


def _notifications(bucket: End, configuration: Value, at: Location) -> Iterator[Statement]:
    for configurations, member_name, kind in _CONFIGURATIONS:
        for item in items_of(field_of(configuration, configurations)):
            target = field_of(item, member_name)
            if not isinstance(target, Absent):
                yield _notification(bucket, End(target, (kind,)), item, place(item, at))
    events = field_of(configuration, "EventBridgeConfiguration")
    switch = boolean_of(field_of(events, "EventBridgeEnabled"), default=True)
    if not isinstance(events, Absent | Unknown) and switch is True:
        yield Flow(
            EdgeKind.PUBLISH,
            bucket,
            End(DEFAULT_BUS, BUS),
            EventBridgeNotifications(place(events, at)),
            "EventBridge notifications of the bucket",
        )


def _notification(bucket: End, target: End, properties: Value, at: Location) -> Flow:
    events = first_set(properties, ("Event",), ("Events",))
    names = tuple(text for event in items_of(events) if (text := text_of(event)) is not None)
    carrier = Notification(
        at, names, _key_filter(properties, "prefix"), _key_filter(properties, "suffix")
    )
    return Flow(EdgeKind.TRIGGER, bucket, target, carrier, f"notification of {', '.join(names)}")


def _key_filter(properties: Value, name: str) -> Value:
    rules = first_set(field_of(properties, "Filter"), ("S3Key", "Rules"), ("Key", "FilterRules"))
    if isinstance(rules, Unknown):
        return rules
    for rule in items_of(rules):
        if (text_of(field_of(rule, "Name")) or "").lower() == name:
            return field_of(rule, "Value")
    return Absent()


def _event(event: SamEvent) -> Iterator[Statement]:
    bucket = End(event.property("Bucket"), BUCKET)
    yield _notification(bucket, event.target, event.properties, event.at)


RESOURCES: Mapping[str, Reader] = {
    "AWS::S3::Bucket": _bucket,
    "Custom::S3BucketNotifications": _custom_notifications,
}

SAM_EVENTS: Mapping[str, EventReader] = {"S3": _event}

_WRITES = (
    "PutObject",
    "CopyObject",
    "DeleteObject",
    "DeleteObjects",
    "CreateMultipartUpload",
    "UploadPart",
    "UploadPartCopy",
    "CompleteMultipartUpload",
    # The transfer methods of boto3 and of the JavaScript SDK (2's `upload`, 3's `Upload`).
    "upload_file",
    "upload_fileobj",
    "copy",
    "upload",
    "Upload",
)
_READS = (
    "GetObject",
    "GetObjectAttributes",
    "GetObjectTagging",
    "HeadObject",
    "HeadBucket",
    "ListObjects",
    "ListObjectsV2",
    "ListObjectVersions",
    "SelectObjectContent",
    "download_file",
    "download_fileobj",
)
_WRITE = Operation(EdgeKind.WRITE, BUCKET, member("Bucket"))
_READ = Operation(EdgeKind.READ, BUCKET, member("Bucket"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    **{("s3", name): _WRITE for name in _WRITES},
    **{("s3", name): _READ for name in _READS},
}

HANDLES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("s3", "Bucket"): ("Bucket",),
    ("s3", "Object"): ("Bucket", "Key"),
    ("s3", "ObjectSummary"): ("Bucket", "Key"),
    ("s3", "MultipartUpload"): ("Bucket", "Key", "UploadId"),
}
