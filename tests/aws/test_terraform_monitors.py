"""Monitors of other providers: which queues they watch."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.model import Alarm, Queue
from tests.bind.configured import graph_of

WAITING = "aws.sqs.approximate_number_of_messages_visible"


@pytest.mark.parametrize(
    ("query", "watched", "loose"),
    [
        (f"max:{WAITING}{{queuename:${{aws_sqs_queue.failed.name}}}} > 0", ["failed"], 0),
        (f"max:{WAITING}{{queuename:${{lower(aws_sqs_queue.failed.name)}}}} > 0", [], 1),
        (f"max:{WAITING}{{*}} by {{queuename}} > 0", [], 1),
        ("max:aws.sqs.number_of_messages_sent{*} > 0", [], 0),
        ("max:aws.sqs.size{queuename:${aws_sqs_queue.failed.name}} > 0", [], 0),
    ],
)
def test_what_a_monitor_watches(tmp_path: Path, query: str, watched: list[str], loose: int) -> None:
    graph = graph_of(
        tmp_path,
        f"""
        resource "aws_sqs_queue" "failed" {{
          name = "failed"
        }}
        resource "aws_sqs_queue" "orders" {{
          name = "orders"
        }}
        resource "datadog_monitor" "failed" {{
          query = "{query}"
        }}
        """,
    )
    found = [one.name.partition(".")[2] for one in graph.all(Queue) if graph.settings(one, Alarm)]
    assert found == watched
    assert len(graph.loose(Alarm)) == loose
