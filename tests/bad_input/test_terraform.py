"""Terraform that is no HCL or no JSON: it is told, and what it has lost is not missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.scan import Content, assert_told, check

QUEUE = """\
resource "aws_sqs_queue" "stock" {
  name = "stock"
}
"""
CONSUMED = f"""\
{QUEUE}
resource "aws_lambda_function" "count" {{
  function_name = "count"
  handler       = "app.handler"
  runtime       = "python3.13"
  filename      = "app.zip"
}}

resource "aws_lambda_event_source_mapping" "stock" {{
  event_source_arn = aws_sqs_queue.stock.arn
  function_name    = aws_lambda_function.count.arn
}}
"""
DEEP = 10_000

BROKEN: dict[str, tuple[Content, str]] = {
    "a block that does not end": (
        QUEUE[:-2],
        "1:1 not valid HCL: a block without its closing brace",
    ),
    "text that does not end": (
        QUEUE.replace('k"\n', "k\n"),
        "2:10 not valid HCL: text without its closing quotation mark",
    ),
    "a heredoc that does not end": (
        QUEUE.replace('"stock"\n', "<<EOT\n"),
        "2:10 not valid HCL: a heredoc without its end",
    ),
    "an argument without a value": (
        QUEUE.replace('"stock"\n', "\n"),
        "2:3 not valid HCL: unexpected name =",
    ),
    "a brace too many": (f"{QUEUE}}}\n", "4:1 not valid HCL: unexpected }"),
    "values as variable files have them": (
        f'a = "b"\n{QUEUE}',
        "1:1 not valid HCL: an argument outside of any block",
    ),
    "YAML": ('Key:\n  - Value: "x"\n' * 200, "1:1 not valid HCL: too many errors to go on"),
    "brackets": (
        f"locals {{\n  a = {'[' * DEEP}{']' * DEEP}\n}}\n",
        "2:3 not read: nested more than 100 levels deep",
    ),
    "null bytes": (bytes(100), "1:1 not valid HCL: binary data"),
    "UTF-16": (QUEUE.encode("utf-16"), "1:1 not UTF-8 text"),
    "Latin-1": (f"# größe\n{QUEUE}".encode("latin-1"), "1:5 not UTF-8 text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_configuration(name: str, tmp_path: Path) -> None:
    text, wanted = BROKEN[name]
    assert_told(check(tmp_path, {"main.tf": text}), [f"main.tf:{wanted}"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{", "1:2 not valid JSON: expecting property name..."),
        ('{"resource": [5]}', "1:15 an object is needed here"),
        ('{"locals": {"a": "${b"}}', "1:18 not valid HCL: ..."),
        ("[" * DEEP, "1:1 not read: nested more than 100 levels deep"),
    ],
)
def test_a_broken_configuration_in_json(text: str, wanted: str, tmp_path: Path) -> None:
    assert_told(check(tmp_path, {"main.tf.json": text}), [f"main.tf.json:{wanted}"])


@pytest.mark.parametrize(
    "lost",
    [
        "redrive_policy = jsonencode({",
        "redrive_policy jsonencode({})",
        'redrive_policy = "',
        "= {}",
    ],
)
def test_what_a_syntax_error_took_is_not_missed(lost: str, tmp_path: Path) -> None:
    whole = check(tmp_path, {"main.tf": CONSUMED})
    assert "main.tf:1:1 queue-without-dlq" in whole.findings
    broken = CONSUMED.replace('"stock"\n}', f'"stock"\n  {lost}\n}}', 1)
    seen = check(tmp_path, {"main.tf": broken})
    assert seen.diagnostics
    assert "queue-without-dlq" not in " ".join(seen.findings)
