"""EventBridge Pipes: what a pipe reads, enriches with, and delivers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.arn import ANY_TARGET, kinds_at
from eda_lint.aws.failures import dead_letter
from eda_lint.aws.interface import End, Flow, Reader, Resource, Statement
from eda_lint.aws.reading import first_set, identity, itself, place_of
from eda_lint.location import Location
from eda_lint.model import (
    Api,
    ApiDestination,
    Broker,
    Bus,
    EdgeKind,
    Function,
    LogGroup,
    NodeType,
    Pipe,
    PipeLeg,
    Queue,
    StateMachine,
    Stream,
    Table,
    Topic,
)
from eda_lint.value import (
    Absent,
    Choice,
    Number,
    Unknown,
    Value,
    entry_location,
    field_of,
    integer_of,
    text_of,
)

_SOURCES: Mapping[str, NodeType] = {
    # By the block of SourceParameters that only this kind of source takes.
    "SqsQueueParameters": Queue,
    "KinesisStreamParameters": Stream,
    "DynamoDBStreamParameters": Table,
    "ManagedStreamingKafkaParameters": Broker,
    "SelfManagedKafkaParameters": Broker,
    "ActiveMQBrokerParameters": Broker,
    "RabbitMQBrokerParameters": Broker,
}
_TARGETS: Mapping[str, tuple[NodeType, ...]] = {
    # By the block of TargetParameters that only this kind of target takes.
    "EventBridgeEventBusParameters": (Bus,),
    "SqsQueueParameters": (Queue,),
    "StepFunctionStateMachineParameters": (StateMachine,),
    "LambdaFunctionParameters": (Function,),
    "KinesisStreamParameters": (Stream,),
    "CloudWatchLogsParameters": (LogGroup,),
    "HttpParameters": (ApiDestination, Api),
}
_ANY_SOURCE: tuple[NodeType, ...] = (Queue, Stream, Table, Broker)


def _pipe(resource: Resource) -> Iterator[Statement]:
    yield Pipe(**identity(resource, "Name"))
    pipe = itself(resource, Pipe)
    enabled = _enabled(resource.property("DesiredState"))
    parameters = resource.property("SourceParameters")
    kinds, batch_size = _polled(resource.property("Source"), parameters)
    failures = first_set(parameters, *((name, "DeadLetterConfig", "Arn") for name in _SOURCES))
    source = PipeLeg(
        at=place_of(resource.properties, "Source", resource.at),
        role="source",
        batch_size=batch_size,
        dead_letter=failures,
        enabled=enabled,
        filters=field_of(parameters, "FilterCriteria"),
    )
    end = End(resource.property("Source"), kinds)
    yield Flow(EdgeKind.TRIGGER, end, pipe, source, "source of the pipe")
    for role in ("Enrichment", "Target"):
        value = resource.property(role)
        if not isinstance(value, Absent):
            at = place_of(resource.properties, role, resource.at)
            leg = PipeLeg(at=at, role=role.lower(), enabled=enabled)
            parameters = resource.property(f"{role}Parameters")
            reached = End(value, kinds_at(value, _kinds_by(parameters)))
            yield Flow(EdgeKind.TRIGGER, pipe, reached, leg, f"{leg.role} of the pipe")
    yield from dead_letter(pipe, failures, "pipe", _failures_at(resource), (Queue, Topic))


def _polled(source: Value, parameters: Value) -> tuple[tuple[NodeType, ...], Number]:
    """The kinds that a source may be, and how many of its records the pipe takes at once."""
    # The documentation names several defaults.
    unset = Unknown("the batch size is not written", source.at)
    for block, kind in _SOURCES.items():
        written = field_of(parameters, block)
        if not isinstance(written, Absent):
            return (kind,), integer_of(field_of(written, "BatchSize"), unset)
    return kinds_at(source, _ANY_SOURCE), unset


def _kinds_by(parameters: Value) -> tuple[NodeType, ...]:
    """The kinds that an enrichment or target may be, by its parameters."""
    for block, kinds in _TARGETS.items():
        if not isinstance(field_of(parameters, block), Absent):
            return kinds
    return ANY_TARGET


def _enabled(state: Value) -> bool | Unknown:
    if isinstance(state, Absent):
        return True
    if isinstance(state, Choice):
        answers = {_enabled(option) for option in state.options}
        return answers.pop() if len(answers) == 1 else Unknown("depends on a condition", state.at)
    text = text_of(state)
    return Unknown("settled at deployment", state.at) if text is None else text != "STOPPED"


def _failures_at(resource: Resource) -> Location:
    for block in _SOURCES:
        written = entry_location(resource.property("SourceParameters", block), "DeadLetterConfig")
        if written is not None:
            return written
    return resource.at


RESOURCES: Mapping[str, Reader] = {"AWS::Pipes::Pipe": _pipe}
