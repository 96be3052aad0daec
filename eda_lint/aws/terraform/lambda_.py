"""Lambda in Terraform: functions, aliases, layers, and what stands beside them.

Where a function's code is, whoever reads the configuration says in an argument `code`, as
CloudFormation's `Code` has it: the path of a folder, or a map with the text of the code.
"""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.aws.terraform.interface import Part, Translation
from eda_lint.aws.terraform.shape import Argument, Shape, shaped, translated, unless, value_at
from eda_lint.value import Absent, Unknown, Value, entries_of

_ELSEWHERE: Shape = {
    "ImageUri": "image_uri",
    "S3Bucket": "s3_bucket",
    "S3Key": "s3_key",
}


def _code(function: Value) -> Value:
    code = value_at(function, "code")
    if not isinstance(code, Absent):
        return code
    elsewhere = shaped(_ELSEWHERE, function)
    return elsewhere if entries_of(elsewhere) else Unknown("code that is not in the scan")


_FUNCTION: Shape = {
    "FunctionName": "function_name",
    "Handler": "handler",
    "Runtime": "runtime",
    "Code": Argument("", _code, at="code"),
    "PackageType": "package_type",
    "ImageConfig.Command": "image_config.command",
    "ImageConfig.EntryPoint": "image_config.entry_point",
    "Timeout": "timeout",
    "MemorySize": "memory_size",
    "ReservedConcurrentExecutions": unless("reserved_concurrent_executions", -1),
    "DeadLetterConfig.TargetArn": "dead_letter_config.target_arn",
    "TracingConfig.Mode": "tracing_config.mode",
    "Environment.Variables": "environment.variables",
    "Layers": "layers",
    "Role": "role",
    "Tags": "tags",
    "RecursiveLoop": "recursive_loop",
}
_INVOKE_CONFIG: Shape = {
    "FunctionName": "function_name",
    "Qualifier": "qualifier",
    "MaximumRetryAttempts": "maximum_retry_attempts",
    # What a plan or a state says of an age that is not set.
    "MaximumEventAgeInSeconds": unless("maximum_event_age_in_seconds", 0),
    "DestinationConfig.OnFailure.Destination": "destination_config.on_failure.destination",
    "DestinationConfig.OnSuccess.Destination": "destination_config.on_success.destination",
}
_PERMISSION: Shape = {
    "FunctionName": "function_name",
    "Principal": "principal",
    "SourceArn": "source_arn",
    "SourceAccount": "source_account",
}
_PROVISIONED: Shape = {
    "FunctionName": "function_name",
    "Name": "qualifier",
    "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions": (
        "provisioned_concurrent_executions"
    ),
}

RESOURCES: Mapping[str, Translation] = {
    "aws_lambda_function": translated(
        "AWS::Lambda::Function",
        _FUNCTION,
        function_name="Ref",
        invoke_arn="Arn",
        response_streaming_invoke_arn="Arn",
        # Where nothing is published, these lead to $LATEST: which version they name is unknown.
        qualified_arn="Version",
        qualified_invoke_arn="Version",
        version="Version",
    ),
    "aws_lambda_alias": translated(
        "AWS::Lambda::Alias",
        {"FunctionName": "function_name", "Name": "name"},
        invoke_arn="Ref",
        arn="Ref",
    ),
    # The service modules read it at the alias; a further one of that name says the same.
    "aws_lambda_provisioned_concurrency_config": translated("AWS::Lambda::Alias", _PROVISIONED),
    "aws_lambda_function_event_invoke_config": translated(
        "AWS::Lambda::EventInvokeConfig", _INVOKE_CONFIG
    ),
    "aws_lambda_permission": translated("AWS::Lambda::Permission", _PERMISSION),
    "aws_lambda_function_url": translated(
        "AWS::Lambda::Url",
        {"TargetFunctionArn": "function_name", "Qualifier": "qualifier"},
        function_url="FunctionUrl",
    ),
    "aws_lambda_layer_version": translated(
        "AWS::Lambda::LayerVersion", {"Content": Argument("", _code, at="code")}, arn="Ref"
    ),
    # It calls the function while a configuration is applied, as a stack calls custom resources.
    "aws_lambda_invocation": translated(
        "AWS::CloudFormation::CustomResource", {"ServiceToken": "function_name"}
    ),
}

PARTS: Mapping[str, Part] = {
    "aws_lambda_function_recursion_config": Part(
        ("aws_lambda_function",),
        "function_name",
        "recursive_loop",
        argument="recursive_loop",
        name="function_name",
    ),
}
