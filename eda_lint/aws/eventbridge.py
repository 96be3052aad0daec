"""EventBridge: buses, rules and their targets, archives, API destinations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.arn import kinds_at
from eda_lint.aws.failures import dead_letter, sam_dead_letter
from eda_lint.aws.interface import (
    Attached,
    End,
    EventReader,
    Flow,
    Operation,
    Reader,
    Resource,
    SamEvent,
    Statement,
    member_of_each,
)
from eda_lint.aws.reading import first_set, identity, itself, place
from eda_lint.aws.text import structure
from eda_lint.location import Location
from eda_lint.model import (
    ApiDestination,
    Archive,
    Bus,
    EdgeKind,
    RuleTarget,
    Schedule,
    ScheduleTarget,
)
from eda_lint.value import (
    Absent,
    Choice,
    Literal,
    Reference,
    Unknown,
    Value,
    boolean_of,
    field_of,
    items_of,
    text_of,
)

BUS = (Bus,)
DEFAULT_BUS = Literal("default")
"""The account's own bus: `graph/build` leads it to the node `default`."""


def enabled_by_state(state: Value) -> bool | Unknown:
    """Whether a rule's or schedule's State lets it act; AWS enables what says nothing."""
    if isinstance(state, Absent):
        return True
    if isinstance(state, Choice):
        answers = {enabled_by_state(option) for option in state.options}
        return answers.pop() if len(answers) == 1 else Unknown("depends on a condition", state.at)
    text = text_of(state)
    if text is None:
        return Unknown("settled at deployment", state.at)
    return text != "DISABLED"


def _bus(resource: Resource) -> Iterator[Statement]:
    yield Bus(**identity(resource, "Name"))
    undelivered = resource.property("DeadLetterConfig", "Arn")
    yield from dead_letter(itself(resource, Bus), undelivered, "bus", resource.at)


def _rule(resource: Resource) -> Iterator[Statement]:
    enabled = enabled_by_state(resource.property("State"))
    expression = resource.property("ScheduleExpression")
    if not isinstance(expression, Absent):
        yield Schedule(
            **identity(resource, "Name"), expression=text_of(expression) or "", enabled=enabled
        )
    pattern = structure(resource.property("EventPattern"))
    bus = bus_end(resource.property("EventBusName"))
    for target in items_of(resource.property("Targets")):
        arn = field_of(target, "Arn")
        end = End(arn, kinds_at(arn))
        failures = field_of(target, "DeadLetterConfig", "Arn")
        at = place(target, resource.at)
        if not isinstance(expression, Absent):
            yield from scheduled(itself(resource, Schedule), end, failures, enabled, at)
        if not isinstance(pattern, Absent):
            carrier = RuleTarget(at, resource.name, pattern, failures, enabled)
            yield from matched(bus, end, carrier)


def bus_end(bus: Value) -> End:
    """The bus that a rule or an entry names, by name or ARN; the default one without a name."""
    return End(DEFAULT_BUS if isinstance(bus, Absent) else bus, BUS)


def matched(bus: End, target: End, carrier: RuleTarget) -> Iterator[Flow]:
    """The flows of a rule's target: what matches, and what could not be delivered."""
    yield Flow(EdgeKind.TRIGGER, bus, target, carrier, f"rule {carrier.rule}")
    yield from dead_letter(bus, carrier.dead_letter, "rule", carrier.at)


def scheduled(
    schedule: End, target: End, failures: Value, enabled: bool | Unknown, at: Location
) -> Iterator[Flow]:
    """The flows of a schedule's target: the call, and what could not be delivered."""
    carrier = ScheduleTarget(at, failures, enabled)
    yield Flow(EdgeKind.TRIGGER, schedule, target, carrier, "schedule")
    yield from dead_letter(schedule, failures, "schedule", at)


def _rule_event(event: SamEvent) -> Iterator[Statement]:
    failures, made = sam_dead_letter(event)
    yield from made
    carrier = RuleTarget(
        at=event.at,
        rule=f"{event.owner.name}{event.name}",
        pattern=structure(event.property("Pattern")),
        dead_letter=failures,
        enabled=_enabled(event),
    )
    yield from matched(bus_end(event.property("EventBusName")), event.target, carrier)


def schedule_event(event: SamEvent) -> Iterator[Statement]:
    """SAM's Schedule and ScheduleV2: a schedule node, its call, its failures."""
    failures, made = sam_dead_letter(event)
    yield from made
    name = f"{event.owner.name}{event.name}"
    expression = first_set(event.properties, ("Schedule",), ("ScheduleExpression",))
    schedule = Schedule(
        id=event.owner.sibling(name),
        name=name,
        at=event.at,
        physical_name=event.property("Name"),
        only_when=event.owner.only_when,
        expression=text_of(expression) or "",
        enabled=_enabled(event),
    )
    yield schedule
    source = End(Reference(schedule.id, at=event.at), (Schedule,))
    yield from scheduled(source, event.target, failures, schedule.enabled, event.at)


def _enabled(event: SamEvent) -> bool | Unknown:
    """SAM's older spelling is `Enabled`, the newer one `State`."""
    state = event.property("State")
    if isinstance(state, Absent):
        return boolean_of(event.property("Enabled"), default=True)
    return enabled_by_state(state)


def _archive(resource: Resource) -> Iterator[Statement]:
    bus = first_set(resource.properties, ("SourceArn",), ("EventSourceArn",))
    yield Attached(End(bus, BUS), Archive(resource.at))


def _api_destination(resource: Resource) -> Iterator[Statement]:
    yield ApiDestination(**identity(resource, "Name"))


RESOURCES: Mapping[str, Reader] = {
    "AWS::Events::EventBus": _bus,
    "AWS::Events::Rule": _rule,
    "AWS::Events::Archive": _archive,
    "AWS::Events::ApiDestination": _api_destination,
}

SAM_EVENTS: Mapping[str, EventReader] = {
    "EventBridgeRule": _rule_event,
    "CloudWatchEvent": _rule_event,
    "Schedule": schedule_event,
}

OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("events", "PutEvents"): Operation(
        EdgeKind.PUBLISH, BUS, member_of_each("Entries", "EventBusName", DEFAULT_BUS)
    ),
}
