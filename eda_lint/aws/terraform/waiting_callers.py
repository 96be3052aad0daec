"""Services in Terraform that wait for what a function answers and have no kind of their own."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Part, Translation
from eda_lint.aws.terraform.shape import Shape, block, blocks, translated

_BEHAVIOR: Shape = {
    "LambdaFunctionAssociations": blocks(
        "lambda_function_association", {"LambdaFunctionARN": "lambda_arn"}
    )
}

RESOURCES: Mapping[str, Translation] = {
    "aws_cloudfront_distribution": translated(
        "AWS::CloudFront::Distribution",
        {
            "DistributionConfig.DefaultCacheBehavior": block("default_cache_behavior", _BEHAVIOR),
            "DistributionConfig.CacheBehaviors": blocks("ordered_cache_behavior", _BEHAVIOR),
        },
    ),
    "aws_bedrockagent_agent": translated(
        "AWS::Bedrock::Agent",
        {
            "ActionGroups": blocks(
                "action_group", {"ActionGroupExecutor.Lambda": "action_group_executor.lambda"}
            )
        },
        agent_id="Ref",
        agent_arn="Arn",
    ),
    "aws_s3control_object_lambda_access_point": translated(
        "AWS::S3ObjectLambda::AccessPoint",
        {
            "ObjectLambdaConfiguration.TransformationConfigurations": blocks(
                "configuration.transformation_configuration",
                {
                    "ContentTransformation.AwsLambda.FunctionArn": (
                        "content_transformation.aws_lambda.function_arn"
                    )
                },
            )
        },
    ),
    "aws_transfer_server": translated(
        "AWS::Transfer::Server", {"IdentityProviderDetails.Function": "function"}
    ),
    "aws_vpclattice_target_group": translated(
        "AWS::VpcLattice::TargetGroup",
        {"Type": "type", "Targets": blocks("attachment", {"Id": "target.id"})},
    ),
}

PARTS: Mapping[str, Part] = {
    "aws_bedrockagent_agent_action_group": Part(
        ("aws_bedrockagent_agent",), "agent_id", "action_group", name="agent_id"
    ),
    "aws_vpclattice_target_group_attachment": Part(
        ("aws_vpclattice_target_group",), "target_group_identifier", "attachment"
    ),
}
