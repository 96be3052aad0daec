output "eventbridge_bus_name" { value = local.bus_name }
output "eventbridge_bus_arn" { value = try(aws_cloudwatch_event_bus.this[0].arn, "") }
output "eventbridge_bus" { value = aws_cloudwatch_event_bus.this }

output "eventbridge_rules" { value = aws_cloudwatch_event_rule.this }
output "eventbridge_rule_ids" {
  value = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.id }
}
output "eventbridge_rule_arns" {
  value = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.arn }
}

output "eventbridge_archive_arns" {
  value = { for archive in aws_cloudwatch_event_archive.this : archive.name => archive.arn }
}

output "eventbridge_api_destinations" { value = aws_cloudwatch_event_api_destination.this }
output "eventbridge_api_destination_arns" {
  value = {
    for name, destination in aws_cloudwatch_event_api_destination.this : name => destination.arn
  }
}

output "eventbridge_schedules" { value = aws_scheduler_schedule.this }
output "eventbridge_schedule_ids" {
  value = { for name, schedule in aws_scheduler_schedule.this : name => schedule.id }
}
output "eventbridge_schedule_arns" {
  value = { for name, schedule in aws_scheduler_schedule.this : name => schedule.arn }
}
output "eventbridge_schedule_groups" { value = aws_scheduler_schedule_group.this }
output "eventbridge_schedule_group_arns" {
  value = { for name, group in aws_scheduler_schedule_group.this : name => group.arn }
}

output "eventbridge_pipes" { value = aws_pipes_pipe.this }
output "eventbridge_pipe_ids" {
  value = { for name, pipe in aws_pipes_pipe.this : name => pipe.id }
}
output "eventbridge_pipe_arns" {
  value = { for name, pipe in aws_pipes_pipe.this : name => pipe.arn }
}
output "eventbridge_pipe_role_arns" {
  value = { for name, role in aws_iam_role.eventbridge_pipe : name => role.arn }
}

output "eventbridge_role_arn" { value = try(aws_iam_role.eventbridge[0].arn, "") }
output "eventbridge_role_name" { value = try(aws_iam_role.eventbridge[0].name, "") }
