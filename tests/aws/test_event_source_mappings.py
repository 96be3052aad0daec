"""Mappings: SAM's events and the plain resource say the same."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Flow, Statement
from eda_lint.model import Broker, EventSourceMapping, FailureTarget, Queue, Stream, Table
from eda_lint.value import Absent, Input, Unknown, choice
from tests.aws.declared import all_of, carried, drawn, function_with, read, reference, value

PLAIN = "AWS::Lambda::EventSourceMapping"
DEAD = {"DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": "Dead.Arn"}}}}


def sam(kind: str, **properties: object) -> tuple[Statement, ...]:
    return function_with({"Type": kind, "Properties": properties})


def plain(**properties: object) -> tuple[Statement, ...]:
    return read(PLAIN, {"FunctionName": {"Ref": "Fn"}, **properties})


SOURCE = {"Fn::GetAtt": "Source.Arn"}


@pytest.mark.parametrize(
    ("statements", "batch_size"),
    [
        (sam("SQS", Queue=SOURCE), 10),
        (plain(EventSourceArn=SOURCE), 10),
        (sam("Kinesis", Stream=SOURCE), 100),
        (plain(EventSourceArn=SOURCE, StartingPosition="LATEST"), 100),
        (sam("DynamoDB", Stream={"Fn::GetAtt": "Source.StreamArn"}), 100),
        (plain(EventSourceArn={"Fn::GetAtt": "Source.StreamArn"}), 100),
        (sam("MSK", Stream=SOURCE), 100),
        (plain(EventSourceArn=SOURCE, Topics=["t"]), 100),
        (sam("MQ", Broker=SOURCE), 100),
        (sam("DocumentDB", Cluster=SOURCE), 100),
    ],
)
def test_defaults_by_source(statements: tuple[Statement, ...], batch_size: int) -> None:
    mapping = carried(EventSourceMapping, statements)
    assert drawn(statements) == ["trigger: Source -> Fn"]
    assert mapping.batch_size == batch_size
    assert mapping.batch_window == 0
    assert mapping.maximum_concurrency is None
    assert mapping.reports_item_failures is False
    assert isinstance(mapping.on_failure, Absent)
    assert (mapping.maximum_retries, mapping.maximum_record_age) == (-1, -1)
    assert mapping.enabled is True
    assert mapping.provisioned_pollers is False


WRITTEN: dict[str, object] = {
    "BatchSize": 5,
    "MaximumBatchingWindowInSeconds": 20,
    "FunctionResponseTypes": ["ReportBatchItemFailures"],
    "ScalingConfig": {"MaximumConcurrency": 7},
    "MaximumRetryAttempts": 3,
    "MaximumRecordAgeInSeconds": 600,
    "Enabled": False,
    "FilterCriteria": {"Filters": [{"Pattern": "{}"}]},
    "ProvisionedPollerConfig": {"MinimumPollers": 2},
}


@pytest.mark.parametrize(
    "statements",
    [sam("SQS", Queue=SOURCE, **WRITTEN), plain(EventSourceArn=SOURCE, **WRITTEN)],
)
def test_what_is_written(statements: tuple[Statement, ...]) -> None:
    mapping = carried(EventSourceMapping, statements)
    assert (mapping.batch_size, mapping.batch_window) == (5, 20)
    assert mapping.maximum_concurrency == 7
    assert mapping.reports_item_failures is True
    assert (mapping.maximum_retries, mapping.maximum_record_age) == (3, 600)
    assert mapping.enabled is False
    assert mapping.filters == value({"Filters": [{"Pattern": "{}"}]})
    assert mapping.provisioned_pollers is True


@pytest.mark.parametrize(
    "statements",
    [
        sam("Kinesis", Stream=SOURCE, **DEAD),
        plain(EventSourceArn=SOURCE, StartingPosition="LATEST", **DEAD),
    ],
)
def test_a_streams_failures_go_from_the_function_to_the_target(
    statements: tuple[Statement, ...],
) -> None:
    assert drawn(statements) == ["trigger: Source -> Fn", "dead_letter: Fn -> Dead"]
    assert carried(FailureTarget, statements).of == "mapping"


@pytest.mark.parametrize(
    "statements",
    [
        sam("SQS", Queue=SOURCE, **DEAD),
        sam("MQ", Broker=SOURCE, **DEAD),
        plain(EventSourceArn=SOURCE, **DEAD),
    ],
)
def test_a_failure_target_that_aws_does_not_support_makes_no_flow(
    statements: tuple[Statement, ...],
) -> None:
    assert drawn(statements) == ["trigger: Source -> Fn"]
    assert carried(EventSourceMapping, statements).on_failure == reference("Dead", "Arn")


@pytest.mark.parametrize(
    ("arn", "kind"),
    [
        ("arn:aws:sqs:us-east-1:1:orders", Queue),
        ("arn:aws:kinesis:us-east-1:1:stream/clicks", Stream),
        ("arn:aws:dynamodb:us-east-1:1:table/orders/stream/x", Table),
        ("arn:aws:kafka:us-east-1:1:cluster/events/x", Broker),
    ],
)
def test_an_arn_says_what_the_source_is(arn: str, kind: type[object]) -> None:
    flow = all_of(Flow, plain(EventSourceArn=arn))[0]
    assert kind in flow.source.kinds


def test_a_self_managed_cluster_is_its_first_server() -> None:
    event = sam("SelfManagedKafka", KafkaBootstrapServers=["a:9092", "b:9092"], Topics=["t"])
    endpoints = {"Endpoints": {"KafkaBootstrapServers": ["a:9092", "b:9092"]}}
    assert drawn(event) == ["trigger: a:9092 -> Fn"]
    assert drawn(plain(SelfManagedEventSource=endpoints, Topics=["t"])) == drawn(event)


def test_response_types_that_are_not_settled() -> None:
    either = choice((value(["ReportBatchItemFailures"]), Absent()), "IsProduction")
    for types in (either, value([Input("Types")]), Input("Types")):
        statements = sam("SQS", Queue=SOURCE, FunctionResponseTypes=types)
        answer = carried(EventSourceMapping, statements).reports_item_failures
        assert isinstance(answer, Unknown)
