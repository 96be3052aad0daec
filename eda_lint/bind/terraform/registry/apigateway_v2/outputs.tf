locals {
  endpoint   = try(aws_apigatewayv2_api.this[0].api_endpoint, "")
  invoke_url = var.stage_name == "$default" ? "${local.endpoint}/" : "${local.endpoint}/${var.stage_name}"
}

output "api_id" { value = try(aws_apigatewayv2_api.this[0].id, null) }
output "api_arn" { value = try(aws_apigatewayv2_api.this[0].arn, null) }
output "api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, null) }
output "api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, null) }
output "authorizers" { value = aws_apigatewayv2_authorizer.this }
output "routes" { value = aws_apigatewayv2_route.this }
output "integrations" { value = aws_apigatewayv2_integration.this }
output "stage_id" { value = try(aws_apigatewayv2_stage.this[0].id, null) }
output "stage_arn" { value = try(aws_apigatewayv2_stage.this[0].arn, null) }
output "stage_execution_arn" { value = try(aws_apigatewayv2_stage.this[0].execution_arn, null) }
output "stage_invoke_url" { value = local.invoke_url }

# As the versions before 5 spell them.
output "apigatewayv2_api_id" { value = try(aws_apigatewayv2_api.this[0].id, "") }
output "apigatewayv2_api_arn" { value = try(aws_apigatewayv2_api.this[0].arn, "") }
output "apigatewayv2_api_api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, "") }
output "apigatewayv2_api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, "") }
output "default_apigatewayv2_stage_execution_arn" {
  value = try(aws_apigatewayv2_stage.this[0].execution_arn, "")
}
output "default_apigatewayv2_stage_invoke_url" { value = local.invoke_url }
output "apigatewayv2_authorizer_id" {
  value = { for name, authorizer in aws_apigatewayv2_authorizer.this : name => authorizer.id }
}
