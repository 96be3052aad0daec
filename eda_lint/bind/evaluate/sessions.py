"""Where SDK objects come from: sessions, clients and service resources, in boto3 and its kin."""

from __future__ import annotations

from eda_lint.bind.evaluate.alternatives import either, options_of
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


def new_session(machine: Machine, arguments: Arguments, at: Location) -> Thing:
    """`boto3.Session(...)`."""
    construct(machine, arguments, at)
    return SdkSession(per_request(arguments.all()))


def new_client(
    machine: Machine, arguments: Arguments, at: Location, *, asked: bool = False
) -> Thing:
    """`boto3.client("sqs")`; `asked` says that the session itself differs per request."""
    construct(machine, arguments, at, asked=asked)
    return _per_service(arguments, SdkClient)


def new_resource(
    machine: Machine, arguments: Arguments, at: Location, *, asked: bool = False
) -> Thing:
    """`boto3.resource("dynamodb")`."""
    construct(machine, arguments, at, asked=asked)
    return _per_service(arguments, SdkResource)


def _per_service(arguments: Arguments, kind: type[SdkClient] | type[SdkResource]) -> Thing:
    given = arguments.get(0, "service_name") or Unknown("no service")
    return either(kind(key_of(option) or "") for option in options_of(given))


def call_session(
    machine: Machine, session: SdkSession, name: str, arguments: Arguments, at: Location
) -> Thing:
    """A method of a session."""
    match name:
        case "client" | "create_client":
            return new_client(machine, arguments, at, asked=session.per_request)
        case "resource":
            return new_resource(machine, arguments, at, asked=session.per_request)
        case "__enter__" | "__aenter__":
            return session
        case _:
            return Unknown(f"{name} of a session", at)
