"""What filters admit, and where they are silent because too little is known."""

from __future__ import annotations

import pytest

from eda_lint.graph.admission import admission, passes
from eda_lint.graph.pattern import Admission
from eda_lint.location import Location
from eda_lint.model import Notification
from eda_lint.value import (
    ABSENT,
    Choice,
    Concat,
    Entry,
    EventData,
    Generated,
    Input,
    Literal,
    Operation,
    Record,
    Unknown,
)
from tests.aws.declared import value

NEVER, PERHAPS, ALWAYS = Admission.NEVER, Admission.PERHAPS, Admission.ALWAYS
OWN_KEY = EventData(("Records", "*", "s3", "object", "key"))


@pytest.mark.parametrize(
    ("key", "prefix", "expected"),
    [
        ("in/a.txt", "in/", ALWAYS),
        ("out/a.txt", "in/", NEVER),
        ("out/a.txt", ABSENT, ALWAYS),
        (Unknown(), ABSENT, ALWAYS),
        (Unknown(), "in/", NEVER),
        (OWN_KEY, "in/", PERHAPS),
        (EventData(("folder",)), "in/", NEVER),
        (Operation("replace", (OWN_KEY,)), "in/", NEVER),
        (Concat((Literal("in/"), OWN_KEY)), "in/", ALWAYS),
        (Concat((Literal("out/"), OWN_KEY)), "in/", NEVER),
        (Concat((Literal("in"), EventData(("id",)))), "in/", PERHAPS),
        (Concat((OWN_KEY, Literal(".bak"))), "in/", PERHAPS),
        (Concat((Generated("uuid4"), Literal(".txt"))), "in/", NEVER),
        (Concat((Input("Folder"), Literal("/a"))), "in/", NEVER),
        ("in/a.txt", Input("Folder"), NEVER),
        (Choice((Literal("in/a"), Literal("out/a"))), "in/", PERHAPS),
        (Choice((Literal("out/b"), Literal("out/a"))), "in/", NEVER),
    ],
)
def test_prefixes(key: object, prefix: object, expected: Admission) -> None:
    notification = Notification(Location("a", 1), ("s3:ObjectCreated:*",), prefix=value(prefix))
    event = value({"event": "s3:ObjectCreated:Put", "key": key})
    assert admission(notification, event) is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a.jpg", ALWAYS),
        ("a.png", NEVER),
        (OWN_KEY, PERHAPS),
        (Concat((OWN_KEY, Literal(".png"))), NEVER),
        (Concat((Operation("splitext", (OWN_KEY,)), Literal(".jpg"))), ALWAYS),
        (Concat((Literal("out/"), Operation("basename", (OWN_KEY,)))), PERHAPS),
        (Concat((Literal("out/"), Generated("uuid4"))), NEVER),
        (Concat((Literal("out/"), Unknown())), NEVER),
    ],
)
def test_suffixes(key: object, expected: Admission) -> None:
    notification = Notification(Location("a", 1), ("s3:ObjectCreated:*",), suffix=Literal(".jpg"))
    event = value({"event": "s3:ObjectCreated:Put", "key": key})
    assert admission(notification, event) is expected


EVENT = {
    "source": "shop",
    "detail-type": Concat((Literal("order-"), Operation("lower", ()))),
    "detail": {
        "id": EventData(("detail", "id")),
        "status": EventData(("detail", "status")),
        "total": Unknown(),
        "stage": Input("Stage"),
    },
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (ABSENT, ALWAYS),
        (Unknown(), NEVER),
        ({"source": ["shop"]}, ALWAYS),
        ({"source": ["other", "shop"]}, ALWAYS),
        ({"source": ["other"]}, NEVER),
        ({"source": [{"prefix": "sh"}]}, ALWAYS),
        ({"source": [{"anything-but": ["shop"]}]}, NEVER),
        ({"source": ["shop"], "detail-type": ["order-placed"]}, PERHAPS),
        ({"source": ["shop"], "detail-type": ["refund-placed"]}, NEVER),
        ({"detail": {"status": ["placed"]}}, PERHAPS),
        ({"detail": {"total": [{"numeric": [">", 0]}]}}, NEVER),
        ({"detail": {"total": [{"exists": False}]}}, NEVER),
        ({"detail": {"stage": [Input("Stage")]}}, ALWAYS),
        ({"detail": {"stage": ["prod"]}}, NEVER),
        ({"source": [Input("Source")]}, NEVER),
        ({"source": [{"prefix": Input("Prefix")}]}, NEVER),
        ({"detail": {"missing": [{"exists": False}]}}, ALWAYS),
        ({"$or": [{"source": ["other"]}, {"detail": {"status": ["placed"]}}]}, PERHAPS),
        (Choice((value({"source": ["shop"]}), value({"source": ["other"]}))), NEVER),
        (Record((Entry("source", value(["shop"])),), open=True), NEVER),
    ],
)
def test_patterns(pattern: object, expected: Admission) -> None:
    assert passes(value(pattern), value(EVENT)) is expected
