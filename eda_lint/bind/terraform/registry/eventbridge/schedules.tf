resource "aws_scheduler_schedule_group" "this" {
  for_each = {
    for name, group in var.schedule_groups : name => group
    if var.create && var.create_schedule_groups
  }

  name        = try(each.value.name_prefix, null) == null ? try(each.value.name, each.key) : null
  name_prefix = try(each.value.name_prefix, null)
}

resource "aws_scheduler_schedule" "this" {
  for_each = {
    for name, schedule in var.schedules : name => schedule
    if var.create && var.create_schedules
  }

  name                         = var.append_schedule_postfix ? "${replace(each.key, "_", "-")}-schedule" : each.key
  group_name                   = try(aws_scheduler_schedule_group.this[each.value.group_name].name, each.value.group_name, null)
  schedule_expression          = try(each.value.schedule_expression, null)
  schedule_expression_timezone = try(each.value.timezone, null)
  state                        = try(each.value.state, true) ? "ENABLED" : "DISABLED"

  target {
    arn      = each.value.arn
    role_arn = try(each.value.role_arn, aws_iam_role.eventbridge[0].arn, null)
    input    = try(each.value.input, null)

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

    dynamic "kinesis_parameters" {
      for_each = try([each.value.partition_key], [])
      content {
        partition_key = kinesis_parameters.value
      }
    }

    dynamic "sqs_parameters" {
      for_each = try([each.value.message_group_id], [])
      content {
        message_group_id = sqs_parameters.value
      }
    }
  }
}
