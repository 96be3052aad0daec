variable "create" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = false }
variable "name_prefix" { default = null }
variable "fifo_queue" { default = false }
variable "content_based_deduplication" { default = null }
variable "delay_seconds" { default = null }
variable "message_retention_seconds" { default = null }
variable "receive_wait_time_seconds" { default = null }
variable "visibility_timeout_seconds" { default = null }
variable "redrive_policy" { default = {} }
variable "tags" { default = {} }

variable "policy" { default = null }
variable "create_queue_policy" { default = false }
variable "queue_policy_statements" { default = {} }
variable "source_queue_policy_documents" { default = [] }
variable "override_queue_policy_documents" { default = [] }

variable "create_dlq" { default = false }
variable "dlq_name" { default = null }
variable "dlq_content_based_deduplication" { default = null }
variable "dlq_delay_seconds" { default = null }
variable "dlq_message_retention_seconds" { default = null }
variable "dlq_receive_wait_time_seconds" { default = null }
variable "dlq_visibility_timeout_seconds" { default = null }
variable "dlq_tags" { default = {} }
variable "create_dlq_queue_policy" { default = false }
variable "dlq_queue_policy_statements" { default = {} }
variable "source_dlq_queue_policy_documents" { default = [] }
variable "override_dlq_queue_policy_documents" { default = [] }

locals {
  creates_dlq = var.create && var.create_dlq
  prefixed    = var.use_name_prefix || var.name_prefix != null
  prefix      = var.name_prefix != null ? var.name_prefix : "${var.name}-"

  plain_name = var.fifo_queue ? trimsuffix(var.name, ".fifo") : var.name
  stated_dlq = var.fifo_queue && var.dlq_name != null ? trimsuffix(var.dlq_name, ".fifo") : var.dlq_name
  dlq_name   = local.stated_dlq != null ? local.stated_dlq : "${local.plain_name}-dlq"
  suffix     = var.fifo_queue ? ".fifo" : ""
}

resource "aws_sqs_queue" "this" {
  count = var.create ? 1 : 0

  name                        = local.prefixed ? null : "${local.plain_name}${local.suffix}"
  name_prefix                 = local.prefixed ? local.prefix : null
  fifo_queue                  = var.fifo_queue
  content_based_deduplication = var.content_based_deduplication
  delay_seconds               = var.delay_seconds
  message_retention_seconds   = var.message_retention_seconds
  receive_wait_time_seconds   = var.receive_wait_time_seconds
  visibility_timeout_seconds  = var.visibility_timeout_seconds
  policy                      = var.policy
  tags                        = var.tags

  # Up to version 3 the caller writes the policy as JSON and there is no create_dlq. From version
  # 4 on the module makes a resource of it, which says the same of the queue.
  redrive_policy = var.create_dlq ? merge(local.redrive_to_dlq, var.redrive_policy) : var.redrive_policy
}

locals {
  redrive_to_dlq = {
    deadLetterTargetArn = try(aws_sqs_queue.dlq[0].arn, null)
    maxReceiveCount     = 5
  }
}

resource "aws_sqs_queue" "dlq" {
  count = local.creates_dlq ? 1 : 0

  name                        = local.prefixed ? null : "${local.dlq_name}${local.suffix}"
  name_prefix                 = local.prefixed ? "${local.dlq_name}-" : null
  fifo_queue                  = var.fifo_queue
  content_based_deduplication = var.dlq_content_based_deduplication != null ? var.dlq_content_based_deduplication : var.content_based_deduplication
  delay_seconds               = var.dlq_delay_seconds != null ? var.dlq_delay_seconds : var.delay_seconds
  message_retention_seconds   = var.dlq_message_retention_seconds != null ? var.dlq_message_retention_seconds : var.message_retention_seconds
  receive_wait_time_seconds   = var.dlq_receive_wait_time_seconds != null ? var.dlq_receive_wait_time_seconds : var.receive_wait_time_seconds
  visibility_timeout_seconds  = var.dlq_visibility_timeout_seconds != null ? var.dlq_visibility_timeout_seconds : var.visibility_timeout_seconds
  tags                        = merge(var.tags, var.dlq_tags)
}
