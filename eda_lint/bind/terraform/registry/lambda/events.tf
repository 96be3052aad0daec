locals {
  configured = {
    current_version   = var.create_current_version_async_event_config
    unqualified_alias = var.create_unqualified_alias_async_event_config
  }
}

resource "aws_lambda_function_event_invoke_config" "this" {
  for_each = {
    for name, wanted in local.configured : name => wanted
    if wanted && local.creates_function && var.create_async_event_config
  }

  function_name                = aws_lambda_function.this[0].function_name
  qualifier                    = each.key == "current_version" ? local.version : null
  maximum_event_age_in_seconds = var.maximum_event_age_in_seconds
  maximum_retry_attempts       = var.maximum_retry_attempts

  destination_config {
    on_failure {
      destination = var.destination_on_failure
    }
    on_success {
      destination = var.destination_on_success
    }
  }
}

resource "aws_lambda_permission" "current_version_triggers" {
  for_each = {
    for name, trigger in var.allowed_triggers : name => trigger
    if local.creates_function && var.create_current_version_allowed_triggers
  }

  function_name  = aws_lambda_function.this[0].function_name
  qualifier      = local.version
  action         = try(each.value.action, "lambda:InvokeFunction")
  principal      = try(each.value.principal, "${each.value.service}.amazonaws.com", null)
  source_arn     = try(each.value.source_arn, null)
  source_account = try(each.value.source_account, null)
}

resource "aws_lambda_permission" "unqualified_alias_triggers" {
  for_each = {
    for name, trigger in var.allowed_triggers : name => trigger
    if local.creates_function && var.create_unqualified_alias_allowed_triggers
  }

  function_name  = aws_lambda_function.this[0].function_name
  action         = try(each.value.action, "lambda:InvokeFunction")
  principal      = try(each.value.principal, "${each.value.service}.amazonaws.com", null)
  source_arn     = try(each.value.source_arn, null)
  source_account = try(each.value.source_account, null)
}

resource "aws_lambda_event_source_mapping" "this" {
  for_each = {
    for name, mapping in var.event_source_mapping : name => mapping
    if local.creates_function && var.create_unqualified_alias_allowed_triggers
  }

  function_name                      = aws_lambda_function.this[0].arn
  event_source_arn                   = try(each.value.event_source_arn, null)
  enabled                            = try(each.value.enabled, true)
  batch_size                         = try(each.value.batch_size, null)
  maximum_batching_window_in_seconds = try(each.value.maximum_batching_window_in_seconds, null)
  maximum_retry_attempts             = try(each.value.maximum_retry_attempts, null)
  maximum_record_age_in_seconds      = try(each.value.maximum_record_age_in_seconds, null)
  bisect_batch_on_function_error     = try(each.value.bisect_batch_on_function_error, null)
  parallelization_factor             = try(each.value.parallelization_factor, null)
  tumbling_window_in_seconds         = try(each.value.tumbling_window_in_seconds, null)
  starting_position                  = try(each.value.starting_position, null)
  function_response_types            = try(each.value.function_response_types, null)
  queues                             = try(each.value.queues, null)
  topics                             = try(each.value.topics, null)

  destination_config {
    on_failure {
      destination_arn = try(each.value.destination_arn_on_failure, null)
    }
  }

  dynamic "scaling_config" {
    for_each = try([each.value.scaling_config], [])
    content {
      maximum_concurrency = try(scaling_config.value.maximum_concurrency, null)
    }
  }

  dynamic "filter_criteria" {
    for_each = try(each.value.filter_criteria, null) != null ? [each.value.filter_criteria] : []
    content {
      dynamic "filter" {
        for_each = flatten([filter_criteria.value])
        content {
          pattern = try(filter.value.pattern, null)
        }
      }
    }
  }

  dynamic "provisioned_poller_config" {
    for_each = try([each.value.provisioned_poller_config], [])
    content {
      minimum_pollers = try(provisioned_poller_config.value.minimum_pollers, null)
      maximum_pollers = try(provisioned_poller_config.value.maximum_pollers, null)
    }
  }

  dynamic "self_managed_event_source" {
    for_each = try(each.value.self_managed_event_source, [])
    content {
      endpoints = self_managed_event_source.value.endpoints
    }
  }

  dynamic "self_managed_kafka_event_source_config" {
    for_each = try(each.value.self_managed_kafka_event_source_config, [])
    content {
      consumer_group_id = self_managed_kafka_event_source_config.value.consumer_group_id
    }
  }

  dynamic "amazon_managed_kafka_event_source_config" {
    for_each = try(each.value.amazon_managed_kafka_event_source_config, [])
    content {
      consumer_group_id = amazon_managed_kafka_event_source_config.value.consumer_group_id
    }
  }

  dynamic "document_db_event_source_config" {
    for_each = try(each.value.document_db_event_source_config, [])
    content {
      database_name = document_db_event_source_config.value.database_name
    }
  }
}
