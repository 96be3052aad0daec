"""CloudWatch alarms and SES receipt rules."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Attached
from eda_lint.model import Alarm, External, Hook
from eda_lint.value import Absent, Input, Unknown
from tests.aws.declared import all_of, carried, drawn, only, read, reference, value

METRIC = {
    "Namespace": "AWS/SQS",
    "MetricName": "ApproximateNumberOfMessagesVisible",
    "Dimensions": [{"Name": "QueueName", "Value": {"Fn::GetAtt": "Dead.QueueName"}}],
}


@pytest.mark.parametrize(
    "properties", [METRIC, {"Metrics": [{"MetricStat": {"Metric": METRIC}}, {"Expression": "m1"}]}]
)
def test_an_alarm_watches_its_queue(properties: dict[str, object]) -> None:
    attached = only(
        Attached,
        read("AWS::CloudWatch::Alarm", {**properties, "AlarmActions": [{"Ref": "Pager"}]}, "Full"),
    )
    assert attached.to.value == reference("Dead", "QueueName")
    assert isinstance(attached.setting, Alarm)
    assert (attached.setting.name, attached.setting.metric) == (
        "Full",
        "ApproximateNumberOfMessagesVisible",
    )
    assert attached.setting.actions == value([{"Ref": "Pager"}])


@pytest.mark.parametrize(
    ("properties", "metric"),
    [
        ({**METRIC, "Dimensions": Input("Dimensions")}, "ApproximateNumberOfMessagesVisible"),
        ({**METRIC, "Namespace": Input("Namespace")}, "ApproximateNumberOfMessagesVisible"),
        ({"Metrics": [{"Expression": 'SELECT MAX(Errors) FROM SCHEMA("AWS/Lambda")'}]}, "Errors"),
        ({"Metrics": [{"Expression": "SEARCH('{AWS/SQS} MetricName=\"Sent\"', 'Sum')"}]}, "Sent"),
        ({"Metrics": [{"Expression": Input("Expression")}]}, ""),
    ],
)
def test_an_alarm_that_may_watch_anything(properties: dict[str, object], metric: str) -> None:
    attached = only(Attached, read("AWS::CloudWatch::Alarm", properties))
    assert isinstance(attached.to.value, Unknown)
    assert isinstance(attached.setting, Alarm)
    assert attached.setting.metric == metric


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({}, Absent()),
        ({"AlarmActions": []}, value([])),
        ({"AlarmActions": Input("Actions")}, Input("Actions")),
        ({"AlarmActions": ["a"], "ActionsEnabled": False}, Absent()),
    ],
)
def test_whom_an_alarm_calls(properties: dict[str, object], expected: object) -> None:
    setting = only(Attached, read("AWS::CloudWatch::Alarm", {**METRIC, **properties})).setting
    assert isinstance(setting, Alarm)
    assert setting.actions == expected


def test_an_alarm_on_anything_else() -> None:
    other = {**METRIC, "Namespace": "Mine"}
    assert not all_of(Attached, read("AWS::CloudWatch::Alarm", other))


@pytest.mark.parametrize(
    ("action", "asynchronous"), [({}, True), ({"InvocationType": "RequestResponse"}, False)]
)
def test_mail_invokes_a_function(action: dict[str, object], asynchronous: bool) -> None:
    statements = read(
        "AWS::SES::ReceiptRule",
        {
            "Rule": {
                "Actions": [{"LambdaAction": {"FunctionArn": {"Fn::GetAtt": "Fn.Arn"}, **action}}]
            }
        },
        "Mail",
    )
    assert only(External, statements).name == "Mail"
    assert drawn(statements) == ["trigger: Mail -> Fn"]
    assert carried(Hook, statements).asynchronous is asynchronous
