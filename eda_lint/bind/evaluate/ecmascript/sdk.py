"""The AWS SDKs for JavaScript: clients, commands, paginators, and the API calls that they make."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either, options_of
from eda_lint.bind.evaluate.callbacks import maybe
from eda_lint.bind.evaluate.constructing import construct
from eda_lint.bind.evaluate.ecmascript.services import (
    operation_of,
    operation_of_command,
    service_of_class,
    service_of_module,
    service_of_package,
)
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.marks import undecorated
from eda_lint.bind.evaluate.readings import promised
from eda_lint.bind.evaluate.sdk import api_call, call_arguments, part_of
from eda_lint.bind.evaluate.sdk_objects import Sdk, SdkAnswer, SdkClient, SdkCommand
from eda_lint.bind.evaluate.things import Alternatives, Arguments, Foreign, Map, Thing
from eda_lint.bind.evaluate.values import key_of, value_of
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.parse.code import Call, Constant, MapExpression
from eda_lint.value import Entry, Literal, Record, Unknown, Value, choice, field_of

_SECOND = "aws-sdk"
_CLIENTS = "aws-sdk/clients/"
_DOCUMENT_CLIENT = "DocumentClient"
_XRAY_THROUGH = words(
    """
    captureAWSv3Client captureAWSClient captureAWS captureAWSv3 captureHTTPs captureHTTPsGlobal
    captureAWSv3ClientUnmocked
    """
)
# Methods of clients that call no API.
_LOCAL = words(
    """
    on once off makeRequest makeUnauthenticatedRequest waitFor getSignedUrl getSignedUrlPromise
    createPresignedPost destroy setupRequestListeners defineService customizeRequests
    createSet
    """
)
_NO_CLIENTS = words("Config Endpoint HttpRequest HttpResponse HttpClient Request Response Service")
_TRANSFERRED = "upload_fileobj"
_UPLOADS = frozenset({"@aws-sdk/lib-storage.Upload", "aws-sdk.S3.ManagedUpload"})


def call_sdk_library(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """What a call of an SDK's package gives; None for what it is not known."""
    package, _, name = callee.path.partition(".")
    if callee.name in _XRAY_THROUGH and arguments.positional:
        return arguments.positional[0]
    if callee.path in _UPLOADS:
        return Foreign(f"{callee.path}()", arguments=arguments)
    owner, _, method = callee.path.rpartition("().")
    if owner in _UPLOADS and method in ("done", "promise", "send"):
        return _upload(machine, callee, at)
    if package == _SECOND or package.startswith(_CLIENTS):
        return _second_version(machine, package, name, arguments, at)
    if not package.startswith("@aws-sdk/"):
        return None
    if package == "@aws-sdk/util-dynamodb" and arguments.positional:
        return arguments.positional[0]
    service = service_of_package(package)
    return None if service is None else _third_version(machine, service, name, arguments, at)


def _third_version(
    machine: Machine, service: str, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    owner, _, method = name.partition(".")
    if method:  # DynamoDBDocumentClient.from(client)
        return SdkClient(service, asynchronous=True) if method == "from" else None
    if owner.endswith("Command"):
        return _command(service, owner, arguments, at)
    if owner.startswith("paginate") and len(arguments.positional) > 1:
        given = request(arguments, 1)
        operation = operation_of_command(service, owner.removeprefix("paginate"))
        return api_call(machine, service, operation, given, at)
    if not _is_new(arguments) or owner.endswith("Exception"):
        return None
    construct(machine, arguments, at)
    return SdkClient(service, asynchronous=True)


def _second_version(
    machine: Machine, package: str, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    if not _is_new(arguments):
        converts = "Converter." in name and bool(arguments.positional)
        return arguments.positional[0] if converts else None
    if package != _SECOND:
        if name not in ("", _DOCUMENT_CLIENT):
            return None
        service = service_of_module(package.removeprefix(_CLIENTS))
    else:
        owner, _, inner = name.partition(".")
        if not owner[:1].isupper() or inner not in ("", _DOCUMENT_CLIENT):
            return None
        if owner in _NO_CLIENTS or "Credential" in owner:
            return None
        service = service_of_class(owner)
    construct(machine, arguments, at)
    return SdkClient(service)


def _is_new(arguments: Arguments) -> bool:
    node = next(iter(arguments.expressions), None)
    return isinstance(node, Call) and node.new


def _command(service: str, name: str, arguments: Arguments, at: Location) -> Thing:
    operation = operation_of_command(service, name)
    return SdkCommand(service, operation, request(arguments, 0), at)


def _upload(machine: Machine, callee: Foreign, at: Location) -> Thing:
    given = callee.arguments.get(0, "options") if callee.arguments is not None else None
    parameters = given.entries.get("params") if isinstance(given, Map) else None
    record = as_request(parameters or Unknown("no parameters"))
    return promised(machine.readings, api_call(machine, "s3", _TRANSFERRED, record, at), at)


def call_client(
    machine: Machine, thing: Sdk, name: str, arguments: Arguments, at: Location
) -> Thing | None:
    """`thing.name(...)` on an SDK object; None for what no JavaScript SDK has."""
    match thing:
        case SdkClient() if name == "send":
            return send(machine, arguments, at)
        case SdkClient() if name in _LOCAL:
            return Foreign(f"aws-sdk.{name}()")
        case SdkClient(service=service):
            if not service:
                return Unknown("a client of an unknown service", at)
            operation = operation_of(service, name)
            if (service, name) == ("s3", "upload"):
                operation = _TRANSFERRED
            answer = api_call(machine, service, operation, request(arguments, 0), at)
            return _answered(machine, thing, answer, arguments, at)
        case SdkAnswer(path=()) if name in ("promise", "done"):
            return promised(machine.readings, thing, thing.at or at)
        case SdkAnswer():
            return _answer_method(machine, thing, name, arguments)
    return None


def _answer_method(
    machine: Machine, answer: SdkAnswer, name: str, arguments: Arguments
) -> Thing | None:
    if name == "send":
        _call_back(machine, arguments, answer, answer.at)
        return Literal(None)
    if name in ("on", "createReadStream", "transformToString", "transformToByteArray"):
        return answer
    if name == "get" and arguments.positional:
        key = key_of(arguments.positional[0])
        return part_of(machine, answer, key) if key is not None else None
    return None


def _answered(
    machine: Machine, client: SdkClient, answer: Thing, arguments: Arguments, at: Location
) -> Thing:
    """What a method call gives; a callback is given the answer instead."""
    if any(undecorated(thing) is not None for thing in arguments.positional):
        _call_back(machine, arguments, answer, at)
        return Literal(None, at)
    if any(isinstance(thing, Foreign) for thing in arguments.positional[1:]):
        machine.readings.lose(at)  # a callback of somebody else
    return promised(machine.readings, answer, at) if client.asynchronous else answer


def _call_back(machine: Machine, arguments: Arguments, answer: Thing, at: Location | None) -> None:
    for thing in arguments.positional:
        if undecorated(thing) is not None and at is not None:
            error = either((Literal(None), Unknown("an error")))
            maybe(machine, thing, Arguments([error, answer]), at)


def send(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`client.send(command)`: whatever the client is, the command tells what is called."""
    given = arguments.positional[0] if arguments.positional else Unknown("no command")
    answers = [
        api_call(machine, command.service, command.operation, command.arguments, at)
        for command in options_of(given)
        if isinstance(command, SdkCommand)
    ]
    if not answers:
        return Unknown("the answer to a command that was not followed", at)
    answer = either(answers)
    if any(undecorated(thing) is not None for thing in arguments.positional[1:]):
        rest = Arguments(arguments.positional[1:])
        _call_back(machine, rest, answer, at)
        return Literal(None, at)
    return promised(machine.readings, answer, at)


def request(arguments: Arguments, position: int) -> Record:
    """The members of a request: those of the object that a call is given."""
    if position >= len(arguments.positional):
        return Record((), arguments.open_positional)
    thing = arguments.positional[position]
    if undecorated(thing) is not None:
        return Record(())
    return as_request(thing, _places(arguments, position))


def as_request(thing: Thing, places: dict[str, Location] | None = None) -> Record:
    """An object as a request; what may be one of several has the members of them all."""
    if isinstance(thing, Map):
        given = Arguments(keywords=thing.entries, open_keywords=thing.open or bool(thing.computed))
        given.places.update(places or {})
        return call_arguments(given, ())
    if isinstance(thing, Alternatives):
        records = [as_request(option.thing) for option in thing.options]
        return _together(records)
    value = value_of(thing)
    if isinstance(value, Record):
        return value
    if value == Literal(None):
        return Record(())
    return Record((), open=True)


def _together(records: list[Record]) -> Record:
    keys = dict.fromkeys(entry.key for record in records for entry in record.entries)

    def any_of(key: str) -> Value:
        return choice(field_of(record, key) for record in records)

    entries = tuple(Entry(key, any_of(key)) for key in keys)
    return Record(entries, any(record.open for record in records))


def _places(arguments: Arguments, position: int) -> dict[str, Location]:
    """Where the members of a request stand."""
    node = next(iter(arguments.expressions), None)
    if not isinstance(node, Call) or position >= len(node.arguments):
        return {}
    value = node.arguments[position].value
    if not isinstance(value, MapExpression):
        return {}
    return {
        str(pair.key.value): pair.value.at for pair in value.pairs if isinstance(pair.key, Constant)
    }
