"""The AWS SDK for Python: clients, resources, their objects, and the API calls that they make."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.evaluate.claims import claimed, note_claim
from eda_lint.bind.evaluate.effects import note_sdk_call
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.names import NOT_API, TRANSFERS, api_name, operation_of_handle
from eda_lint.bind.evaluate.readings import promised
from eda_lint.bind.evaluate.sdk_objects import (
    Sdk,
    SdkAnswer,
    SdkClient,
    SdkHandle,
    SdkPaginator,
    SdkResource,
)
from eda_lint.bind.evaluate.things import Arguments, Foreign, List, Map, Member, Thing
from eda_lint.bind.evaluate.values import key_of, value_of
from eda_lint.location import Location
from eda_lint.value import Entry, Items, Literal, Record, Unknown, Value, field_of

COLLECTION = "."
BATCH = "batch"
_IDENTIFIERS = {"name": 0, "table_name": 0, "url": 0, "arn": 0, "bucket_name": 0, "key": 1}


def sdk_attribute(machine: Machine, thing: Sdk, name: str) -> Thing:
    """An attribute of an SDK object that is not called at once."""
    match thing:
        case SdkClient() | SdkResource() | SdkHandle() if name == "meta":
            return SdkClient(thing.service, thing.asynchronous)
        case SdkClient() if name == "client":  # `.meta.client`
            return thing
        case SdkClient() if name == "exceptions":
            return Foreign("botocore.exceptions")
        case SdkHandle() if name in _IDENTIFIERS and len(thing.members) > _IDENTIFIERS[name]:
            return thing.members[_IDENTIFIERS[name]][1]
        case SdkHandle() if (thing.service, thing.kind, name) in _COLLECTIONS:
            return replace(thing, kind=f"{thing.kind}{COLLECTION}{name}")
        case SdkAnswer() if name in _ANSWER_METHODS:
            return replace(thing, path=(*thing.path, name))
        case SdkAnswer():
            return part_of(machine, thing, name)
    return Member(thing, name)


def part_of(machine: Machine, answer: SdkAnswer, name: str) -> Thing:
    """A member of an answer, read."""
    machine.readings.read(answer, name)
    return claimed(machine, answer, name) or replace(answer, path=(*answer.path, name))


_ANSWER_METHODS = frozenset({"get", "pop", "setdefault", "items", "keys", "values", "copy"})


_COLLECTIONS = frozenset(
    {
        ("s3", "Bucket", "objects"),
        ("s3", "Bucket", "object_versions"),
        ("sqs", "Queue", "messages"),
    }
)


def call_sdk(machine: Machine, thing: Sdk, name: str, arguments: Arguments, at: Location) -> Thing:
    """`thing.name(...)` on an SDK object other than a session."""
    result = _call(machine, thing, name, arguments, at)
    promises = isinstance(thing, SdkClient | SdkResource | SdkHandle) and thing.asynchronous
    if promises and isinstance(result, SdkAnswer):
        return promised(machine.readings, result, at)
    return result


def _call(machine: Machine, thing: Sdk, name: str, arguments: Arguments, at: Location) -> Thing:
    match thing:
        case SdkClient():
            return _call_client(machine, thing, name, arguments, at)
        case SdkResource():
            return _call_resource(machine, thing, name, arguments, at)
        case SdkHandle():
            return _call_handle(machine, thing, name, arguments, at)
        case SdkPaginator() if name == "paginate":
            given = call_arguments(arguments, ())
            return api_call(machine, thing.service, thing.operation, given, at)
        case SdkAnswer():
            return _answer_method(machine, thing, name, arguments, at)
        case _:
            return Unknown(f"{name} of an SDK object", at)


def _call_client(
    machine: Machine, client: SdkClient, name: str, arguments: Arguments, at: Location
) -> Thing:
    if name in ("get_paginator", "get_waiter"):
        operation = key_of(arguments.get(0, "operation_name") or Unknown())
        if name == "get_paginator" and operation is not None:
            return SdkPaginator(client.service, api_name(operation))
        return Foreign(f"botocore.{name}()")
    if name in ("__enter__", "__aenter__"):
        return client
    if name in NOT_API:
        return Foreign(f"botocore.{name}()")
    if not client.service:
        return Unknown("a client of an unknown service", at)
    if name in TRANSFERS:
        return api_call(
            machine, client.service, name, call_arguments(arguments, TRANSFERS[name]), at
        )
    return api_call(machine, client.service, api_name(name), call_arguments(arguments, ()), at)


def _call_resource(
    machine: Machine, resource: SdkResource, name: str, arguments: Arguments, at: Location
) -> Thing:
    service = resource.service
    if name in ("__enter__", "__aenter__"):
        return resource
    if name[:1].isupper():
        return _handle(machine, resource, name, (), arguments)
    given = call_arguments(arguments, ())
    if name in ("get_queue_by_name", "create_queue"):
        api_call(machine, service, "GetQueueUrl", given, at)
        members = (("QueueUrl", field_of(given, "QueueName")),)
        return SdkHandle(service, "Queue", members, resource.asynchronous)
    if name == "create_topic":
        api_call(machine, service, "CreateTopic", given, at)
        members = (("TopicArn", field_of(given, "Name")),)
        return SdkHandle(service, "Topic", members, resource.asynchronous)
    return api_call(machine, service, api_name(name), given, at)


def _handle(
    machine: Machine,
    owner: SdkResource | SdkHandle,
    kind: str,
    known: tuple[tuple[str, Value], ...],
    arguments: Arguments,
) -> Thing:
    """A resource object; its identifiers come by position, or by keyword in snake_case."""
    members = machine.given.handles.get((owner.service, kind), ())
    given = list(known)
    positional = [value_of(thing) for thing in arguments.positional]
    if not positional:
        positional = [value_of(thing) for thing in arguments.keywords.values()]
    for member in members[len(known) :]:
        if not positional:
            break
        given.append((member, positional.pop(0)))
    return SdkHandle(owner.service, kind, tuple(given), owner.asynchronous)


def _call_handle(
    machine: Machine, handle: SdkHandle, name: str, arguments: Arguments, at: Location
) -> Thing:
    service, kind = handle.service, handle.kind
    if name in ("__enter__", "__aenter__"):
        return handle
    if kind.endswith(f"{COLLECTION}{BATCH}"):
        return _batch_call(machine, handle, name, arguments, at)
    if COLLECTION in kind:
        return _collection_call(machine, handle, name, at)
    if name == "batch_writer":
        return replace(handle, kind=f"{kind}{COLLECTION}{BATCH}")
    if name[:1].isupper():
        return _handle(machine, handle, name, handle.members, arguments)
    if name in ("load", "reload", "wait_until_exists", "wait_until_not_exists"):
        return Literal(None, at)
    operation = operation_of_handle(service, kind, name)
    transfer = TRANSFERS.get(operation, ())
    taken = {member for member, _ in handle.members}
    given = call_arguments(arguments, tuple(m for m in transfer if m not in taken))
    return api_call(machine, service, operation, _with(handle.members, given), at)


def _batch_call(
    machine: Machine, handle: SdkHandle, name: str, arguments: Arguments, at: Location
) -> Thing:
    # What a batch writer sends is BatchWriteItem; the item and the table say all there is to say.
    given = call_arguments(arguments, ("Item",) if name == "put_item" else ("Key",))
    # It sends again what was not processed.
    machine.readings.lose(at)
    return api_call(machine, handle.service, "BatchWriteItem", _with(handle.members, given), at)


def _collection_call(machine: Machine, handle: SdkHandle, name: str, at: Location) -> Thing:
    if name == "delete":
        arguments = _with(handle.members, Record((), open=True))
        return api_call(machine, handle.service, "DeleteObjects", arguments, at)
    if name in ("filter", "all", "limit", "page_size", "iterator", "pages"):
        return handle
    return Unknown(f"{name} of a collection", at)


def _answer_method(
    machine: Machine, answer: SdkAnswer, name: str, arguments: Arguments, at: Location
) -> Thing:
    """Methods of what an API answered with: its dicts, lists, texts and streams."""
    if name in ("get", "pop", "setdefault") and arguments.positional:
        key = key_of(arguments.positional[0])
        if key is not None:
            return part_of(machine, answer, key)
    if not answer.path:
        machine.readings.lose(answer.at)
    if name == "items":
        pair: Thing = List([Unknown("a key"), answer], machine.clock)
        return List([pair], machine.clock, open=True)
    return answer


def api_call(
    machine: Machine, service: str, operation: str, arguments: Value, at: Location
) -> Thing:
    """Note an API call; its answer."""
    note_sdk_call(machine, service, operation, arguments, at)
    answer = SdkAnswer(service, operation, arguments, at=at)
    note_claim(machine, answer, at)
    return answer


def call_arguments(arguments: Arguments, positional: tuple[str, ...]) -> Record:
    """The arguments of an API call by member name; computed tables of a batch as `TableName`."""
    entries = [
        Entry(name, value_of(thing), arguments.places.get(name))
        for name, thing in zip(positional, arguments.positional, strict=False)
    ]
    entries += [
        Entry(name, value_of(thing), arguments.places.get(name))
        for name, thing in arguments.keywords.items()
    ]
    tables = [t for t in (_computed_tables(arguments.keywords.get("RequestItems")),) if t]
    entries += [Entry("TableName", Items(table)) for table in tables]
    return Record(tuple(entries), arguments.open_keywords)


def _computed_tables(requests: Thing | None) -> tuple[Value, ...]:
    """Tables of a batch whose names are not written as constants."""
    if not isinstance(requests, Map) or not requests.computed:
        return ()
    constant = tuple(Literal(key) for key in requests.entries)
    return (*constant, *(key for key, _ in requests.computed))


def _with(members: tuple[tuple[str, Value], ...], given: Record) -> Record:
    entries = tuple(Entry(name, value) for name, value in members)
    named = {entry.key for entry in entries}
    rest = tuple(entry for entry in given.entries if entry.key not in named)
    return Record((*entries, *rest), given.open, given.at)
