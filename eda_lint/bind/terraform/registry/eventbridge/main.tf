locals {
  bus_name = try(aws_cloudwatch_event_bus.this[0].name, var.bus_name)

  # The module finds a target by its name, which may be settled at deployment: here by its place.
  targets = merge([
    for rule, ignored in var.rules : {
      for place, target in try(var.targets[rule], []) : "${rule}/${place}" => merge(target, { rule = rule })
    }
  ]...)
}

resource "aws_cloudwatch_event_bus" "this" {
  count = var.create && var.create_bus ? 1 : 0

  name              = var.bus_name
  event_source_name = var.event_source_name
  tags              = var.tags

  dead_letter_config {
    arn = try(var.dead_letter_config.arn, null)
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = { for name, rule in var.rules : name => rule if var.create && var.create_rules }

  name                = var.append_rule_postfix ? "${replace(each.key, "_", "-")}-rule" : each.key
  event_bus_name      = local.bus_name
  event_pattern       = try(each.value.event_pattern, null)
  schedule_expression = try(each.value.schedule_expression, null)
  state = try(
    each.value.enabled ? "ENABLED" : "DISABLED",
    tobool(each.value.state) ? "ENABLED" : "DISABLED",
    upper(each.value.state),
    null,
  )
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = { for key, target in local.targets : key => target if var.create && var.create_targets }

  rule           = try(aws_cloudwatch_event_rule.this[each.value.rule].name, each.value.rule)
  event_bus_name = local.bus_name
  target_id      = try(each.value.target_id, null)
  input          = try(each.value.input, null)
  input_path     = try(each.value.input_path, null)
  arn = try(
    aws_cloudwatch_event_api_destination.this[each.value.destination].arn,
    each.value.arn,
  )

  dynamic "dead_letter_config" {
    for_each = try(each.value.dead_letter_arn, null) != null ? [each.value] : []
    content {
      arn = dead_letter_config.value.dead_letter_arn
    }
  }

  dynamic "retry_policy" {
    for_each = try([each.value.retry_policy], [])
    content {
      maximum_event_age_in_seconds = try(retry_policy.value.maximum_event_age_in_seconds, null)
      maximum_retry_attempts       = try(retry_policy.value.maximum_retry_attempts, null)
    }
  }

  dynamic "input_transformer" {
    for_each = try([each.value.input_transformer], [])
    content {
      input_paths    = try(input_transformer.value.input_paths, null)
      input_template = try(input_transformer.value.input_template, null)
    }
  }
}

resource "aws_cloudwatch_event_archive" "this" {
  for_each = { for name, archive in var.archives : name => archive if var.create && var.create_archives }

  name             = try(each.value.name, each.key)
  event_source_arn = try(each.value.event_source_arn, aws_cloudwatch_event_bus.this[0].arn, var.bus_name)
  event_pattern    = try(each.value.event_pattern, null)
  retention_days   = try(each.value.retention_days, null)
}

resource "aws_cloudwatch_event_api_destination" "this" {
  for_each = {
    for name, destination in var.api_destinations : name => destination
    if var.create && var.create_api_destinations
  }

  name                = var.append_destination_postfix ? "${replace(each.key, "_", "-")}-destination" : each.key
  invocation_endpoint = try(each.value.invocation_endpoint, null)
  http_method         = try(each.value.http_method, null)
}

resource "aws_iam_role" "eventbridge" {
  count = var.create && var.create_role ? 1 : 0

  name = var.role_name != null ? var.role_name : var.bus_name
}
