"""Function URLs, load balancers, user pools, log groups, IoT rules, brokers and other callers."""

from __future__ import annotations

import pytest

from eda_lint.aws.function_urls import function_url_statements
from eda_lint.aws.interface import End, Flow, Synonym
from eda_lint.finding import Confidence
from eda_lint.model import (
    Api,
    Broker,
    Bus,
    FailureTarget,
    Function,
    FunctionUrl,
    Hook,
    IotRule,
    LoadBalancer,
    LogGroup,
    Route,
    UserPool,
)
from eda_lint.value import Unknown
from tests.aws.declared import (
    all_of,
    carried,
    drawn,
    function_with,
    only,
    read,
    reference,
    resource,
)

FN = {"Fn::GetAtt": "Fn.Arn"}


def test_a_sam_function_s_url() -> None:
    function = resource(
        "AWS::Serverless::Function", {"FunctionUrlConfig": {"AuthType": "NONE"}}, "Fn"
    )
    statements = tuple(function_url_statements(function))
    assert drawn(statements) == ["trigger: FnUrl -> Fn"]
    assert only(FunctionUrl, statements).name == "FnUrl"
    alias = End(reference("FnAliaslive"), (Function,))
    assert drawn(function_url_statements(function, alias)) == ["trigger: FnUrl -> FnAliaslive"]
    without = resource("AWS::Serverless::Function", {}, "Fn")
    assert drawn(function_url_statements(without)) == []


def test_a_url_of_its_own() -> None:
    properties: dict[str, object] = {"TargetFunctionArn": {"Ref": "Fn"}, "AuthType": "NONE"}
    statements = read("AWS::Lambda::Url", properties, "Address")
    assert drawn(statements) == ["trigger: Address -> Fn"]
    assert carried(Route, statements).asynchronous is False
    qualified = read("AWS::Lambda::Url", {**properties, "Qualifier": "live"}, "Address")
    assert drawn(qualified) == ["trigger: Address -> Fn:live"]


def test_a_target_group_stands_for_its_load_balancer() -> None:
    group = {"TargetType": "lambda", "Targets": [{"Id": FN}]}
    statements = read("AWS::ElasticLoadBalancingV2::TargetGroup", group, "Group")
    assert drawn(statements) == ["trigger: Group -> Fn"]
    assert only(LoadBalancer, statements).name == "Group"
    instances = read("AWS::ElasticLoadBalancingV2::TargetGroup", {"TargetType": "ip"})
    assert instances == ()


def test_a_listener_says_which_load_balancer_it_is() -> None:
    forward = {"Type": "forward", "TargetGroupArn": {"Ref": "Group"}}
    weighted = {"ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": "Other"}}]}}
    listener = read(
        "AWS::ElasticLoadBalancingV2::Listener",
        {"LoadBalancerArn": {"Ref": "Front"}, "DefaultActions": [forward, weighted]},
        "Listener",
    )
    assert {s.id.partition("#")[2] for s in all_of(Synonym, listener)} == {
        "Listener",
        "Group",
        "Other",
    }
    assert {s.of.value for s in all_of(Synonym, listener)} == {reference("Front")}
    rule = read(
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {"ListenerArn": {"Ref": "Listener"}, "Actions": [forward]},
    )
    assert only(Synonym, rule).of.value == reference("Listener")


def test_a_listener_of_a_load_balancer_elsewhere_says_nothing() -> None:
    forward = {"Type": "forward", "TargetGroupArn": {"Ref": "Group"}}
    properties = {"LoadBalancerArn": {"Ref": "FrontParameter"}, "DefaultActions": [forward]}
    listener = read("AWS::ElasticLoadBalancingV2::Listener", properties, "Listener")
    assert [s.id.partition("#")[2] for s in all_of(Synonym, listener)] == ["Listener"]


def test_a_user_pool_waits_for_its_triggers() -> None:
    triggers = {
        "PreSignUp": FN,
        "CustomEmailSender": {"LambdaArn": {"Fn::GetAtt": "Mail.Arn"}, "LambdaVersion": "V1_0"},
        "KMSKeyID": {"Fn::GetAtt": "Key.Arn"},
    }
    statements = read("AWS::Cognito::UserPool", {"LambdaConfig": triggers}, "Users")
    assert drawn(statements) == ["trigger: Users -> Fn", "trigger: Users -> Mail"]
    assert only(UserPool, statements).name == "Users"
    assert not any(
        flow.carrier.asynchronous
        for flow in all_of(Flow, statements)
        if isinstance(flow.carrier, Hook)
    )


@pytest.mark.parametrize("trigger", ["PreSignUp", ["PreSignUp"]])
def test_a_cognito_event(trigger: object) -> None:
    properties = {"UserPool": {"Ref": "Users"}, "Trigger": trigger}
    statements = function_with({"Type": "Cognito", "Properties": properties})
    assert drawn(statements) == ["trigger: Users -> Fn"]
    assert carried(Hook, statements).what == "Cognito PreSignUp"


def test_log_groups() -> None:
    kept = only(LogGroup, read("AWS::Logs::LogGroup", {"RetentionInDays": 7}))
    forever = only(LogGroup, read("AWS::Logs::LogGroup", {}))
    open_days = {"RetentionInDays": {"Ref": "DaysParameter"}}
    unsettled = only(LogGroup, read("AWS::Logs::LogGroup", open_days))
    assert (kept.retention, forever.retention) == (7, None)
    assert isinstance(unsettled.retention, Unknown)


def test_subscriptions_to_logs() -> None:
    properties = {"LogGroupName": {"Ref": "Logs"}, "DestinationArn": FN}
    declared = read("AWS::Logs::SubscriptionFilter", properties)
    event = {"Type": "CloudWatchLogs", "Properties": {"LogGroupName": {"Ref": "Logs"}}}
    for statements in (declared, function_with(event)):
        assert drawn(statements) == ["trigger: Logs -> Fn"]
        assert carried(Hook, statements).asynchronous


@pytest.mark.parametrize(
    ("action", "reached"),
    [
        ({"Lambda": {"FunctionArn": FN}}, "Fn"),
        ({"Sqs": {"QueueUrl": {"Ref": "Queue"}}}, "Queue"),
        ({"Sns": {"TargetArn": {"Ref": "Placed"}}}, "Placed"),
        ({"Kinesis": {"StreamName": {"Ref": "Clicks"}}}, "Clicks"),
        ({"Firehose": {"DeliveryStreamName": {"Ref": "Log"}}}, "Log"),
        ({"DynamoDB": {"TableName": {"Ref": "Items"}}}, "Items"),
        ({"DynamoDBv2": {"PutItem": {"TableName": {"Ref": "Items"}}}}, "Items"),
        ({"S3": {"BucketName": {"Ref": "Uploads"}}}, "Uploads"),
        ({"StepFunctions": {"StateMachineName": {"Fn::GetAtt": "Sm.Name"}}}, "Sm"),
    ],
)
def test_actions_of_an_iot_rule(action: dict[str, object], reached: str) -> None:
    statements = read("AWS::IoT::TopicRule", {"TopicRulePayload": {"Actions": [action]}}, "Rule")
    assert drawn(statements) == [f"trigger: Rule -> {reached}"]
    assert carried(Hook, statements).asynchronous


def test_an_iot_rule_that_is_off_and_its_failures() -> None:
    payload = {
        "RuleDisabled": True,
        "Actions": [{"Lambda": {"FunctionArn": FN}}],
        "ErrorAction": {"Sqs": {"QueueUrl": {"Ref": "Dead"}}},
    }
    statements = read("AWS::IoT::TopicRule", {"TopicRulePayload": payload}, "Rule")
    assert drawn(statements) == ["trigger: Rule -> Fn", "dead_letter: Rule -> Dead"]
    assert carried(Hook, statements).enabled is False
    assert carried(FailureTarget, statements).of == "iot-rule"


def test_an_iot_event() -> None:
    statements = function_with({"Type": "IoTRule", "Properties": {"Sql": "SELECT * FROM 'a'"}})
    assert drawn(statements) == ["trigger: a -> FnEvent", "trigger: FnEvent -> Fn"]
    assert only(IotRule, statements).name == "FnEvent"


@pytest.mark.parametrize(
    ("statement", "topic"),
    [
        ("SELECT * FROM 'doors/front' WHERE open = true", ["trigger: doors/front -> Rule"]),
        ({"Fn::Sub": "select *, topic() from '${Site}/doors'"}, ["trigger: Site/doors -> Rule"]),
        ("SELECT * FROM 'doors/+'", []),
        ("SELECT * FROM '#'", []),
        ("SELECT 1", []),
    ],
)
def test_the_topic_that_an_iot_rule_selects_from(statement: object, topic: list[str]) -> None:
    statements = read("AWS::IoT::TopicRule", {"TopicRulePayload": {"Sql": statement}}, "Rule")
    assert drawn(statements) == topic


@pytest.mark.parametrize(
    "kind",
    [
        "AWS::MSK::Cluster",
        "AWS::MSK::ServerlessCluster",
        "AWS::AmazonMQ::Broker",
        "AWS::DocDB::DBCluster",
    ],
)
def test_brokers(kind: str) -> None:
    assert only(Broker, read(kind, {}, "Kafka")).name == "Kafka"


def test_data_sources_of_a_graphql_api() -> None:
    api = {"Fn::GetAtt": "Graph.ApiId"}
    function = read(
        "AWS::AppSync::DataSource",
        {"ApiId": api, "Type": "AWS_LAMBDA", "LambdaConfig": {"LambdaFunctionArn": FN}},
    )
    assert drawn(function) == ["trigger: Graph -> Fn"]
    bus = read(
        "AWS::AppSync::DataSource",
        {"ApiId": api, "EventBridgeConfig": {"EventBusArn": {"Fn::GetAtt": "Bus.Arn"}}},
    )
    assert only(Flow, bus).target.kinds == (Bus,)
    table = {"ApiId": api, "DynamoDBConfig": {"TableName": {"Ref": "Items"}}}
    assert drawn(read("AWS::AppSync::DataSource", table)) == []


def test_graphql_apis() -> None:
    guard = {"LambdaAuthorizerConfig": {"AuthorizerUri": FN}}
    plain = read("AWS::AppSync::GraphQLApi", guard, "Graph")
    sources = {"Lambda": {"Orders": {"FunctionArn": FN}}, "DynamoDb": {"Items": {}}}
    sam = read("AWS::Serverless::GraphQLApi", {"DataSources": sources}, "Graph")
    assert carried(Route, plain).authorizer
    for statements in (plain, sam):
        assert only(Api, statements).protocol == "appsync"
        assert drawn(statements) == ["trigger: Graph -> Fn"]


def test_an_alexa_skill() -> None:
    statements = function_with({"Type": "AlexaSkill"})
    assert drawn(statements) == ["trigger: FnEvent -> Fn"]
    assert not carried(Hook, statements).asynchronous


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("AWS::SecretsManager::RotationSchedule", {"RotationLambdaARN": FN}),
        ("AWS::IoT::Authorizer", {"AuthorizerFunctionArn": FN}),
        (
            "AWS::Config::ConfigRule",
            {"Source": {"Owner": "CUSTOM_LAMBDA", "SourceIdentifier": FN}},
        ),
    ],
)
def test_callers_without_a_kind(kind: str, properties: dict[str, object]) -> None:
    statements = read(kind, properties, "Caller")
    assert drawn(statements) == ["trigger: Caller -> Fn"]
    assert only(Flow, statements).confidence is Confidence.LIKELY


def test_a_managed_config_rule_calls_nothing() -> None:
    source = {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_VERSIONING_ENABLED"}
    assert read("AWS::Config::ConfigRule", {"Source": source}) == ()


ASSOCIATED = {
    "LambdaFunctionAssociations": [{"EventType": "viewer-request", "LambdaFunctionARN": FN}]
}


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (
            "AWS::CloudFront::Distribution",
            {"DistributionConfig": {"DefaultCacheBehavior": ASSOCIATED}},
        ),
        ("AWS::CloudFront::Distribution", {"DistributionConfig": {"CacheBehaviors": [ASSOCIATED]}}),
        ("AWS::Bedrock::Agent", {"ActionGroups": [{"ActionGroupExecutor": {"Lambda": FN}}]}),
        (
            "AWS::S3ObjectLambda::AccessPoint",
            {
                "ObjectLambdaConfiguration": {
                    "TransformationConfigurations": [
                        {"ContentTransformation": {"AwsLambda": {"FunctionArn": FN}}}
                    ]
                }
            },
        ),
        ("AWS::Transfer::Server", {"IdentityProviderDetails": {"Function": FN}}),
        ("AWS::VpcLattice::TargetGroup", {"Type": "LAMBDA", "Targets": [{"Id": FN}]}),
    ],
)
def test_callers_that_wait(kind: str, properties: dict[str, object]) -> None:
    statements = read(kind, properties, "Caller")
    assert drawn(statements) == ["trigger: Caller -> Fn"]
    assert not carried(Hook, statements).asynchronous


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("AWS::CloudFront::Distribution", {"DistributionConfig": {"DefaultCacheBehavior": {}}}),
        ("AWS::VpcLattice::TargetGroup", {"Type": "IP", "Targets": [{"Id": "10.0.0.1"}]}),
        ("AWS::Bedrock::Agent", {"ActionGroups": [{"ActionGroupExecutor": {}}]}),
    ],
)
def test_callers_that_wait_for_no_function(kind: str, properties: dict[str, object]) -> None:
    assert read(kind, properties) == ()
