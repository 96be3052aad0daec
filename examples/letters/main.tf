variable "print_timeout" {
  description = "Seconds that a letter may take; the printers of some stages are slow."
  type        = number
  default     = 5
}

variable "oncall_topic" {
  type = string
}

module "letters" {
  source = "./modules/mailbox"

  name        = "letters"
  alarm_topic = var.oncall_topic
}

data "archive_file" "printer" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/printer.zip"
}

resource "aws_lambda_function" "printer" {
  function_name = "printer"
  role          = aws_iam_role.printer.arn
  runtime       = "python3.13"
  handler       = "printer.handler"
  timeout       = var.print_timeout
  filename      = data.archive_file.printer.output_path

  environment {
    variables = { PRINTED_TABLE = aws_dynamodb_table.printed.name }
  }
}

resource "aws_lambda_event_source_mapping" "letters" {
  event_source_arn        = module.letters.queue.arn
  function_name           = aws_lambda_function.printer.arn
  function_response_types = ["ReportBatchItemFailures"]
}

resource "aws_dynamodb_table" "printed" {
  name         = "printed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "letter"

  attribute {
    name = "letter"
    type = "S"
  }
}

resource "aws_iam_role" "printer" {
  name = "printer"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
