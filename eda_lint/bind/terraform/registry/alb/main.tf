variable "create" { default = true }
variable "name" { default = null }
variable "listeners" { default = {} }
variable "target_groups" { default = {} }
variable "additional_target_group_attachments" { default = {} }

# Of what a load balancer does only the forwarding to functions is told here.

resource "aws_lb" "this" {
  count = var.create ? 1 : 0

  name               = var.name
  load_balancer_type = "application"
}

resource "aws_lb_target_group" "this" {
  for_each = { for key, group in var.target_groups : key => group if var.create }

  name        = try(each.value.name, null)
  target_type = try(each.value.target_type, null)
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = {
    for key, group in var.target_groups : key => group
    if var.create && try(group.create_attachment, true)
  }

  target_group_arn = aws_lb_target_group.this[each.key].arn
  target_id        = try(each.value.target_id, null)
}

resource "aws_lb_target_group_attachment" "additional" {
  for_each = {
    for key, attachment in var.additional_target_group_attachments : key => attachment
    if var.create
  }

  target_group_arn = aws_lb_target_group.this[each.value.target_group_key].arn
  target_id        = try(each.value.target_id, null)
}

resource "aws_lb_listener" "this" {
  for_each = { for key, listener in var.listeners : key => listener if var.create }

  load_balancer_arn = aws_lb.this[0].arn

  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type = "forward"
      target_group_arn = try(
        aws_lb_target_group.this[default_action.value.target_group_key].arn,
        default_action.value.target_group_arn,
        null,
      )
    }
  }
}

locals {
  rules = flatten([
    for listener, settings in var.listeners : [
      for key, rule in try(settings.rules, {}) : { listener = listener, key = key, rule = rule }
    ]
  ])
}

resource "aws_lb_listener_rule" "this" {
  for_each = { for entry in local.rules : "${entry.listener}/${entry.key}" => entry if var.create }

  listener_arn = aws_lb_listener.this[each.value.listener].arn

  dynamic "action" {
    for_each = [for action in try(each.value.rule.actions, []) : try(action.forward, action)]
    content {
      type = "forward"
      target_group_arn = try(
        aws_lb_target_group.this[action.value.target_group_key].arn,
        action.value.target_group_arn,
        null,
      )
    }
  }
}

output "id" { value = try(aws_lb.this[0].id, null) }
output "arn" { value = try(aws_lb.this[0].arn, null) }
output "arn_suffix" { value = try(aws_lb.this[0].arn_suffix, null) }
output "dns_name" { value = try(aws_lb.this[0].dns_name, null) }
output "zone_id" { value = try(aws_lb.this[0].zone_id, null) }
output "listeners" { value = aws_lb_listener.this }
output "target_groups" { value = aws_lb_target_group.this }
