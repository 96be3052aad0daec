"""Step Functions: state machines, what they orchestrate, and how they are started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import (
    FUNCTION,
    End,
    Flow,
    Operation,
    Reader,
    Resource,
    Statement,
    Synonym,
    member,
)
from eda_lint.aws.reading import first_set, identity, itself
from eda_lint.aws.sam import events
from eda_lint.aws.states_data import passed
from eda_lint.aws.states_language import Call, calls, states
from eda_lint.aws.substitutions import substituted
from eda_lint.aws.text import structure
from eda_lint.location import Location
from eda_lint.model import EdgeKind, StateMachine, Task
from eda_lint.value import (
    Absent,
    Choice,
    Items,
    Unknown,
    Value,
    entry_location,
    field_of,
    items_of,
    outcomes,
    text_of,
)

STATE_MACHINE = (StateMachine,)
_FILES = (("DefinitionUri",), ("DefinitionS3Location",))
_UNSEEN = Unknown("a definition that is not in the scan")
_SPELLINGS = ("Definition", "DefinitionString", "DefinitionUri", "DefinitionS3Location")


def _machine(name_property: str, type_property: str) -> Reader:
    def read(resource: Resource) -> Iterator[Statement]:
        machine = itself(resource, StateMachine)
        definitions = tuple(_definitions(resource))
        found = tuple(call for definition in definitions for call in _calls(definition, resource))
        yield StateMachine(
            **identity(resource, name_property),
            express=_express(resource.property(type_property)),
            timeout=_has(definitions or (_UNSEEN,), "TimeoutSeconds"),
            tasks=tuple(dict.fromkeys(_task(c) for c in found if c.state.type == "Task")),
        )
        for call in found:
            for end in call.ends:
                detail = f"state {call.state.name}"
                yield Flow(EdgeKind.ORCHESTRATE, machine, end, _task(call), detail)
        if not definitions and not isinstance(_location(resource), Absent):
            unseen = Task(_definition_at(resource), state="", resource="")
            yield Flow(EdgeKind.ORCHESTRATE, machine, End(_UNSEEN, FUNCTION), unseen, "its states")
        # A plain state machine has no Events.
        yield from events(resource, machine)

    return read


def _express(kind: Value) -> bool | Unknown:
    if isinstance(kind, Absent):
        return False
    if isinstance(kind, Choice):
        answers = {_express(option) for option in kind.options}
        return answers.pop() if len(answers) == 1 else Unknown("depends on a condition", kind.at)
    text = text_of(kind)
    return Unknown("settled at deployment", kind.at) if text is None else text == "EXPRESS"


def _definitions(resource: Resource) -> Iterator[Value]:
    """The definition as the template writes it, or as a file that the scan has holds it."""
    written: list[Value] = [
        outcome
        for name in ("Definition", "DefinitionString")
        for outcome in outcomes(resource.property(name))
        if not isinstance(outcome, Absent)
    ]
    for location in outcomes(_location(resource)):
        document = resource.documents.get(text_of(location) or "")
        if document is not None:
            written.append(document)
    substitutions = resource.property("DefinitionSubstitutions")
    for definition in written:
        yield structure(substituted(definition, substitutions))


def _location(resource: Resource) -> Value:
    """The file that holds the definition, Absent where the template itself does."""
    return first_set(resource.properties, *_FILES)


def _calls(definition: Value, resource: Resource) -> Iterator[Call]:
    found = tuple(states(definition, _definition_at(resource)))
    data = passed(state.body for state in found if state.type == "Pass")
    for state in found:
        yield from calls(state, data)


def _definition_at(resource: Resource) -> Location:
    """Where the definition is written, for states that have no place of their own."""
    places = (entry_location(resource.properties, name) for name in _SPELLINGS)
    return next((at for at in places if at is not None), resource.at)


def _task(call: Call) -> Task:
    state = call.state
    retry = field_of(state.body, "Retry")
    return Task(
        at=state.at,
        state=state.name,
        resource=call.resource,
        retries=_is_set(retry),
        retried=_retried(retry),
        timeout=_has((state.body,), "TimeoutSeconds", "TimeoutSecondsPath"),
        heartbeat=_has((state.body,), "HeartbeatSeconds", "HeartbeatSecondsPath"),
    )


def _has(records: tuple[Value, ...], *names: str) -> bool | Unknown:
    """Whether one of the records sets one of the names."""
    answers = [_is_set(field_of(record, name)) for record in records for name in names]
    unknown = next((answer for answer in answers if isinstance(answer, Unknown)), False)
    return True if True in answers else unknown


def _is_set(value: Value) -> bool | Unknown:
    if isinstance(value, Unknown | Choice):
        return Unknown("settled at deployment", value.at)
    return value != Absent() and value != Items(())


def _retried(retry: Value) -> tuple[str, ...] | Unknown:
    """The errors that a Retry names."""
    errors: list[str] = []
    for retrier in items_of(retry):
        for error in items_of(field_of(retrier, "ErrorEquals")):
            name = text_of(error)
            if name is None:
                return Unknown("settled at deployment", error.at)
            errors.append(name)
    return retry if isinstance(retry, Unknown) else tuple(errors)


def _version(resource: Resource) -> Iterator[Statement]:
    yield Synonym(resource.id, End(resource.property("StateMachineArn"), STATE_MACHINE))


def _alias(resource: Resource) -> Iterator[Statement]:
    """An alias leads to versions, of one state machine."""
    routes = items_of(resource.property("RoutingConfiguration"))
    version = first_set(resource.properties, ("DeploymentPreference", "StateMachineVersionArn"))
    if routes:
        version = field_of(routes[0], "StateMachineVersionArn")
    yield Synonym(resource.id, End(version, STATE_MACHINE))


RESOURCES: Mapping[str, Reader] = {
    "AWS::StepFunctions::StateMachine": _machine("StateMachineName", "StateMachineType"),
    "AWS::Serverless::StateMachine": _machine("Name", "Type"),
    "AWS::StepFunctions::StateMachineVersion": _version,
    "AWS::StepFunctions::StateMachineAlias": _alias,
}

# A state's own arguments write the member with a capital.
_START = Operation(EdgeKind.START, STATE_MACHINE, member("stateMachineArn", "StateMachineArn"))

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("stepfunctions", "StartExecution"): _START,
    ("stepfunctions", "StartSyncExecution"): _START,
}
