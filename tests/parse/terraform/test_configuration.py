"""Files of HCL: blocks, places, syntax errors and what they leave, suppressions."""

from __future__ import annotations

import pytest

from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import Unreadable
from tests.parse.terraform.written import PATH, facts, headers, said, span, written

QUEUE = """\
resource "aws_sqs_queue" "orders" {
  name = "orders"
  tags = { team = "pack" }

  dynamic "rule" {
    for_each = var.rules
    content {
      id = rule.value
    }
  }
  lifecycle {}
}
"""
TWO = """\
variable "x" {
  type = string
}

resource "aws_sqs_queue" "q" {
  name  = "orders-${var.x}"
  delay = 5
  tags = {
    a = "b"
  }
  list = [
    "a",
  ]
}

resource "aws_sns_topic" "t" {
  name = "t"
}
"""


def test_blocks_and_arguments() -> None:
    (block,) = facts(QUEUE).blocks
    assert (block.type, block.labels, block.open) == (
        "resource",
        ("aws_sqs_queue", "orders"),
        False,
    )
    assert [(one.name, written(one.value)) for one in block.arguments] == [
        ("name", '"orders"'),
        ("tags", '{"team" = "pack"}'),
    ]
    dynamic, lifecycle = block.blocks
    assert (dynamic.labels, lifecycle.type) == (("rule",), "lifecycle")
    (content,) = dynamic.blocks
    assert written(content.arguments[0].value) == "rule.value"


def test_blocks_in_one_line_and_bare_labels() -> None:
    blocks = facts("terraform {}\nlocals { a = 1 }\nresource aws_sqs_queue q {}\n").blocks
    assert headers(blocks) == ["terraform", "locals", "resource aws_sqs_queue q"]


def test_a_file_without_anything() -> None:
    assert facts("").blocks == facts("# a comment\n\n").blocks == ()


def test_places_are_those_of_headers_names_and_values() -> None:
    (block,) = facts(f"/* größer */ {QUEUE}").blocks
    assert span(block.at) == "1:14-1:47"
    name, tags = block.arguments
    assert (span(name.at), span(name.value.at)) == ("2:3-2:7", "2:10-2:18")
    assert (span(tags.at), span(tags.value.at)) == ("3:3-3:7", "3:10-3:27")
    assert span(block.blocks[0].blocks[0].at) == "7:5-7:12"


def test_columns_count_characters() -> None:
    (block,) = facts('locals { ü = "😀ö", }\n'.replace(",", "")).blocks
    (argument,) = block.arguments
    assert (span(argument.at), span(argument.value.at)) == ("1:10-1:11", "1:14-1:18")


def test_lines_of_windows() -> None:
    (block,) = facts(QUEUE.replace("\n", "\r\n")).blocks
    assert [span(one.at) for one in block.arguments] == ["2:3-2:7", "3:3-3:7"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("string\n}", "string\n", "1:1 not valid HCL: a block without its closing brace"),
        ("delay = 5", "delay 5", "7:9 not valid HCL: unexpected 5"),
        ("= 5", "=", "7:9 not valid HCL: unexpected ="),
        ("= 5", "= 5 6", "7:11 not valid HCL: unexpected 5 6"),
        ("= 5", "= f(5", "8:3 not valid HCL: ) is missing"),
        ('"a",\n', '"a"\n"b"\n', '12:5 not valid HCL: unexpected "a"'),
        ('${var.x}"', '${var.x"', '6:21 not valid HCL: unexpected var.x"'),
        ('"t"\n', '"t\n', "17:10 not valid HCL: text without its closing quotation mark"),
        ('"t"\n}', '"t"\n}\n}', "19:1 not valid HCL: unexpected }"),
        ("= 5", "= <<EOT\n5", "7:11 not valid HCL: a heredoc without its end"),
        ("= 5", '= "${}"', "7:12 not valid HCL: an interpolation of nothing"),
        ("= 5", r'= "a\qb"', "7:12 not valid HCL: unexpected a"),
        ("= 5", r'= "\UFFFFFFFF"', "7:11 not valid HCL: \\UFFFFFFFF is no escape"),
        ("= 5", "= 'x'", "7:11 not valid HCL: unexpected 'x'"),
        ("variable", "x = 1\nvariable", "1:1 not valid HCL: an argument outside of any block"),
    ],
)
def test_a_syntax_error_is_told_where_it_is(before: str, after: str, told: str) -> None:
    assert before in TWO
    assert said(parse_configuration(PATH, TWO.replace(before, after, 1)))[0] == told


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("= 5", "=", ["variable x", "resource aws_sqs_queue q?", "resource aws_sns_topic t"]),
        ("= 5", "= f(5", ["variable x", "resource aws_sqs_queue q?", "resource aws_sns_topic t"]),
        ('= "t"', '= "t', ["variable x", "resource aws_sqs_queue q", "resource aws_sns_topic t?"]),
        (
            "string\n}",
            "string\n",
            ["variable x?", "resource aws_sqs_queue q", "resource aws_sns_topic t"],
        ),
    ],
)
def test_a_block_with_an_error_is_open_and_the_others_are_whole(
    before: str, after: str, left: list[str]
) -> None:
    blocks = parse_configuration(PATH, TWO.replace(before, after, 1)).blocks
    assert sorted(headers(blocks)) == sorted(left)


def test_what_has_an_error_is_unreadable() -> None:
    _, queue, _ = parse_configuration(PATH, TWO.replace("= 5", "= f(5")).blocks
    values = {one.name: one.value for one in queue.arguments}
    assert isinstance(values["delay"], Unreadable)
    assert written(values["name"]) == 'text("orders-", var.x)'


def test_only_so_many_errors_are_told() -> None:
    text = "".join(f'variable "x{n}" {{\n  default = (\n}}\n' for n in range(50))
    assert len(parse_configuration(PATH, text).diagnostics) == 10


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\0\1\2binary", "1:1 not valid HCL: binary data"),
        ('key:\n  - value: "x"\n' * 300, "1:1 not valid HCL: too many errors to go on"),
    ],
)
def test_what_is_no_hcl_at_all_is_told_once(text: str, told: str) -> None:
    read = parse_configuration(PATH, text)
    assert (read.blocks, said(read)) == ((), [told])


@pytest.mark.parametrize(
    "comment",
    [
        "# eda-lint: ignore[queue-without-dlq] drained by hand",
        "// eda-lint: ignore[queue-without-dlq] drained by hand",
        "/* eda-lint: ignore[queue-without-dlq] drained by hand */",
    ],
)
def test_comments_suppress(comment: str) -> None:
    above = facts(f"{comment}\n\n{QUEUE}").suppressions
    behind = facts(QUEUE.replace('"orders"\n', f'"orders" {comment}\n', 1)).suppressions
    assert [(one.line, one.rules, one.reason) for one in (*above, *behind)] == [
        (3, ("queue-without-dlq",), "drained by hand"),
        (2, ("queue-without-dlq",), "drained by hand"),
    ]


def test_text_suppresses_nothing() -> None:
    text = 'locals {\n  a = <<EOT\n# eda-lint: ignore\nEOT\n  b = "# eda-lint: ignore"\n}\n'
    assert facts(text).suppressions == ()
