"""What refers to itself, and what grows without measure: it ends, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bad_input.scan import FUNCTION, HANDLER, QUEUE, SAM, assert_told, check

PARAMETER = f"{SAM}Parameters:\n  P: {{Type: String, Default: xx}}\n"
NAMED = "  Stock:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Ref P}\n"


def nesting(*passed: str) -> str:
    """A template that nests others, each with an argument."""
    return f"{PARAMETER}Resources:\n{NAMED}" + "".join(
        f"  N{n}:\n    Type: AWS::Serverless::Application\n"
        f"    Properties: {{Location: {path}, Parameters: {{P: {value}}}}}\n"
        for n, (path, value) in enumerate(one.split(" ", 1) for one in passed)
    )


OUTPUT = "Outputs:\n  O: {Value: !Sub '${P}x${P}', Export: {Name: !Sub 'e${P}'}}\n"

CIRCLES: dict[str, Mapping[str, str]] = {
    "conditions": {
        "t.yaml": f"""\
{SAM}Conditions:
  A: !Condition B
  B: !Condition A
  C: !Not [!Condition C]
  D: !And [!Condition D, !Condition A, !Or [!Condition Missing, !Condition D]]
Resources:
  Stock:
    Type: AWS::SQS::Queue
    Condition: D
    Properties: {{DelaySeconds: !If [A, 1, !If [B, 2, !If [Missing, 3, !If [A, 4, 5]]]]}}
"""
    },
    "parameters": {
        "t.yaml": f"""\
{SAM}Parameters:
  A: {{Type: String, Default: !Ref A}}
  B: {{Type: String, Default: !Ref C}}
  C: {{Type: String, Default: !Sub '${{B}}${{B}}'}}
Resources:
  Stock:
    Type: AWS::SQS::Queue
    Properties: {{QueueName: !Sub '${{A}}${{B}}'}}
"""
    },
    "exports": {
        name: f"{QUEUE}    Properties: {{QueueName: !ImportValue {other}}}\nOutputs:\n"
        f"  O: {{Value: !ImportValue {other}, Export: {{Name: {own}}}}}\n"
        f"  P: {{Value: !ImportValue c, Export: {{Name: !ImportValue c}}}}\n"
        for name, own, other in (("a.yaml", "a", "b"), ("b.yaml", "b", "a"), ("c.yaml", "c", "c"))
    },
    "stored parameters": {
        "t.yaml": f"{SAM}Resources:\n"
        + "".join(
            f"  P{n}:\n    Type: AWS::SSM::Parameter\n"
            f"    Properties: {{Name: '{own}', Type: String, Value: '{{{{resolve:ssm:{of}}}}}'}}\n"
            for n, (own, of) in enumerate(
                [("/a", "/b"), ("/b", "/a"), ("/c", "/c"), ("{{resolve:ssm:/d}}", "/d")]
            )
        )
        + "  Stock:\n    Type: AWS::SQS::Queue\n"
        "    Properties: {QueueName: '{{resolve:ssm:/a}}{{resolve:ssm:/c}}'}\n"
    },
    "a stack in itself": {"t.yaml": nesting("t.yaml !Ref P")},
    "stacks in each other": {
        "a.yaml": nesting("b.yaml !GetAtt N0.Outputs.O") + OUTPUT,
        "b.yaml": nesting("c.yaml !GetAtt N0.Outputs.O") + OUTPUT,
        "c.yaml": nesting("a.yaml !GetAtt N0.Outputs.O") + OUTPUT,
        "root.yaml": nesting("a.yaml !Ref P", "b.yaml !Ref P"),
    },
    "arguments of outputs": {
        "root.yaml": nesting(
            "leaf.yaml !GetAtt N0.Outputs.O",
            "leaf.yaml !GetAtt N2.Outputs.O",
            "leaf.yaml !GetAtt N1.Outputs.O",
        ),
        "leaf.yaml": nesting() + OUTPUT,
    },
    "resources": {
        "t.yaml": f"{SAM}Resources:\n"
        + "".join(
            f"  R{n}:\n    Type: {kind}\n    DependsOn: R{n}\n"
            f"    Properties: {properties.replace('me', f'!GetAtt R{n}.Arn')}\n"
            for n, (kind, properties) in enumerate(
                [
                    (
                        "AWS::SQS::Queue",
                        "{QueueName: me, RedrivePolicy: {deadLetterTargetArn: me}}",
                    ),
                    ("AWS::SNS::Topic", "{Subscription: [{Protocol: sqs, Endpoint: me}]}"),
                    ("AWS::SNS::Subscription", "{TopicArn: me, Protocol: sqs, Endpoint: me}"),
                    ("AWS::Events::EventBus", "{Name: me}"),
                    ("AWS::Events::Rule", "{EventBusName: me, Targets: [{Arn: me, Id: x}]}"),
                    ("AWS::Lambda::EventSourceMapping", "{FunctionName: me, EventSourceArn: me}"),
                    ("AWS::Lambda::Alias", "{FunctionName: me, FunctionVersion: me}"),
                    ("AWS::Lambda::Version", "{FunctionName: me}"),
                    ("AWS::Lambda::EventInvokeConfig", "{FunctionName: me}"),
                    ("AWS::Pipes::Pipe", "{Source: me, Target: me, Enrichment: me}"),
                    ("AWS::Scheduler::Schedule", "{Target: {Arn: me}}"),
                    ("AWS::IAM::Role", "{ManagedPolicyArns: [me]}"),
                    ("AWS::IAM::ManagedPolicy", "{Roles: [me], PolicyDocument: me}"),
                    ("AWS::ApiGateway::Resource", "{ParentId: me, PathPart: a, RestApiId: me}"),
                    ("AWS::S3::Bucket", "{NotificationConfiguration: {QueueConfigurations: me}}"),
                    (
                        "AWS::Serverless::Function",
                        "{Handler: me, Runtime: me, CodeUri: me, Timeout: me, "
                        "Environment: {Variables: {ME: me}}, DeadLetterQueue: {TargetArn: me}, "
                        "Events: {E: {Type: SQS, Properties: {Queue: me}}}}",
                    ),
                    (
                        "AWS::Serverless::StateMachine",
                        "{Definition: {StartAt: A, States: {A: {Type: Task, Resource: me, "
                        "Next: A}}}}",
                    ),
                ]
            )
        )
    },
}


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle(name: str, tmp_path: Path) -> None:
    assert check(tmp_path, CIRCLES[name]).diagnostics == ()


def test_stacks_that_double(tmp_path: Path) -> None:
    """A million stacks, in twenty small files."""
    files = {f"n{n:02}.yaml": nesting(*[f"n{n + 1:02}.yaml x"] * 2) for n in range(20)}
    seen = check(tmp_path, {**files, "n20.yaml": nesting()})
    assert_told(seen, ["...not followed: bad/n00.yaml nests more than 2000 stacks"])


def test_stacks_that_nest_deeply(tmp_path: Path) -> None:
    files = {f"n{n:03}.yaml": nesting(f"n{n + 1:03}.yaml !Ref P") + OUTPUT for n in range(300)}
    seen = check(tmp_path, {**files, "n300.yaml": nesting() + OUTPUT})
    assert_told(
        seen, ["n030.yaml:...not followed: bad/n000.yaml nests stacks more than 30 levels deep"]
    )


@pytest.mark.parametrize(
    "passed",
    [
        "!Sub '${P}${P}'",
        "!Join ['', [!Ref P, !Ref P]]",
        "[!Ref P, !Ref P]",
        "{a: !Ref P, b: !Ref P}",
        "!Sub '${P}${AWS::Region}${P}'",
        "!If [Undefined, !Sub '${P}a', !Sub '${P}b']",
        f"{'[' * 80}!Ref P{']' * 80}",
        f"{'!Base64 {a: ' * 40}!Ref P{'}' * 40}",
    ],
)
def test_arguments_that_double(passed: str, tmp_path: Path) -> None:
    files = {f"n{n:02}.yaml": nesting(f"n{n + 1:02}.yaml {passed}") for n in range(29)}
    assert check(tmp_path, {**files, "n29.yaml": nesting()}).diagnostics == ()


def resources(count: int, queue_name: str) -> str:
    """So many queues with a name each."""
    return "Resources:\n" + "".join(
        f"  Q{n}:\n    Type: AWS::SQS::Queue\n"
        f"    Properties: {{QueueName: {queue_name.replace('@', str(n))}}}\n"
        for n in range(count)
    )


def table(count: int) -> str:
    """A mapping of so many rows."""
    return "Mappings:\n  M:\n" + "".join(f"    k{n}: {{a: b{n}}}\n" for n in range(count))


LARGE: dict[str, Callable[[int], Mapping[str, str]]] = {
    "a table that is looked up often": lambda n: {
        "t.yaml": SAM + table(n) + resources(n, "!FindInMap [M, k@, a]")
    },
    "conditions in a row": lambda n: {
        "t.yaml": f"{SAM}Conditions:\n"
        + "".join(f"  C{i}: !And [!Condition C{i + 1}, !Condition C{i + 1}]\n" for i in range(n))
        + f"  C{n}: !Equals [a, a]\n{resources(n, '!If [C@, a, b]')}"
    },
    "parameters": lambda n: {
        "t.yaml": f"{SAM}Parameters:\n"
        + "".join(f"  P{i}: {{Type: String, Default: x}}\n" for i in range(n))
        + resources(n, "!Ref P@")
    },
    "a long line of letters that are not ASCII": lambda n: {
        "t.yaml": FUNCTION,
        "app.py": "X = [" + "'é', " * n * 20 + f"]\n{HANDLER}",
    },
    "suppressions": lambda n: {
        "t.yaml": SAM + "# eda-lint: ignore[queue-without-dlq]\n\n" * n + resources(9, "a@")
    },
    "statements": lambda n: {
        "t.yaml": FUNCTION,
        "app.py": HANDLER + "    if event:\n        event = {'a': event}\n" * n,
    },
}


@pytest.mark.parametrize("name", LARGE)
def test_work_grows_with_size(name: str, tmp_path: Path) -> None:
    """Four times the input takes some four times as long, not sixteen times."""
    small, large = LARGE[name](300), LARGE[name](1200)
    (tmp_path / "small").mkdir()
    (tmp_path / "large").mkdir()
    assert seconds(tmp_path / "large", large) < 10 * seconds(tmp_path / "small", small)


def seconds(folder: Path, files: Mapping[str, str]) -> float:
    """How long a check takes at best."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        check(folder, files)
        times.append(time.perf_counter() - started)
    return min(times)


@pytest.mark.parametrize("depth", [150, 300, 600, 900])
def test_json_text_that_nests_deeply(depth: int, tmp_path: Path) -> None:
    deep = '{"a":' * depth + "1" + "}" * depth
    text = f"{QUEUE}    Properties: {{RedrivePolicy: '{deep}'}}\n"
    assert check(tmp_path, {"t.yaml": text}).diagnostics == ()
