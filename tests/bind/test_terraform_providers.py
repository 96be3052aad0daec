"""Configurations of the provider: what makes a resource, and in which region."""

from __future__ import annotations

from pathlib import Path

import pytest

from eda_lint.model import Queue
from tests.applications import report_on, write
from tests.bind.configured import flows, graph_of

PROVIDERS = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "us"
  region = var.there
}
variable "there" {
  default = "us-east-1"
}
"""


def queue(folder: Path, files: dict[str, str]) -> tuple[str, str]:
    """The provider and the region of the one queue that files make."""
    write(files, folder)
    (found,) = report_on(folder).graph.all(Queue)
    return found.provider, found.region


@pytest.mark.parametrize(
    ("arguments", "provider", "region"),
    [
        ("", "", "eu-west-1"),
        ("provider = aws", "", "eu-west-1"),
        ("provider = aws.us", "aws.us", "us-east-1"),
        ('provider = "aws.us"', "aws.us", "us-east-1"),
        ("provider = aws.elsewhere", "aws.elsewhere", ""),
        ('region = "sa-east-1"', ' "sa-east-1"', "sa-east-1"),
        ("region = terraform.workspace", " terraform.workspace", ""),
    ],
)
def test_a_resource_is_made_by_a_provider(
    tmp_path: Path, arguments: str, provider: str, region: str
) -> None:
    main = f'{PROVIDERS}resource "aws_sqs_queue" "orders" {{\n{arguments}\n}}\n'
    assert queue(tmp_path, {"main.tf": main}) == (provider, region)


@pytest.mark.parametrize(
    ("call", "inner", "provider", "region"),
    [
        ("", "", "", "eu-west-1"),
        ("providers = { aws = aws.us }", "", "aws.us", "us-east-1"),
        ("providers = { aws.main = aws.us }", "provider = aws.main", "aws.us", "us-east-1"),
        ("", "provider = aws.own", "module.a.module.b.aws.own", "ap-south-1"),
    ],
)
def test_a_call_hands_providers_down(
    tmp_path: Path, call: str, inner: str, provider: str, region: str
) -> None:
    own = 'provider "aws" {\n  alias = "own"\n  region = "ap-south-1"\n}\n'
    files = {
        "main.tf": f'{PROVIDERS}module "a" {{\n  source = "./a"\n{call}\n}}\n',
        "a/main.tf": 'module "b" {\n  source = "../b"\n'
        + ("providers = { aws.main = aws.main }" if "main" in call else "")
        + "\n}\n",
        "b/main.tf": f'{own}resource "aws_sqs_queue" "orders" {{\n{inner}\n}}\n',
    }
    assert queue(tmp_path, files) == (provider, region)


def test_an_address_with_a_region_leads_to_what_is_there(tmp_path: Path) -> None:
    text = f"""
    {PROVIDERS}
    resource "aws_sqs_queue" "here" {{
      name = "orders"
    }}
    resource "aws_sqs_queue" "there" {{
      provider = aws.us
      name     = "orders"
    }}
    resource "aws_lambda_event_source_mapping" "there" {{
      event_source_arn = "arn:aws:sqs:us-east-1:123456789012:orders"
      function_name    = "there"
    }}
    resource "aws_lambda_event_source_mapping" "nowhere" {{
      event_source_arn = "arn:aws:sqs:sa-east-1:123456789012:orders"
      function_name    = "nowhere"
    }}
    """
    assert flows(graph_of(tmp_path, text)) == {
        "aws_sqs_queue.there trigger there",
        "orders trigger nowhere",
    }


def test_a_name_leads_to_what_the_same_provider_makes(tmp_path: Path) -> None:
    text = f"""
    {PROVIDERS}
    resource "aws_sqs_queue" "here" {{
      name = "orders"
    }}
    resource "aws_sqs_queue" "there" {{
      provider = aws.us
      name     = "orders"
    }}
    resource "aws_sqs_queue_redrive_policy" "there" {{
      provider  = aws.us
      queue_url = "https://sqs.${{var.there}}.amazonaws.com/123456789012/orders"
      redrive_policy = jsonencode({{
        deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:failed"
        maxReceiveCount     = 5
      }})
    }}
    data "aws_sqs_queue" "orders" {{
      provider = aws.us
      name     = "orders"
    }}
    resource "aws_lambda_event_source_mapping" "there" {{
      provider         = aws.us
      event_source_arn = data.aws_sqs_queue.orders.arn
      function_name    = "there"
    }}
    """
    assert flows(graph_of(tmp_path, text)) == {
        "aws_sqs_queue.there dead_letter failed",
        "aws_sqs_queue.there trigger there",
    }


def test_a_resource_whose_region_is_not_known_may_be_in_any(tmp_path: Path) -> None:
    text = """
    resource "aws_sqs_queue" "orders" {
      name = "orders"
    }
    resource "aws_lambda_event_source_mapping" "orders" {
      event_source_arn = "arn:aws:sqs:us-east-1:123456789012:orders"
      function_name    = "fulfil"
    }
    """
    assert flows(graph_of(tmp_path, text)) == {"aws_sqs_queue.orders trigger fulfil"}
