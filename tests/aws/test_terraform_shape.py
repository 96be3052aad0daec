"""How a table turns arguments into properties."""

from __future__ import annotations

import pytest

from eda_lint.aws.terraform.shape import Shape, block, blocks, shaped, type_of, unless
from eda_lint.location import Location
from eda_lint.value import Absent, Items, Literal, Record, Unknown, Value, choice, entry_location
from tests.aws.terraformed import UNKNOWN, value

SHAPE: Shape = {
    "Name": "name",
    "Dead.Arn": "dead.arn",
    "Dead.Kind": "dead.kind",
    "Filters": blocks("filter", {"Pattern": "pattern"}),
    "Poller": block("poller", {}),
    "Count": unless("count", -1),
}
AT = Location("main.tf", 1)


@pytest.mark.parametrize(
    ("arguments", "properties"),
    [
        ({}, {}),
        ({"name": "orders", "other": 1}, {"Name": "orders"}),
        ({"name": None, "dead": [], "filter": [], "poller": []}, {}),
        ({"name": ""}, {}),
        ({"count": -1}, {}),
        ({"count": "-1"}, {}),
        ({"count": 0}, {"Count": 0}),
        ({"dead": [{"arn": "a", "kind": "sqs"}]}, {"Dead": {"Arn": "a", "Kind": "sqs"}}),
        ({"dead": {"arn": "a"}}, {"Dead": {"Arn": "a"}}),
        ({"filter": [{"pattern": "a"}, {}]}, {"Filters": [{"Pattern": "a"}, {}]}),
        ({"filter": {"pattern": "a"}}, {"Filters": [{"Pattern": "a"}]}),
        ({"poller": [{}]}, {"Poller": {}}),
        ({"dead": UNKNOWN}, {"Dead": {"Arn": UNKNOWN, "Kind": UNKNOWN}}),
        ({"filter": UNKNOWN, "poller": UNKNOWN}, {"Filters": UNKNOWN, "Poller": UNKNOWN}),
        ({"poller": "${var.poller}"}, {"Poller": UNKNOWN}),
    ],
)
def test_what_is_set(arguments: dict[str, object], properties: dict[str, object]) -> None:
    assert shaped(SHAPE, value(arguments)) == value(properties)


def test_what_may_be_set_is_a_choice() -> None:
    def either(plain: object) -> Value:
        return choice((value(plain), Absent()), "IsProduction")

    arguments = {"dead": either([{"arn": "a"}]), "poller": either([{}]), "name": either(None)}
    found = shaped(SHAPE, value(arguments))
    assert found == value({"Dead": {"Arn": either("a")}, "Poller": either({})})


def test_blocks_that_may_be_more() -> None:
    some = Items((value({"pattern": "a"}),), open=True)
    found = shaped(SHAPE, value({"filter": some}))
    assert found == Record(value({"Filters": Items((value({"Pattern": "a"}),), True)}).entries)  # type: ignore[union-attr]


def test_arguments_of_which_nothing_is_known() -> None:
    assert shaped(SHAPE, UNKNOWN) == UNKNOWN
    assert isinstance(shaped(SHAPE, Literal("text")), Unknown)


def test_an_open_block_leaves_the_rest_unknown() -> None:
    found = shaped({"Name": "name", "Size": "size"}, Record(value({"name": "a"}).entries, True))  # type: ignore[union-attr]
    assert found == Record(value({"Name": "a", "Size": UNKNOWN}).entries, True)  # type: ignore[union-attr]


def test_a_property_stands_where_the_argument_does() -> None:
    arguments = value({"name": "orders", "dead": [{"kind": "sqs", "arn": "a"}]}, AT)
    found = shaped(SHAPE, arguments)
    assert entry_location(found, "Name") == Location("main.tf", 2)
    assert entry_location(found, "Dead") == Location("main.tf", 5)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("infra#aws_sqs_queue.orders", "aws_sqs_queue"),
        ('infra#module.shop["a.b"].aws_sqs_queue.orders["c.d"]', "aws_sqs_queue"),
        (".#module.shop.module.inner[0].aws_sqs_queue.orders[1]", "aws_sqs_queue"),
        ("template.yaml#Orders", ""),
    ],
)
def test_the_type_that_an_id_tells(node: str, expected: str) -> None:
    assert type_of(node) == expected
