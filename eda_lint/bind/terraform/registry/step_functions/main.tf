variable "create" { default = true }
variable "create_role" { default = true }
variable "use_existing_role" { default = false }
variable "role_arn" { default = "" }
variable "role_name" { default = null }

variable "name" { default = "" }
variable "definition" { default = "" }
variable "type" { default = "STANDARD" }
variable "publish" { default = false }
variable "service_integrations" { default = {} }
variable "tags" { default = {} }

variable "logging_configuration" { default = {} }
variable "use_existing_cloudwatch_log_group" { default = false }
variable "cloudwatch_log_group_name" { default = null }
variable "cloudwatch_log_group_retention_in_days" { default = null }

locals {
  creates_role   = var.create && var.create_role && !var.use_existing_role
  logs           = try(var.logging_configuration.level, "OFF") != "OFF"
  log_group_name = var.cloudwatch_log_group_name != null ? var.cloudwatch_log_group_name : "/aws/vendedlogs/states/${var.name}"
}

resource "aws_sfn_state_machine" "this" {
  count = var.create ? 1 : 0

  name       = var.name
  definition = var.definition
  type       = upper(var.type)
  publish    = var.publish
  role_arn   = try(aws_iam_role.this[0].arn, var.role_arn)
  tags       = var.tags

  tracing_configuration {
    enabled = try(var.service_integrations.xray.xray, false)
  }
}

resource "aws_iam_role" "this" {
  count = local.creates_role ? 1 : 0

  name = var.role_name != null ? var.role_name : var.name
}

resource "aws_cloudwatch_log_group" "sfn" {
  count = var.create && local.logs && !var.use_existing_cloudwatch_log_group ? 1 : 0

  name              = local.log_group_name
  retention_in_days = var.cloudwatch_log_group_retention_in_days
}

output "state_machine_id" { value = try(aws_sfn_state_machine.this[0].id, "") }
output "state_machine_arn" { value = try(aws_sfn_state_machine.this[0].arn, "") }
output "state_machine_name" { value = try(aws_sfn_state_machine.this[0].name, "") }
output "state_machine_version_arn" {
  value = try(aws_sfn_state_machine.this[0].state_machine_version_arn, "")
}
output "role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "role_name" { value = try(aws_iam_role.this[0].name, "") }
output "cloudwatch_log_group_arn" { value = try(aws_cloudwatch_log_group.sfn[0].arn, "") }
output "cloudwatch_log_group_name" { value = try(aws_cloudwatch_log_group.sfn[0].name, "") }
