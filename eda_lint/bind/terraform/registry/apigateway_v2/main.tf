variable "create" { default = true }
variable "create_api_gateway" { default = true }
variable "create_routes_and_integrations" { default = true }

variable "name" { default = "" }
variable "protocol_type" { default = "HTTP" }
variable "body" { default = null }
variable "target" { default = null }
variable "route_key" { default = null }
variable "route_selection_expression" { default = null }
variable "tags" { default = {} }

variable "create_stage" { default = true }
variable "stage_name" { default = "$default" }

variable "authorizers" { default = {} }
variable "routes" { default = {} }
variable "integrations" { default = {} }

locals {
  creates_api    = var.create && var.create_api_gateway
  creates_routes = local.creates_api && var.create_routes_and_integrations

  # From version 5 on a route has its integration in it. Before, a route's key led to the
  # integration, in other words.
  authorized = merge(
    { for key, route in var.routes : key => route },
    { for key, integration in var.integrations : key => integration },
  )
  called = merge(
    {
      for key, route in var.routes : key => {
        type               = try(route.integration.type, "AWS_PROXY")
        subtype            = try(route.integration.subtype, null)
        method             = try(route.integration.method, null)
        uri                = try(route.integration.uri, null)
        request_parameters = try(route.integration.request_parameters, null)
        request_templates  = try(route.integration.request_templates, null)
      }
    },
    {
      for key, integration in var.integrations : key => {
        type               = try(integration.integration_type, can(integration.lambda_arn) ? "AWS_PROXY" : "MOCK")
        subtype            = try(integration.integration_subtype, null)
        method             = try(integration.integration_method, null)
        uri                = try(integration.lambda_arn, integration.integration_uri, null)
        request_parameters = try(jsondecode(integration.request_parameters), integration.request_parameters, null)
        request_templates  = null
      }
    },
  )
}

resource "aws_apigatewayv2_api" "this" {
  count = local.creates_api ? 1 : 0

  name                       = var.name
  protocol_type              = var.protocol_type
  body                       = var.body
  target                     = var.target
  route_key                  = var.route_key
  route_selection_expression = var.route_selection_expression
  tags                       = var.tags
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = { for name, authorizer in var.authorizers : name => authorizer if local.creates_api }

  api_id          = aws_apigatewayv2_api.this[0].id
  name            = try(each.value.name, each.key)
  authorizer_type = try(each.value.authorizer_type, "REQUEST")
  authorizer_uri  = try(each.value.authorizer_uri, null)
}

resource "aws_apigatewayv2_route" "this" {
  for_each = { for key, route in local.authorized : key => route if local.creates_routes }

  api_id             = aws_apigatewayv2_api.this[0].id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
  authorization_type = try(each.value.authorization_type, null)
  authorizer_id = try(
    aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id,
    each.value.authorizer_id,
    null,
  )
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = { for key, integration in local.called : key => integration if local.creates_routes }

  api_id              = aws_apigatewayv2_api.this[0].id
  integration_type    = each.value.type
  integration_subtype = each.value.subtype
  integration_method  = each.value.method
  integration_uri     = each.value.uri
  request_parameters  = each.value.request_parameters
  request_templates   = each.value.request_templates
}

resource "aws_apigatewayv2_stage" "this" {
  count = local.creates_api && var.create_stage ? 1 : 0

  api_id = aws_apigatewayv2_api.this[0].id
  name   = var.stage_name
}
