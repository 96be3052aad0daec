"""Code that is signed on its way, and archives that are called by what only deployment knows."""

from __future__ import annotations

from pathlib import Path

from tests.bind.configured import flows, graph_of

ARCHIVED = """
data "archive_file" "code" {
  type        = "zip"
  source_dir  = "src"
  output_path = "dist/${timestamp()}.zip"
}
"""
QUEUE = """
resource "aws_sqs_queue" "orders" {}
"""
ENVIRONMENT = """
  environment {
    variables = { QUEUE = aws_sqs_queue.orders.url }
  }
"""
CODE = """
import os
import boto3

sqs = boto3.client("sqs")


def handler(event, context):
    sqs.send_message(QueueUrl=os.environ["QUEUE"], MessageBody="new")
"""
SENT = {"aws_lambda_function.send publish aws_sqs_queue.orders"}


def test_an_archive_that_is_called_by_the_time(tmp_path: Path) -> None:
    function = f"""
    resource "aws_lambda_function" "send" {{
      function_name = "send"
      runtime       = "python3.13"
      handler       = "app.handler"
      filename      = data.archive_file.code.output_path
      {ENVIRONMENT}
    }}
    """
    graph = graph_of(tmp_path, ARCHIVED + QUEUE + function, src__app=CODE, other__app="")
    assert flows(graph) == SENT


def test_code_that_is_signed(tmp_path: Path) -> None:
    signed = f"""
    resource "aws_s3_object" "unsigned" {{
      bucket = "code"
      key    = "send.zip"
      source = data.archive_file.code.output_path
    }}

    resource "aws_signer_signing_job" "code" {{
      profile_name = "code"

      source {{
        s3 {{
          bucket  = "code"
          key     = aws_s3_object.unsigned.key
          version = aws_s3_object.unsigned.version_id
        }}
      }}

      destination {{
        s3 {{
          bucket = "code"
        }}
      }}
    }}

    resource "aws_lambda_function" "send" {{
      function_name = "send"
      runtime       = "python3.13"
      handler       = "app.handler"
      s3_bucket     = aws_signer_signing_job.code.signed_object[0].s3[0].bucket
      s3_key        = aws_signer_signing_job.code.signed_object[0].s3[0].key
      {ENVIRONMENT}
    }}
    """
    graph = graph_of(tmp_path, ARCHIVED + QUEUE + signed, src__app=CODE, other__app="")
    assert flows(graph) == SENT
