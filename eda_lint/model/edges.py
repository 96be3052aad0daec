"""Edges of the event graph, and what carries them: mappings, subscriptions, rules, calls."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model.behaviour import CodeCall
from eda_lint.value import ABSENT, Number, Unknown, Value


class EdgeKind(Enum):
    """What flows: see each member."""

    TRIGGER = "trigger"  # a source delivers to a target
    PUBLISH = "publish"  # code, or a bucket's EventBridge notifications, sends to a channel
    WRITE = "write"  # code changes a table or a bucket
    READ = "read"  # code reads one; never part of a loop
    INVOKE = "invoke"  # a function calls a function
    START = "start"  # a function starts a state machine
    ORCHESTRATE = "orchestrate"  # a state machine calls something
    DEAD_LETTER = "dead_letter"  # where failures go
    DESTINATION = "destination"  # where a function's successes go


@frozen
class EventSourceMapping:
    """Lambda polls a queue, stream, table or broker for a function.

    `batch_window` and `maximum_record_age` in seconds; -1 is infinite where AWS takes it so.
    `reports_item_failures` is ReportBatchItemFailures; `on_failure` Absent when there is none.
    `can_report_item_failures` is False for the mapping that SAM makes for SqsSubscription: true,
    `can_send_failures` says whether AWS supports an OnFailure destination for the source.
    """

    at: Location
    batch_size: Number
    batch_window: Number = 0
    maximum_concurrency: int | Unknown | None = None
    reports_item_failures: bool | Unknown = False
    can_report_item_failures: bool = True
    can_send_failures: bool = False
    on_failure: Value = ABSENT
    maximum_retries: Number = -1
    maximum_record_age: Number = -1
    filters: Value = ABSENT
    enabled: bool | Unknown = True
    provisioned_pollers: bool | Unknown = False


@frozen
class Subscription:
    """A topic delivers to an endpoint. `redrive` is the subscription's own redrive policy."""

    at: Location
    protocol: str
    redrive: Value = ABSENT
    filter_policy: Value = ABSENT
    filter_scope: str = "MessageAttributes"


@frozen
class RuleTarget:
    """A bus's rule delivers what its pattern admits to a target."""

    at: Location
    rule: str
    pattern: Value = ABSENT
    dead_letter: Value = ABSENT
    enabled: bool | Unknown = True


@frozen
class ScheduleTarget:
    """A schedule calls its target."""

    at: Location
    dead_letter: Value = ABSENT
    enabled: bool | Unknown = True


@frozen
class Notification:
    """A bucket tells of its objects; prefix and suffix are Absent where any key will do."""

    at: Location
    events: tuple[str, ...] = ()
    prefix: Value = ABSENT
    suffix: Value = ABSENT


@frozen
class Route:
    """An API's, load balancer's or function URL's way to a target.

    `method` in upper case, "" or "ANY" for any; `path` "" where there is none (WebSocket: the route
    key stands in `path`). `integration` is "lambda", or the AWS service that the API calls.
    """

    at: Location
    method: str = ""
    path: str = ""
    authorizer: bool = False
    asynchronous: bool | Unknown = False
    integration: str = "lambda"


@frozen
class Task:
    """A state of a state machine that calls something. `retries`: it has a Retry.

    `resource` is the integration's ARN as written (`arn:aws:states:::sqs:sendMessage`), "lambda"
    for a function's ARN, or "activity". `retried` holds the errors that its Retry names; `timeout`
    and `heartbeat` say whether it has any.
    """

    at: Location
    state: str
    resource: str
    retries: bool | Unknown = False
    retried: tuple[str, ...] | Unknown = ()
    timeout: bool | Unknown = False
    heartbeat: bool | Unknown = False


@frozen
class PipeLeg:
    """A pipe's source, enrichment or target: `role` says which; `filters` are the source's."""

    at: Location
    role: str
    batch_size: Number = 1
    dead_letter: Value = ABSENT
    enabled: bool | Unknown = True
    filters: Value = ABSENT


@frozen
class Hook:
    """Any other way in which a service calls a function: Cognito triggers, IoT, log subscriptions.

    `asynchronous` says how Lambda is invoked by it.
    """

    at: Location
    what: str
    asynchronous: bool
    enabled: bool | Unknown = True


@frozen
class Redrive:
    """A queue hands a message to its dead-letter queue after `maximum_receives`."""

    at: Location
    maximum_receives: Number


@frozen
class FailureTarget:
    """Where failures of a function, mapping, subscription, rule target, schedule or pipe go.

    `of` says whose: "function", "invoke-config", "mapping", "subscription", "rule", "schedule",
    "pipe". `qualifier` is the alias or version of an "invoke-config", "" for $LATEST.
    """

    at: Location
    of: str
    qualifier: str = ""


@frozen
class SuccessTarget:
    """Where the results of a function's asynchronous invocations go."""

    at: Location
    qualifier: str = ""


@frozen
class EventBridgeNotifications:
    """A bucket sends its events to the account's default bus."""

    at: Location


@frozen
class Buffering:
    """A delivery stream reads its source and writes to its destination."""

    at: Location


Carrier: TypeAlias = (
    EventSourceMapping
    | Subscription
    | RuleTarget
    | ScheduleTarget
    | Notification
    | Route
    | Task
    | PipeLeg
    | Hook
    | Redrive
    | FailureTarget
    | SuccessTarget
    | EventBridgeNotifications
    | Buffering
    | CodeCall
)


@frozen
class Evidence:
    """Why an edge is there: `type` is "template", "code" or "policy"."""

    type: str
    at: Location
    detail: str


@frozen
class Edge:
    """One delivery, call or failure path between two nodes, named by their ids.

    `qualifier` is the alias or version of a function that is invoked: "" for $LATEST.
    """

    source: str
    target: str
    kind: EdgeKind
    carrier: Carrier
    evidence: Evidence
    confidence: Confidence = Confidence.CERTAIN
    qualifier: str | Unknown = ""

    @property
    def at(self) -> Location:
        """Where the edge is written."""
        return self.carrier.at

    @property
    def enabled(self) -> bool:
        """False only when it is certainly switched off."""
        return self._switch is not False

    @property
    def certainly_enabled(self) -> bool:
        """Whether it is switched on for every outcome of the conditions."""
        return self._switch is True

    @property
    def _switch(self) -> bool | Unknown:
        switch: bool | Unknown = getattr(self.carrier, "enabled", True)
        return switch
