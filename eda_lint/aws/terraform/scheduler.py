"""EventBridge Scheduler in Terraform."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import block, translated

RESOURCES: Mapping[str, Translation] = {
    "aws_scheduler_schedule": translated(
        "AWS::Scheduler::Schedule",
        {
            "Name": "name",
            "State": "state",
            "ScheduleExpression": "schedule_expression",
            "Target": block(
                "target",
                {"Arn": "arn", "Input": "input", "DeadLetterConfig.Arn": "dead_letter_config.arn"},
            ),
        },
        name="Name",
    ),
}
