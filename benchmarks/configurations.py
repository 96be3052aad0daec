"""Makes Terraform configurations: root modules that call shared ones, with the code they deploy."""

from __future__ import annotations

from pathlib import Path

from benchmarks.applications import STORE, TO_TOPIC, WORKER

_QUEUE = """\
variable "name" {
  type = string
}

variable "visibility_timeout" {
  type    = number
  default = 120
}

resource "aws_sqs_queue" "this" {
  name                       = var.name
  visibility_timeout_seconds = var.visibility_timeout
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "failed" {
  name                      = "${var.name}-failed"
  message_retention_seconds = 1209600
}

output "arn" {
  value = aws_sqs_queue.this.arn
}
"""
_ROOT = """\
variable "stage" {
  type    = string
  default = "test"
}

locals {
  prefix = "${var.stage}-depot-@number@"
  tags   = { stage = var.stage, depot = "@number@" }
}

resource "aws_dynamodb_table" "parcels" {
  name         = "${local.prefix}-parcels"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  tags         = local.tags

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sns_topic" "registered" {
  name = "${local.prefix}-registered"
  tags = local.tags
}

data "archive_file" "code" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/build/code.zip"
}

module "arrivals" {
  for_each = toset([@lanes@])
  source   = "../modules/queue"
  name     = "${local.prefix}-arrivals-${each.key}"
}

resource "aws_lambda_function" "register" {
  for_each      = module.arrivals
  function_name = "${local.prefix}-register-${each.key}"
  role          = aws_iam_role.register.arn
  runtime       = "python3.13"
  handler       = "app.handler"
  timeout       = 20
  memory_size   = 256
  filename      = data.archive_file.code.output_path
  tags          = local.tags

  environment {
    variables = merge(local.tags, {
      ORDERS_TABLE      = aws_dynamodb_table.parcels.name
      SHIPPED_TOPIC_ARN = aws_sns_topic.registered.arn
    })
  }
}

resource "aws_lambda_event_source_mapping" "arrivals" {
  for_each                = module.arrivals
  event_source_arn        = each.value.arn
  function_name           = aws_lambda_function.register[each.key].arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
}

resource "aws_cloudwatch_log_group" "register" {
  for_each          = aws_lambda_function.register
  name              = "/aws/lambda/${each.value.function_name}"
  retention_in_days = 14
}

resource "aws_iam_role" "register" {
  name               = "${local.prefix}-register"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

output "topic_arn" {
  value = aws_sns_topic.registered.arn
}
"""


def write_configurations(folder: Path, roots: int, lanes: int = 1) -> None:
    """Write so many root modules, each with a queue and a function for each of its lanes."""
    queue = folder / "modules" / "queue"
    queue.mkdir(parents=True)
    (queue / "main.tf").write_text(_QUEUE, encoding="utf-8")
    for number in range(1, roots + 1):
        _write(folder / f"depot_{number:03}", number, lanes)


def _write(folder: Path, number: int, lanes: int) -> None:
    code = folder / "src"
    code.mkdir(parents=True)
    (code / "app.py").write_text(WORKER.format(service=number, step=1), encoding="utf-8")
    (code / "store.py").write_text(STORE, encoding="utf-8")
    (code / "outlet.py").write_text(TO_TOPIC, encoding="utf-8")
    keys = ", ".join(f'"lane-{lane:03}"' for lane in range(1, lanes + 1))
    text = _ROOT.replace("@number@", str(number)).replace("@lanes@", keys)
    (folder / "main.tf").write_text(text, encoding="utf-8")
