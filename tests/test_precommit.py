"""The hooks as pre-commit runs them: out of a clone of this repository, in their own environment.

The environment's packages come from the package index, so these tests need a network.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from eda_lint.discover import discover
from tests.precommit import ROOT, Team, clean_environment, our_hooks, using
from tests.repository import Repository, repository

MANIFEST = ROOT / ".pre-commit-hooks.yaml"

HEAD = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  News:
    Type: AWS::SNS::Topic
"""
QUEUE = """\
  {name}:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 180
  Pack{name}:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      CodeUri: src
      Timeout: 30
      Events:
        Messages:
          Type: SQS
          Properties:
            Queue: !GetAtt {name}.Arn
            BatchSize: 1
"""
FILES = {
    "src/app.py": 'def handler(event, context):\n    return {"packed": len(event["Records"])}\n',
    # Only the rule that the application is about: others may come and speak of it too.
    "eda-lint.toml": 'select = ["queue-without-dlq"]\n',
    "README.md": "# Parcels\n",
}


def template(*names: str) -> str:
    """A template with queues that have no dead-letter queue."""
    return HEAD + "".join(QUEUE.format(name=name) for name in names)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, dict[str, str]]:
    """A repository that has our hooks, and the environment in which they stay installed."""
    folder = tmp_path_factory.mktemp("hooks")
    return our_hooks(folder / "eda-lint"), clean_environment(folder / "home")


@pytest.fixture
def team(installed: tuple[Repository, dict[str, str]], tmp_path: Path) -> Iterator[Team]:
    """A team with a finding of long ago, whose commits run `eda-lint-changed`."""
    hooks, environment = installed
    tree = repository(tmp_path / "team", {**FILES, "template.yaml": template("Old")})
    tree.write(using(hooks, "eda-lint-changed"))
    tree.commit()
    made = Team(tree, environment)
    made.pre_commit("install", "--install-hooks")
    yield made
    assert made.git("stash", "list") == ""


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]
    subprocess.run(command, check=True)


@pytest.mark.parametrize("hook", ["eda-lint", "eda-lint-changed"])
def test_a_hook_runs_after_changes_of_whatever_is_read(hook: str, tmp_path: Path) -> None:
    names = (
        "template.yaml", "t.yml", "stack.template", "cdk/stack.template.json", "package.json",
        "app.py", "app.js", "app.mjs", "app.cjs", "app.jsx", "app.ts", "app.mts", "app.cts",
        "app.tsx", "UPPER.YAML", "Dockerfile", "orders.dockerfile", "Dockerfile.arm64",
        "src/Containerfile",
    )  # fmt: skip
    (tmp_path / "cdk").mkdir()
    (tmp_path / "src").mkdir()
    for name in names:
        (tmp_path / name).touch()
    read = discover([tmp_path], working_directory=tmp_path).sources
    assert {source.path for source in read} == set(names)
    configured = ("eda-lint.toml", "services/pyproject.toml", "main.tf", "main.tf.json", "a.tfvars")
    files = pattern(hook)
    assert [name for name in (*names, *configured) if not files.search(name)] == []
    for other in ("README.md", "data.csv", "poetry.lock", "Makefile", "a.toml", "dockerfiles/a.sh"):
        assert not files.search(other)


def pattern(hook: str) -> re.Pattern[str]:
    """Which names a hook runs for."""
    (one,) = (
        one for one in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if one["id"] == hook
    )
    return re.compile(one["files"])


def test_the_whole_hears_of_everything(team: Team) -> None:
    team.tree.replace(".pre-commit-config.yaml", "eda-lint-changed", "eda-lint")
    failed = team.commit("The whole", status=1)
    assert "error[queue-without-dlq]" in failed
    assert "template.yaml:5" in failed
    assert failed == team.pre_commit("run", "--all-files", status=1)
    team.tree.write({"template.yaml": template()})
    assert "Passed" in team.commit("The whole")


def test_a_commit_hears_of_what_it_touches(team: Team) -> None:
    team.tree.write({"template.yaml": template("Old", "New")})
    told = team.commit("New", status=1)
    assert "New has no redrive policy" in told
    assert "Old has no redrive policy" not in told
    assert "1 finding left out, which no change touches" in told

    team.tree.write({"template.yaml": template("Old") + "  More:\n    Type: AWS::SNS::Topic\n"})
    assert "Passed" in team.commit("More")
    team.tree.write({"README.md": "# Letters\n"})
    assert "Skipped" in team.commit("Letters")


def test_what_is_not_staged_is_not_heard(team: Team) -> None:
    """pre-commit takes it away where git tracks it, and leaves the rest to us."""
    team.tree.write({"README.md": "# Letters\n", "t.yaml": "A: 1\n"})
    team.git("add", "README.md", "t.yaml")
    team.tree.write({"template.yaml": template("Old", "Edited")})
    team.tree.write({"scratch/template.yaml": template("Scratch"), "scratch/src/app.py": "x = 1\n"})
    assert "Passed" in team.git("commit", "--message", "Letters")
    assert "Edited" in (team.tree.folder / "template.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_staged_in_part(team: Team) -> None:
    team.tree.write({"template.yaml": template("Old", "Staged")})
    team.git("add", "template.yaml")
    team.tree.write({"template.yaml": template("Edited", "Old", "Staged")})
    told = team.git("commit", "--message", "Staged", status=1)
    assert "Staged has no redrive policy" in told
    assert "Edited has no redrive policy" not in told
    assert "Edited" in (team.tree.folder / "template.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", [["--all"], ["--only", "template.yaml"]])
def test_a_commit_that_stages_by_itself(team: Team, how: list[str]) -> None:
    team.tree.write({"template.yaml": template("Old", "New")})
    told = team.git("commit", *how, "--message", "New", status=1)
    assert "New has no redrive policy" in told
    assert "Old has no redrive policy" not in told


def test_a_push_hears_of_what_it_brings(team: Team, tmp_path: Path) -> None:
    remote = repository(tmp_path / "remote")
    remote.git("config", "receive.denyCurrentBranch", "ignore")
    team.git("push", "--quiet", str(remote.folder), "main")
    team.git("remote", "add", "origin", str(remote.folder))
    team.git("fetch", "--quiet", "origin")
    (team.tree.folder / ".git/hooks/pre-commit").unlink()
    team.pre_commit("install", "--hook-type", "pre-push")
    team.tree.write({"template.yaml": template("Old", "New")})
    team.commit("New")
    told = team.git("push", "origin", "main", status=1)
    assert "New has no redrive policy" in told
    assert "Old has no redrive policy" not in told


def test_deleting_alone_starts_no_hook(team: Team) -> None:
    (team.tree.folder / "src/app.py").unlink()
    assert "Skipped" in team.commit("No handler")


def test_two_refs_stand_for_what_is_staged(team: Team) -> None:
    team.tree.write({"template.yaml": template("Old", "New")})
    team.git("commit", "--all", "--no-verify", "--message", "New")
    refs = ("--from-ref", "HEAD~1", "--to-ref", "HEAD")
    told = team.pre_commit("run", *refs, status=1)
    assert "New has no redrive policy" in told
    assert "Old has no redrive policy" not in told
    assert "Passed" in team.pre_commit("run", "--all-files")
