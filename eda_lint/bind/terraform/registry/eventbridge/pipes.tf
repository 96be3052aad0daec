resource "aws_pipes_pipe" "this" {
  for_each = { for name, pipe in var.pipes : name => pipe if var.create && var.create_pipes }

  name          = var.append_pipe_postfix ? "${replace(each.key, "_", "-")}-pipe" : each.key
  role_arn      = try(each.value.role_arn, aws_iam_role.eventbridge_pipe[each.key].arn, null)
  source        = each.value.source
  target        = each.value.target
  desired_state = try(each.value.desired_state, null)

  # An enrichment is the ARN of one, or the key of an API destination of this module.
  enrichment = try(
    aws_cloudwatch_event_api_destination.this[each.value.enrichment].arn,
    each.value.enrichment,
    null,
  )

  dynamic "source_parameters" {
    for_each = try([each.value.source_parameters], [])
    content {
      dynamic "filter_criteria" {
        for_each = try([source_parameters.value.filter_criteria], [])
        content {
          dynamic "filter" {
            for_each = filter_criteria.value
            content {
              pattern = filter.value.pattern
            }
          }
        }
      }

      dynamic "sqs_queue_parameters" {
        for_each = try([source_parameters.value.sqs_queue_parameters], [])
        content {
          batch_size                         = try(sqs_queue_parameters.value.batch_size, null)
          maximum_batching_window_in_seconds = try(sqs_queue_parameters.value.maximum_batching_window_in_seconds, null)
        }
      }

      dynamic "dynamodb_stream_parameters" {
        for_each = try([source_parameters.value.dynamodb_stream_parameters], [])
        content {
          batch_size                    = try(dynamodb_stream_parameters.value.batch_size, null)
          starting_position             = try(dynamodb_stream_parameters.value.starting_position, null)
          maximum_retry_attempts        = try(dynamodb_stream_parameters.value.maximum_retry_attempts, null)
          maximum_record_age_in_seconds = try(dynamodb_stream_parameters.value.maximum_record_age_in_seconds, null)
          on_partial_batch_item_failure = try(dynamodb_stream_parameters.value.on_partial_batch_item_failure, null)

          dynamic "dead_letter_config" {
            for_each = try([dynamodb_stream_parameters.value.dead_letter_config], [])
            content {
              arn = dead_letter_config.value.arn
            }
          }
        }
      }

      dynamic "kinesis_stream_parameters" {
        for_each = try([source_parameters.value.kinesis_stream_parameters], [])
        content {
          batch_size                    = try(kinesis_stream_parameters.value.batch_size, null)
          starting_position             = try(kinesis_stream_parameters.value.starting_position, null)
          maximum_retry_attempts        = try(kinesis_stream_parameters.value.maximum_retry_attempts, null)
          maximum_record_age_in_seconds = try(kinesis_stream_parameters.value.maximum_record_age_in_seconds, null)
          on_partial_batch_item_failure = try(kinesis_stream_parameters.value.on_partial_batch_item_failure, null)

          dynamic "dead_letter_config" {
            for_each = try([kinesis_stream_parameters.value.dead_letter_config], [])
            content {
              arn = dead_letter_config.value.arn
            }
          }
        }
      }

      dynamic "managed_streaming_kafka_parameters" {
        for_each = try([source_parameters.value.managed_streaming_kafka_parameters], [])
        content {
          topic_name = try(managed_streaming_kafka_parameters.value.topic_name, null)
          batch_size = try(managed_streaming_kafka_parameters.value.batch_size, null)
        }
      }

      dynamic "self_managed_kafka_parameters" {
        for_each = try([source_parameters.value.self_managed_kafka_parameters], [])
        content {
          topic_name = try(self_managed_kafka_parameters.value.topic_name, null)
          batch_size = try(self_managed_kafka_parameters.value.batch_size, null)
        }
      }

      dynamic "rabbitmq_broker_parameters" {
        for_each = try([source_parameters.value.rabbitmq_broker_parameters], [])
        content {
          queue_name = try(rabbitmq_broker_parameters.value.queue_name, null)
          batch_size = try(rabbitmq_broker_parameters.value.batch_size, null)
        }
      }
    }
  }

  dynamic "target_parameters" {
    for_each = try([each.value.target_parameters], [])
    content {
      input_template = try(target_parameters.value.input_template, null)

      dynamic "sqs_queue_parameters" {
        for_each = try([target_parameters.value.sqs_queue_parameters], [])
        content {
          message_group_id = try(sqs_queue_parameters.value.message_group_id, null)
        }
      }

      dynamic "kinesis_stream_parameters" {
        for_each = try([target_parameters.value.kinesis_stream_parameters], [])
        content {
          partition_key = try(kinesis_stream_parameters.value.partition_key, null)
        }
      }

      dynamic "cloudwatch_logs_parameters" {
        for_each = try([target_parameters.value.cloudwatch_logs_parameters], [])
        content {
          log_stream_name = try(cloudwatch_logs_parameters.value.log_stream_name, null)
        }
      }

      dynamic "lambda_function_parameters" {
        for_each = try([target_parameters.value.lambda_function_parameters], [])
        content {
          invocation_type = try(lambda_function_parameters.value.invocation_type, null)
        }
      }

      dynamic "step_function_state_machine_parameters" {
        for_each = try([target_parameters.value.step_function_state_machine_parameters], [])
        content {
          invocation_type = try(step_function_state_machine_parameters.value.invocation_type, null)
        }
      }

      dynamic "eventbridge_event_bus_parameters" {
        for_each = try([target_parameters.value.eventbridge_event_bus_parameters], [])
        content {
          detail_type = try(eventbridge_event_bus_parameters.value.detail_type, null)
          source      = try(eventbridge_event_bus_parameters.value.source, null)
        }
      }

      dynamic "http_parameters" {
        for_each = try([target_parameters.value.http_parameters], [])
        content {
          path_parameter_values = try(http_parameters.value.path_parameter_values, null)
        }
      }
    }
  }
}

resource "aws_iam_role" "eventbridge_pipe" {
  for_each = {
    for name, pipe in var.pipes : name => pipe
    if var.create && var.create_pipes && var.create_role
  }

  name = "${replace(each.key, "_", "-")}-pipe"
}
