"""The hook as pre-commit runs it: out of a clone of this repository, in an environment of its own.

The environment's packages come from the package index, so this test needs a network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BROKEN = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180
  Pack:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
      Timeout: 30
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 1
"""
MENDED = BROKEN.replace(
    "      VisibilityTimeout: 180\n",
    """\
      VisibilityTimeout: 180
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Failed.Arn
        maxReceiveCount: 5
""",
)
MENDED += """\
  Failed:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
"""
HANDLER = """\
def handler(event, context):
    return {"packed": len(event["Records"])}
"""
# Only the rule that the application is about: others may come and speak of it too.
CONFIGURATION = 'select = ["queue-without-dlq"]\n'


def test_the_hook_fails_on_a_finding_and_passes_when_it_is_mended(tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    hooks = repository(tmp_path / "eda-lint", environment)
    for name in our_files():
        copy = hooks / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy)
    commit(hooks, environment)

    application = repository(tmp_path / "application", environment)
    (application / "src").mkdir()
    (application / "src/app.py").write_text(HANDLER, encoding="utf-8")
    (application / "eda-lint.toml").write_text(CONFIGURATION, encoding="utf-8")
    (application / "template.yaml").write_text(BROKEN, encoding="utf-8")
    commit(application, environment)
    failed = try_hook(hooks, application, environment)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "error[queue-without-dlq]" in failed.stdout
    assert "template.yaml:3" in failed.stdout

    (application / "template.yaml").write_text(MENDED, encoding="utf-8")
    passed = try_hook(hooks, application, environment)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout


def our_files() -> list[str]:
    """What a commit of everything would hold, tracked or not yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def clean_environment(home: Path) -> dict[str, str]:
    """Neither the user's git and pre-commit, nor the commit that runs these tests, play a part."""
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"], capture_output=True, text=True, check=False
    )
    home.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PRE_COMMIT")) and name not in ("PYTHONPATH", "SKIP")
    }
    kept.update(
        HOME=str(home),
        PRE_COMMIT_HOME=str(home / "pre-commit"),
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        NO_COLOR="1",
    )
    if cache.returncode == 0:
        kept.setdefault("PIP_CACHE_DIR", cache.stdout.strip())
    return kept


def repository(folder: Path, environment: Mapping[str, str]) -> Path:
    """An empty git repository."""
    folder.mkdir()
    git(folder, environment, "init", "--quiet")
    return folder


def commit(folder: Path, environment: Mapping[str, str]) -> None:
    """Commit whatever stands in a repository."""
    git(folder, environment, "add", "--all", "--force")
    names = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    git(folder, environment, *names, "commit", "--quiet", "--message", "Everything")


def git(folder: Path, environment: Mapping[str, str], *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def try_hook(
    hooks: Path, application: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the hook of one repository on all files of another."""
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "eda-lint"]
    return subprocess.run(
        [*command, "--all-files", "--verbose"],
        cwd=application,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
