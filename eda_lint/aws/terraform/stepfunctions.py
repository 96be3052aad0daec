"""Step Functions in Terraform."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import blocks, translated

RESOURCES: Mapping[str, Translation] = {
    "aws_sfn_state_machine": translated(
        "AWS::StepFunctions::StateMachine",
        {"StateMachineName": "name", "StateMachineType": "type", "DefinitionString": "definition"},
        name="Name",
        state_machine_version_arn="Arn",
    ),
    "aws_sfn_alias": translated(
        "AWS::StepFunctions::StateMachineAlias",
        {
            "RoutingConfiguration": blocks(
                "routing_configuration", {"StateMachineVersionArn": "state_machine_version_arn"}
            )
        },
        arn="Ref",
    ),
}
