"""Findings of one line that say the same are told once."""

from __future__ import annotations

from pathlib import Path

from tests.applications import report_on, write

QUEUES = """\
resource "aws_sqs_queue" "jobs" {
  for_each                   = { big = 600, large = 600, small = 30 }
  visibility_timeout_seconds = each.value
}
resource "aws_lambda_function" "work" {
  function_name = "work"
  timeout       = 60
}
resource "aws_lambda_event_source_mapping" "jobs" {
  for_each                = aws_sqs_queue.jobs
  event_source_arn        = each.value.arn
  function_name           = aws_lambda_function.work.arn
  function_response_types = ["ReportBatchItemFailures"]
}
"""


def told(folder: Path, files: dict[str, str], rule: str) -> list[str]:
    """What a rule says of these files."""
    write(files, folder)
    return [one.finding.message for one in report_on(folder).findings if one.rule == rule]


def test_instances_of_a_block_share_a_finding(tmp_path: Path) -> None:
    (message,) = told(tmp_path, {"main.tf": QUEUES}, "queue-without-dlq")
    assert message.startswith('aws_sqs_queue.jobs["big"] has no redrive policy')
    assert message.endswith("; the same holds for 2 other instances")


def test_what_differs_in_more_than_its_key_stays_apart(tmp_path: Path) -> None:
    (message,) = told(tmp_path, {"main.tf": QUEUES}, "visibility-timeout-too-short")
    assert message.startswith('aws_sqs_queue.jobs["small"] hides a message for 30 s')
    assert "the same holds" not in message


def test_the_calls_of_the_others_are_related(tmp_path: Path) -> None:
    call = 'module "jobs" {\n  source = "../jobs"\n}\n'
    files = {"jobs/main.tf": QUEUES, "test/main.tf": call, "live/main.tf": call}
    write(files, tmp_path)
    (one,) = (o for o in report_on(tmp_path).findings if o.rule == "queue-without-dlq")
    assert one.finding.message.endswith("; the same holds for 2 other instances")
    assert {related.at.path for related in one.finding.related} >= {"live/main.tf", "test/main.tf"}
