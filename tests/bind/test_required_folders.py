"""Packages of the same repository that a requirements.txt installs beside a function's code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bind.configured import flows, graph_of

CONFIGURATION = """
resource "aws_sqs_queue" "orders" {}

data "archive_file" "code" {
  type        = "zip"
  source_dir  = "tasks/send"
  output_path = "send.zip"
}

resource "aws_lambda_function" "send" {
  function_name = "send"
  runtime       = "python3.13"
  handler       = "app.handler"
  filename      = data.archive_file.code.output_path

  environment {
    variables = { QUEUE = aws_sqs_queue.orders.url }
  }
}
"""
HANDLER = """
import os
from shop.queues import send


def handler(event, context):
    send(os.environ["QUEUE"])
"""
SHARED = """
import boto3

sqs = boto3.client("sqs")


def send(queue):
    sqs.send_message(QueueUrl=queue, MessageBody="new")
"""
SENT = {"aws_lambda_function.send publish aws_sqs_queue.orders"}


def _flows(folder: Path, requirements: dict[str, str], shared: str) -> set[str]:
    for path, text in requirements.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    code = {"tasks__send__app": HANDLER, shared: SHARED}
    return flows(graph_of(folder, CONFIGURATION, **code))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tasks/send/requirements.txt", "../../lib[queues]"),
        ("tasks/requirements.txt", "-e ../lib"),
        ("requirements.txt", "shop @ ./lib"),
    ],
)
@pytest.mark.parametrize("shared", ["lib__shop__queues", "lib__src__shop__queues"])
def test_a_folder_that_is_required(path: str, line: str, shared: str, tmp_path: Path) -> None:
    assert _flows(tmp_path, {path: f"boto3\n{line}\n"}, shared) == SENT


def test_only_the_nearest_list_counts(tmp_path: Path) -> None:
    lists = {"requirements.txt": "./lib\n", "tasks/send/requirements.txt": "boto3\n"}
    assert _flows(tmp_path, lists, "lib__shop__queues") == set()


def test_a_folder_that_nothing_requires(tmp_path: Path) -> None:
    assert _flows(tmp_path, {"requirements.txt": "boto3\n"}, "lib__shop__queues") == set()
