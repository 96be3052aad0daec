"""ARNs and queue URLs, read out of values whose parts need not all be constant."""

from __future__ import annotations

import re

from eda_lint.aws.interface import pseudo
from eda_lint.aws.text import HoledText, holed, is_hole
from eda_lint.frozen import frozen
from eda_lint.model import (
    Api,
    ApiDestination,
    Broker,
    Bucket,
    Bus,
    DeliveryStream,
    External,
    Function,
    IotRule,
    LoadBalancer,
    LogGroup,
    Node,
    NodeType,
    Pipe,
    Queue,
    Schedule,
    StateMachine,
    Stream,
    Table,
    Topic,
    UserPool,
)
from eda_lint.value import Literal, Reference, Value

EMPTY_TEXT = Literal("")


@frozen
class Address:
    """What an ARN or queue URL names.

    `name` is the resource's physical name, or a Reference where the text builds on one
    (`${Function.Arn}:live`); `service` and `resource_type` are "" where only the reference knows.
    """

    service: str
    resource_type: str
    name: Value
    qualifier: Value | None = None
    region: Value = EMPTY_TEXT
    account: Value = EMPTY_TEXT

    @property
    def kinds(self) -> tuple[NodeType, ...]:
        """The kinds of node that it may name; any where only a reference knows."""
        return kinds_of(self.service, self.resource_type) if self.service else (Node,)

    @property
    def elsewhere(self) -> bool:
        """Whether it names an account or region other than "this stack's own"."""
        here = (EMPTY_TEXT, pseudo("Region"), pseudo("AccountId"))
        return self.region not in here or self.account not in here


_RESOURCE: dict[str, tuple[str, re.Pattern[str]]] = {
    # The type to assume, and the shape of what follows the account.
    "sqs": ("queue", re.compile(r"(?P<name>[^:/]+)$")),
    "sns": ("topic", re.compile(r"(?P<name>[^:/]+)(?::.*)?$")),
    "s3": ("bucket", re.compile(r"(?P<name>[^:/]+)(?:/.*)?$")),
    "events": (
        "",
        re.compile(
            r"(?P<type>rule)/(?:[^/]+/)?(?P<name>[^/]+)$|(?P<t2>[^/]+)/(?P<n2>[^/]+)(?:/.*)?$"
        ),
    ),
    "scheduler": (
        "",
        re.compile(
            r"(?P<type>aws-sdk):(?P<name>[^:]+):(?P<qualifier>[^:]+)$"
            r"|(?P<t2>schedule)/[^/]+/(?P<n2>[^/]+)$"
        ),
    ),
    "logs": ("", re.compile(r"(?P<type>log-group):(?P<name>[^:]+)(?::.*)?$")),
    "execute-api": ("api", re.compile(r"(?P<name>[^/]+)(?:/.*)?$")),
    "elasticloadbalancing": (
        "",
        re.compile(
            r"(?P<type>loadbalancer)/(?:app|net)/(?P<name>[^/]+)(?:/.*)?$"
            r"|(?P<t2>targetgroup)/(?P<n2>[^/]+)(?:/.*)?$"
        ),
    ),
}
_ANY_RESOURCE = re.compile(
    r"(?P<type>[^:/]+)[:/](?P<name>[^:/]+)(?::(?P<qualifier>[^:/]+))?(?:[:/].*)?$"
)
_INTEGRATION = re.compile(r"path/[^/]+/functions/(?P<function>.+)/invocations$")
_QUEUE_PATH = re.compile(r"path/(?P<account>[^/]+)/(?P<name>[^/]+)$")
_QUEUE_URL = re.compile(
    r"https?://(?:[^/]+\.)?(?:sqs\.(?P<region>[^./]+)|(?P<r2>[^./]+)\.queue|queue)\.[^/]+"
    r"/(?P<account>[^/]+)/(?P<name>[^/?]+)/?$"
)
_FUNCTION_NAME = re.compile(
    r"(?:[^:]+:function:|function:)?(?P<name>[^:/]+)(?::(?P<qualifier>[^:/]+))?$"
)

_KINDS: dict[tuple[str, str], NodeType] = {
    ("lambda", "function"): Function,
    ("sqs", "queue"): Queue,
    ("sns", "topic"): Topic,
    ("events", "event-bus"): Bus,
    ("events", "rule"): Schedule,
    ("events", "api-destination"): ApiDestination,
    ("scheduler", "schedule"): Schedule,
    ("kinesis", "stream"): Stream,
    ("firehose", "deliverystream"): DeliveryStream,
    ("dynamodb", "table"): Table,
    ("s3", "bucket"): Bucket,
    ("states", "stateMachine"): StateMachine,
    ("logs", "log-group"): LogGroup,
    ("execute-api", "api"): Api,
    ("elasticloadbalancing", "loadbalancer"): LoadBalancer,
    ("elasticloadbalancing", "targetgroup"): LoadBalancer,
    ("pipes", "pipe"): Pipe,
    ("cognito-idp", "userpool"): UserPool,
    ("iot", "rule"): IotRule,
    ("kafka", "cluster"): Broker,
    ("mq", "broker"): Broker,
    # DocumentDB's clusters have ARNs of RDS; those of RDS itself send no events.
    ("rds", "cluster"): Broker,
}

ANY_TARGET: tuple[NodeType, ...] = (
    External,
    Function,
    Queue,
    Topic,
    Bus,
    Stream,
    DeliveryStream,
    StateMachine,
    LogGroup,
    Api,
    ApiDestination,
    Pipe,
    Table,
    Bucket,
    Broker,
)
"""Kinds of an end of which nothing is known but its value."""


def kinds_of(service: str, resource_type: str) -> tuple[NodeType, ...]:
    """The kinds of node that an ARN of this service and type may name."""
    if not service:
        return ANY_TARGET
    return (_KINDS.get((service, resource_type), External),)


def kinds_at(value: Value, default: tuple[NodeType, ...] = ANY_TARGET) -> tuple[NodeType, ...]:
    """The kinds that a value can lead to, by the ARN that it spells; `default` without one."""
    address = address_of(value)
    if address is None or not address.service:
        return default
    return kinds_of(address.service, address.resource_type)


def address_of(value: Value) -> Address | None:
    """What an ARN or queue URL names; None for anything else, plain names and references too."""
    text = holed(value)
    if text is None or len(text.text) < 2:
        return None
    if text.text.startswith("arn:"):
        return _arn(text)
    url = _QUEUE_URL.match(text.text)
    if url:
        region = url["region"] or url["r2"] or ""
        return _address(text, "sqs", "queue", url["name"], None, region, url["account"])
    return _built_on_reference(text)


def function_address(value: Value) -> Address | None:
    """What Lambda takes as FunctionName: an ARN, a partial ARN, or a name with a qualifier."""
    found = address_of(value)
    if found is not None:
        return found
    text = holed(value)
    match = _FUNCTION_NAME.match(text.text) if text is not None else None
    if text is None or match is None:
        return None
    return _address(text, "lambda", "function", match["name"], match["qualifier"])


def _arn(text: HoledText) -> Address | None:
    parts = text.text.split(":", 5)
    if len(parts) < 6:
        return None
    _, _, service, region, account, rest = parts
    if any(map(is_hole, service)):
        return None
    if service == "apigateway":
        return _integration(text, account, rest)
    assumed, shape = _RESOURCE.get(service, ("", _ANY_RESOURCE))
    match = shape.match(rest)
    if match is None:
        return None
    groups = match.groupdict()
    kind = groups.get("type") or groups.get("t2") or assumed
    name = groups.get("name") or groups.get("n2") or ""
    return _address(text, service, kind, name, groups.get("qualifier"), region, account)


def _integration(text: HoledText, service: str, rest: str) -> Address | None:
    """What an API Gateway integration calls."""
    function = _INTEGRATION.match(rest)
    if service == "lambda" and function:
        return function_address(text.value(function["function"]))
    queue = _QUEUE_PATH.match(rest)
    if service == "sqs" and queue:
        return _address(text, "sqs", "queue", queue["name"], None, "", queue["account"])
    return None


def _built_on_reference(text: HoledText) -> Address | None:
    """`${Function.Arn}:live`, `${Bucket.Arn}/*`, `${Table.Arn}/stream/*`."""
    if not is_hole(text.text[0]) or text.text[1] not in ":/":
        return None
    base = text.holes[0]
    if not isinstance(base, Reference):
        return None
    rest = text.text[1:]
    qualifier = text.value(rest[1:]) if rest.startswith(":") else None
    return Address("", "", base, qualifier)


def _address(
    text: HoledText,
    service: str,
    resource_type: str,
    name: str,
    qualifier: str | None,
    region: str = "",
    account: str = "",
) -> Address:
    return Address(
        service,
        resource_type,
        text.value(name),
        text.value(qualifier) if qualifier else None,
        text.value(region),
        text.value(account),
    )
