"""Suppressions: in comments of any language, and in a resource's Metadata."""

from __future__ import annotations

import pytest

from eda_lint.location import Location
from eda_lint.parse.comments import Comment, line_suppressions
from tests.parse.lowered import PATH, template


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# eda-lint: ignore", ((), "")),
        ("# eda-lint: ignore[queue-without-dlq]", (("queue-without-dlq",), "")),
        ("#eda-lint:ignore[a, b] mended soon", (("a", "b"), "mended soon")),
        ("// eda-lint: ignore [a] -- known", (("a",), "known")),
        ("/* eda-lint: ignore[a] known */", (("a",), "known")),
        ("# noqa: E501  # eda-lint: ignore[a]", (("a",), "")),
        ("# eda-lint: ignore the queue is drained by hand", ((), "the queue is drained by hand")),
        ("# eda-lint: ignore[]", ((), "")),
    ],
)
def test_markers(comment: str, expected: tuple[tuple[str, ...], str]) -> None:
    (found,) = line_suppressions("a.py", [Comment(1, 1, comment, True)], [comment])
    assert (found.rules, found.reason) == expected


@pytest.mark.parametrize(
    "comment",
    ["# eda-lint", "# eda-lint: ignored", "# eda-lint: ignore-file", "# see eda-lint: ignore", ""],
)
def test_what_is_no_marker(comment: str) -> None:
    assert line_suppressions("a.py", [Comment(1, 1, comment, True)], [comment]) == ()


def test_what_a_comment_covers() -> None:
    lines = ["# eda-lint: ignore[a]", "# more words", "", "call()  # eda-lint: ignore[b]"]
    comments = [
        Comment(1, 1, lines[0], True),
        Comment(2, 1, lines[1], True),
        Comment(4, 9, "# eda-lint: ignore[b]", False),
    ]
    above, beside = line_suppressions("a.py", comments, lines)
    assert (above.line, above.end_line, above.rules) == (4, 4, ("a",))
    assert above.at == Location("a.py", 1, 3, 1, 22)
    assert (beside.line, beside.rules, beside.at.column) == (4, ("b",), 11)


def test_a_comment_of_several_lines() -> None:
    lines = ["  /*", "   * eda-lint: ignore[a] known", "   */", "  call();"]
    (found,) = line_suppressions("a.js", [Comment(1, 3, "\n".join(lines[:3]).strip(), True)], lines)
    assert (found.line, found.reason) == (4, "known")
    assert found.at == Location("a.js", 2, 6, 2, 31)


def test_a_comment_that_nothing_follows() -> None:
    (found,) = line_suppressions("a.py", [Comment(1, 1, "# eda-lint: ignore", True)], ["x", ""])
    assert found.line == 1


def test_comments_in_a_template() -> None:
    facts = template("""\
        Resources:
          # eda-lint: ignore[queue-without-dlq] drained by hand
          # whatever

          Orders:
            Type: AWS::SQS::Queue  # eda-lint: ignore
          Fn:
            Type: AWS::Lambda::Function
            Properties:
              Code:
                ZipFile: |
                  client.send()  // eda-lint: ignore[inline]
    """)
    assert [(s.line, s.rules, s.reason) for s in facts.suppressions] == [
        (5, ("queue-without-dlq",), "drained by hand"),
        (6, (), ""),
        (12, ("inline",), ""),
    ]


def test_metadata_of_a_resource() -> None:
    facts = template("""\
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Metadata:
              eda-lint: {ignore: [a, b], reason: known}
            Properties:
              QueueName: x

          Topic:
            Type: AWS::SNS::Topic
            Metadata: {eda-lint: {ignore: a}}
          Bus:
            Type: AWS::Events::EventBus
            Metadata: {eda-lint: {ignore: "*"}}
          Quiet:
            Type: AWS::SNS::Topic
            Metadata: {eda-lint: {}, other: [1]}
    """)
    orders, topic, bus = facts.suppressions
    assert (orders.line, orders.end_line) == (2, 7)
    assert (orders.rules, orders.reason) == (("a", "b"), "known")
    assert orders.at == Location(PATH, 5, 18, 5, 24)
    assert (topic.line, topic.end_line, topic.rules) == (9, 11, ("a",))
    assert bus.rules == ()
