"""AWS operations that a service calls on its own: what a state, an integration or a target reaches.

A Step Functions state, an API Gateway integration and an IoT action all name an API operation and
its arguments; what the operation means stands once, in its service's `OPERATIONS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import End
from eda_lint.model import EdgeKind
from eda_lint.value import Value

_NAMES: Mapping[str, str] = {
    # What ARNs and integrations call a service, where boto3's name differs.
    "eventbridge": "events",
    "states": "stepfunctions",
    "sfn": "stepfunctions",
}


def sdk_name(service: str) -> str:
    """The name that boto3 gives to a service that an ARN or integration names."""
    lowered = service.lower()
    return _NAMES.get(lowered, lowered)


def reached_by(
    service: str, action: str, arguments: Value, *, reads: bool = False
) -> Iterator[End]:
    """What a call of an operation reaches; `reads` takes operations in that only read.

    An operation that no module knows reaches nothing.
    """
    operation = catalogue().operations.get((sdk_name(service), action[:1].upper() + action[1:]))
    if operation is None or (operation.kind is EdgeKind.READ and not reads):
        return
    for value in dict.fromkeys(operation.targets(arguments)):
        yield End(value, operation.to)
