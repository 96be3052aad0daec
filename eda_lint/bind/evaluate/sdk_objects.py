"""The objects of the AWS SDK that code holds."""

from __future__ import annotations

from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import Value


@frozen
class SdkSession:
    """A session of the AWS SDK.

    `asynchronous`: its clients' calls give promises. `on_a_loop`: its clients belong to an event
    loop.
    """

    per_request: bool = False
    asynchronous: bool = False
    on_a_loop: bool = False


@frozen
class SdkClient:
    """A low-level client of a service."""

    service: str
    asynchronous: bool = False


@frozen
class SdkResource:
    """A service resource (`boto3.resource("dynamodb")`)."""

    service: str
    asynchronous: bool = False


@frozen
class SdkHandle:
    """A resource object: its identifiers fill the members of its calls.

    `kind` is its class ("Table"), or "Table.batch" for a batch writer and "Bucket.objects" for a
    collection.
    """

    service: str
    kind: str
    members: tuple[tuple[str, Value], ...] = ()
    asynchronous: bool = False


@frozen
class SdkPaginator:
    """A paginator of one operation."""

    service: str
    operation: str


@frozen
class SdkAnswer:
    """What the SDK call at a place returned, or a part of it."""

    service: str
    operation: str
    arguments: Value
    path: tuple[str, ...] = ()
    at: Location | None = None


@frozen
class SdkCommand:
    """A command of the SDK for JavaScript: a call that some client is yet to send."""

    service: str
    operation: str
    arguments: Value
    at: Location


Sdk: TypeAlias = (
    SdkSession | SdkClient | SdkResource | SdkHandle | SdkPaginator | SdkAnswer | SdkCommand
)
SDK = (SdkSession, SdkClient, SdkResource, SdkHandle, SdkPaginator, SdkAnswer, SdkCommand)
