variable "create" { default = true }
variable "use_existing_alias" { default = false }
variable "refresh_alias" { default = true }

variable "name" { default = "" }
variable "function_name" { default = "" }
variable "function_version" { default = "" }

variable "create_async_event_config" { default = false }
variable "create_version_async_event_config" { default = true }
variable "create_qualified_alias_async_event_config" { default = true }
variable "maximum_event_age_in_seconds" { default = null }
variable "maximum_retry_attempts" { default = null }
variable "destination_on_failure" { default = null }
variable "destination_on_success" { default = null }

variable "allowed_triggers" { default = {} }
variable "create_version_allowed_triggers" { default = true }
variable "create_qualified_alias_allowed_triggers" { default = true }

variable "event_source_mapping" { default = {} }

locals {
  creates_alias = var.create && !var.use_existing_alias
  version       = var.function_version != "" ? var.function_version : "$LATEST"

  # An alias that is there already is still one of this function.
  existing_arn = "${var.function_name}:${var.name}"
  arn          = try(aws_lambda_alias.with_refresh[0].arn, aws_lambda_alias.no_refresh[0].arn, local.existing_arn)

  configured = {
    version         = var.create_version_async_event_config
    qualified_alias = var.create_qualified_alias_async_event_config
  }
}

resource "aws_lambda_alias" "with_refresh" {
  count = local.creates_alias && var.refresh_alias ? 1 : 0

  name             = var.name
  function_name    = var.function_name
  function_version = local.version
}

resource "aws_lambda_alias" "no_refresh" {
  count = local.creates_alias && !var.refresh_alias ? 1 : 0

  name             = var.name
  function_name    = var.function_name
  function_version = local.version
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = {
    for name, wanted in local.configured : name => wanted
    if wanted && var.create && var.create_async_event_config
  }

  function_name                = var.function_name
  qualifier                    = each.key == "version" ? local.version : var.name
  maximum_event_age_in_seconds = var.maximum_event_age_in_seconds
  maximum_retry_attempts       = var.maximum_retry_attempts

  destination_config {
    on_failure {
      destination = var.destination_on_failure
    }
    on_success {
      destination = var.destination_on_success
    }
  }
}

resource "aws_lambda_permission" "version_triggers" {
  for_each = {
    for name, trigger in var.allowed_triggers : name => trigger
    if var.create && var.create_version_allowed_triggers
  }

  function_name  = var.function_name
  qualifier      = local.version
  action         = try(each.value.action, "lambda:InvokeFunction")
  principal      = try(each.value.principal, "${each.value.service}.amazonaws.com", null)
  source_arn     = try(each.value.source_arn, null)
  source_account = try(each.value.source_account, null)
}

resource "aws_lambda_permission" "qualified_alias_triggers" {
  for_each = {
    for name, trigger in var.allowed_triggers : name => trigger
    if var.create && var.create_qualified_alias_allowed_triggers
  }

  function_name  = var.function_name
  qualifier      = var.name
  action         = try(each.value.action, "lambda:InvokeFunction")
  principal      = try(each.value.principal, "${each.value.service}.amazonaws.com", null)
  source_arn     = try(each.value.source_arn, null)
  source_account = try(each.value.source_account, null)
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = { for name, mapping in var.event_source_mapping : name => mapping if var.create }

  function_name                      = local.arn
  event_source_arn                   = try(each.value.event_source_arn, null)
  enabled                            = try(each.value.enabled, true)
  batch_size                         = try(each.value.batch_size, null)
  maximum_batching_window_in_seconds = try(each.value.maximum_batching_window_in_seconds, null)
  maximum_retry_attempts             = try(each.value.maximum_retry_attempts, null)
  maximum_record_age_in_seconds      = try(each.value.maximum_record_age_in_seconds, null)
  bisect_batch_on_function_error     = try(each.value.bisect_batch_on_function_error, null)
  parallelization_factor             = try(each.value.parallelization_factor, null)
  starting_position                  = try(each.value.starting_position, null)
  function_response_types            = try(each.value.function_response_types, null)
  queues                             = try(each.value.queues, null)
  topics                             = try(each.value.topics, null)

  destination_config {
    on_failure {
      destination_arn = try(each.value.destination_arn_on_failure, null)
    }
  }

  dynamic "scaling_config" {
    for_each = try([each.value.scaling_config], [])
    content {
      maximum_concurrency = try(scaling_config.value.maximum_concurrency, null)
    }
  }

  dynamic "filter_criteria" {
    for_each = try(each.value.filter_criteria, null) != null ? [each.value.filter_criteria] : []
    content {
      dynamic "filter" {
        for_each = flatten([filter_criteria.value])
        content {
          pattern = try(filter.value.pattern, null)
        }
      }
    }
  }
}

output "lambda_alias_name" { value = var.name }
output "lambda_alias_arn" { value = local.arn }
output "lambda_alias_invoke_arn" {
  value = try(
    aws_lambda_alias.with_refresh[0].invoke_arn,
    aws_lambda_alias.no_refresh[0].invoke_arn,
    local.existing_arn,
  )
}
output "lambda_alias_function_version" { value = local.version }
output "lambda_alias_event_source_mapping_uuid" {
  value = { for name, mapping in aws_lambda_event_source_mapping.this : name => mapping.uuid }
}
