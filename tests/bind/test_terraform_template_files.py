"""`data "template_file"`, whose text is rendered with names of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bind.configured import flows, graph_of

QUEUE = 'resource "aws_sqs_queue" "orders" {}\n'

MACHINE = """
resource "aws_sfn_state_machine" "flow" {{
  name       = "flow"
  definition = data.template_file.flow.rendered
}}

data "template_file" "flow" {{
  template = {template}
  vars     = {{ queue = aws_sqs_queue.orders.url }}
}}
"""
STATES = """\
{"StartAt": "Send", "States": {"Send": {"Type": "Task", "End": true,
  "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "${queue}"}}}}
"""
WRITTEN = STATES.replace("${", "$${")


def test_a_file_is_rendered_with_its_names(tmp_path: Path) -> None:
    (tmp_path / "flow.json").write_text(STATES, encoding="utf-8")
    template = 'file("${path.module}/flow.json")'
    graph = graph_of(tmp_path, QUEUE + MACHINE.format(template=template))
    assert flows(graph) == {
        "aws_sfn_state_machine.flow orchestrate aws_sqs_queue.orders",
    }


def test_a_text_with_escaped_names_is_rendered(tmp_path: Path) -> None:
    template = f"<<-EOF\n{WRITTEN}\nEOF"
    graph = graph_of(tmp_path, QUEUE + MACHINE.format(template=template))
    assert flows(graph) == {
        "aws_sfn_state_machine.flow orchestrate aws_sqs_queue.orders",
    }


def test_a_text_that_is_filled_in_where_it_is_written_stays_as_it_is(tmp_path: Path) -> None:
    text = STATES.replace("${queue}", "${aws_sqs_queue.orders.url}")
    graph = graph_of(tmp_path, QUEUE + MACHINE.format(template=f"<<-EOF\n{text}\nEOF"))
    assert flows(graph) == {
        "aws_sfn_state_machine.flow orchestrate aws_sqs_queue.orders",
    }


@pytest.mark.parametrize("name", ["other", "queue.arn[0]"])
def test_what_is_not_given_is_not_known(tmp_path: Path, name: str) -> None:
    template = f"<<-EOF\n{WRITTEN.replace('{queue}', '{' + name + '}')}\nEOF"
    graph = graph_of(tmp_path, QUEUE + MACHINE.format(template=template))
    assert flows(graph) == set()
