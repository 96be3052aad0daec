"""Rules and schedules of EventBridge, plain and as SAM events."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Attached, Flow
from eda_lint.model import (
    ApiDestination,
    Archive,
    Bus,
    ChannelPolicy,
    External,
    FailureTarget,
    Queue,
    RuleTarget,
    Schedule,
    ScheduleTarget,
)
from eda_lint.value import Absent, Input, Literal, Unknown
from tests.aws.declared import all_of, carried, drawn, function_with, only, read, reference, value

RULE = "AWS::Events::Rule"
PATTERN = {"source": ["orders"]}
DEAD = {"DeadLetterConfig": {"Arn": {"Fn::GetAtt": "Dead.Arn"}}}
TARGET = {"Id": "t", "Arn": {"Fn::GetAtt": "Fn.Arn"}}


def test_a_rule_delivers_from_the_default_bus() -> None:
    statements = read(RULE, {"EventPattern": PATTERN, "Targets": [TARGET]}, "OnOrder")
    assert drawn(statements) == ["trigger: default -> Fn"]
    target = carried(RuleTarget, statements)
    assert (target.rule, target.pattern, target.enabled) == ("OnOrder", value(PATTERN), True)
    assert isinstance(target.dead_letter, Absent)
    assert not all_of(Schedule, statements)


@pytest.mark.parametrize("bus", [{"Ref": "Orders"}, {"Fn::GetAtt": "Orders.Arn"}, "Orders"])
def test_a_rule_on_a_bus_of_its_own(bus: object) -> None:
    statements = read(
        RULE, {"EventBusName": bus, "EventPattern": PATTERN, "Targets": [{**TARGET, **DEAD}]}
    )
    assert drawn(statements) == ["trigger: Orders -> Fn", "dead_letter: Orders -> Dead"]
    assert carried(FailureTarget, statements).of == "rule"


def test_a_rule_with_a_schedule_is_a_schedule() -> None:
    statements = read(
        RULE,
        {"ScheduleExpression": "rate(1 day)", "State": "DISABLED", "Targets": [{**TARGET, **DEAD}]},
        "Nightly",
    )
    schedule = only(Schedule, statements)
    assert (schedule.name, schedule.expression, schedule.enabled) == (
        "Nightly",
        "rate(1 day)",
        False,
    )
    assert drawn(statements) == ["trigger: Nightly -> Fn", "dead_letter: Nightly -> Dead"]
    assert carried(ScheduleTarget, statements).enabled is False
    assert carried(FailureTarget, statements).of == "schedule"


def test_a_rule_may_be_both() -> None:
    statements = read(
        RULE,
        {"ScheduleExpression": "rate(1 day)", "EventPattern": PATTERN, "Targets": [TARGET]},
        "Both",
    )
    assert drawn(statements) == ["trigger: Both -> Fn", "trigger: default -> Fn"]


@pytest.mark.parametrize(
    ("arn", "kind"),
    [
        ("arn:aws:sqs:us-east-1:1:orders", "queue"),
        ("arn:aws:logs:us-east-1:1:log-group:/x", "log_group"),
        ("arn:aws:events:eu-west-1:2:event-bus/default", "bus"),
        ("arn:aws:states:us-east-1:1:stateMachine:x", "state_machine"),
        ("arn:aws:events:us-east-1:1:api-destination/x/1", "api_destination"),
        ("arn:aws:ecs:us-east-1:1:cluster/x", "external"),
    ],
)
def test_targets_of_every_kind(arn: str, kind: str) -> None:
    statements = read(RULE, {"EventPattern": PATTERN, "Targets": [{"Arn": arn}]})
    assert [k.kind for k in only(Flow, statements).target.kinds] == [kind]


def test_a_target_of_which_nothing_is_known_may_be_anything() -> None:
    statements = read(RULE, {"EventPattern": PATTERN, "Targets": [{"Arn": Input("TargetArn")}]})
    assert only(Flow, statements).target.kinds[0] is External


@pytest.mark.parametrize("kind", ["EventBridgeRule", "CloudWatchEvent"])
def test_sam_rules(kind: str) -> None:
    statements = function_with(
        {
            "Type": kind,
            "Properties": {
                "Pattern": PATTERN,
                "EventBusName": {"Ref": "Orders"},
                "State": "DISABLED",
                **DEAD,
            },
        }
    )
    assert drawn(statements) == ["trigger: Orders -> Fn", "dead_letter: Orders -> Dead"]
    assert carried(RuleTarget, statements).rule == "FnEvent"
    assert carried(RuleTarget, statements).enabled is False


@pytest.mark.parametrize(
    ("kind", "expression"), [("Schedule", "Schedule"), ("ScheduleV2", "ScheduleExpression")]
)
def test_sam_schedules(kind: str, expression: str) -> None:
    statements = function_with({"Type": kind, "Properties": {expression: "rate(1 day)", **DEAD}})
    schedule = only(Schedule, statements)
    assert (schedule.name, schedule.expression) == ("FnEvent", "rate(1 day)")
    assert drawn(statements) == ["trigger: FnEvent -> Fn", "dead_letter: FnEvent -> Dead"]


@pytest.mark.parametrize(
    ("properties", "enabled"),
    [({}, True), ({"Enabled": False}, False), ({"State": "DISABLED"}, False)],
)
def test_both_words_for_a_schedule_that_is_off(
    properties: dict[str, object], enabled: bool
) -> None:
    statements = function_with({"Type": "Schedule", "Properties": properties})
    assert only(Schedule, statements).enabled is enabled
    assert carried(ScheduleTarget, statements).enabled is enabled


def test_a_state_that_is_settled_at_deployment() -> None:
    statements = function_with({"Type": "Schedule", "Properties": {"State": Input("State")}})
    assert isinstance(only(Schedule, statements).enabled, Unknown)


@pytest.mark.parametrize(
    ("config", "name"),
    [
        ({"Type": "SQS"}, "FnEventQueue"),
        ({"Type": "SQS", "QueueLogicalId": "Failures"}, "Failures"),
    ],
)
@pytest.mark.parametrize("kind", ["EventBridgeRule", "Schedule", "ScheduleV2"])
def test_sam_makes_a_dead_letter_queue_with_its_policy(
    kind: str, config: dict[str, object], name: str
) -> None:
    statements = function_with({"Type": kind, "Properties": {"DeadLetterConfig": config}})
    assert only(Queue, statements).name == name
    assert drawn(statements)[1].endswith(f"-> {name}")
    attached = only(Attached, statements)
    assert attached.to.value == reference(name, "Arn")
    assert isinstance(attached.setting, ChannelPolicy)


def test_what_stands_beside_a_bus() -> None:
    bus = only(Bus, read("AWS::Events::EventBus", {"Name": "orders"}))
    assert bus.physical_name == Literal("orders")
    attached = only(
        Attached, read("AWS::Events::Archive", {"SourceArn": {"Fn::GetAtt": "Orders.Arn"}})
    )
    assert isinstance(attached.setting, Archive)
    assert only(ApiDestination, read("AWS::Events::ApiDestination", {"Name": "x"})).name == "It"
