"""Cognito in Terraform: user pools and the functions that they wait for."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Translation
from eda_lint.aws.terraform.shape import Shape, block, translated

_TRIGGERS: Shape = {
    "CreateAuthChallenge": "create_auth_challenge",
    "CustomMessage": "custom_message",
    "DefineAuthChallenge": "define_auth_challenge",
    "PostAuthentication": "post_authentication",
    "PostConfirmation": "post_confirmation",
    "PreAuthentication": "pre_authentication",
    "PreSignUp": "pre_sign_up",
    "PreTokenGeneration": "pre_token_generation",
    "PreTokenGenerationConfig.LambdaArn": "pre_token_generation_config.lambda_arn",
    "UserMigration": "user_migration",
    "VerifyAuthChallengeResponse": "verify_auth_challenge_response",
    "CustomEmailSender.LambdaArn": "custom_email_sender.lambda_arn",
    "CustomSMSSender.LambdaArn": "custom_sms_sender.lambda_arn",
}

RESOURCES: Mapping[str, Translation] = {
    "aws_cognito_user_pool": translated(
        "AWS::Cognito::UserPool",
        {"UserPoolName": "name", "LambdaConfig": block("lambda_config", _TRIGGERS)},
    ),
}
