"""State machines: both spellings, and where their definition stands."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from eda_lint.aws.catalogue import catalogue
from eda_lint.aws.interface import Synonym
from eda_lint.model import RuleTarget, StateMachine, Task
from eda_lint.value import Concat, Entry, Input, Items, Literal, Record, Unknown, Value, concat
from tests.aws.declared import (
    HERE,
    carried,
    drawn,
    only,
    read,
    reference,
    resource,
    text,
    value,
)

PLAIN = "AWS::StepFunctions::StateMachine"
SAM = "AWS::Serverless::StateMachine"
DEFINITION = {
    "StartAt": "Pay",
    "States": {"Pay": {"Type": "Task", "Resource": "${PayArn}", "End": True}},
}
GIVEN = {"PayArn": {"Fn::GetAtt": "Pay.Arn"}}


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        (SAM, {"Definition": DEFINITION, "DefinitionSubstitutions": GIVEN}),
        (PLAIN, {"Definition": DEFINITION, "DefinitionSubstitutions": GIVEN}),
        (PLAIN, {"DefinitionString": json.dumps(DEFINITION), "DefinitionSubstitutions": GIVEN}),
        (PLAIN, {"DefinitionString": text(json.dumps(DEFINITION).replace("PayArn", "Pay.Arn"))}),
    ],
)
def test_a_definition_in_the_template(kind: str, properties: dict[str, object]) -> None:
    statements = read(kind, properties, "Machine")
    assert drawn(statements) == ["orchestrate: Machine -> Pay"]
    task = carried(Task, statements)
    assert (task.state, task.resource, task.retries) == ("Pay", "lambda", False)


@pytest.mark.parametrize(
    ("kind", "name"), [(SAM, "DefinitionUri"), (PLAIN, "DefinitionS3Location")]
)
def test_a_definition_in_a_file(kind: str, name: str) -> None:
    properties: dict[str, object] = {name: "machine.asl.json", "DefinitionSubstitutions": GIVEN}
    declared = replace(
        resource(kind, properties, "Machine"), documents={"machine.asl.json": value(DEFINITION)}
    )
    statements = tuple(catalogue().resources[kind](declared))
    assert drawn(statements) == ["orchestrate: Machine -> Pay"]


def test_a_file_that_the_scan_does_not_have() -> None:
    statements = read(SAM, {"DefinitionUri": "elsewhere.asl.json"}, "Machine")
    # No edge comes of it, but what could not be read is told.
    assert drawn(statements) == ["orchestrate: Machine -> Unknown"]
    machine = only(StateMachine, statements)
    assert machine.tasks == ()
    assert isinstance(machine.timeout, Unknown)


def test_a_definition_as_the_cdk_writes_it() -> None:
    head = (
        '{"StartAt":"Pay","States":{"Pay":{"End":true,"Retry":[{"ErrorEquals":'
        '["Lambda.ServiceException","Lambda.SdkClientException"],"MaxAttempts":6}],'
        '"Type":"Task","TimeoutSeconds":60,"Resource":"arn:'
    )
    parts: list[Value] = [
        Literal(head),
        Input("AWS::Partition"),
        Literal(':states:::lambda:invoke","Parameters":{"FunctionName":"'),
        reference("Pay", "Arn"),
        Literal('","Payload.$":"$"}}}}'),
    ]
    statements = read(PLAIN, {"DefinitionString": concat(parts)}, "Machine")
    assert drawn(statements) == ["orchestrate: Machine -> Pay"]
    task = carried(Task, statements)
    assert task.resource == "arn:aws:states:::lambda:invoke"
    assert task.retries is True
    assert task.retried == ("Lambda.ServiceException", "Lambda.SdkClientException")
    assert (task.timeout, task.heartbeat) == (True, False)


def test_what_nothing_is_substituted_for_is_not_known() -> None:
    machine = only(StateMachine, read(SAM, {"Definition": DEFINITION}, "Machine"))
    assert [task.state for task in machine.tasks] == ["Pay"]


def test_tasks_that_call_no_node_are_kept_on_the_machine() -> None:
    states = {
        "Wait": {
            "Type": "Task",
            "Resource": "arn:aws:states:eu-west-1:123456789012:activity:approve",
            "HeartbeatSeconds": 30,
        },
        "Run": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync"},
    }
    statements = read(SAM, {"Definition": {"States": states, "TimeoutSeconds": 900}}, "Machine")
    assert drawn(statements) == []
    machine = only(StateMachine, statements)
    assert machine.timeout is True
    assert [(task.resource, task.heartbeat) for task in machine.tasks] == [
        ("activity", True),
        ("arn:aws:states:::batch:submitJob.sync", False),
    ]


@pytest.mark.parametrize(("kind", "name"), [(SAM, "Type"), (PLAIN, "StateMachineType")])
def test_express(kind: str, name: str) -> None:
    def express(properties: dict[str, object]) -> object:
        return only(StateMachine, read(kind, {"Definition": {}, **properties})).express

    assert express({name: "EXPRESS"}) is True
    assert express({name: "STANDARD"}) is False
    assert express({}) is False
    assert isinstance(express({name: {"Ref": "TypeParameter"}}), Unknown)


def test_sam_events_start_it() -> None:
    rule = {"Type": "EventBridgeRule", "Properties": {"Pattern": {"source": ["orders"]}}}
    every = {"Type": "Schedule", "Properties": {"Schedule": "rate(1 day)"}}
    events = {"Placed": rule, "Nightly": every}
    statements = read(SAM, {"Definition": {}, "Events": events}, "Machine")
    assert drawn(statements) == [
        "trigger: default -> Machine",
        "trigger: MachineNightly -> Machine",
    ]
    assert carried(RuleTarget, statements).rule == "MachinePlaced"


def test_states_stand_where_their_file_writes_them() -> None:
    place = replace(HERE, path="machine.asl.yaml", line=7)
    task = value({"Type": "Task", "Resource": {"Fn::GetAtt": "Pay.Arn"}})
    body = Record((Entry("States", Record((Entry("Pay", task, place),))),))
    declared = replace(
        resource(SAM, {"DefinitionUri": "machine.asl.yaml"}), documents={"machine.asl.yaml": body}
    )
    assert carried(Task, catalogue().resources[SAM](declared)).at == place


def test_a_version_and_an_alias_stand_for_their_machine() -> None:
    version = read(
        "AWS::StepFunctions::StateMachineVersion", {"StateMachineArn": {"Ref": "Machine"}}, "V1"
    )
    alias = read(
        "AWS::StepFunctions::StateMachineAlias",
        {"RoutingConfiguration": [{"StateMachineVersionArn": {"Ref": "V1"}, "Weight": 100}]},
    )
    assert only(Synonym, version).of.value == reference("Machine")
    assert only(Synonym, alias).of.value == reference("V1")


@pytest.mark.parametrize("operation", ["StartExecution", "StartSyncExecution"])
def test_code_starts_it(operation: str) -> None:
    known = catalogue().operations["stepfunctions", operation]
    arguments = value({"stateMachineArn": {"Ref": "Machine"}, "input": "{}"})
    assert list(known.targets(arguments)) == [reference("Machine")]
    assert (known.kind.value, known.to) == ("start", (StateMachine,))


def test_a_text_that_is_no_json_states_nothing() -> None:
    broken = Concat((Literal("StartAt: "), Input("Name")))
    assert drawn(read(PLAIN, {"DefinitionString": broken})) == []
    assert drawn(read(PLAIN, {"Definition": {"States": Items(())}})) == []
