"""Resources and modules of Terraform that have another address keep their findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.baseline import Comparison, Entry, baseline_of, compare
from eda_lint.baseline.moved import under_new_addresses
from tests.applications import report_on
from tests.repository import Repository

MODULE = """\
resource "aws_sqs_queue" "this" {}

resource "aws_lambda_function" "reader" {
  function_name = "reader"
  role          = "arn:aws:iam::123456789012:role/reader"
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn = aws_sqs_queue.this.arn
  function_name    = aws_lambda_function.reader.arn
  batch_size       = 1
}
"""
MAIN = """\
module "orders" {
  source = "./queue"
}
"""


def moved(before: str, after: str) -> str:
    """A block that says so."""
    return f"\nmoved {{\n  from = {before}\n  to   = {after}\n}}\n"


def after(folder: Path, *changes: tuple[str, str, str], more: dict[str, str]) -> Comparison:
    """The application beside a baseline of what it was before it changed."""
    work = Repository(folder)
    work.write({"main.tf": MAIN, "queue/main.tf": MODULE})
    report = report_on(folder, "queue-without-dlq")
    baseline = baseline_of(report.findings, report.diagnostics, report.graph)
    assert [one.subject for one in baseline.entries] == ["module.orders.aws_sqs_queue.this"]
    for path, old, new in changes:
        text = (folder / path).read_text(encoding="utf-8").replace(old, new)
        work.write({path: text + more.get(path, "")})
    work.write({path: text for path, text in more.items() if not (folder / path).exists()})
    now = report_on(folder, "queue-without-dlq")
    return compare(
        baseline, now.findings, now.diagnostics, now.graph, lambda _: True, moved=now.moved
    )


RENAMED = ("main.tf", 'module "orders"', 'module "sales"')
LABEL = ("queue/main.tf", '"aws_sqs_queue" "this"', '"aws_sqs_queue" "main"')
USED = ("queue/main.tf", "aws_sqs_queue.this", "aws_sqs_queue.main")
TWICE = moved("module.a", "module.sales") + moved("module.orders", "module.a")
IN_JSON = '{"moved": [{"from": "module.orders", "to": "module.sales"}]}'
COUNTED = ("main.tf", '"./queue"', '"./queue"\n  count  = 1')


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ([RENAMED], {"main.tf": moved("module.orders", "module.sales")}),
        ([RENAMED], {"main.tf": TWICE}),
        ([RENAMED], {"moved.tf.json": IN_JSON}),
        ([COUNTED], {"main.tf": moved("module.orders", "module.orders[0]")}),
        ([LABEL, USED], {}),
        (
            [RENAMED, LABEL, USED],
            {"main.tf": moved("module.orders", "module.sales")},
        ),
    ],
)  # fmt: skip
def test_what_has_moved_is_known(
    tmp_path: Path, changes: list[tuple[str, str, str]], more: dict[str, str]
) -> None:
    if USED in changes:
        more = {**more, "queue/moved.tf": moved("aws_sqs_queue.this", "aws_sqs_queue.main")}
    told = after(tmp_path, *changes, more=more)
    assert (told.findings, told.fixed, told.set_aside) == ((), (), 1)


def test_what_has_another_name_without_a_word_is_new(tmp_path: Path) -> None:
    told = after(tmp_path, RENAMED, more={})
    assert [one.finding.subject.name for one in told.findings] == [
        "module.sales.aws_sqs_queue.this"
    ]
    assert len(told.fixed) == 1


def test_an_address_that_holds_the_old_one_is_not_made_twice() -> None:
    entry = Entry("a.tf", "x", "aws_sqs_queue.a", "aws_sqs_queue.b", "", "f")
    moves = {
        "aws_sqs_queue.a": "module.q.aws_sqs_queue.a",
        "aws_sqs_queue.b": "aws_sqs_queue.b[0]",
    }
    (now,) = under_new_addresses({0: entry}, moves).values()
    assert (now.subject, now.other) == ("module.q.aws_sqs_queue.a", "aws_sqs_queue.b[0]")


def test_addresses_are_replaced_whole_and_not_for_ever() -> None:
    entry = Entry("a.tf", "x", "module.a.aws_sqs_queue.q", "module.ab.aws_sqs_queue.q", "", "f")
    there_and_back = {"module.a": "module.b", "module.b": "module.c", "module.c": "module.a"}
    (now,) = under_new_addresses({0: entry}, there_and_back).values()
    assert now.other == "module.ab.aws_sqs_queue.q"
    assert now.subject.endswith(".aws_sqs_queue.q")
    assert under_new_addresses({0: entry}, {}) == {0: entry}
