"""What a configuration says of findings: severities, and what holds under a path."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eda_lint.cli import main
from eda_lint.config import load_config
from eda_lint.lint import Report
from tests.applications import report_on, write

QUEUES = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 1
  News: # eda-lint: ignore[queue-without-dlq]
    Type: AWS::SNS::Topic
  Old: # eda-lint: ignore[queue-without-dlq] until=2020-01-01
    Type: AWS::SNS::Topic
"""
CODE = """\
import boto3


def handler(event, context):
    boto3.client("ses").send_email(Source="x")
"""
RULES = 'select = ["queue-without-dlq", "init-in-handler"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same application twice, in `legacy` and in `new`."""
    files = {
        f"{name}/{path}": text
        for name in ("legacy", "new")
        for path, text in {"template.yaml": QUEUES, "src/app.py": CODE}.items()
    }
    write(files, tmp_path)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configured(folder: Path, text: str) -> Report:
    """A run with a configuration."""
    (folder / "eda-lint.toml").write_text(RULES + text, encoding="utf-8")
    return report_on(folder)


def told(report: Report) -> set[tuple[str, str, str]]:
    """The findings by the first folder of their path, rule and severity."""
    return {
        (one.finding.at.path.split("/")[0], one.rule, one.severity.value) for one in report.findings
    }


QUEUE, CLIENT = "queue-without-dlq", "init-in-handler"
LEGACY_QUEUE, NEW_QUEUE = ("legacy", QUEUE, "error"), ("new", QUEUE, "error")
LEGACY_CLIENT, NEW_CLIENT = ("legacy", CLIENT, "warning"), ("new", CLIENT, "warning")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", {LEGACY_QUEUE, NEW_QUEUE, LEGACY_CLIENT, NEW_CLIENT}),
        (
            '[severity]\nqueue-without-dlq = "info"\n',
            {("legacy", QUEUE, "info"), ("new", QUEUE, "info"), LEGACY_CLIENT, NEW_CLIENT},
        ),
        (
            '[severity]\ndelivery = "info"\nqueue-without-dlq = "warning"\ncold_start = "error"\n',
            {
                ("legacy", QUEUE, "warning"),
                ("new", QUEUE, "warning"),
                ("legacy", CLIENT, "error"),
                ("new", CLIENT, "error"),
            },
        ),
        (
            '[per-path."legacy/**"]\nignore = ["queue-without-dlq"]\n',
            {NEW_QUEUE, LEGACY_CLIENT, NEW_CLIENT},
        ),
        ('[per-path."legacy/"]\nignore = ["delivery", "cold_start"]\n', {NEW_QUEUE, NEW_CLIENT}),
        ('[per-path."*.py"]\nignore = ["cold_start"]\n', {LEGACY_QUEUE, NEW_QUEUE}),
        ('[per-path."src/"]\nignore = ["cold_start"]\n', {LEGACY_QUEUE, NEW_QUEUE}),
        (
            '[per-path."/src/"]\nignore = ["cold_start"]\n',
            {LEGACY_QUEUE, NEW_QUEUE, LEGACY_CLIENT, NEW_CLIENT},
        ),
        (
            '[severity]\ndelivery = "warning"\n'
            '[per-path."*"]\nseverity.delivery = "info"\n'
            '[per-path.legacy]\nseverity.queue-without-dlq = "error"\n'
            '[per-path."*.py"]\nignore = ["cold_start"]\n',
            {LEGACY_QUEUE, ("new", QUEUE, "info")},
        ),
    ],
)
def test_what_is_left_and_how_bad_it_is(
    folder: Path, text: str, left: set[tuple[str, str, str]]
) -> None:
    assert told(configured(folder, text)) == left


def check(*arguments: str) -> Result:
    """Run `eda-lint check`."""
    return CliRunner().invoke(main, ["check", *arguments], prog_name="eda-lint")


def test_what_is_told_of_suppressions_can_be_ignored_and_graded(folder: Path) -> None:
    configured(folder, "")
    plain = check("--format", "concise").stdout
    assert plain.count("info[unused-suppression]") == 2
    assert plain.count("warning[expired-suppression]") == 2
    ignored = check("--format", "concise", "--ignore", "unused-suppression,expired-suppression")
    assert "suppression" not in ignored.stdout
    configured(
        folder,
        '[severity]\nunused-suppression = "error"\n'
        '[per-path.legacy]\nignore = ["expired-suppression"]\n',
    )
    graded = check("--format", "concise").stdout
    assert graded.count("error[unused-suppression]") == 2
    assert graded.count("warning[expired-suppression]") == 1


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        ("", (), 1),
        ('[severity]\ndelivery = "info"\n', (), 0),
        ('[severity]\ndelivery = "info"\n', ("--fail-on", "info"), 1),
        ('[severity]\ndelivery = "info"\nunused-suppression = "warning"\n', (), 1),
    ],
)
def test_the_exit_status_goes_by_the_severity_that_was_given(
    folder: Path, text: str, arguments: tuple[str, ...], status: int
) -> None:
    silent = 'ignore = ["cold_start", "expired-suppression"]\n'
    configured(folder, silent + text)
    assert check(*arguments).exit_code == status


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[severity]\nqueue-without-dql = "info"\n', "severity: no rule or family is named 'queue"),
        (
            '[per-path.legacy]\nignore = ["delivry"]\n',
            "per-path.\"legacy\": no rule or family is named 'delivry', did you mean 'delivery'?",
        ),
        ('[per-path.legacy.severity]\nx = "info"\n', 'per-path."legacy": no rule or family is n'),
        ('[severity]\nparse-error = "info"\n', "severity: no rule or family is named 'parse-er"),
        ('[per-path."!"]\nignore = []\n', "not a pattern as .gitignore has them: "),
        ('exclude = ["!"]\n', "not a pattern as .gitignore has them: "),
    ],
)
def test_names_and_patterns_that_are_none(folder: Path, text: str, said: str) -> None:
    (folder / "eda-lint.toml").write_text(text, encoding="utf-8")
    result = check()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {said}")


def test_patterns_count_from_the_folder_of_the_configuration(folder: Path) -> None:
    configured(folder, '[per-path."legacy/**"]\nignore = ["delivery", "cold_start"]\n')
    assert load_config(folder / "legacy").folder == folder
    below = CliRunner().invoke(main, ["check", "legacy"], prog_name="eda-lint")
    assert "queue-without-dlq]:" not in below.stdout
    assert "2 errors" not in below.stdout


def test_a_suppression_of_what_is_ignored_is_not_unused(folder: Path) -> None:
    text = QUEUES.replace("  Orders:\n", "  Orders: # eda-lint: ignore[queue-without-dlq]\n", 1)
    (folder / "legacy/template.yaml").write_text(text, encoding="utf-8")
    report = configured(folder, '[per-path.legacy]\nignore = ["delivery"]\n')
    assert report.suppressed == 1
    assert all(one.line != 3 for one in report.unused_suppressions)
