"""What is sent: the event that a step hands to a channel, in the words that its filters use.

The channel settles the words. A bucket's event has an `event` name and a `key`, a topic's message
`attributes` and a `body`, a queue's a `body`, a Kinesis record `data`, a table's change an
`eventName`; a bus carries EventBridge's own. What is not known of an event is Unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.arn import address_of
from eda_lint.aws.interface import pseudo
from eda_lint.aws.text import structure
from eda_lint.graph.changed import change
from eda_lint.graph.resolve import display
from eda_lint.model import (
    Bucket,
    Bus,
    Edge,
    EventBridgeNotifications,
    Node,
    Queue,
    RuleTarget,
    SdkCall,
    Stream,
    SuccessTarget,
    Table,
    Topic,
)
from eda_lint.value import (
    ABSENT,
    Absent,
    Entry,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    entries_of,
    field_of,
    items_of,
    outcomes,
    text_of,
)

OPAQUE = Unknown("an event that is not followed")
_PUT, _COPY, _PARTS = (
    f"s3:ObjectCreated:{how}" for how in ("Put", "Copy", "CompleteMultipartUpload")
)
# A deletion may find nothing to delete, and then tells of nothing.
_REMOVED = ("s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated", "")
_OBJECT_EVENTS: Mapping[str, tuple[str, ...]] = {
    # A multipart upload tells of its object once, when it is complete.
    "PutObject": (_PUT,),
    "CopyObject": (_COPY,),
    "CompleteMultipartUpload": (_PARTS,),
    "upload_file": (_PUT, _PARTS),
    "upload_fileobj": (_PUT, _PARTS),
    "upload": (_PUT, _PARTS),
    "Upload": (_PUT, _PARTS),
    "copy": (_COPY, _PARTS),
    "DeleteObject": _REMOVED,
    "DeleteObjects": _REMOVED,
}


def record(fields: Mapping[str, Value], *, open: bool = False) -> Record:
    """A map as a Value."""
    return Record(tuple(Entry(name, value) for name, value in fields.items()), open)


_WITHOUT_ATTRIBUTES = record({"attributes": Record(()), "body": OPAQUE})


def sent(edge: Edge, target: Node) -> Iterator[Value]:
    """The events that a call or destination of a function may send; none where it tells of none."""
    match edge.carrier, target:
        case SdkCall() as call, Bucket():
            yield from _objects(call)
        case SdkCall() as call, Bus():
            yield from _bus_events(call, target)
        case SdkCall() as call, Topic():
            yield from (_notification(entry) for entry in _batched(call))
        case SdkCall() as call, Queue():
            for entry in _batched(call):
                yield record({"body": structure(field_of(entry, "MessageBody"))}, open=True)
        case SdkCall() as call, Stream():
            for entry in _batched(call):
                data = structure(field_of(entry, "Data"))
                key = field_of(entry, "PartitionKey")
                yield record({"data": data, "partitionKey": key}, open=True)
        case SdkCall() as call, Table():
            yield change(call)
        case SuccessTarget(), Bus():
            yield record(
                {
                    "source": Literal("lambda"),
                    "detail-type": Literal("Lambda Function Invocation Result - Success"),
                },
                open=True,
            )
        case SuccessTarget(), Topic():
            yield _WITHOUT_ATTRIBUTES
        case _:
            yield OPAQUE


def passed_on(edge: Edge, event: Value, source: Node, target: Node) -> Value:
    """What `target` gets when `source`, a channel, delivers an event by this edge."""
    match edge.carrier:
        case EventBridgeNotifications():
            return _object_event(event, source)
        case RuleTarget() if isinstance(target, Bus):
            return event
    return _WITHOUT_ATTRIBUTES if isinstance(target, Topic) else OPAQUE


def _batched(call: SdkCall) -> tuple[Value, ...]:
    """The entries of a batch, else the call's own arguments."""
    if call.operation not in ("SendMessageBatch", "PublishBatch", "PutRecords"):
        return (call.arguments,)
    for member in ("Entries", "PublishBatchRequestEntries", "Records"):
        entries = field_of(call.arguments, member)
        if not isinstance(entries, Absent):
            return _each(entries) or (OPAQUE,)
    return (OPAQUE,)


def _each(entries: Value) -> tuple[Value, ...]:
    """Every item that a list may hold."""
    return tuple(option for item in items_of(entries) for option in outcomes(item))


def _objects(call: SdkCall) -> Iterator[Value]:
    names = _OBJECT_EVENTS.get(call.operation, ())
    if not names:
        return
    keys: tuple[Value, ...] = (field_of(call.arguments, "Key"),)
    if call.operation == "DeleteObjects":
        objects = _each(field_of(call.arguments, "Delete", "Objects"))
        keys = tuple(field_of(item, "Key") for item in objects) or (ABSENT,)
    for key in keys:
        written = Unknown("a key that is not seen") if isinstance(key, Absent) else key
        yield record({"event": choice(map(Literal, names)), "key": written})


def _object_event(event: Value, bucket: Node) -> Value:
    """What a bucket tells EventBridge of an object."""
    kinds = choice(Literal(_detail_type(option)) for option in outcomes(field_of(event, "event")))
    detail = {
        "bucket": record({"name": Reference(bucket.id)}, open=True),
        "object": record({"key": field_of(event, "key")}, open=True),
    }
    return record(
        {"source": Literal("aws.s3"), "detail-type": kinds, "detail": record(detail, open=True)},
        open=True,
    )


def _detail_type(name: Value) -> str:
    text = text_of(name) or ""
    if text.startswith("s3:ObjectCreated:"):
        return "Object Created"
    return "Object Deleted" if text else ""


def _bus_events(call: SdkCall, bus: Bus) -> Iterator[Value]:
    """The entries of PutEvents that go to this bus."""
    for entry in _each(field_of(call.arguments, "Entries")):
        buses = outcomes(field_of(entry, "EventBusName"))
        if any(_names(name, bus) for name in buses):
            fields = {
                "source": field_of(entry, "Source"),
                "detail-type": field_of(entry, "DetailType"),
                "detail": structure(field_of(entry, "Detail")),
                "resources": field_of(entry, "Resources"),
                "account": pseudo("AccountId"),
                "region": pseudo("Region"),
            }
            yield record(fields, open=True)


def _names(name: Value, bus: Bus) -> bool:
    """Whether a bus's name or ARN is certain to be this one's; no name means the default bus."""
    if isinstance(name, Absent):
        name = Literal("default")
    address = address_of(name)
    if address is not None:
        name = address.name
    if isinstance(name, Reference):
        return name.resource == bus.id
    return name == bus.physical_name or (bus.external and display(name) == bus.name)


def _notification(message: Value) -> Value:
    """A message to a topic; one that differs by protocol is not followed."""
    plain = isinstance(field_of(message, "MessageStructure"), Absent)
    body = structure(field_of(message, "Message")) if plain else OPAQUE
    return record({"attributes": _attributes(message), "body": body})


def _attributes(message: Value) -> Value:
    stated = field_of(message, "MessageAttributes")
    if isinstance(stated, Absent):
        return Record(())
    if not isinstance(stated, Record):
        return OPAQUE
    found = {entry.key: _attribute(entry.value) for entry in entries_of(stated)}
    return record(found, open=stated.open)


def _attribute(stated: Value) -> Value:
    value = field_of(stated, "StringValue")
    if text_of(field_of(stated, "DataType")) != "String.Array":
        return value
    array = structure(value)
    return array if isinstance(array, Items) else OPAQUE
