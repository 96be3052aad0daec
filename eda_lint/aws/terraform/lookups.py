"""Data sources that look a resource up by its name: its ARN, spelled out.

So the name leads to the resource where the scan declares it, and to something external elsewhere.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TypeAlias

from eda_lint.aws.interface import pseudo
from eda_lint.aws.terraform.interface import DataSource
from eda_lint.aws.terraform.shape import each, given
from eda_lint.value import Absent, Literal, Value, concat, field_of

Spelled: TypeAlias = Callable[[Value, Value], Value]
"""From a region and a name to the text of an attribute."""


def _text(*parts: str | Value) -> Value:
    return concat(Literal(part) if isinstance(part, str) else part for part in parts)


def _arn(service: str, kind: str = "", rest: str = "") -> Spelled:
    def spelled(region: Value, name: Value) -> Value:
        partition, account = pseudo("Partition"), pseudo("AccountId")
        return _text(
            "arn:", partition, f":{service}:", region, ":", account, f":{kind}", name, rest
        )

    return spelled


def _bucket_arn(region: Value, name: Value) -> Value:
    return _text("arn:", pseudo("Partition"), ":s3:::", name)


def _queue_url(region: Value, name: Value) -> Value:
    return _text(
        "https://sqs.", region, ".", pseudo("URLSuffix"), "/", pseudo("AccountId"), "/", name
    )


def _itself(region: Value, name: Value) -> Value:
    return name


def _by(named_by: str, **attributes: Spelled) -> DataSource:
    """A data source whose argument `named_by` is the name, and its attributes."""

    def read(arguments: Value) -> Mapping[str, Value]:
        stated = given(field_of(arguments, "region"))
        region = pseudo("Region") if isinstance(stated, Absent) else stated
        name = field_of(arguments, named_by)
        found = {named_by: name}
        for attribute, spelled in attributes.items():
            found[attribute] = each(name, functools.partial(spelled, region))
        return found

    return read


def _alias(arguments: Value) -> Mapping[str, Value]:
    name = field_of(arguments, "name")
    function = _FUNCTION_ARN(pseudo("Region"), field_of(arguments, "function_name"))
    arn = each(name, lambda one: _text(function, ":", one))
    return {"name": name, "arn": arn, "invoke_arn": arn}


_FUNCTION_ARN = _arn("lambda", "function:")
_TABLE = ("dynamodb", "table/")
_MACHINE_ARN = _arn("states", "stateMachine:")

DATA: Mapping[str, DataSource] = {
    "aws_sqs_queue": _by("name", arn=_arn("sqs"), url=_queue_url, id=_queue_url),
    "aws_sns_topic": _by("name", arn=_arn("sns"), id=_arn("sns")),
    # Integrations take a function's ARN where they want the one to invoke it by.
    "aws_lambda_function": _by("function_name", arn=_FUNCTION_ARN, invoke_arn=_FUNCTION_ARN),
    "aws_lambda_alias": _alias,
    "aws_dynamodb_table": _by(
        "name", arn=_arn(*_TABLE), id=_itself, stream_arn=_arn(*_TABLE, "/stream/*")
    ),
    "aws_s3_bucket": _by("bucket", arn=_bucket_arn, id=_itself),
    "aws_kinesis_stream": _by("name", arn=_arn("kinesis", "stream/"), id=_itself),
    "aws_kinesis_firehose_delivery_stream": _by("name", arn=_arn("firehose", "deliverystream/")),
    "aws_cloudwatch_event_bus": _by("name", arn=_arn("events", "event-bus/"), id=_itself),
    "aws_cloudwatch_log_group": _by("name", arn=_arn("logs", "log-group:"), id=_itself),
    "aws_sfn_state_machine": _by("name", arn=_MACHINE_ARN, id=_MACHINE_ARN),
}
