variable "create_metric_alarm" { default = true }
variable "alarm_name" { default = null }
variable "actions_enabled" { default = true }
variable "alarm_actions" { default = null }
variable "metric_name" { default = null }
variable "namespace" { default = null }
variable "statistic" { default = null }
variable "threshold" { default = null }
variable "comparison_operator" { default = null }
variable "dimensions" { default = null }
variable "metric_query" { default = [] }

resource "aws_cloudwatch_metric_alarm" "this" {
  count = var.create_metric_alarm ? 1 : 0

  alarm_name          = var.alarm_name
  actions_enabled     = var.actions_enabled
  alarm_actions       = var.alarm_actions
  metric_name         = var.metric_name
  namespace           = var.namespace
  statistic           = var.statistic
  threshold           = var.threshold
  comparison_operator = var.comparison_operator
  dimensions          = var.dimensions

  dynamic "metric_query" {
    for_each = var.metric_query
    content {
      id          = try(metric_query.value.id, null)
      expression  = try(metric_query.value.expression, null)
      return_data = try(metric_query.value.return_data, null)

      dynamic "metric" {
        for_each = try(metric_query.value.metric, [])
        content {
          metric_name = try(metric.value.metric_name, null)
          namespace   = try(metric.value.namespace, null)
          stat        = try(metric.value.stat, null)
          dimensions  = try(metric.value.dimensions, null)
        }
      }
    }
  }
}

output "cloudwatch_metric_alarm_arn" {
  value = try(aws_cloudwatch_metric_alarm.this[0].arn, "")
}
output "cloudwatch_metric_alarm_id" { value = try(aws_cloudwatch_metric_alarm.this[0].id, "") }
