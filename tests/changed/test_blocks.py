"""Which lines of a template belong together, whatever it is written in."""

from __future__ import annotations

import pytest

from eda_lint.changed.blocks import Block, block_at, openings
from eda_lint.changed.changes import Hunk

YAML = """\
Resources:
  Orders: # of the shop
    Type: AWS::SQS::Queue

    # kept long
    Properties:
      Tags:
      - Key: a
        Value: b
  Failed:
    Type: AWS::SQS::Queue

# the end
Outputs:
  Url:
    Value: !Ref Orders
"""
JSON = """\
{
  "Resources": {
    "Orders": {
      "Type": "AWS::SQS::Queue",
      "Properties": {
        "VisibilityTimeout": 30
      }
    },
    "Failed": {"Type": "AWS::SQS::Queue"}
  }
}
"""
TERRAFORM = """\
resource "aws_sqs_queue" "orders" {
  name = "orders"
  tags = {
    a = "b"
  }
}

module "audit" {
  source = "./audit"
}
"""


@pytest.mark.parametrize(
    ("text", "opening", "last"),
    [
        (YAML, 1, 11),
        (YAML, 2, 9),
        (YAML, 3, 3),
        (YAML, 6, 9),
        (YAML, 7, 9),
        (YAML, 8, 9),
        (YAML, 9, 9),
        (YAML, 10, 11),
        (YAML, 14, 16),
        (JSON, 3, 7),
        (JSON, 5, 6),
        (JSON, 9, 9),
        (TERRAFORM, 1, 5),
        (TERRAFORM, 3, 4),
        (TERRAFORM, 8, 9),
    ],
)
def test_a_block_ends_where_what_follows_stands_no_deeper(
    text: str, opening: int, last: int
) -> None:
    block = block_at(text.splitlines(), opening, opening)
    assert (block.first, block.last) == (opening, last)


def test_a_place_of_several_lines_is_in_its_block() -> None:
    assert block_at(YAML.splitlines(), 3, 7).last == 7


def test_a_place_beyond_the_end_is_a_block_of_its_own() -> None:
    block = block_at(YAML.splitlines(), 99, 99)
    assert (block.first, block.last) == (99, 99)


ORDERS = block_at(YAML.splitlines(), 2, 2)


@pytest.mark.parametrize(
    ("hunk", "touched"),
    [
        (Hunk(1, 1), False),
        (Hunk(2, 1), True),
        (Hunk(9, 1), True),
        (Hunk(10, 1), False),
        (Hunk(1, 20), True),
        (Hunk(1, 0, ("  Before:",)), False),
        (Hunk(2, 0, ("    Metadata:",)), True),
        (Hunk(8, 0, ("        Other: c",)), True),
        (Hunk(9, 0, ("    DeletionPolicy: Retain",)), True),
        (Hunk(9, 0, ("  Between:", "    Type: AWS::SQS::Queue")), False),
        (Hunk(10, 0, ("    Metadata:",)), False),
    ],
)
def test_which_lines_touch_a_block(hunk: Hunk, touched: bool) -> None:
    assert ORDERS.touched_by(hunk) is touched


@pytest.mark.parametrize(
    ("text", "line", "opening"),
    [
        (YAML, 3, "Resources:"),
        (YAML, 16, "Outputs:"),
        (JSON, 6, '"Resources": {'),
        (TERRAFORM, 5, 'resource "aws_sqs_queue" "orders" {'),
        (TERRAFORM, 9, 'module "audit" {'),
    ],
)
def test_what_opens_the_outermost_block(text: str, line: int, opening: str) -> None:
    assert openings(text.splitlines())[line - 1] == opening


HEREDOC = """\
resource "aws_sqs_queue" "orders" {
  policy = <<POLICY
{
  "Version": "2012-10-17"
}
POLICY
  delay_seconds = 5
  tags = <<TAGS
# none
TAGS
}

locals {
  text = <<-EOT
first of all
  EOT
  stage = "test"
}
""".splitlines()


def test_what_a_heredoc_holds_ends_no_block() -> None:
    assert block_at(HEREDOC, 1, 1) == Block(1, 10, 0)
    assert block_at(HEREDOC, 13, 13) == Block(13, 17, 0)


def test_a_heredoc_without_an_end_goes_on_to_the_last_line() -> None:
    assert block_at(HEREDOC[:4], 1, 1) == Block(1, 4, 0)
    assert len(openings(HEREDOC[:4])) == 4


def test_what_a_heredoc_holds_opens_no_block() -> None:
    opened = openings(HEREDOC)
    assert len(opened) == len(HEREDOC)
    assert set(opened[:12]) == {'resource "aws_sqs_queue" "orders" {'}
    assert set(opened[12:]) == {"locals {"}
