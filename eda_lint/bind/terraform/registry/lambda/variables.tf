variable "create" { default = true }
variable "create_function" { default = true }
variable "create_layer" { default = false }
variable "create_role" { default = true }
variable "create_package" { default = true }

variable "function_name" { default = "" }
variable "handler" { default = "" }
variable "runtime" { default = "" }
variable "package_type" { default = "Zip" }
variable "architectures" { default = null }
variable "timeout" { default = 3 }
variable "memory_size" { default = 128 }
variable "reserved_concurrent_executions" { default = -1 }
variable "provisioned_concurrent_executions" { default = -1 }
variable "recursive_loop" { default = null }
variable "environment_variables" { default = {} }
variable "dead_letter_target_arn" { default = null }
variable "tracing_mode" { default = null }
variable "layers" { default = null }
variable "publish" { default = false }
variable "snap_start" { default = false }
variable "lambda_at_edge" { default = false }
variable "tags" { default = {} }
variable "function_tags" { default = {} }

variable "lambda_role" { default = "" }
variable "role_name" { default = null }

variable "source_path" { default = null }
variable "local_existing_package" { default = null }
variable "s3_existing_package" { default = null }
variable "image_uri" { default = null }
variable "image_config_entry_point" { default = [] }
variable "image_config_command" { default = [] }
variable "image_config_working_directory" { default = null }

variable "layer_name" { default = "" }
variable "compatible_runtimes" { default = [] }
variable "compatible_architectures" { default = null }

variable "create_async_event_config" { default = false }
variable "create_current_version_async_event_config" { default = true }
variable "create_unqualified_alias_async_event_config" { default = true }
variable "maximum_event_age_in_seconds" { default = null }
variable "maximum_retry_attempts" { default = null }
variable "destination_on_failure" { default = null }
variable "destination_on_success" { default = null }

variable "allowed_triggers" { default = {} }
variable "create_current_version_allowed_triggers" { default = true }
variable "create_unqualified_alias_allowed_triggers" { default = true }

variable "event_source_mapping" { default = {} }

variable "create_lambda_function_url" { default = false }
variable "create_unqualified_alias_lambda_function_url" { default = true }
variable "authorization_type" { default = "NONE" }
variable "invoke_mode" { default = null }

variable "use_existing_cloudwatch_log_group" { default = false }
variable "logging_log_group" { default = null }
variable "cloudwatch_logs_retention_in_days" { default = null }
