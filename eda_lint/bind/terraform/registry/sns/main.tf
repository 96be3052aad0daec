variable "create" { default = true }
variable "create_sns_topic" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = false }
variable "name_prefix" { default = null }
variable "display_name" { default = null }
variable "fifo_topic" { default = false }
variable "content_based_deduplication" { default = false }
variable "delivery_policy" { default = null }
variable "tags" { default = {} }

variable "policy" { default = null }
variable "topic_policy" { default = null }
variable "create_topic_policy" { default = true }
variable "enable_default_topic_policy" { default = true }
variable "topic_policy_statements" { default = {} }
variable "source_topic_policy_documents" { default = [] }
variable "override_topic_policy_documents" { default = [] }

variable "create_subscription" { default = true }
variable "subscriptions" { default = {} }

locals {
  creates_topic  = var.create && var.create_sns_topic
  creates_policy = local.creates_topic && var.create_topic_policy && var.policy == null
  prefixed       = var.use_name_prefix || var.name_prefix != null
  prefix         = var.name_prefix != null ? var.name_prefix : "${var.name}-"
}

resource "aws_sns_topic" "this" {
  count = local.creates_topic ? 1 : 0

  name                        = local.prefixed ? null : (var.fifo_topic ? "${trimsuffix(var.name, ".fifo")}.fifo" : var.name)
  name_prefix                 = local.prefixed ? local.prefix : null
  display_name                = var.display_name
  fifo_topic                  = var.fifo_topic
  content_based_deduplication = var.content_based_deduplication
  delivery_policy             = var.delivery_policy
  policy                      = var.policy != null ? var.policy : (var.create_topic_policy ? null : var.topic_policy)
  tags                        = var.tags
}

data "aws_iam_policy_document" "this" {
  count = local.creates_policy ? 1 : 0

  source_policy_documents   = var.source_topic_policy_documents
  override_policy_documents = var.override_topic_policy_documents

  # Every principal of the account that the topic is in.
  dynamic "statement" {
    for_each = var.enable_default_topic_policy ? [true] : []
    content {
      effect  = "Allow"
      actions = ["sns:Publish", "sns:Subscribe"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.topic_policy_statements
    content {
      effect      = try(statement.value.effect, "Allow")
      actions     = try(statement.value.actions, null)
      not_actions = try(statement.value.not_actions, null)

      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }

      dynamic "not_principals" {
        for_each = try(statement.value.not_principals, [])
        content {
          type        = not_principals.value.type
          identifiers = not_principals.value.identifiers
        }
      }
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  count = local.creates_policy ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_sns_topic_subscription" "this" {
  for_each = {
    for name, subscription in var.subscriptions : name => subscription
    if local.creates_topic && var.create_subscription
  }

  topic_arn            = aws_sns_topic.this[0].arn
  protocol             = try(each.value.protocol, null)
  endpoint             = try(each.value.endpoint, null)
  filter_policy        = try(each.value.filter_policy, null)
  filter_policy_scope  = try(each.value.filter_policy_scope, null)
  raw_message_delivery = try(each.value.raw_message_delivery, null)
  redrive_policy       = try(each.value.redrive_policy, null)
}

output "topic_arn" { value = try(aws_sns_topic.this[0].arn, null) }
output "topic_id" { value = try(aws_sns_topic.this[0].id, null) }
output "topic_name" { value = try(aws_sns_topic.this[0].name, null) }
output "topic_owner" { value = try(aws_sns_topic.this[0].owner, null) }
output "subscriptions" { value = aws_sns_topic_subscription.this }

# As the versions before 5 spell them.
output "sns_topic_arn" { value = try(aws_sns_topic.this[0].arn, null) }
output "sns_topic_id" { value = try(aws_sns_topic.this[0].id, null) }
output "sns_topic_name" { value = try(aws_sns_topic.this[0].name, null) }
output "sns_topic_owner" { value = try(aws_sns_topic.this[0].owner, null) }
