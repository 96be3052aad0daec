"""Settings that stand beside a node, in resources of their own."""

from __future__ import annotations

from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.value import ABSENT, Number, Unknown, Value


@frozen
class InvokeConfig:
    """How Lambda treats a function's asynchronous invocations.

    `qualifier` is "" for $LATEST, Unknown where it is not settled. Age in seconds.
    """

    at: Location
    qualifier: str | Unknown
    on_failure: Value = ABSENT
    on_success: Value = ABSENT
    maximum_retries: Number = 2
    maximum_event_age: Number = 21_600


@frozen
class Provisioning:
    """Provisioned concurrency of an alias or version."""

    at: Location
    qualifier: str
    executions: Number


@frozen
class Alarm:
    """A CloudWatch alarm that looks at a metric of a node. `actions` Absent or empty: no one."""

    at: Location
    name: str
    metric: str
    actions: Value = ABSENT


@frozen
class ChannelPolicy:
    """A resource policy of a queue or topic: which service principals it lets send."""

    at: Location
    principals: tuple[str, ...]
    complete: bool


@frozen
class Archive:
    """An archive that keeps a bus's events for replay."""

    at: Location


@frozen
class Permission:
    """A resource policy of a function lets a service or account invoke it."""

    at: Location
    principal: str
    source: Value = ABSENT


@frozen
class CustomResource:
    """A custom resource of a stack: deployments call the function, and nothing else does by it."""

    at: Location


Setting: TypeAlias = (
    InvokeConfig | Provisioning | Alarm | ChannelPolicy | Archive | Permission | CustomResource
)
