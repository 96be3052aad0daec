"""The arguments of blocks: attributes, nested blocks, dynamic blocks."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate import block_arguments
from eda_lint.parse.terraform.json_syntax import parse_json_configuration
from eda_lint.value import (
    Absent,
    Choice,
    Input,
    Items,
    Literal,
    Record,
    Reference,
    Unknown,
    Value,
    entry_location,
    field_of,
)
from tests.bind.expressed import ARN, block_of, items, record, scope_of

DLQ = Reference("#aws_sqs_queue.dlq", "arn")


def arguments(body: str, **names: Value) -> Record:
    """The arguments of a resource with this body; `names` are local values."""
    block = block_of(f'resource "aws_lambda_function" "pack" {{\n{body}\n}}')
    return block_arguments(block, scope_of({f"local.{key}": names[key] for key in names}))


def test_attributes_and_nested_blocks() -> None:
    found = arguments("""
      timeout = 30
      environment {
        variables = { QUEUE = aws_sqs_queue.main.arn }
      }
    """)
    assert found == record(timeout=30, environment=items(record(variables=record(QUEUE=ARN))))


def test_a_nested_block_may_be_there_more_than_once() -> None:
    found = arguments("rule {\n id = 1\n filter {}\n}\nrule {\n id = 2\n}")
    assert found == record(rule=items(record(id=1, filter=items(record())), record(id=2)))


def test_what_is_null_is_not_set() -> None:
    found = arguments("a = null\nb = var.on ? 1 : null\nc { d = null }\ntags = { e = null }")
    assert field_of(found, "a") == Absent()
    assert field_of(found, "b") == Choice((Literal(1), Absent()), "var.on")
    assert field_of(found, "c") == items(record())
    assert field_of(found, "tags") == record(e=None)


def test_meta_arguments_are_no_arguments() -> None:
    found = arguments("""
      count      = 2
      for_each   = {}
      provider   = aws.west
      depends_on = [aws_sqs_queue.main]
      name       = "x"
      lifecycle {
        ignore_changes = [name]
      }
      timeouts {
        create = "5m"
      }
    """)
    assert found == record(name="x")


DYNAMIC = """
  dynamic "rule" {
    for_each = %s
    content {
      key   = rule.key
      value = rule.value
    }
  }
"""


def rules(for_each: str, before: str = "", **names: Value) -> Value:
    """The nested blocks that a dynamic block over a collection makes."""
    return field_of(arguments(before + DYNAMIC % for_each, **names), "rule")


def test_dynamic_blocks_over_what_is_known() -> None:
    assert rules('["a", "b"]') == items(record(key=0, value="a"), record(key=1, value="b"))
    assert rules('toset(["b", "a"])') == items(
        record(key="a", value="a"), record(key="b", value="b")
    )
    assert rules("{ x = aws_sqs_queue.main.arn }") == items(record(key="x", value=ARN))
    assert rules("[]") == Absent()


def test_dynamic_blocks_come_with_written_ones() -> None:
    found = rules('["a"]', before="rule {\n key = 7\n}\n")
    assert found == items(record(key=7), record(key=0, value="a"))


def test_a_condition_decides_whether_there_is_a_dynamic_block() -> None:
    assert rules("var.on ? [1] : []") == Choice((items(record(key=0, value=1)), Absent()), "var.on")
    assert rules("var.arn != null ? [var.arn] : []") == Choice(
        (Absent(), items(record(key=0, value=Input("arn")))), "var.arn == null"
    )


def test_dynamic_blocks_over_what_is_not_known() -> None:
    assert rules("var.rules") == Items((), open=True)
    assert rules("var.rules", before="rule {\n key = 7\n}\n") == items(record(key=7), is_open=True)
    assert rules("aws_sqs_queue.main") == items(
        record(key=Unknown(), value=Reference("#aws_sqs_queue.main", "")), is_open=True
    )
    assert rules("local.some", some=Items((Literal("a"),), open=True)) == items(
        record(key=Unknown(), value="a"), is_open=True
    )


def test_iterators_and_dynamic_blocks_in_dynamic_blocks() -> None:
    found = arguments("""
      dynamic "rule" {
        for_each = { a = ["x", "y"], b = [] }
        iterator = each_rule
        content {
          id = each_rule.key
          dynamic "target" {
            for_each = each_rule.value
            content {
              name = "${each_rule.key}-${target.value}"
              arn  = aws_sqs_queue.dlq.arn
            }
          }
        }
      }
    """)
    targets = items(record(name="a-x", arn=DLQ), record(name="a-y", arn=DLQ))
    assert found == record(rule=items(record(id="a", target=targets), record(id="b")))


def test_a_dynamic_block_without_its_parts_is_open() -> None:
    assert arguments('dynamic "rule" {}') == record(rule=Items((), open=True))


def test_dynamic_blocks_of_json() -> None:
    text = """{"resource": {"aws_lambda_function": {"pack": {
      "dynamic": {"rule": {"for_each": ["a"], "iterator": "it", "content": {"id": "${it.value}"}}}
    }}}}"""
    block = parse_json_configuration("main.tf.json", text).blocks[0]
    assert block_arguments(block, scope_of()) == record(rule=items(record(id="a")))


def test_arguments_and_blocks_have_their_places() -> None:
    found = arguments("timeout = 30\nenvironment {\n}")
    lines = {
        name: at.line
        for name in ("timeout", "environment")
        if (at := entry_location(found, name)) is not None
    }
    assert lines == {"timeout": 2, "environment": 3}
    assert found.at is not None
    assert found.at.line == 1
