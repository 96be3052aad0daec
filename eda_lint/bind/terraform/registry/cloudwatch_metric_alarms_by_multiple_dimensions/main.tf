variable "create_metric_alarm" { default = true }
variable "alarm_name" { default = "" }
variable "alarm_name_delimiter" { default = "" }
variable "actions_enabled" { default = true }
variable "alarm_actions" { default = null }
variable "metric_name" { default = null }
variable "namespace" { default = null }
variable "statistic" { default = null }
variable "threshold" { default = null }
variable "comparison_operator" { default = null }
variable "dimensions" { default = {} }

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = {
    for name, dimensions in var.dimensions : name => dimensions if var.create_metric_alarm
  }

  alarm_name          = "${var.alarm_name}${var.alarm_name_delimiter}${each.key}"
  actions_enabled     = var.actions_enabled
  alarm_actions       = var.alarm_actions
  metric_name         = var.metric_name
  namespace           = var.namespace
  statistic           = var.statistic
  threshold           = var.threshold
  comparison_operator = var.comparison_operator
  dimensions          = each.value
}

output "cloudwatch_metric_alarm_arns" {
  value = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn }
}
output "cloudwatch_metric_alarm_ids" {
  value = { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.id }
}
