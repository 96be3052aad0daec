"""ARNs and queue URLs, whole or joined from references."""

from __future__ import annotations

import pytest

from eda_lint.aws.arn import ANY_TARGET, address_of, function_address, kinds_at, kinds_of
from eda_lint.model import Bucket, Bus, External, Function, LogGroup, Queue, StateMachine, Table
from eda_lint.value import Input, Literal, concat
from tests.aws.declared import reference, spelled, text


@pytest.mark.parametrize(
    ("template", "service", "kind", "name", "qualifier"),
    [
        (
            "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders",
            "sqs",
            "queue",
            "orders",
            None,
        ),
        (
            "arn:aws:sqs:us-east-1:1:orders-${EnvParameter}",
            "sqs",
            "queue",
            "orders-${EnvParameter}",
            None,
        ),
        ("arn:aws:lambda:us-east-1:1:function:${Fn}:live", "lambda", "function", "Fn", "live"),
        ("arn:aws:lambda:us-east-1:1:function:pay", "lambda", "function", "pay", None),
        (
            "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations",
            "lambda",
            "function",
            "Fn",
            None,
        ),
        (
            "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/"
            "arn:aws:lambda:eu-west-1:1:function:pay:live/invocations",
            "lambda",
            "function",
            "pay",
            "live",
        ),
        ("arn:aws:apigateway:eu-west-1:sqs:path/123/orders", "sqs", "queue", "orders", None),
        ("https://sqs.eu-west-1.amazonaws.com/123/orders", "sqs", "queue", "orders", None),
        (
            "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/orders",
            "sqs",
            "queue",
            "orders",
            None,
        ),
        ("arn:aws:s3:::photos/*", "s3", "bucket", "photos", None),
        ("arn:aws:s3:::${Photos}/*", "s3", "bucket", "Photos", None),
        ("arn:aws:sns:us-east-1:1:placed:subscription", "sns", "topic", "placed", None),
        ("arn:aws:events:us-east-1:1:event-bus/default", "events", "event-bus", "default", None),
        ("arn:aws:events:us-east-1:1:rule/orders/placed", "events", "rule", "placed", None),
        (
            "arn:aws:dynamodb:us-east-1:1:table/orders/stream/2020",
            "dynamodb",
            "table",
            "orders",
            None,
        ),
        (
            "arn:aws:states:us-east-1:1:stateMachine:settle",
            "states",
            "stateMachine",
            "settle",
            None,
        ),
        (
            "arn:aws:logs:us-east-1:1:log-group:/aws/events/x:*",
            "logs",
            "log-group",
            "/aws/events/x",
            None,
        ),
        ("arn:aws:execute-api:us-east-1:1:${Api}/prod/POST/x", "execute-api", "api", "Api", None),
        (
            "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
            "scheduler",
            "aws-sdk",
            "sqs",
            "sendMessage",
        ),
        ("arn:aws:kinesis:us-east-1:1:stream/clicks", "kinesis", "stream", "clicks", None),
    ],
)
def test_reads(template: str, service: str, kind: str, name: str, qualifier: str | None) -> None:
    address = address_of(text(template))
    assert address is not None
    assert (address.service, address.resource_type) == (service, kind)
    assert spelled(address.name) == name
    assert (address.qualifier and spelled(address.qualifier)) == qualifier


@pytest.mark.parametrize("template", ["${Fn.Arn}:live", "${Fn}:live"])
def test_a_qualifier_on_a_reference(template: str) -> None:
    address = address_of(text(template))
    assert address is not None
    assert (spelled(address.name), address.qualifier) == ("Fn", Literal("live"))


@pytest.mark.parametrize("template", ["${Photos.Arn}/*", "${Table.Arn}/stream/*"])
def test_what_builds_on_a_reference_leads_to_it(template: str) -> None:
    address = address_of(text(template))
    assert address is not None
    assert address.name == reference(spelled(address.name), "Arn")
    assert issubclass(Table, address.kinds)


@pytest.mark.parametrize("plain", ["orders", "orders-${EnvParameter}", "arn:aws:sqs", "", "${Fn}"])
def test_is_no_address(plain: str) -> None:
    assert address_of(text(plain)) is None


@pytest.mark.parametrize("name", ["pay:live", "123:function:pay:live", "function:pay:live"])
def test_lambda_takes_partial_names(name: str) -> None:
    address = function_address(Literal(name))
    assert address is not None
    assert (address.name, address.qualifier) == (Literal("pay"), Literal("live"))


def test_names_join_to_equal_values() -> None:
    address = address_of(text("arn:aws:sqs:us-east-1:1:orders-${EnvParameter}"))
    assert address is not None
    assert address.name == concat((Literal("orders-"), Input("EnvParameter")))


def test_tells_its_own_account_and_region_from_another() -> None:
    own = address_of(text("arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"))
    other = address_of(text("arn:aws:events:eu-west-1:${AWS::AccountId}:event-bus/default"))
    assert own is not None
    assert other is not None
    assert not own.elsewhere
    assert other.elsewhere


def test_kinds() -> None:
    assert kinds_of("events", "event-bus") == (Bus,)
    assert kinds_of("ecs", "cluster") == (External,)
    assert kinds_at(text("arn:aws:sqs:us-east-1:1:orders")) == (Queue,)
    assert kinds_at(text("arn:aws:states:us-east-1:1:stateMachine:settle")) == (StateMachine,)
    assert kinds_at(text("arn:aws:logs:us-east-1:1:log-group:${Logs}")) == (LogGroup,)
    assert kinds_at(reference("Fn", "Arn")) == ANY_TARGET
    assert kinds_at(Literal("photos"), (Bucket,)) == (Bucket,)
    assert kinds_at(text("${Fn.Arn}:live"), (Function,)) == (Function,)
