"""EventBridge in Terraform: buses, rules with the targets that stand beside them, archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eda_lint.aws.interface import Resource
from eda_lint.aws.terraform.interface import Declared, Part, Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    blocks,
    each,
    given,
    resource,
    shaped,
    translated,
    value_at,
)
from eda_lint.value import (
    Absent,
    Concat,
    Entry,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    boolean_of,
)

_TARGET: Shape = {"Arn": "arn", "DeadLetterConfig.Arn": "dead_letter_config.arn"}
_DEFAULT_BUS = Literal("default")


def _switched(enabled: Value) -> Value:
    """The State that the older `is_enabled` means."""
    on = boolean_of(enabled, default=True)
    return on if isinstance(on, Unknown) else Literal("ENABLED" if on else "DISABLED", enabled.at)


def _state(rule: Value) -> Value:
    state = given(value_at(rule, "state"))
    if not isinstance(state, Absent):
        return state
    return each(given(value_at(rule, "is_enabled")), _switched)


_RULE: Shape = {
    "Name": "name",
    "EventBusName": "event_bus_name",
    "EventPattern": "event_pattern",
    "ScheduleExpression": "schedule_expression",
    "State": Argument("", _state, at="state"),
    "Targets": blocks("target", _TARGET),
}


def _target_alone(declared: Declared) -> Iterator[Resource]:
    """A target whose rule is not in the scan: what the rule matches is unknown.

    On a bus of its own it is certain that the rule matches events; on the default one it may be a
    schedule, and nothing can be said.
    """
    bus = given(declared.argument("event_bus_name"))
    if isinstance(bus, Reference | Literal | Concat) and bus != _DEFAULT_BUS:
        target = shaped(_TARGET, declared.arguments)
        entries = (
            Entry("EventBusName", bus, bus.at),
            Entry("EventPattern", Unknown("the pattern of a rule that is not in the scan")),
            Entry("Targets", Items((target,))),
        )
        yield resource(declared, "AWS::Events::Rule", Record(entries, at=declared.at))


RESOURCES: Mapping[str, Translation] = {
    "aws_cloudwatch_event_bus": translated(
        "AWS::Events::EventBus",
        {"Name": "name", "DeadLetterConfig.Arn": "dead_letter_config.arn"},
        name="Name",
    ),
    "aws_cloudwatch_event_rule": translated("AWS::Events::Rule", _RULE, name="Name"),
    "aws_cloudwatch_event_target": Translation(_target_alone),
    "aws_cloudwatch_event_archive": translated(
        "AWS::Events::Archive", {"SourceArn": "event_source_arn"}
    ),
    "aws_cloudwatch_event_api_destination": translated(
        "AWS::Events::ApiDestination", {"Name": "name"}, name="Name"
    ),
}

PARTS: Mapping[str, Part] = {
    "aws_cloudwatch_event_target": Part(
        ("aws_cloudwatch_event_rule",), "rule", "target", within="event_bus_name"
    ),
}
