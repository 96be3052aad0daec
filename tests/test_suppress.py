"""Which findings a suppression sets aside, until which day, and what is told of it."""

from __future__ import annotations

from datetime import date

import pytest

from eda_lint.finding import Finding, Reported, Severity
from eda_lint.location import Diagnostic, Location
from eda_lint.model import Queue
from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.comments import Comment, line_suppressions
from eda_lint.parse.facts import TemplateFacts
from eda_lint.suppress import Sifted, apply_suppressions

TODAY = date(2026, 6, 15)
ORDERS = Queue(id="template.yaml#Orders", name="Orders", at=Location("template.yaml", 2, 3))
FAMILIES = {"queue-without-dlq": "delivery", "direct-invoke": "coupling"}


def found(rule: str = "queue-without-dlq", line: int = 2) -> Reported:
    """A finding on a line of the template."""
    finding = Finding(at=Location("template.yaml", line, 3), subject=ORDERS, message="no queue")
    return Reported(rule, FAMILIES[rule], Severity.ERROR, finding, f"{line:016}")


def sifted(comment: str, *findings: Reported, today: date | None = TODAY) -> Sifted:
    """What a comment at the end of the second line comes to."""
    comments = [Comment(2, 11, f"# eda-lint: {comment}", own_line=False)]
    suppressions = line_suppressions("template.yaml", comments, ["Resources:", "  Orders:"])
    assert len(suppressions) == 1
    return apply_suppressions(findings, suppressions, FAMILIES, today)


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "replayed from the archive",
        "until=2026-06-15",
        "until=2026-06-15 replayed from the archive",
        "replayed from the archive (until=2027-01-01)",
        "replayed, until=2027-01-01.",
        "the-until=2020-01-01",
    ],
)
def test_a_suppression_holds_to_the_end_of_its_day(reason: str) -> None:
    told = sifted(f"ignore[queue-without-dlq] {reason}", found())
    assert told == Sifted(kept=(), suppressed=(found(),), unused=())


@pytest.mark.parametrize("reason", ["until=2026-06-14", "replayed until=2020-02-29, see there"])
def test_an_expired_one_hides_nothing_and_says_so(reason: str) -> None:
    told = sifted(f"ignore[queue-without-dlq] {reason}", found())
    assert (told.kept, told.suppressed, told.unused) == ((found(),), (), ())
    (expired,) = told.expired
    assert (expired.path, expired.line, expired.column) == ("template.yaml", 2, 13)
    assert expired.message.startswith("suppression of queue-without-dlq ended on 202")
    assert expired.message.endswith("needs what it hid to be mended, or a later day")


def test_an_expired_one_that_hid_nothing_may_go() -> None:
    told = sifted("ignore[queue-without-dlq] until=2026-06-14")
    assert [one.message for one in told.expired] == [
        "suppression of queue-without-dlq ended on 2026-06-14, hides nothing any more"
    ]
    assert told.unused == ()


def test_without_a_day_nothing_expires() -> None:
    told = sifted("ignore until=2000-01-01", found(), today=None)
    assert (told.suppressed, told.expired) == ((found(),), ())


def test_an_expired_one_for_rules_that_did_not_run_is_not_told() -> None:
    assert sifted("ignore[init-in-handler] until=2000-01-01").expired == ()


def test_another_one_may_hold_where_one_has_expired() -> None:
    comments = [
        Comment(1, 1, "# eda-lint: ignore[delivery] until=2000-01-01", own_line=True),
        Comment(2, 11, "# eda-lint: ignore[queue-without-dlq]", own_line=False),
    ]
    suppressions = line_suppressions("template.yaml", comments, ["# ...", "  Orders:"])
    told = apply_suppressions([found()], suppressions, FAMILIES, TODAY)
    assert told.suppressed == (found(),)
    assert len(told.expired) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("until=", "until="),
        ("until=soon", "until=soon"),
        ("until=31.12.2026", "until=31.12.2026"),
        ("until=2026-02-30", "until=2026-02-30"),
        ("until=20261231", "until=20261231"),
        ("until=2026-W01-1", "until=2026-W01-1"),
        ("until=٢٠٢٦-١٢-٣١", "until=٢٠٢٦-١٢-٣١"),
    ],
)
def test_a_day_that_cannot_be_read_is_told_and_nothing_comes_back_for_it(
    written: str, shown: str
) -> None:
    told = sifted(f"ignore[queue-without-dlq] {written} replayed", found())
    assert told.suppressed == (found(),)
    message = f"{shown} in a suppression is no day, needs one like until=2026-12-31"
    assert told.diagnostics == (Diagnostic("template.yaml", 2, 13, message),)


def test_one_that_covers_nothing_is_unused() -> None:
    told = sifted("ignore[direct-invoke] until=2027-01-01", found())
    assert told.kept == (found(),)
    assert [one.message for one in told.unused] == ["unused suppression of direct-invoke"]


def test_a_name_that_no_rule_has_is_told_whatever_ran() -> None:
    comments = [Comment(2, 11, "# eda-lint: ignore[queue-without-dql, cold]", own_line=False)]
    suppressions = line_suppressions("template.yaml", comments, ["Resources:", "  Orders:"])
    known = {"queue-without-dlq", "init-in-handler", "cold"}
    told = apply_suppressions([found()], suppressions, FAMILIES, TODAY, known)
    assert told.kept == (found(),)
    assert [one.message for one in told.unused] == [
        "suppression of 'queue-without-dql', which names no rule or family, did you mean "
        "'queue-without-dlq'?"
    ]


@pytest.mark.parametrize(
    ("until", "reason"),
    [
        ("until: 2026-12-31", "until=2026-12-31 replayed"),
        ('until: "2026-12-31"', "until=2026-12-31 replayed"),
        ("until: soon", "until=soon replayed"),
        ("other: 1", "replayed"),
    ],
)
def test_metadata_has_its_day_beside_the_reason(until: str, reason: str) -> None:
    facts = parse_template("template.yaml", METADATA.format(until=until), explicit=True)
    assert isinstance(facts, TemplateFacts)
    (suppression,) = facts.suppressions
    assert (suppression.rules, suppression.reason) == (("queue-without-dlq",), reason)


METADATA = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Metadata:
      eda-lint:
        ignore: [queue-without-dlq]
        {until}
        reason: replayed
"""
