"""Functions, aliases, asynchronous settings: SAM's spelling and the plain one."""

from __future__ import annotations

import pytest

from eda_lint.aws.interface import Attached, Synonym
from eda_lint.model import (
    FailureTarget,
    Function,
    InvokeConfig,
    Permission,
    Provisioning,
    Queue,
    SuccessTarget,
    Topic,
)
from eda_lint.value import Absent, Input, Literal, Unknown
from tests.aws.declared import all_of, carried, drawn, function_with, only, read, reference, value

SAM = "AWS::Serverless::Function"
PLAIN = "AWS::Lambda::Function"
DEAD = {"Fn::GetAtt": "Dead.Arn"}


@pytest.mark.parametrize("kind", [SAM, PLAIN])
def test_an_empty_function_has_the_defaults_of_aws(kind: str) -> None:
    function = only(Function, read(kind, {}))
    assert (function.timeout, function.memory) == (3, 128)
    assert function.reserved_concurrency is None
    assert isinstance(function.dead_letter, Absent)
    assert isinstance(function.environment, Absent)
    assert not function.recursion_allowed
    assert not function.generated


@pytest.mark.parametrize("kind", [SAM, PLAIN])
def test_what_both_spell_alike(kind: str) -> None:
    function = only(
        Function,
        read(
            kind,
            {
                "FunctionName": "pay",
                "Runtime": "python3.12",
                "Timeout": 30,
                "MemorySize": "512",
                "ReservedConcurrentExecutions": 0,
                "Environment": {"Variables": {"QUEUE": {"Ref": "Orders"}}},
                "Role": {"Fn::GetAtt": "PayRole.Arn"},
                "RecursiveLoop": "Allow",
            },
        ),
    )
    assert function.physical_name == Literal("pay")
    assert (function.runtime, function.timeout, function.memory) == ("python3.12", 30, 512)
    assert function.reserved_concurrency == 0
    assert function.environment == value({"QUEUE": {"Ref": "Orders"}})
    assert function.role == reference("PayRole", "Arn")
    assert function.recursion_allowed


def test_a_reservation_that_is_settled_at_deployment() -> None:
    function = only(Function, read(PLAIN, {"ReservedConcurrentExecutions": Input("Reserved")}))
    assert isinstance(function.reserved_concurrency, Unknown)


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (SAM, {"DeadLetterQueue": {"Type": "SQS", "TargetArn": DEAD}}),
        (PLAIN, {"DeadLetterConfig": {"TargetArn": DEAD}}),
    ],
)
def test_the_dead_letter_queue_of_a_function(kind: str, properties: dict[str, object]) -> None:
    statements = read(kind, properties, "Fn")
    assert only(Function, statements).dead_letter == reference("Dead", "Arn")
    assert drawn(statements) == ["dead_letter: Fn -> Dead"]
    assert carried(FailureTarget, statements).of == "function"


def test_sam_ignores_the_plain_spelling_of_a_dead_letter_queue() -> None:
    function = only(Function, read(SAM, {"DeadLetterConfig": {"TargetArn": DEAD}}))
    assert isinstance(function.dead_letter, Absent)


@pytest.mark.parametrize(
    ("kind", "properties"),
    [(SAM, {"Tracing": "Active"}), (PLAIN, {"TracingConfig": {"Mode": "Active"}})],
)
def test_tracing(kind: str, properties: dict[str, object]) -> None:
    assert only(Function, read(kind, properties)).tracing == Literal("Active")


def test_every_event_invokes_the_published_alias() -> None:
    statements = function_with(
        {"Type": "SNS", "Properties": {"Topic": {"Ref": "Placed"}}}, AutoPublishAlias="live"
    )
    assert only(Function, statements).alias == "live"
    assert drawn(statements) == ["trigger: Placed -> FnAliaslive"]
    alias = all_of(Synonym, statements)[0]
    assert alias.id.endswith("#FnAliaslive")
    assert (alias.of.value, alias.qualifier) == (reference("Fn"), "live")


def test_an_alias_has_a_logical_id_without_punctuation() -> None:
    statements = read(SAM, {"AutoPublishAlias": "pre-prod_1"}, "Fn")
    assert all_of(Synonym, statements)[0].id.endswith("#FnAliaspreDprodU1")


def test_an_alias_that_is_settled_at_deployment_still_is_the_function() -> None:
    statements = function_with(
        {"Type": "SNS", "Properties": {"Topic": {"Ref": "Placed"}}}, AutoPublishAlias=Input("Stage")
    )
    alias = all_of(Synonym, statements)[0]
    assert isinstance(alias.qualifier, Unknown)
    assert drawn(statements) == [f"trigger: Placed -> {alias.id.partition('#')[2]}"]


@pytest.mark.parametrize(("alias", "qualifier"), [(None, ""), ("live", "live")])
def test_event_invoke_config_goes_to_the_alias_where_there_is_one(
    alias: str | None, qualifier: str
) -> None:
    config = {
        "MaximumRetryAttempts": 0,
        "MaximumEventAgeInSeconds": 60,
        "DestinationConfig": {
            "OnFailure": {"Type": "SQS", "Destination": DEAD},
            "OnSuccess": {"Type": "SNS", "Destination": {"Ref": "Done"}},
        },
    }
    properties: dict[str, object] = {"EventInvokeConfig": config}
    if alias:
        properties["AutoPublishAlias"] = alias
    statements = read(SAM, properties, "Fn")
    setting = only(Attached, statements).setting
    assert isinstance(setting, InvokeConfig)
    assert (setting.maximum_retries, setting.maximum_event_age) == (0, 60)
    assert setting.on_failure == reference("Dead", "Arn")
    assert setting.qualifier == qualifier
    assert drawn(statements) == ["dead_letter: Fn -> Dead", "destination: Fn -> Done"]
    assert carried(FailureTarget, statements).of == "invoke-config"
    assert carried(FailureTarget, statements).qualifier == qualifier
    assert carried(SuccessTarget, statements).qualifier == qualifier


def test_sam_makes_the_destinations_that_only_name_a_type() -> None:
    config = {"DestinationConfig": {"OnFailure": {"Type": "SQS"}, "OnSuccess": {"Type": "SNS"}}}
    statements = read(SAM, {"EventInvokeConfig": config}, "Fn")
    assert only(Queue, statements).name == "FnEventInvokeConfigOnFailureQueue"
    assert only(Topic, statements).name == "FnEventInvokeConfigOnSuccessTopic"
    assert drawn(statements) == [
        "dead_letter: Fn -> FnEventInvokeConfigOnFailureQueue",
        "destination: Fn -> FnEventInvokeConfigOnSuccessTopic",
    ]
    setting = only(Attached, statements).setting
    assert isinstance(setting, InvokeConfig)
    assert setting.on_failure == reference("FnEventInvokeConfigOnFailureQueue", "Arn")


@pytest.mark.parametrize(("written", "qualifier"), [("$LATEST", ""), ("live", "live")])
def test_an_event_invoke_config_of_its_own(written: str, qualifier: str) -> None:
    statements = read(
        "AWS::Lambda::EventInvokeConfig",
        {
            "FunctionName": {"Ref": "Fn"},
            "Qualifier": written,
            "DestinationConfig": {"OnFailure": {"Destination": DEAD}},
        },
    )
    setting = only(Attached, statements).setting
    assert isinstance(setting, InvokeConfig)
    assert setting.qualifier == qualifier
    assert (setting.maximum_retries, setting.maximum_event_age) == (2, 21_600)
    assert drawn(statements) == ["dead_letter: Fn -> Dead"]


def test_provisioned_concurrency() -> None:
    config = {"ProvisionedConcurrencyConfig": {"ProvisionedConcurrentExecutions": 5}}
    sam = read(SAM, {**config, "AutoPublishAlias": "live"})
    alias = read("AWS::Lambda::Alias", {**config, "FunctionName": {"Ref": "Fn"}, "Name": "live"})
    for statements in (sam, alias):
        setting = only(Attached, statements).setting
        assert isinstance(setting, Provisioning)
        assert (setting.qualifier, setting.executions) == ("live", 5)
    unpublished = only(Attached, read(SAM, {**config})).setting
    assert isinstance(unpublished, Provisioning)
    assert unpublished.qualifier == ""


def test_aliases_and_versions_stand_for_their_function() -> None:
    alias = only(
        Synonym, read("AWS::Lambda::Alias", {"FunctionName": {"Ref": "Fn"}, "Name": "live"})
    )
    assert (alias.of.value, alias.qualifier) == (reference("Fn"), "live")
    version = only(Synonym, read("AWS::Lambda::Version", {"FunctionName": {"Ref": "Fn"}}))
    assert isinstance(version.qualifier, Unknown)


def test_a_permission_stands_beside_its_function() -> None:
    attached = only(
        Attached,
        read(
            "AWS::Lambda::Permission",
            {
                "FunctionName": {"Fn::GetAtt": "Fn.Arn"},
                "Principal": "sns.amazonaws.com",
                "SourceArn": {"Ref": "Placed"},
            },
        ),
    )
    assert attached.to.value == reference("Fn", "Arn")
    assert isinstance(attached.setting, Permission)
    assert attached.setting.principal == "sns.amazonaws.com"
    assert attached.setting.source == reference("Placed")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A", None),
        ("BucketNotificationsHandler050a0587b7544547bf325f094a3db8347ECC3691", None),
        ("AWS679f53fac002430cb0da5b7982bd22872D164C4C", None),
        ("CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F", None),
        ("CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C81C01536", None),
        ("MyProviderframeworkonEvent1A2B3C4D", None),
        ("Other1A2B3C4D", "Stack/MyProvider/framework-onEvent/Resource"),
        ("Other1A2B3C4D", "Stack/LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/Resource"),
        ("Other1A2B3C4D", "Stack/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler"),
    ],
)
def test_what_the_cdk_makes_for_itself_is_generated(name: str, path: str | None) -> None:
    metadata = {"aws:cdk:path": path} if path else None
    assert only(Function, read(PLAIN, {}, name, metadata)).generated


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("OrderLogRetention", None),
        ("CustomVpcThing", None),
        ("MyCustomResourceProvider", "Stack/MyCustomResourceProvider/Handler/Resource"),
        ("Pay1A2B3C4D", "Stack/Pay/Resource"),
    ],
)
def test_what_people_wrote_is_not(name: str, path: str | None) -> None:
    metadata = {"aws:cdk:path": path} if path else None
    assert not only(Function, read(PLAIN, {}, name, metadata)).generated
