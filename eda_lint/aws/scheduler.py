"""EventBridge Scheduler: schedules and their targets, universal ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from eda_lint.aws.arn import ANY_TARGET, address_of, kinds_at
from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.eventbridge import enabled_by_state, schedule_event, scheduled
from eda_lint.aws.interface import End, EventReader, Operation, Reader, Resource, Statement
from eda_lint.aws.reading import identity, itself, when_set
from eda_lint.aws.text import structure
from eda_lint.model import EdgeKind, Schedule
from eda_lint.value import Absent, Value, field_of, text_of

_SDK_SERVICES: Mapping[str, str] = {
    # The names of universal targets, where boto3's differ.
    "eventbridge": "events",
    "sfn": "stepfunctions",
}


def _schedule(resource: Resource) -> Iterator[Statement]:
    enabled = enabled_by_state(resource.property("State"))
    yield Schedule(
        **identity(resource, "Name"),
        expression=text_of(resource.property("ScheduleExpression")) or "",
        enabled=enabled,
    )
    target = resource.property("Target")
    failures = field_of(target, "DeadLetterConfig", "Arn")
    for end in target_ends(target):
        yield from scheduled(itself(resource, Schedule), end, failures, enabled, resource.at)


def target_ends(target: Value) -> Iterator[End]:
    """What a schedule's Target reaches.

    A universal target (`arn:aws:scheduler:::aws-sdk:sqs:sendMessage`) is an SDK operation whose
    arguments stand in Input.
    """
    arn = when_set(field_of(target, "Arn"))
    if isinstance(arn, Absent):
        return
    address = address_of(arn)
    if address is None or address.resource_type != "aws-sdk":
        yield End(arn, kinds_at(arn))
        return
    service = text_of(address.name) or ""
    action = text_of(address.qualifier) if address.qualifier is not None else None
    operation = (_SDK_SERVICES.get(service, service), _capitalised(action or ""))
    known = catalogue().operations.get(operation)
    if known is not None and known.kind is not EdgeKind.READ:
        arguments = structure(field_of(target, "Input"))
        for value in known.targets(arguments):
            yield End(value, known.to)


def _capitalised(action: str) -> str:
    return action[:1].upper() + action[1:]


def _created(arguments: Value) -> Iterable[Value]:
    for end in target_ends(field_of(arguments, "Target")):
        yield end.value


RESOURCES: Mapping[str, Reader] = {"AWS::Scheduler::Schedule": _schedule}

SAM_EVENTS: Mapping[str, EventReader] = {"ScheduleV2": schedule_event}

_SCHEDULE = Operation(EdgeKind.PUBLISH, ANY_TARGET, _created)

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("scheduler", "CreateSchedule"): _SCHEDULE,
    ("scheduler", "UpdateSchedule"): _SCHEDULE,
}
