"""Which findings a change touches, in an application that is checked before and after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eda_lint.changed import Surface, changes_since
from eda_lint.changed.changes import Changes, Hunk
from eda_lint.changed.shared import Shared, shared_changes
from eda_lint.report.frame import text_lines
from tests.applications import report_on
from tests.repository import Repository, repository

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage:
    Type: String
    Default: test
Globals:
  Function:
    Runtime: python3.13
    Handler: app.handler
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt OrdersFailed.Arn
        maxReceiveCount: 5
  OrdersFailed:
    Type: AWS::SQS::Queue
  OrdersAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SQS
      MetricName: ApproximateNumberOfMessagesVisible
      Dimensions:
        - Name: QueueName
          Value: !GetAtt OrdersFailed.QueueName
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/pack
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 1
  Payments:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180
  Pay:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/pay
      Events:
        Payments:
          Type: SQS
          Properties:
            Queue: !GetAtt Payments.Arn
            BatchSize: 1
"""
PACK = "def handler(event, context):\n    return None\n"
PAY = """\
import boto3


def handler(event, context):
    boto3.client("ses").send_email(Source="x")
"""
ALARM = TEMPLATE[TEMPLATE.index("  OrdersAlarm:") : TEMPLATE.index("  Pack:")]
RULES = ("queue-without-dlq", "init-in-handler", "dlq-without-alarm", "handler-not-found")
QUEUE = ("queue-without-dlq", "Payments")
CLIENT = ("init-in-handler", "Pay")


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """The application with two old findings, committed."""
    files = {"template.yaml": TEMPLATE, "src/pack/app.py": PACK, "src/pay/app.py": PAY}
    return repository(tmp_path / "work", files)


def findings(work: Repository, *, touched: bool = True) -> set[tuple[str, str]]:
    """Rule and subject of the findings, those that the changes touch or all."""
    report = report_on(work.folder, *RULES)
    changes = changes_since("main", [work.folder])
    surface = Surface.of(changes, report.base, report.sources, text_lines)
    return {
        (one.rule, one.finding.subject.name)
        for one in report.findings
        if not touched or surface.touches_finding(one.finding, report.graph)
    }


def replaced(path: str, old: str, new: str) -> Callable[[Repository], None]:
    """A change of a file."""
    return lambda work: work.replace(path, old, new)


def renamed(old: str, new: str) -> Callable[[Repository], None]:
    """A file that has another name now, and git knows."""

    def rename(work: Repository) -> None:
        work.git("mv", old, new)

    return rename


def added(path: str, text: str) -> Callable[[Repository], None]:
    """A file that git does not know yet."""
    return lambda work: work.write({path: text})


def test_all_of_them_are_found(work: Repository) -> None:
    assert findings(work, touched=False) == {QUEUE, CLIENT}


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        pytest.param(lambda work: None, set(), id="nothing"),
        pytest.param(
            replaced("src/pack/app.py", "None", "1"), set(), id="the code of another function"
        ),
        pytest.param(replaced("src/pay/app.py", '"x"', '"y"'), {CLIENT}, id="the code itself"),
        pytest.param(
            replaced("template.yaml", "maxReceiveCount: 5", "maxReceiveCount: 6"),
            set(),
            id="another resource of the same template",
        ),
        pytest.param(
            replaced("template.yaml", "VisibilityTimeout: 180", "VisibilityTimeout: 181"),
            {QUEUE},
            id="the subject",
        ),
        pytest.param(
            replaced("template.yaml", "      VisibilityTimeout: 180\n", ""),
            {QUEUE},
            id="what was removed at the end of the subject",
        ),
        pytest.param(
            replaced("template.yaml", "CodeUri: src/pay\n", "CodeUri: src/pay\n      Timeout: 9\n"),
            {CLIENT},
            id="the declaration of a subject in code",
        ),
        pytest.param(
            replaced(
                "template.yaml", "Queue: !GetAtt Payments.Arn", "Queue: !GetAtt 'Payments.Arn'"
            ),
            {QUEUE, CLIENT},
            id="a related place",
        ),
        pytest.param(
            replaced("template.yaml", "python3.13", "python3.12"),
            {QUEUE, CLIENT},
            id="what holds for all functions",
        ),
        pytest.param(
            replaced("template.yaml", "Default: test", "Default: live"),
            {QUEUE, CLIENT},
            id="a parameter",
        ),
        pytest.param(
            replaced("template.yaml", ALARM, ""),
            {("dlq-without-alarm", "OrdersFailed")},
            id="an alarm that is gone",
        ),
        pytest.param(
            replaced("template.yaml", "Value: !GetAtt OrdersFailed", "Value: !GetAtt Orders"),
            {("dlq-without-alarm", "OrdersFailed")},
            id="an alarm that watches something else",
        ),
        pytest.param(
            renamed("src/pay/app.py", "src/pay/main.py"),
            {("handler-not-found", "Pay")},
            id="a handler that has another name",
        ),
        pytest.param(
            renamed("template.yaml", "app.yaml"), set(), id="a template that has another name"
        ),
        pytest.param(
            added("other.yaml", TEMPLATE.replace("src/", "../src/")[: TEMPLATE.index("  Pay:")]),
            set(),
            id="a new template without findings",
        ),
        pytest.param(
            added("src/pack/new.py", "x = 1\n"), set(), id="a new file that nothing leads to"
        ),
    ],
)
def test_what_a_change_touches(
    work: Repository, change: Callable[[Repository], None], touched: set[tuple[str, str]]
) -> None:
    change(work)
    assert findings(work) == touched


def test_a_new_template_is_touched_whole_and_the_old_one_not(work: Repository) -> None:
    work.write({"services/template.yaml": TEMPLATE, "services/src/pay/app.py": PAY})
    report = report_on(work.folder, *RULES)
    surface = Surface.of(
        changes_since("main", [work.folder]), report.base, report.sources, text_lines
    )
    touched = [r for r in report.findings if surface.touches_finding(r.finding, report.graph)]
    assert {one.finding.subject.id.split("#")[0] for one in touched} == {"services/template.yaml"}
    assert len(touched) < len(report.findings)


def shared(files: dict[str, tuple[str, tuple[Hunk, ...]]]) -> Shared:
    """What changes speak for, of files by their text and hunks."""
    texts = {Path("/home/kim") / path: text for path, (text, _) in files.items()}
    hunks = {Path("/home/kim") / path: changed for path, (_, changed) in files.items()}
    changes = Changes(hunks, frozenset(), frozenset())
    return shared_changes(changes, lambda path: texts[path].splitlines())


TERRAFORM = """\
locals {
  timeout = 30
}

module "orders" {
  timeout = local.timeout
}

resource "aws_sqs_queue" "audit" {
}
"""


@pytest.mark.parametrize(
    ("line", "folders", "modules"),
    [
        (2, {Path("/home/kim/infra")}, set()),
        (6, set(), {"module.orders"}),
        (9, set(), set()),
    ],
)
def test_what_speaks_for_a_folder_or_a_module_of_terraform(
    line: int, folders: set[Path], modules: set[str]
) -> None:
    told = shared({"infra/main.tf": (TERRAFORM, (Hunk(line, 1),))})
    assert told == Shared(frozenset(), frozenset(folders), frozenset(modules))


def test_variables_of_terraform_speak_for_their_folder() -> None:
    told = shared({"infra/live.tfvars": ("stage = 1\n", (Hunk(1, 1),))})
    assert told.folders == {Path("/home/kim/infra")}
    assert told.holds(Path("/home/kim/infra/other.tf"))
    assert not told.holds(Path("/home/kim/infra/template.yaml"))


def test_a_section_that_is_gone_speaks_for_its_template() -> None:
    gone = Hunk(1, 0, ("Globals:", "  Function:", "    Timeout: 60"))
    told = shared({"a.yaml": ("Transform: x\nResources:\n  A: 1\n", (gone,))})
    assert told.files == {Path("/home/kim/a.yaml")}


@pytest.mark.parametrize(
    ("path", "text", "line", "folders"),
    [
        ("infra/live.auto.tfvars.json", '{\n  "stage": 1\n}\n', 2, {"infra"}),
        ("infra/main.tf.json", '{\n  "locals": {\n    "stage": 1\n  }\n}\n', 3, {"infra"}),
        ("infra/main.tf.json", '{"resource": {}, "locals": {"stage": 1}}\n', 1, {"infra"}),
        ("infra/main.tf.json", '{\n  "module": {\n    "a": {"b": 1}\n  }\n}\n', 3, {"infra"}),
        ("infra/main.tf.json", '{\n  "resource": {\n    "a": {"b": 1}\n  }\n}\n', 3, set()),
        ("infra/variables.tofu", 'variable "stage" {\n  default = 1\n}\n', 2, {"infra"}),
        ("infra/package.json", '{\n  "module": {\n    "a": 1\n  }\n}\n', 3, set()),
    ],
)
def test_every_spelling_of_terraform_speaks_for_its_folder(
    path: str, text: str, line: int, folders: set[str]
) -> None:
    told = shared({path: (text, (Hunk(line, 1),))})
    assert told.folders == {Path("/home/kim") / folder for folder in folders}
    assert told.files == frozenset()
    for name in ("other.tf", "other.tofu", "other.tf.json", "other.tofu.json"):
        assert told.holds(Path("/home/kim/infra") / name) is bool(folders)


def test_variables_that_are_gone_speak_for_their_folder(tmp_path: Path) -> None:
    files = {"infra/terraform.tfvars": "a = 1\n", "infra/main.tf": "", "other/main.tf": ""}
    work = repository(tmp_path / "work", files)
    work.git("rm", "--quiet", "infra/terraform.tfvars")
    told = shared_changes(changes_since("main", [work.folder]), text_lines)
    assert told.folders == {work.folder / "infra"}


def test_variables_that_are_given_to_every_root_speak_for_all_of_terraform(tmp_path: Path) -> None:
    work = repository(tmp_path / "work", {"env/live.tfvars": "a = 1\n", "env/test.tfvars": "a = 1"})
    work.write({"env/live.tfvars": "a = 2\n"})
    changes = changes_since("main", [work.folder])

    def with_variables(name: str) -> Shared:
        return shared_changes(changes, text_lines, [work.folder / "env" / name])

    elsewhere = work.folder / "infra/main.tf"
    assert with_variables("live.tfvars").holds(elsewhere)
    assert not with_variables("live.tfvars").holds(work.folder / "infra/template.yaml")
    assert not with_variables("test.tfvars").holds(elsewhere)
