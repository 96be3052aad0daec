"""`--staged`: what a hook before each commit reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from eda_lint.cli import main
from tests.repository import Repository, repository

TEMPLATE = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
  Parcels:
    Type: AWS::SQS::Queue
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Pack
      EventSourceArn: !GetAtt Orders.Arn
      BatchSize: 1
  More:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Pack
      EventSourceArn: !GetAtt Parcels.Arn
      BatchSize: 1
  Pack:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      Code: src
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with two old findings, in which the command line stands."""
    files = {
        "template.yaml": TEMPLATE,
        "src/app.py": "def handler(event, context):\n    return None\n",
        "eda-lint.toml": 'select = ["queue-without-dlq"]\n',
    }
    made = repository(tmp_path / "work", files)
    monkeypatch.chdir(made.folder)
    monkeypatch.delenv("PRE_COMMIT_FROM_REF", raising=False)
    return made


def check(*arguments: str, status: int = 0) -> str:
    """What `eda-lint check` says on both channels; it must exit with this status."""
    result = CliRunner().invoke(main, ["check", *arguments], prog_name="eda-lint")
    assert result.exit_code == status, result.output
    return result.output


def test_only_what_is_staged_is_reported(work: Repository) -> None:
    assert "2 findings left out" in check("--staged")
    work.replace("template.yaml", "  Orders:\n", "  Orders: # new\n")
    assert "2 findings left out" in check("--staged")
    work.git("add", "template.yaml")
    told = check("--staged", status=1)
    assert "Orders has no redrive policy" in told
    assert "1 finding left out, which no change touches" in told


def test_a_baseline_goes_with_it(work: Repository) -> None:
    check("--write-baseline", "known.json")
    work.replace("template.yaml", "  Orders:\n", "  Orders: # new\n")
    work.git("add", "template.yaml")
    assert "2 findings set aside" in check("--staged", "--baseline", "known.json")


def test_under_pre_commit_a_ref_may_stand_for_it(
    work: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.replace("template.yaml", "  Orders:\n", "  Orders: # new\n")
    work.commit()
    check("--staged")
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~1")
    assert "1 finding left out" in check("--staged", status=1)
    assert "left out" not in check(status=1)
    assert "2 findings left out" in check("--changed-since", "HEAD")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--changed-since", "HEAD"), "error: --changed-since and --staged exclude each other\n"),
        (("--write-baseline", "a.json"), "error: --write-baseline and --staged exclude each other"),
    ],
)
def test_what_cannot_go_together(work: Repository, arguments: tuple[str, ...], said: str) -> None:
    assert check("--staged", *arguments, status=2).startswith(said)


def test_without_a_repository_nothing_is_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "is in no git work tree: not a git repository" in check("--staged", status=2)
