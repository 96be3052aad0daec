"""What a write puts, and what it counts."""

from __future__ import annotations

import pytest

from eda_lint.graph.writes import attributes_counted, items_put
from eda_lint.location import Location
from eda_lint.model import Moment, SdkCall
from eda_lint.value import Entry, EventData, Items, Literal, Record, Unknown, Value

ITEM = Record((Entry("id", EventData(("id",))),))
ONE = Literal(1)


def record(**entries: Value) -> Record:
    return Record(tuple(Entry(name, value) for name, value in entries.items()))


def call(operation: str, **members: Value) -> SdkCall:
    at = Location("app.py", 1)
    return SdkCall("dynamodb", operation, record(**members), at, Moment.INVOCATION)


def update(expression: str, value: Value = ONE) -> SdkCall:
    return call(
        "UpdateItem",
        UpdateExpression=Literal(expression),
        ExpressionAttributeNames=Record((Entry("#n", Literal("visits")),)),
        ExpressionAttributeValues=Record((Entry(":v", value),)),
    )


@pytest.mark.parametrize(
    "put",
    [
        call("PutItem", Item=ITEM),
        call("BatchWriteItem", Item=ITEM, TableName=Literal("t")),
        call(
            "BatchWriteItem", RequestItems=record(t=Items((record(PutRequest=record(Item=ITEM)),)))
        ),
        call("TransactWriteItems", TransactItems=Items((record(Put=record(Item=ITEM)),))),
    ],
    ids=lambda put: put.operation,
)
def test_items_of_a_put(put: SdkCall) -> None:
    assert ITEM in items_put(put)


@pytest.mark.parametrize(
    ("expression", "counted"),
    [
        ("ADD visits :v", ["visits"]),
        ("add #n :v", ["visits"]),
        ("SET seen = :s ADD a.#n :v, total :v REMOVE old", ["a.visits", "total"]),
        ("SET #n = #n + :v", ["visits"]),
        ("SET visits=visits-:v, x = :v", ["visits"]),
        ("SET visits = if_not_exists(visits, :zero) + :v", ["visits"]),
        ("SET visits = :v", []),
        ("SET visits = other + :v", []),
        ("SET add = :v REMOVE old", []),
        ("SET visits = if_not_exists(visits, :v)", []),
    ],
)
def test_attributes_that_are_counted(expression: str, counted: list[str]) -> None:
    assert list(attributes_counted(update(expression))) == counted


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        (ONE, True),
        (record(N=Literal("1")), True),
        (EventData(("amount",)), True),
        (record(SS=Items((Literal("a"),))), False),
        (Items((Literal("a"),)), False),
        (Unknown("a value"), False),
    ],
)
def test_a_set_is_no_counter(value: Value, counts: bool) -> None:
    assert bool(list(attributes_counted(update("ADD visits :v", value)))) is counts


def test_an_update_as_it_was_written_before_expressions() -> None:
    added = record(Action=Literal("ADD"), Value=ONE)
    put = record(Action=Literal("PUT"), Value=ONE)
    counting = call("UpdateItem", AttributeUpdates=record(visits=added, seen=put))
    assert list(attributes_counted(counting)) == ["visits"]
