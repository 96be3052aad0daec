"""Data sources that say where Terraform runs, and what the parameter store holds."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.interface import pseudo
from eda_lint.aws.terraform.interface import DataSource
from eda_lint.aws.terraform.shape import each, given
from eda_lint.value import Absent, Literal, Operation, Value, concat, field_of


def _region(arguments: Value) -> Mapping[str, Value]:
    """The provider's region, or the one that is asked about."""
    named = (given(field_of(arguments, argument)) for argument in ("region", "name"))
    region = next((name for name in named if not isinstance(name, Absent)), pseudo("Region"))
    return {"name": region, "region": region, "id": region}


def _caller_identity(arguments: Value) -> Mapping[str, Value]:
    account = pseudo("AccountId")
    return {"account_id": account, "id": account}


def _partition(arguments: Value) -> Mapping[str, Value]:
    partition = pseudo("Partition")
    return {"partition": partition, "id": partition, "dns_suffix": pseudo("URLSuffix")}


def _parameter(arguments: Value) -> Mapping[str, Value]:
    """What the parameter store holds under a name, as a dynamic reference of CloudFormation."""

    def resolved(name: Value) -> Value:
        return Operation("resolve", (concat((Literal("ssm:"), name)),), name.at)

    name = field_of(arguments, "name")
    stored = each(name, resolved)
    return {"value": stored, "insecure_value": stored, "name": name, "id": name}


DATA: Mapping[str, DataSource] = {
    "aws_region": _region,
    "aws_caller_identity": _caller_identity,
    "aws_partition": _partition,
    "aws_ssm_parameter": _parameter,
}
