"""What is fresh on every attempt."""

from __future__ import annotations

import pytest

from eda_lint.graph.fresh import described, fresh_part
from eda_lint.value import (
    Choice,
    Concat,
    Entry,
    EventData,
    Generated,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
)

RANDOM = Generated("uuid4")
ORDER = EventData(("Records", "*", "body", "id"))
HANDLE = EventData(("Records", "*", "receiptHandle"))

FRESH: list[tuple[Value, str]] = [
    (RANDOM, "uuid4"),
    (HANDLE, "receiptHandle"),
    (EventData(("receipt_handle",)), "receipt_handle"),
    (EventData(("$context", "aws_request_id")), "aws_request_id"),
    (EventData(("$context", "awsRequestId")), "awsRequestId"),
    (EventData(("requestContext", "requestId")), "requestId"),
    (Concat((ORDER, Literal("-"), RANDOM)), "uuid4"),
    (Generated("time"), "time"),
    (Record((Entry("order", ORDER), Entry("id", RANDOM))), "uuid4"),
    (Operation("hexdigest", (RANDOM, Reference("t#Table"))), "uuid4"),
    (Choice((RANDOM, HANDLE)), "uuid4"),
]
STABLE: list[Value] = [
    ORDER,
    EventData(()),
    EventData(("Records", "*", "messageId")),
    EventData(("body", "requestId")),
    EventData(("$context", "function_name")),
    Literal("key"),
    Unknown("a key"),
    Choice((ORDER, RANDOM)),
    Operation("hexdigest", (ORDER, RANDOM)),
    Operation("//", (Generated("time"),)),
    Operation("isoformat", (Generated("now"),)),
    Generated("today"),
    Generated("assumed credentials"),
    Operation("json", tuple(Generated(f"uuid{n}") for n in range(8))),
]


@pytest.mark.parametrize(("value", "what"), FRESH, ids=str)
def test_another_one_on_every_attempt(value: Value, what: str) -> None:
    part = fresh_part(value)
    assert part is not None
    assert described(part) == what


@pytest.mark.parametrize("value", STABLE, ids=str)
def test_what_may_come_again(value: Value) -> None:
    assert fresh_part(value) is None
