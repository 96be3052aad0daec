"""DynamoDB in Terraform: tables, and the streams that get their changes."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Part, Translation
from eda_lint.aws.terraform.shape import (
    Argument,
    Shape,
    block,
    blocks,
    given,
    otherwise,
    translated,
    value_at,
)
from eda_lint.value import Absent, Entry, Items, Literal, Record, Value

_KEYS = (("hash_key", "HASH"), ("range_key", "RANGE"))


def _key_schema(table: Value) -> Value:
    written = ((given(value_at(table, argument)), kind) for argument, kind in _KEYS)
    return Items(
        tuple(
            Record((Entry("AttributeName", name), Entry("KeyType", Literal(kind))), at=name.at)
            for name, kind in written
            if not isinstance(name, Absent)
        )
    )


_TABLE: Shape = {
    "TableName": "name",
    "KeySchema": Argument("", _key_schema, at="hash_key"),
    "TimeToLiveSpecification": block(
        "ttl", {"AttributeName": "attribute_name", "Enabled": otherwise("enabled", False)}
    ),
    # Wherever the streams of a table's changes are told, they are several only in replicas.
    "Replicas": blocks(
        "kinesis_streaming_destination", {"KinesisStreamSpecification.StreamArn": "stream_arn"}
    ),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_dynamodb_table": translated(
        "AWS::DynamoDB::Table", _TABLE, name="Ref", stream_arn="StreamArn"
    ),
}

PARTS: Mapping[str, Part] = {
    "aws_dynamodb_kinesis_streaming_destination": Part(
        ("aws_dynamodb_table",), "table_name", "kinesis_streaming_destination"
    ),
}
