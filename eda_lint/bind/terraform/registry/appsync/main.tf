variable "create_graphql_api" { default = true }
variable "name" { default = "" }
variable "authentication_type" { default = "API_KEY" }
variable "lambda_authorizer_config" { default = {} }
variable "additional_authentication_provider" { default = {} }
variable "datasources" { default = {} }

resource "aws_appsync_graphql_api" "this" {
  count = var.create_graphql_api ? 1 : 0

  name                = var.name
  authentication_type = var.authentication_type

  dynamic "lambda_authorizer_config" {
    for_each = try([var.lambda_authorizer_config.authorizer_uri], [])
    content {
      authorizer_uri = lambda_authorizer_config.value
    }
  }

  dynamic "additional_authentication_provider" {
    for_each = var.additional_authentication_provider
    content {
      authentication_type = additional_authentication_provider.value.authentication_type

      dynamic "lambda_authorizer_config" {
        for_each = try([additional_authentication_provider.value.lambda_authorizer_config.authorizer_uri], [])
        content {
          authorizer_uri = lambda_authorizer_config.value
        }
      }
    }
  }
}

resource "aws_appsync_datasource" "this" {
  for_each = { for name, source in var.datasources : name => source if var.create_graphql_api }

  api_id = aws_appsync_graphql_api.this[0].id
  name   = each.key
  type   = each.value.type

  dynamic "lambda_config" {
    for_each = try([each.value.function_arn], [])
    content {
      function_arn = lambda_config.value
    }
  }

  dynamic "dynamodb_config" {
    for_each = try([each.value.table_name], [])
    content {
      table_name = dynamodb_config.value
    }
  }

  dynamic "event_bridge_config" {
    for_each = try([each.value.event_bus_arn], [])
    content {
      event_bus_arn = event_bridge_config.value
    }
  }
}

output "appsync_graphql_api_id" { value = try(aws_appsync_graphql_api.this[0].id, null) }
output "appsync_graphql_api_arn" { value = try(aws_appsync_graphql_api.this[0].arn, null) }
output "appsync_graphql_api_uris" { value = try(aws_appsync_graphql_api.this[0].uris, null) }
output "appsync_datasource_arn" {
  value = { for name, source in aws_appsync_datasource.this : name => source.arn }
}
