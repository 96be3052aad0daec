"""States: as Terraform prints them, and as it keeps them."""

from __future__ import annotations

import json

import pytest

from eda_lint.parse.terraform.planned import PlanFacts, PlanKind
from eda_lint.parse.terraform.shown import parse_shown
from eda_lint.value import Items, Literal, Record, field_of
from tests.parse.terraform.shown import at, recorded, resource, unknown


def raw(*resources: object, version: int = 4) -> PlanFacts:
    """The facts of a raw state with these resources."""
    state = {"version": version, "terraform_version": "1.11.4", "resources": resources}
    return parse_shown("terraform.tfstate", json.dumps(state))


def test_both_say_the_same() -> None:
    printed = parse_shown("state.json", recorded("state.json"))
    kept = parse_shown("terraform.tfstate", recorded("terraform.tfstate"))
    assert printed.kind is kept.kind is PlanKind.STATE
    assert printed.diagnostics == kept.diagnostics == ()
    assert {(one.address, one.values) for one in printed.resources} == {
        (one.address, one.values) for one in kept.resources
    }
    assert len(printed.resources) == len(kept.resources) > 20


def test_everything_is_known_but_for_secrets() -> None:
    for one in parse_shown("state.json", recorded("state.json")).resources:
        assert unknown(one.values) <= {"value"}
        assert one.references == {}


@pytest.mark.parametrize(
    ("resource_part", "instance_part", "address"),
    [
        ({}, {}, "aws_sqs_queue.q"),
        ({"module": 'module.a["x"].module.b'}, {}, 'module.a["x"].module.b.aws_sqs_queue.q'),
        ({}, {"index_key": 2}, "aws_sqs_queue.q[2]"),
        ({}, {"index_key": 'a"\\.b'}, 'aws_sqs_queue.q["a\\"\\\\.b"]'),
    ],
)
def test_addresses_of_a_raw_state(
    resource_part: dict[str, object], instance_part: dict[str, object], address: str
) -> None:
    kept = {"attributes": {"name": "orders"}, **instance_part}
    named = {"mode": "managed", "type": "aws_sqs_queue", "name": "q", "instances": [kept]}
    facts = raw({**named, **resource_part})
    assert field_of(resource(facts, address).values, "name") == Literal("orders")


def test_what_a_raw_state_hides_may_be_deep_inside() -> None:
    path = [
        {"type": "get_attr", "value": "environment"},
        {"type": "index", "value": {"value": 0, "type": "number"}},
        {"type": "get_attr", "value": "variables"},
        {"type": "index", "value": {"value": "KEY", "type": "string"}},
    ]
    kept = {
        "attributes": {"environment": [{"variables": {"KEY": "hidden", "STAGE": "prod"}}]},
        "sensitive_attributes": [path],
    }
    named = {"mode": "managed", "type": "aws_lambda_function", "name": "f", "instances": [kept]}
    values = resource(raw(named), "aws_lambda_function.f").values
    variables = at(values, "environment", "variables")
    assert unknown(variables) == {"KEY"}
    assert field_of(variables, "STAGE") == Literal("prod")


def test_an_instance_that_was_replaced_is_not_there() -> None:
    named = {"mode": "managed", "type": "aws_sqs_queue", "name": "q"}
    assert raw({**named, "instances": [{"attributes": {}, "deposed": "1f"}]}).resources == ()


@pytest.mark.parametrize("kept", [None, [], 3, {"attributes": 3}, {"attributes": None}, "a"])
def test_an_instance_of_another_shape_says_nothing(kept: object) -> None:
    named = {"mode": "managed", "type": "aws_sqs_queue", "name": "q", "instances": [kept]}
    assert all(one.values == Record(()) for one in raw(named, 3, None, "a").resources)


def test_another_version_is_told_with_its_place() -> None:
    (told,) = raw(version=3).diagnostics
    assert told.message == "state format version 3 is not supported (4 is)"
    assert (told.line, told.column) == (1, 13)


def test_an_empty_state_is_none_of_a_problem() -> None:
    facts = parse_shown("empty.tfstate", '{"format_version": "1.0"}')
    assert (facts.resources, facts.diagnostics) == ((), ())


def test_lists_without_gaps_stay_lists() -> None:
    kept = {"attributes": {"layers": ["arn:aws:lambda:eu-west-1:1:layer:a:1"]}}
    named = {"mode": "managed", "type": "aws_lambda_function", "name": "f", "instances": [kept]}
    layers = field_of(resource(raw(named), "aws_lambda_function.f").values, "layers")
    assert layers == Items((Literal("arn:aws:lambda:eu-west-1:1:layer:a:1"),))
