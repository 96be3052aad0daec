"""JSON text with holes in it is the structure that it means."""

from __future__ import annotations

from eda_lint.aws.text import structure
from eda_lint.value import (
    Absent,
    Literal,
    Operation,
    Unknown,
    choice,
    field_of,
    integer_of,
)
from tests.aws.declared import reference, text, value


def test_a_map_stays() -> None:
    policy = value({"maxReceiveCount": 3})
    assert structure(policy) == policy


def test_constant_text() -> None:
    assert structure(Literal('{"maxReceiveCount": 3}')) == value({"maxReceiveCount": 3})


def test_holes_inside_and_instead_of_strings() -> None:
    policy = structure(text('{"target": "${Dead.Arn}", "name": "x-${Env}", "count": ${Count}}'))
    assert field_of(policy, "target") == reference("Dead", "Arn")
    assert field_of(policy, "name") == text("x-${Env}")
    assert field_of(policy, "count") == reference("Count")


def test_escaped_quotes_do_not_end_a_string() -> None:
    policy = structure(text(r'{"a": "say \"${Word}\"", "n": 3}'))
    assert field_of(policy, "a") == text('say "${Word}"')
    assert integer_of(field_of(policy, "n"), 0) == 3


def test_a_structure_that_is_turned_into_text() -> None:
    policy = value({"maxReceiveCount": 3})
    assert structure(Operation("json", (policy,))) == policy
    assert structure(Operation("ToJsonString", (policy,))) == policy


def test_each_outcome_of_a_choice() -> None:
    either = choice((Literal('{"n": 1}'), Absent()), "IsProduction")
    assert structure(either) == choice((value({"n": 1}), Absent()), "IsProduction")


def test_anything_else_is_unknown() -> None:
    assert isinstance(structure(Literal("{no json")), Unknown)
    assert isinstance(structure(Literal("[" * 100_000)), Unknown)
    assert isinstance(structure(Literal('{"a": "\ue000"}')), Unknown)
