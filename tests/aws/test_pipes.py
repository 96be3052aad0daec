"""Pipes: source, enrichment, target, failures."""

from __future__ import annotations

from eda_lint.aws.interface import Flow
from eda_lint.model import Bus, FailureTarget, Pipe, PipeLeg, Queue, Table
from eda_lint.value import Absent, Unknown
from tests.aws.declared import all_of, carried, drawn, only, read, value

PIPE = "AWS::Pipes::Pipe"
BASIC = {"Source": {"Fn::GetAtt": "Orders.Arn"}, "Target": {"Fn::GetAtt": "Fn.Arn"}}


def legs(properties: dict[str, object]) -> dict[str, PipeLeg]:
    """The legs of a pipe by their role."""
    carriers = [flow.carrier for flow in all_of(Flow, read(PIPE, {**BASIC, **properties}, "P"))]
    return {leg.role: leg for leg in carriers if isinstance(leg, PipeLeg)}


def test_from_source_through_enrichment_to_target() -> None:
    statements = read(PIPE, {**BASIC, "Enrichment": {"Fn::GetAtt": "More.Arn"}}, "P")
    assert drawn(statements) == ["trigger: Orders -> P", "trigger: P -> More", "trigger: P -> Fn"]
    assert only(Pipe, statements).name == "P"


def test_a_stream_with_failures_and_filters() -> None:
    filters = {"Filters": [{"Pattern": '{"eventName": ["INSERT"]}'}]}
    failures = {"Arn": {"Fn::GetAtt": "Dead.Arn"}}
    parameters = {
        "DynamoDBStreamParameters": {"BatchSize": 1, "DeadLetterConfig": failures},
        "FilterCriteria": filters,
    }
    properties = {
        **BASIC,
        "Source": {"Fn::GetAtt": "Items.StreamArn"},
        "SourceParameters": parameters,
    }
    statements = read(PIPE, properties, "P")
    assert drawn(statements) == [
        "trigger: Items -> P",
        "trigger: P -> Fn",
        "dead_letter: P -> Dead",
    ]
    assert carried(FailureTarget, statements).of == "pipe"
    source = legs(properties)["source"]
    assert (source.batch_size, source.filters) == (1, value(filters))
    assert only(Flow, all_of(Flow, statements)[:1]).source.kinds == (Table,)


def test_a_batch_size_that_is_not_written_is_not_known() -> None:
    source = legs({"SourceParameters": {"SqsQueueParameters": {}}})["source"]
    assert isinstance(source.batch_size, Unknown)
    assert isinstance(source.dead_letter, Absent)


def test_an_arn_says_what_a_source_is() -> None:
    properties = {**BASIC, "Source": "arn:aws:sqs:eu-west-1:123456789012:orders"}
    assert all_of(Flow, read(PIPE, properties))[0].source.kinds == (Queue,)


def test_parameters_say_what_a_target_is() -> None:
    properties = {
        **BASIC,
        "Target": {"Ref": "BusParameter"},
        "TargetParameters": {"EventBridgeEventBusParameters": {"DetailType": "x"}},
    }
    target = all_of(Flow, read(PIPE, properties))[-1].target
    assert target.kinds == (Bus,)


def test_an_arn_says_what_a_target_is() -> None:
    target = {"Target": "arn:aws:sqs:eu-west-1:123456789012:orders"}
    assert all_of(Flow, read(PIPE, {**BASIC, **target}))[-1].target.kinds == (Queue,)


def test_a_stopped_pipe() -> None:
    stopped = legs({"DesiredState": "STOPPED"})
    assert [leg.enabled for leg in stopped.values()] == [False, False]
    assert legs({"DesiredState": "RUNNING"})["source"].enabled is True
    assert isinstance(legs({"DesiredState": {"Ref": "SParameter"}})["source"].enabled, Unknown)
