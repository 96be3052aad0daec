"""What Terraform sets of functions and their mappings, where, and when nothing can be said."""

from __future__ import annotations

import pytest

from eda_lint.location import Location
from eda_lint.model import (
    CustomResource,
    EventSourceMapping,
    Function,
    InvokeConfig,
    Permission,
    Provisioning,
    Stream,
)
from eda_lint.value import Absent, Items, Literal, Unknown, Value, field_of
from tests.aws.terraformed import (
    UNKNOWN,
    Configuration,
    carried,
    graph_of,
    maybe,
    only,
    reference,
    value,
)

FUNCTION: Configuration = {"aws_lambda_function.fn": {"function_name": "fn"}}
ARN = "${aws_lambda_function.fn.arn}"


def test_a_function() -> None:
    function = only(
        Function,
        {
            "aws_lambda_function.fn": {
                "function_name": "${var.prefix}-fn",
                "runtime": "python3.13",
                "timeout": 20,
                "memory_size": 512,
                "reserved_concurrent_executions": 5,
                "dead_letter_config": [{"target_arn": "${aws_sqs_queue.dead.arn}"}],
                "tracing_config": [{"mode": "Active"}],
                "environment": [{"variables": {"TABLE": "orders", "EMPTY": ""}}],
                "layers": ["arn:aws:lambda:eu-west-1:1:layer:own:1"],
                "tags": {"team": "shop"},
                "role": "arn:aws:iam::1:role/fn",
            }
        },
    )
    assert (function.runtime, function.timeout, function.memory) == ("python3.13", 20, 512)
    assert function.reserved_concurrency == 5
    assert function.reserved_concurrency_at == Location("aws_lambda_function.fn.tf", 6)
    assert function.dead_letter == reference("aws_sqs_queue.dead.arn")
    assert function.tracing == Literal("Active")
    assert function.environment == value({"TABLE": "orders", "EMPTY": ""})
    assert isinstance(function.layers, Items)
    assert function.tags == value({"team": "shop"})
    assert function.role == Literal("arn:aws:iam::1:role/fn")


def test_a_function_of_which_a_plan_says_that_nothing_is_set() -> None:
    planned = {
        "reserved_concurrent_executions": -1,
        "dead_letter_config": [],
        "environment": [],
        "layers": [],
        "tags": None,
    }
    function = only(Function, {"aws_lambda_function.fn": planned})
    assert function.reserved_concurrency is None
    assert isinstance(function.dead_letter, Absent)
    assert isinstance(function.environment, Absent)
    assert isinstance(function.layers, Absent)


@pytest.mark.parametrize("arn", ["", None])
def test_an_empty_dead_letter_target_is_none(arn: object) -> None:
    configured = {"dead_letter_config": [{"target_arn": arn}]}
    function = only(Function, {"aws_lambda_function.fn": configured})
    assert isinstance(function.dead_letter, Absent)


def test_a_block_that_may_not_be_there() -> None:
    block = maybe([{"target_arn": "${aws_sqs_queue.dead.arn}"}])
    function = only(Function, {"aws_lambda_function.fn": {"dead_letter_config": block}})
    assert function.dead_letter == maybe("${aws_sqs_queue.dead.arn}")


@pytest.mark.parametrize("block", [Items((), open=True), UNKNOWN])
def test_a_block_that_cannot_be_seen(block: Value) -> None:
    function = only(Function, {"aws_lambda_function.fn": {"dead_letter_config": block}})
    assert isinstance(function.dead_letter, Unknown)


def test_what_stands_beside_a_function() -> None:
    named = {"function_name": "${aws_lambda_function.fn.function_name}"}
    graph = graph_of(
        {
            **FUNCTION,
            "aws_lambda_function_event_invoke_config.fn": {
                **named,
                "qualifier": "live",
                "maximum_retry_attempts": 0,
                "maximum_event_age_in_seconds": 60,
            },
            "aws_lambda_permission.fn": {
                **named,
                "principal": "s3.amazonaws.com",
                "source_arn": "arn:aws:s3:::photos",
            },
            "aws_lambda_provisioned_concurrency_config.fn": {
                **named,
                "qualifier": "live",
                "provisioned_concurrent_executions": 3,
            },
            "aws_lambda_invocation.migrate": named,
        }
    )
    (function,) = graph.all(Function)
    (config,) = graph.settings(function, InvokeConfig)
    assert (config.qualifier, config.maximum_retries, config.maximum_event_age) == ("live", 0, 60)
    (permission,) = graph.settings(function, Permission)
    assert permission.principal == "s3.amazonaws.com"
    assert permission.source == Literal("arn:aws:s3:::photos")
    (provisioning,) = graph.settings(function, Provisioning)
    assert (provisioning.qualifier, provisioning.executions) == ("live", 3)
    assert len(graph.settings(function, CustomResource)) == 1


def test_an_invoke_config_of_any_function_stands_loose() -> None:
    graph = graph_of(
        {**FUNCTION, "aws_lambda_function_event_invoke_config.fn": {"function_name": UNKNOWN}}
    )
    assert len(tuple(graph.loose(InvokeConfig))) == 1


def _mapping(**arguments: object) -> EventSourceMapping:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_sqs_queue.orders": {},
            "aws_lambda_event_source_mapping.orders": {
                "event_source_arn": "${aws_sqs_queue.orders.arn}",
                "function_name": ARN,
                **arguments,
            },
        }
    )
    return carried(EventSourceMapping, graph)


def test_a_mapping() -> None:
    mapping = _mapping(
        batch_size=5,
        maximum_batching_window_in_seconds=2,
        function_response_types=["ReportBatchItemFailures"],
        scaling_config=[{"maximum_concurrency": 4}],
        filter_criteria=[{"filter": [{"pattern": "{}"}]}],
        enabled=False,
        provisioned_poller_config=[{}],
    )
    assert (mapping.batch_size, mapping.batch_window, mapping.maximum_concurrency) == (5, 2, 4)
    assert mapping.reports_item_failures is True
    assert field_of(mapping.filters, "Filters") == value([{"Pattern": "{}"}])
    assert mapping.enabled is False
    assert mapping.provisioned_pollers is True


def test_a_mapping_of_which_a_plan_says_that_nothing_is_set() -> None:
    mapping = _mapping(
        batch_size=0,
        function_response_types=None,
        scaling_config=[],
        filter_criteria=[],
        topics=[],
        maximum_record_age_in_seconds=0,
    )
    assert (mapping.batch_size, mapping.maximum_concurrency) == (10, None)
    assert mapping.maximum_record_age == -1
    assert mapping.reports_item_failures is False
    assert isinstance(mapping.filters, Absent)
    assert mapping.provisioned_pollers is False


def test_a_mapping_of_a_module_that_takes_streams_too() -> None:
    assert _mapping(starting_position=maybe("LATEST")).batch_size == 10


def test_filters_that_cannot_be_seen() -> None:
    mapping = _mapping(filter_criteria=[{"filter": UNKNOWN}])
    assert isinstance(field_of(mapping.filters, "Filters"), Unknown)


def test_a_stream_is_retried_for_ever_where_the_provider_says_so() -> None:
    graph = graph_of(
        {
            **FUNCTION,
            "aws_kinesis_stream.clicks": {"retention_period": 48},
            "aws_lambda_event_source_mapping.clicks": {
                "event_source_arn": "${aws_kinesis_stream.clicks.arn}",
                "function_name": ARN,
                "starting_position": "LATEST",
                "maximum_retry_attempts": -1,
                "maximum_record_age_in_seconds": 3600,
            },
        }
    )
    mapping = carried(EventSourceMapping, graph)
    assert (mapping.maximum_retries, mapping.maximum_record_age) == (-1, 3600)
    assert [stream.retention for stream in graph.all(Stream)] == [48]
