"""Schedules of EventBridge Scheduler."""

from __future__ import annotations

import pytest

from eda_lint.aws.catalogue import catalogue
from eda_lint.model import FailureTarget, Schedule, ScheduleTarget
from tests.aws.declared import carried, drawn, only, read, reference, text, value

KIND = "AWS::Scheduler::Schedule"


def test_a_schedule_calls_its_target() -> None:
    target = {
        "Arn": {"Fn::GetAtt": "Fn.Arn"},
        "DeadLetterConfig": {"Arn": {"Fn::GetAtt": "Dead.Arn"}},
    }
    properties: dict[str, object] = {"ScheduleExpression": "rate(1 day)", "Target": target}
    statements = read(KIND, properties, "Nightly")
    assert only(Schedule, statements).expression == "rate(1 day)"
    assert drawn(statements) == ["trigger: Nightly -> Fn", "dead_letter: Nightly -> Dead"]
    assert carried(ScheduleTarget, statements).enabled is True
    assert carried(FailureTarget, statements).of == "schedule"


@pytest.mark.parametrize(
    ("action", "arguments", "reached"),
    [
        ("sqs:sendMessage", '{"QueueUrl": "${Orders}", "MessageBody": "x"}', "Orders"),
        ("lambda:invoke", '{"FunctionName": "${Fn}"}', "Fn"),
        ("sns:publish", '{"TopicArn": "${Placed}"}', "Placed"),
        ("eventbridge:putEvents", '{"Entries": [{"Source": "x"}]}', "default"),
    ],
)
def test_a_universal_target_names_what_it_reaches_in_its_input(
    action: str, arguments: str, reached: str
) -> None:
    target = {"Arn": f"arn:aws:scheduler:::aws-sdk:{action}", "Input": text(arguments)}
    assert drawn(read(KIND, {"Target": target}, "Nightly")) == [f"trigger: Nightly -> {reached}"]


@pytest.mark.parametrize("action", ["dynamodb:getItem", "ec2:stopInstances"])
def test_a_universal_target_that_sends_nothing(action: str) -> None:
    target = {"Arn": f"arn:aws:scheduler:::aws-sdk:{action}", "Input": "{}"}
    assert drawn(read(KIND, {"Target": target})) == []


def test_code_that_creates_a_schedule_reaches_its_target() -> None:
    operation = catalogue().operations["scheduler", "CreateSchedule"]
    arguments = value({"Name": "x", "Target": {"Arn": {"Fn::GetAtt": "Fn.Arn"}}})
    assert list(operation.targets(arguments)) == [reference("Fn", "Arn")]
