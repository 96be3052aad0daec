"""Values of a wrong type, and functions that are misused: silence, and the rest is analysed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_input.scan import FUNCTION, HANDLER, SAM, check

# What YAML can put where anything else is meant.
VALUES = (
    "5", "-1", "1e99", "text", "''", "null", "true", "2012-10-17", "'{'", "'[1]'", "'{\"a\": 1}'",
    "[]", "{}", "[1]", "[null]", "[[]]", "[{}]", "{A: 1}", "{A: null}", "{A: {}}", "{A: [{}]}",
    "arn:aws:sqs:us-east-1:123456789012:q", "'arn::::::'", "s3://bucket/key", "../..", "${A}",
    "!!binary zzz", "!!set {a}", "!!int x", "!!float abc", "!!timestamp x", "!!python/name:os.x",
)  # fmt: skip
MISUSED = (
    "!Sub 5", "!Sub []", "!Sub {}", "!Sub [1, 2]", "!Sub [a, text]", "!Sub [a, b, c]",
    "!Sub '${}'", "!Sub '${A.}'", "!Sub '${.A}'", "!Sub '${A'", "!Sub '${!A}'", "!Sub [[], {}]",
    "!Join x", "!Join [a]", "!Join [',', text]", "!Join [[], []]", "!Join [',', !Ref Nothing]",
    "!GetAtt x", "!GetAtt []", "!GetAtt [a]", "!GetAtt {a: b}", "!GetAtt Count.", "!GetAtt .Arn",
    "!GetAtt Nothing.Arn", "!GetAtt [Nothing, !Ref Nothing]", "!Ref Nothing", "!Ref []",
    "!Ref {a: 1}", "!Ref 5", "!Ref null", "!Ref Count", "!FindInMap x", "!FindInMap [Map, a]",
    "!FindInMap [None, a, b]", "!FindInMap [Map, a, b]", "!FindInMap [Map, !Ref A, b]",
    "!FindInMap [[], [], []]", "!FindInMap [Flat, a, b]", "!Select x", "!Select [0]",
    "!Select [99, [a]]", "!Select [-1, [a]]", "!Select [x, [a]]", "!Select [0, text]",
    "!Select [[], []]", "!If x", "!If [Undefined, a]", "!If [Undefined, a, b]", "!If [[], 1, 2]",
    "!If [Around, 1, !If [Back, 2, 3]]", "!Split x", "!Split ['', abc]", "!Split [',', [a]]",
    "!Split [[], {}]", "!ImportValue []", "!ImportValue {a: b}", "!ImportValue Nothing",
    "!GetAZs []", "!Cidr x", "!Base64 []", "!Transform x", "!Transform []", "!Unknown x",
    "!Unknown [1]", "!Unknown {a: b}", "!Condition x", "!Equals [a]", "!Not x", "!And x", "!Or []",
    "{Fn::Unknown: 1}", "{Fn::Sub: {a: b}, Fn::Join: 2}", "{Ref: A, Fn::If: B}",
    "{'Fn::Transform': 5}", "{'Fn::ForEach::x': 1}", "{'Fn::ForEach::x': [a, [b], {c: d}]}",
    "'{{resolve:ssm:}}'", "'{{resolve:}}'", "'{{resolve'", "'{{resolve:ssm:/a}}'",
    "'{{resolve:secretsmanager:a:b:c:d:e:f:g}}'",
)  # fmt: skip

PROPERTIES: dict[str, tuple[str, ...]] = {
    "AWS::Serverless::Function": (
        "Handler", "Runtime", "CodeUri", "InlineCode", "ImageUri", "Timeout", "MemorySize",
        "Environment", "Events", "Policies", "Role", "DeadLetterQueue", "EventInvokeConfig",
        "ReservedConcurrentExecutions", "FunctionUrlConfig", "Layers", "Tags", "FunctionName",
        "AutoPublishAlias", "ProvisionedConcurrencyConfig", "DeploymentPreference",
    ),
    "AWS::Serverless::Api": ("DefinitionBody", "DefinitionUri", "StageName", "Auth", "Cors"),
    "AWS::Serverless::HttpApi": ("DefinitionBody", "DefinitionUri", "Auth", "FailOnWarnings"),
    "AWS::Serverless::StateMachine": (
        "Definition", "DefinitionUri", "DefinitionSubstitutions", "Events", "Policies", "Type",
    ),
    "AWS::Serverless::SimpleTable": ("PrimaryKey", "TableName"),
    "AWS::Serverless::Application": ("Location", "Parameters"),
    "AWS::SQS::Queue": (
        "RedrivePolicy", "RedriveAllowPolicy", "VisibilityTimeout", "MessageRetentionPeriod",
        "FifoQueue", "QueueName", "DelaySeconds",
    ),
    "AWS::SNS::Topic": ("Subscription", "TopicName", "FifoTopic"),
    "AWS::SNS::Subscription": (
        "TopicArn", "Endpoint", "Protocol", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy",
        "DeliveryPolicy", "RawMessageDelivery",
    ),
    "AWS::Events::Rule": (
        "EventPattern", "Targets", "EventBusName", "ScheduleExpression", "State",
    ),
    "AWS::Events::EventBus": ("Name", "DeadLetterConfig"),
    "AWS::Scheduler::Schedule": ("Target", "ScheduleExpression", "FlexibleTimeWindow"),
    "AWS::Pipes::Pipe": (
        "Source", "SourceParameters", "Target", "TargetParameters", "Enrichment",
    ),
    "AWS::Lambda::Function": (
        "Code", "Handler", "Runtime", "Environment", "DeadLetterConfig", "Timeout", "Layers",
        "ReservedConcurrentExecutions", "PackageType", "VpcConfig", "FileSystemConfigs",
    ),
    "AWS::Lambda::EventSourceMapping": (
        "FunctionName", "EventSourceArn", "BatchSize", "DestinationConfig", "ScalingConfig",
        "FunctionResponseTypes", "FilterCriteria", "MaximumRetryAttempts", "SelfManagedEventSource",
    ),
    "AWS::Lambda::EventInvokeConfig": (
        "FunctionName", "DestinationConfig", "MaximumRetryAttempts", "Qualifier",
    ),
    "AWS::Lambda::Permission": ("FunctionName", "Principal", "SourceArn"),
    "AWS::Lambda::Alias": ("FunctionName", "FunctionVersion", "Name"),
    "AWS::Lambda::Url": ("TargetFunctionArn", "AuthType"),
    "AWS::DynamoDB::Table": ("StreamSpecification", "KeySchema", "TableName"),
    "AWS::S3::Bucket": ("NotificationConfiguration", "BucketName", "ReplicationConfiguration"),
    "AWS::Kinesis::Stream": ("Name", "ShardCount", "StreamModeDetails"),
    "AWS::StepFunctions::StateMachine": (
        "Definition", "DefinitionString", "DefinitionS3Location", "DefinitionSubstitutions",
        "RoleArn",
    ),
    "AWS::IAM::Role": ("Policies", "ManagedPolicyArns", "AssumeRolePolicyDocument"),
    "AWS::IAM::Policy": ("PolicyDocument", "Roles"),
    "AWS::ApiGateway::RestApi": ("Body", "BodyS3Location"),
    "AWS::ApiGateway::Method": ("Integration", "ResourceId", "RestApiId", "HttpMethod"),
    "AWS::ApiGateway::Resource": ("ParentId", "PathPart", "RestApiId"),
    "AWS::ApiGatewayV2::Integration": ("ApiId", "IntegrationUri", "IntegrationType"),
    "AWS::ApiGatewayV2::Route": ("ApiId", "RouteKey", "Target"),
    "AWS::CloudWatch::Alarm": (
        "Dimensions", "MetricName", "Namespace", "Metrics", "Threshold", "AlarmActions",
    ),
    "AWS::Cognito::UserPool": ("LambdaConfig",),
    "AWS::Logs::SubscriptionFilter": ("DestinationArn", "LogGroupName"),
    "AWS::SSM::Parameter": ("Name", "Type", "Value"),
    "AWS::CloudFormation::Stack": ("TemplateURL", "Parameters"),
    "AWS::Unheard::Of": ("Anything",),
    "Custom::Thing": ("ServiceToken",),
}  # fmt: skip

EVENTS = (
    "SQS", "SNS", "S3", "DynamoDB", "Kinesis", "EventBridgeRule", "CloudWatchEvent", "Schedule",
    "ScheduleV2", "Api", "HttpApi", "Cognito", "IoTRule", "MQ", "MSK", "AlexaSkill", "Nothing",
)  # fmt: skip
EVENT_PROPERTIES = (
    "Queue", "Topic", "Bucket", "Events", "Stream", "Pattern", "Schedule", "RestApiId", "ApiId",
    "Path", "Method", "UserPool", "Trigger", "Sql", "Broker", "BatchSize", "FilterCriteria",
    "DeadLetterConfig", "RedrivePolicy", "SqsSubscription", "DestinationConfig", "EventBusName",
)  # fmt: skip
INVOLVED = f"""\
{SAM}Conditions:
  Around: !Condition Back
  Back: !Not [!Condition Around]
Mappings:
  Map: {{b: {{a: 1}}}}
  Flat: {{a: b}}
Resources:
"""


@pytest.mark.parametrize("value", VALUES + MISUSED)
def test_any_value_anywhere(value: str, tmp_path: Path) -> None:
    typed = [
        f"  R{number}:\n    Type: {kind}\n    Properties:\n"
        + "".join(f"      {name}: {value}\n" for name in names)
        for number, (kind, names) in enumerate(PROPERTIES.items())
    ]
    lone = [
        f"  L{number}{name}:\n    Type: {kind}\n    Properties:\n      {name}: {value}\n"
        for number, (kind, names) in enumerate(PROPERTIES.items())
        for name in names
    ]
    events = [
        f"        {kind}:\n          Type: {kind}\n          Properties:\n"
        + "".join(f"            {name}: {value}\n" for name in EVENT_PROPERTIES)
        for kind in EVENTS
    ]
    listening = FUNCTION.removeprefix(f"{SAM}Resources:\n") + "      Events:\n" + "".join(events)
    text = INVOLVED + listening + "".join((*typed, *lone))
    assert check(tmp_path, {"t.yaml": text, "app.py": HANDLER}).diagnostics == ()


@pytest.mark.parametrize("value", VALUES + MISUSED)
def test_any_value_in_the_place_of_a_section(value: str, tmp_path: Path) -> None:
    """Here there may be diagnostics: a section that is no map is one."""
    sections = (
        "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Globals", "Rules",
        "Conditions", "Mappings", "Outputs", "Hooks", "Transform",
    )  # fmt: skip
    attributes = ("Condition", "DependsOn", "Metadata", "IgnoreGlobals", "Type", "Properties")
    queue = "Resources:\n  Stock:\n    Type: AWS::SQS::Queue\n"
    files = {}
    for section in sections:
        files[f"{section}.yaml"] = f"{section}: {value}\n{queue}"
        files[f"{section}Entry.yaml"] = f"{section}:\n  A: {value}\n{queue}    Condition: A\n"
        files[f"{section}Field.yaml"] = (
            f"{SAM if section != 'Transform' else ''}{section}:\n  Function: &all\n"
            + "".join(
                f"    {name}: {value}\n" for name in ("Type", "Default", "Value", "Environment")
            )
            + f"  Export: *all\n{FUNCTION.removeprefix(SAM)}"
        )
    for attribute in attributes:
        kept = "" if attribute == "Type" else "    Type: AWS::Serverless::Function\n"
        files[f"{attribute}Of.yaml"] = f"{SAM}Resources:\n  A:\n{kept}    {attribute}: {value}\n"
    check(tmp_path, files)


def test_properties_of_a_wrong_type_take_nothing_else_with_them(tmp_path: Path) -> None:
    text = f"""\
{SAM}Globals: {{Function: [1]}}
Resources:
  Stock:
    Type: AWS::SQS::Queue
    Properties: {{VisibilityTimeout: [1], QueueName: {{a: b}}}}
  Count:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: [python3.13]
      Handler: 5
      CodeUri: {{a: b}}
      Timeout: soon
      Environment: text
      Policies: {{a: [5]}}
      DeadLetterQueue: [1]
      Events:
        Stock: {{Type: SQS, Properties: {{Queue: !GetAtt Stock.Arn, BatchSize: many}}}}
        Other: [1]
        Third: {{Type: [SQS], Properties: text}}
"""
    seen = check(tmp_path, {"t.yaml": text})
    assert seen.diagnostics == ()
    assert "t.yaml:4:3 queue-without-dlq" in seen.findings
