variable "create" { default = true }
variable "name" { default = null }
variable "destination_arn" { default = null }
variable "filter_pattern" { default = "" }
variable "log_group_name" { default = null }
variable "role_arn" { default = null }

resource "aws_cloudwatch_log_subscription_filter" "this" {
  count = var.create ? 1 : 0

  name            = var.name
  destination_arn = var.destination_arn
  filter_pattern  = var.filter_pattern
  log_group_name  = var.log_group_name
  role_arn        = var.role_arn
}

output "cloudwatch_log_subscription_filter_name" { value = var.name }
