"""Where SDK objects come from: sessions, clients and service resources, in boto3 and its kin."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either, options_of
from eda_lint.bind.evaluate.connections import is_on_a_loop
from eda_lint.bind.evaluate.constructing import construct
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.sdk_objects import SdkClient, SdkResource, SdkSession
from eda_lint.bind.evaluate.things import Arguments, Thing
from eda_lint.bind.evaluate.values import key_of, per_request
from eda_lint.location import Location
from eda_lint.value import Unknown

SESSIONS = frozenset(
    {
        "boto3.Session",
        "boto3.session.Session",
        "aioboto3.Session",
        "aioboto3.session.Session",
        "aiobotocore.session.get_session",
        "aiobotocore.get_session",
        "aiobotocore.session.AioSession",
        "botocore.session.get_session",
        "botocore.session.Session",
    }
)
CLIENTS = frozenset({"boto3.client", "aioboto3.client", "aws_xray_sdk.boto3.client"})
RESOURCES = frozenset({"boto3.resource", "aioboto3.resource"})


_ASYNCHRONOUS = frozenset({"aioboto3", "aiobotocore"})


def session_behind(path: str, *, per_request: bool = False) -> SdkSession:
    """The session that a library's call makes, or makes its client with."""
    asynchronous = path.partition(".")[0] in _ASYNCHRONOUS  # its calls must be awaited
    return SdkSession(per_request, asynchronous, is_on_a_loop(path))


def new_session(machine: Machine, path: str, arguments: Arguments, at: Location) -> Thing:
    """`boto3.Session(...)`."""
    construct(machine, arguments, at)
    return session_behind(path, per_request=per_request(arguments.all()))


def new_client(machine: Machine, session: SdkSession, arguments: Arguments, at: Location) -> Thing:
    """`boto3.client("sqs")`, or that of a session."""
    _construct(machine, session, arguments, at)
    return either(SdkClient(name, session.asynchronous) for name in _services(arguments))


def new_resource(
    machine: Machine, session: SdkSession, arguments: Arguments, at: Location
) -> Thing:
    """`boto3.resource("dynamodb")`, or that of a session."""
    _construct(machine, session, arguments, at)
    return either(SdkResource(name, session.asynchronous) for name in _services(arguments))


def _construct(machine: Machine, session: SdkSession, arguments: Arguments, at: Location) -> None:
    if not (session.on_a_loop and machine.context.own_loop):
        construct(machine, arguments, at, asked=session.per_request)


def _services(arguments: Arguments) -> list[str]:
    given = arguments.get(0, "service_name") or Unknown("no service")
    return [key_of(option) or "" for option in options_of(given)]


def call_session(
    machine: Machine, session: SdkSession, name: str, arguments: Arguments, at: Location
) -> Thing:
    """A method of a session."""
    match name:
        case "client" | "create_client":
            return new_client(machine, session, arguments, at)
        case "resource":
            return new_resource(machine, session, arguments, at)
        case "__enter__" | "__aenter__":
            return session
        case _:
            return Unknown(f"{name} of a session", at)
