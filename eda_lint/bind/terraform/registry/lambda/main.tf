locals {
  creates_function = var.create && var.create_function && !var.create_layer
  is_image         = var.package_type != "Zip"
  publish          = var.publish || var.snap_start || var.lambda_at_edge

  default_log_group = "/aws/lambda/${var.lambda_at_edge ? "us-east-1." : ""}${var.function_name}"
  log_group_name    = var.logging_log_group != null ? var.logging_log_group : local.default_log_group

  # A function that is not published has no version but this one.
  version = local.publish ? aws_lambda_function.this[0].version : "$LATEST"
}

resource "aws_lambda_function" "this" {
  count = local.creates_function ? 1 : 0

  function_name                  = var.function_name
  role                           = var.create_role ? aws_iam_role.lambda[0].arn : var.lambda_role
  package_type                   = var.package_type
  handler                        = local.is_image ? null : var.handler
  runtime                        = local.is_image ? null : var.runtime
  architectures                  = var.architectures
  timeout                        = var.lambda_at_edge ? min(var.timeout, 30) : var.timeout
  memory_size                    = var.memory_size
  reserved_concurrent_executions = var.reserved_concurrent_executions
  layers                         = var.layers
  publish                        = local.publish
  tags                           = merge(var.tags, var.function_tags)

  # The provider knows no source_path: it is what the package is made of.
  source_path = var.create_package ? var.source_path : null
  filename    = var.local_existing_package
  s3_bucket   = try(var.s3_existing_package.bucket, null)
  s3_key      = try(var.s3_existing_package.key, null)
  image_uri   = var.image_uri

  image_config {
    entry_point       = length(var.image_config_entry_point) > 0 ? var.image_config_entry_point : null
    command           = length(var.image_config_command) > 0 ? var.image_config_command : null
    working_directory = var.image_config_working_directory
  }

  environment {
    variables = var.environment_variables
  }

  dead_letter_config {
    target_arn = var.dead_letter_target_arn
  }

  tracing_config {
    mode = var.tracing_mode
  }
}

resource "aws_iam_role" "lambda" {
  count = local.creates_function && var.create_role ? 1 : 0

  name = var.role_name != null ? var.role_name : var.function_name
}

resource "aws_cloudwatch_log_group" "lambda" {
  count = local.creates_function && !var.use_existing_cloudwatch_log_group ? 1 : 0

  name              = local.log_group_name
  retention_in_days = var.cloudwatch_logs_retention_in_days
}

resource "aws_lambda_layer_version" "this" {
  count = var.create && var.create_layer ? 1 : 0

  layer_name               = var.layer_name
  compatible_runtimes      = var.compatible_runtimes
  compatible_architectures = var.compatible_architectures

  source_path = var.create_package ? var.source_path : null
  filename    = var.local_existing_package
  s3_bucket   = try(var.s3_existing_package.bucket, null)
  s3_key      = try(var.s3_existing_package.key, null)
}

resource "aws_lambda_provisioned_concurrency_config" "current_version" {
  count = local.creates_function && var.provisioned_concurrent_executions > -1 ? 1 : 0

  function_name                     = aws_lambda_function.this[0].function_name
  qualifier                         = local.version
  provisioned_concurrent_executions = var.provisioned_concurrent_executions
}

resource "aws_lambda_function_recursion_config" "this" {
  count = local.creates_function && var.recursive_loop == "Allow" ? 1 : 0

  function_name  = aws_lambda_function.this[0].function_name
  recursive_loop = var.recursive_loop
}

resource "aws_lambda_function_url" "this" {
  count = local.creates_function && var.create_lambda_function_url ? 1 : 0

  function_name      = aws_lambda_function.this[0].function_name
  qualifier          = var.create_unqualified_alias_lambda_function_url ? null : local.version
  authorization_type = var.authorization_type
  invoke_mode        = var.invoke_mode
}
