variable "create" { default = true }
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "description" { default = null }
variable "tags" { default = {} }

variable "enable_rotation" { default = false }
variable "rotation_lambda_arn" { default = "" }
variable "rotation_rules" { default = {} }

resource "aws_secretsmanager_secret" "this" {
  count = var.create ? 1 : 0

  name        = var.name
  name_prefix = var.name_prefix
  description = var.description
  tags        = var.tags
}

resource "aws_secretsmanager_secret_rotation" "this" {
  count = var.create && var.enable_rotation ? 1 : 0

  secret_id           = aws_secretsmanager_secret.this[0].id
  rotation_lambda_arn = var.rotation_lambda_arn

  rotation_rules {
    automatically_after_days = try(var.rotation_rules.automatically_after_days, null)
    duration                 = try(var.rotation_rules.duration, null)
    schedule_expression      = try(var.rotation_rules.schedule_expression, null)
  }
}

output "secret_arn" {
  value = try(aws_secretsmanager_secret.this[0].arn, null)
}

output "secret_id" {
  value = try(aws_secretsmanager_secret.this[0].id, null)
}

output "secret_name" {
  value = try(aws_secretsmanager_secret.this[0].name, null)
}
