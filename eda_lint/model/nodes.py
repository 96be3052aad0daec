"""Nodes of the event graph: what sends, holds or receives events.

Every number has AWS's default applied where nothing was written, and is Unknown where it is settled
at deployment. Fields of type Value keep what was written: `Absent` says that there certainly is
none, anything but a constant or a reference says nothing.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import ClassVar, TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model.behaviour import Handler
from eda_lint.model.edges import Task
from eda_lint.value import ABSENT, Number, Unknown, Value

_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]')


def stack_of(identity: str) -> str:
    """The stack or root module of a node, by its id: "" for an external one.

    The keys in a Terraform address may hold anything.
    """
    return _KEY.sub("", identity).rpartition("#")[0]


@frozen(kw_only=True)
class Node:
    """What all nodes share.

    `name` is the logical id or Terraform address, `id` the stack and the name. `physical_name` is
    the name in AWS (Absent when AWS makes one up). `only_when` names the condition under which the
    resource exists, where that is false by every default. `external` nodes are addressed, but not
    declared in the scan; `generated` ones were made by a framework for itself. `called_from` are
    the calls of modules that lead to the resource, the outermost first, each with its place. Where
    one deployment reaches several regions or accounts, `provider` says by what it is deployed there
    ("" for what most of it is), and `region` in which region, "" where that is not known.
    """

    kind: ClassVar[str] = "external"

    id: str
    name: str
    at: Location
    external: bool = False
    generated: bool = False
    physical_name: Value = ABSENT
    only_when: str = ""
    called_from: tuple[tuple[str, Location], ...] = ()
    provider: str = ""
    region: str = ""

    def __str__(self) -> str:
        return self.name


@frozen(kw_only=True)
class Function(Node):
    """A Lambda function.

    `timeout` in seconds, `memory` in MB. `reserved_concurrency` is None when certainly unset.
    `dead_letter` is the target of its own dead-letter queue. `alias` is what SAM's
    AutoPublishAlias makes every event invoke. `environment` is a Record of its variables.
    """

    kind: ClassVar[str] = "function"

    runtime: str = ""
    timeout: Number = 3
    memory: Number = 128
    reserved_concurrency: int | Unknown | None = None
    reserved_concurrency_at: Location | None = None
    dead_letter: Value = ABSENT
    alias: str = ""
    environment: Value = ABSENT
    role: Value = ABSENT
    layers: Value = ABSENT
    tags: Value = ABSENT
    tracing: Value = ABSENT
    recursion_allowed: bool = False
    handler: Handler | Unknown = field(default_factory=lambda: Unknown("not bound"))


@frozen(kw_only=True)
class Queue(Node):
    """An SQS queue; times in seconds. `redrive` is its redrive policy, Absent when it has none.

    `maximum_receives_at` is where the redrive policy sets its maxReceiveCount. `is_dead_letter` if
    its own redrive allow policy names queues whose failures it takes.
    """

    kind: ClassVar[str] = "queue"

    fifo: bool | Unknown = False
    visibility_timeout: Number = 30
    visibility_timeout_at: Location | None = None
    retention: Number = 345_600
    redrive: Value = ABSENT
    maximum_receives: Number | None = None
    maximum_receives_at: Location | None = None
    is_dead_letter: bool = False


@frozen(kw_only=True)
class Topic(Node):
    """An SNS topic."""

    kind: ClassVar[str] = "topic"

    fifo: bool | Unknown = False


@frozen(kw_only=True)
class Bus(Node):
    """An EventBridge event bus; `default` is every account's own."""

    kind: ClassVar[str] = "bus"


@frozen(kw_only=True)
class Stream(Node):
    """A Kinesis data stream; `retention` in hours."""

    kind: ClassVar[str] = "stream"

    retention: Number = 24


@frozen(kw_only=True)
class DeliveryStream(Node):
    """A Firehose delivery stream."""

    kind: ClassVar[str] = "delivery_stream"


@frozen(kw_only=True)
class Table(Node):
    """A DynamoDB table. `key` holds the names of its key attributes, partition key first."""

    kind: ClassVar[str] = "table"

    key: tuple[str, ...] = ()
    expiry_attribute: Value = ABSENT


@frozen(kw_only=True)
class Bucket(Node):
    """An S3 bucket."""

    kind: ClassVar[str] = "bucket"


@frozen(kw_only=True)
class Api(Node):
    """An API Gateway REST, HTTP or WebSocket API, or an AppSync API."""

    kind: ClassVar[str] = "api"

    protocol: str = "rest"


@frozen(kw_only=True)
class FunctionUrl(Node):
    """A function's own HTTPS address."""

    kind: ClassVar[str] = "function_url"


@frozen(kw_only=True)
class LoadBalancer(Node):
    """An application load balancer, or its target group where no more is known."""

    kind: ClassVar[str] = "load_balancer"


@frozen(kw_only=True)
class Schedule(Node):
    """A Scheduler schedule, or a rule with a schedule expression."""

    kind: ClassVar[str] = "schedule"

    expression: str = ""
    enabled: bool | Unknown = True


@frozen(kw_only=True)
class StateMachine(Node):
    """A Step Functions state machine; `express` ones run at least once, others exactly once.

    `timeout` says whether a whole execution has one. `tasks` are its Task states at any depth, also
    those that call something which is no node.
    """

    kind: ClassVar[str] = "state_machine"

    express: bool | Unknown = False
    timeout: bool | Unknown = False
    tasks: tuple[Task, ...] = ()


@frozen(kw_only=True)
class Pipe(Node):
    """An EventBridge pipe."""

    kind: ClassVar[str] = "pipe"


@frozen(kw_only=True)
class UserPool(Node):
    """A Cognito user pool."""

    kind: ClassVar[str] = "user_pool"


@frozen(kw_only=True)
class LogGroup(Node):
    """A CloudWatch Logs group; `retention` in days, None when it never expires."""

    kind: ClassVar[str] = "log_group"

    retention: Number | None = None


@frozen(kw_only=True)
class IotRule(Node):
    """An IoT topic rule."""

    kind: ClassVar[str] = "iot_rule"


@frozen(kw_only=True)
class ApiDestination(Node):
    """An EventBridge API destination: a third party's HTTP endpoint."""

    kind: ClassVar[str] = "api_destination"


@frozen(kw_only=True)
class Broker(Node):
    """A Kafka cluster or an MQ broker."""

    kind: ClassVar[str] = "broker"


@frozen(kw_only=True)
class External(Node):
    """Something addressed whose kind is not in this vocabulary."""

    kind: ClassVar[str] = "external"


NodeType: TypeAlias = type[Node]
