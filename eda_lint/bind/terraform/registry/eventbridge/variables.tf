variable "create" { default = true }
variable "create_bus" { default = true }
variable "create_rules" { default = true }
variable "create_targets" { default = true }
variable "create_archives" { default = false }
variable "create_api_destinations" { default = false }
variable "create_schedule_groups" { default = true }
variable "create_schedules" { default = true }
variable "create_pipes" { default = true }
variable "create_role" { default = true }

variable "bus_name" { default = "default" }
variable "event_source_name" { default = null }
variable "dead_letter_config" { default = {} }
variable "tags" { default = {} }

variable "rules" { default = {} }
variable "targets" { default = {} }
variable "append_rule_postfix" { default = true }

variable "archives" { default = {} }

variable "api_destinations" { default = {} }
variable "append_destination_postfix" { default = true }

variable "schedule_groups" { default = {} }
variable "schedules" { default = {} }
variable "append_schedule_postfix" { default = true }

variable "pipes" { default = {} }
variable "append_pipe_postfix" { default = true }

variable "role_name" { default = null }
