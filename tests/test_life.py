"""A team takes eda-lint up: the whole life of a repository, from its first refused commit on.

The hook's environment takes packages from the package index, so this test needs a network.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.precommit import Team, clean_environment, our_hooks, using
from tests.repository import repository

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31

Globals:
  Function:
    Runtime: python3.13
    Timeout: 30
    Handler: app.handler

Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180

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
"""
PACK = """\
def handler(event, context):
    return {"packed": len(event["Records"])}
"""

DAILY = """
  {name}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/{name}
      Events:
        Daily:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
"""
NOTIFY = DAILY.format(name="Notify")
COUNT = DAILY.format(name="Count")
SEND = """\
import boto3


def handler(event, context):
    mail = boto3.client("sesv2")
    return mail.get_account()
"""
SEND_FIXED = """\
import boto3

mail = boto3.client("sesv2")


def handler(event, context):
    return mail.get_account()
"""

PARCELS = """
  Parcels:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180

  Ship:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/pack
      Events:
        Parcels:
          Type: SQS
          Properties:
            Queue: !GetAtt Parcels.Arn
            BatchSize: 1
"""
MENDED = """\
      VisibilityTimeout: 180
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Failed.Arn
        maxReceiveCount: 5
"""
FAILED = """
  Failed:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
"""

# Only the rules that this life is about: others may come and speak of it too.
CONFIGURATION = 'select = ["queue-without-dlq", "init-in-handler"]\n'
BASELINE = "eda-lint-baseline.json"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A team with a small application, of which nothing is committed yet; the hook is installed."""
    tree = repository(tmp_path / "shop")
    tree.write({"template.yaml": TEMPLATE, "src/pack/app.py": PACK, "eda-lint.toml": CONFIGURATION})
    tree.write(using(our_hooks(tmp_path / "eda-lint"), "eda-lint"))
    made = Team(tree, clean_environment(tmp_path / "home"))
    made.pre_commit("install", "--install-hooks")
    return made


def test_the_whole_life(team: Team) -> None:
    refused = team.commit("A shop", status=1)
    assert "error[queue-without-dlq]: Orders has no redrive policy" in refused
    team.git("rev-parse", "--quiet", "--verify", "HEAD", status=1)

    old_findings_are_set_aside(team)
    a_new_defect_is_refused_until_it_is_mended(team)
    two_branches_answer_for_themselves(team)
    the_old_finding_is_mended_at_last(team)


def old_findings_are_set_aside(team: Team) -> None:
    assert team.eda_lint("check", "--write-baseline", BASELINE).startswith("wrote 1 finding to ")
    team.tree.write({"eda-lint.toml": f'baseline = "{BASELINE}"\n{CONFIGURATION}'})
    assert "Passed" in team.commit("A shop")
    assert baseline(team) == ["Orders"]


def a_new_defect_is_refused_until_it_is_mended(team: Team) -> None:
    before = team.git("rev-parse", "HEAD")
    team.tree.write({"template.yaml": TEMPLATE + NOTIFY, "src/Notify/app.py": SEND})
    refused = team.commit("Mail", status=1)
    assert "warning[init-in-handler]" in refused
    assert "src/Notify/app.py:5" in refused
    assert "error[queue-without-dlq]" not in refused
    assert "1 finding set aside by the baseline" in refused
    assert team.git("rev-parse", "HEAD") == before

    assert "1 fixed" in team.eda_lint("check", "--fix")
    assert (team.tree.folder / "src/Notify/app.py").read_text(encoding="utf-8") == SEND_FIXED
    assert "Passed" in team.commit("Mail")
    assert team.git("rev-parse", "HEAD") != before


def two_branches_answer_for_themselves(team: Team) -> None:
    """One brings a finding in, past the hook; the other, and what main gets meanwhile, does not."""
    since_main = ("check", "--changed-since", "main")
    team.git("switch", "--quiet", "--create", "parcels")
    team.tree.write({"template.yaml": TEMPLATE + NOTIFY + PARCELS})
    team.git("commit", "--all", "--no-verify", "--message", "Parcels")
    reported = team.eda_lint(*since_main, "--no-baseline", status=1)
    assert "Parcels has no redrive policy" in reported
    assert "Orders has no redrive policy" not in reported
    assert "1 finding left out, which no change touches" in reported

    team.git("switch", "--quiet", "--create", "words", "main")
    team.tree.replace("src/pack/app.py", '"packed"', '"wrapped"')
    assert "Passed" in team.commit("Words")
    assert "Parcels" not in team.eda_lint(*since_main)

    team.git("switch", "--quiet", "main")
    team.tree.write({"template.yaml": TEMPLATE + COUNT + NOTIFY, "src/Count/app.py": SEND})
    team.git("add", "--all")
    team.git("commit", "--no-verify", "--message", "Meanwhile")
    team.git("switch", "--quiet", "words")
    assert "init-in-handler" not in team.eda_lint(*since_main)
    team.git("merge", "--quiet", "--no-edit", "main")
    assert "init-in-handler" not in team.eda_lint(*since_main)
    assert "src/Count/app.py" in team.eda_lint("check", status=1)

    team.git("switch", "--quiet", "parcels")
    parcels = PARCELS.replace("      VisibilityTimeout: 180\n", MENDED)
    team.tree.write({"template.yaml": TEMPLATE + NOTIFY + parcels + FAILED})
    assert "Passed" in team.commit("Failed parcels are kept")
    team.eda_lint(*since_main)


def the_old_finding_is_mended_at_last(team: Team) -> None:
    team.tree.replace(
        "template.yaml", "      VisibilityTimeout: 180\n\n  Pack", f"{MENDED}\n  Pack"
    )
    told = team.eda_lint("check")
    assert "1 entry of the baseline is fixed; --prune-baseline removes it" in told
    assert "removed 1 fixed finding" in team.eda_lint("check", "--prune-baseline")
    assert "Passed" in team.commit("Failed orders are kept")
    assert baseline(team) == []


def baseline(team: Team) -> list[str]:
    """The subjects of what is set aside."""
    document = json.loads((team.tree.folder / BASELINE).read_text(encoding="utf-8"))
    return [entry["subject"] for entry in document["entries"]]
