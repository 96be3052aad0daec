"""`action.yml`: its scripts, run as GitHub runs them, in clones as `actions/checkout` makes them.

Installing takes packages from the package index, so one of these tests needs a network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.precommit import clean_environment, our_hooks
from tests.repository import Repository, repository
from tests.runner import ACTION, Runner, bash, our_action

OLD = """\
Resources:
  Old:
    Type: AWS::SQS::Queue
  OldMapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Pack
      EventSourceArn: !GetAtt Old.Arn
      BatchSize: 1
  Pack:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: app.handler
      Code: src
"""
FILES = {
    "template.yaml": OLD,
    "src/app.py": "def handler(event, context):\n    return None\n",
    "eda-lint.toml": 'select = ["queue-without-dlq"]\n',
}
HERE = Path(sys.executable).parent / "eda-lint"
HOSTILE = "$(touch pwned) `touch pwned` ; touch pwned # ' \" * \\ && touch pwned"


def queue(name: str) -> str:
    """A queue that has no dead-letter queue, beside those of the template."""
    return OLD.replace("Resources:\n", "").split("  Pack:")[0].replace("Old", name)


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    """What GitHub has: `main`, which moved on, the branch `new`, and their merge."""
    made = repository(tmp_path / "origin", FILES)
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    made.git("checkout", "--quiet", "-b", "new")
    made.write({"template.yaml": OLD + queue("New")})
    made.commit("New")
    made.git("checkout", "--quiet", "main")
    made.write({"other.yaml": OLD.replace("Old", "Other")})
    made.commit("Other")
    made.git("checkout", "--quiet", "--detach")
    made.git("merge", "--quiet", "--no-edit", "new")
    made.git("update-ref", "refs/pull/7/merge", "HEAD")
    made.git("checkout", "--quiet", "main")
    return made


def checked_out(origin: Repository, folder: Path, ref: str, depth: int = 1) -> Runner:
    """A job after `actions/checkout`, which fetches one commit; `depth` 0 is the whole history."""
    clone = repository(folder / "workspace")
    clone.git("remote", "add", "origin", origin.folder.as_uri())
    commit = origin.git("rev-parse", ref)
    if depth:
        clone.git("fetch", "--quiet", f"--depth={depth}", "origin", commit)
    else:
        clone.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*", commit)
    clone.git("checkout", "--quiet", "--force", commit)
    (folder / "runner").mkdir()
    known = {
        "steps.install.outputs.command": str(HERE),
        "github.ref": ref,
        "github.sha": commit,
    }
    home = clean_environment(folder / "home")
    return Runner(clone.folder, folder / "runner", home, known)


def pull_request(origin: Repository, folder: Path, depth: int = 1) -> Runner:
    """The job of a pull request; its event names the base as it was when the branch was pushed."""
    job = checked_out(origin, folder, "refs/pull/7/merge", depth)
    job.known["github.event.pull_request.base.sha"] = origin.git("rev-parse", "main~1")
    return job


def test_the_whole_action(origin: Repository, tmp_path: Path) -> None:
    """Installed out of its own checkout; it speaks of what the pull request touches.

    What the pull request has of Python's names is not taken for Python's, and is not run.
    """
    job = pull_request(origin, tmp_path)
    for module in ("venv", "pip", "hatchling", "json", "click", "eda_lint"):
        (job.workspace / f"{module}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    del job.known["steps.install.outputs.command"]
    job.known["github.action_path"] = str(our_hooks(tmp_path / "action").folder)
    job.known["steps.python.outputs.python-path"] = sys.executable
    status, told = job.uses(our_action(), sarif_file="eda-lint.sarif")
    assert status == 1, told
    assert Path(job.known["steps.install.outputs.command"]).is_relative_to(job.temporary)
    annotations = [line for line in told.splitlines() if line.startswith("::")]
    assert len(annotations) == 1
    assert annotations[0].startswith("::error file=template.yaml,line=16,")
    assert "New has no redrive policy" in annotations[0]

    assert job.output(our_action(), "exit-status") == "1"
    assert job.output(our_action(), "sarif-file") == "eda-lint.sarif"
    assert job.output(our_action(), "changed-since") == origin.git("rev-parse", "main")
    sarif = json.loads((job.workspace / "eda-lint.sarif").read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == 3

    summary = job.summary.read_text(encoding="utf-8")
    assert summary.count("## eda-lint: 1 error") == 1
    assert "```mermaid" in summary
    assert list(tmp_path.rglob("pwned")) == []


@pytest.mark.parametrize("depth", [1, 2, 0])
def test_the_base_of_a_merge_is_its_first_parent(
    origin: Repository, tmp_path: Path, depth: int
) -> None:
    job = pull_request(origin, tmp_path, depth)
    assert job.step(our_action(), "base") == (0, "")
    assert job.output(our_action(), "changed-since") == origin.git("rev-parse", "main")


@pytest.mark.parametrize("event", ["pull_request.base.sha", "merge_group.base_sha"])
@pytest.mark.parametrize("depth", [1, 0])
def test_a_base_that_the_event_names(
    origin: Repository, tmp_path: Path, event: str, depth: int
) -> None:
    job = checked_out(origin, tmp_path, "refs/heads/new", depth)
    job.known[f"github.event.{event}"] = origin.git("rev-parse", "main")
    status, told = job.uses(our_action())
    assert status == 1, told
    assert "New has no" in told
    assert "Old has no" not in told


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("auto", ""), ("off", ""), ("origin/main", "origin/main"), ("", ""), ("a\nb=c", "a")],
)
def test_a_base_on_other_events(
    origin: Repository, tmp_path: Path, asked: str, expected: str
) -> None:
    job = checked_out(origin, tmp_path, "refs/heads/new")
    assert job.step(our_action(), "base", changed_since=asked) == (0, "")
    assert job.output(our_action(), "changed-since") == expected
    assert "steps.base.outputs.b" not in job.known


def test_what_is_off_is_off_on_a_pull_request_too(origin: Repository, tmp_path: Path) -> None:
    job = pull_request(origin, tmp_path)
    status, told = job.uses(our_action(), changed_since="off", sarif_file="all.sarif")
    assert status == 1
    assert told.count("::error") == 3
    assert len(json.loads((job.workspace / "all.sarif").read_text())["runs"][0]["results"]) == 3


def test_a_history_that_cannot_be_fetched_is_asked_for(origin: Repository, tmp_path: Path) -> None:
    job = pull_request(origin, tmp_path)
    Repository(job.workspace).git("remote", "set-url", "origin", (tmp_path / "gone").as_uri())
    status, told = job.uses(our_action(), sarif_file="eda-lint.sarif")
    assert status == 2
    assert "this clone is shallow: fetch more history, e.g. with fetch-depth: 0" in told
    assert job.output(our_action(), "exit-status") == "2"
    assert job.output(our_action(), "sarif-file") == ""


@pytest.mark.parametrize(
    ("inputs", "status", "said"),
    [
        ({}, 1, "2 errors in 3 files"),
        ({"args": "--exit-zero"}, 0, "2 errors in 3 files"),
        ({"args": " --ignore\n  queue-without-dlq\n\n--exit-zero"}, 0, "no findings"),
        ({"paths": "other.yaml\r\nsrc\n"}, 1, "1 error in 2 files"),
        ({"fail_on": "error"}, 1, "2 errors"),
        ({"baseline": "known.json"}, 2, "error: known.json cannot be read"),
        ({"sarif_file": "no/such.sarif"}, 2, "there is no folder no"),
        ({"args": "--frob"}, 2, "No such option"),
    ],
)
def test_inputs(
    origin: Repository, tmp_path: Path, inputs: Mapping[str, str], status: int, said: str
) -> None:
    job = checked_out(origin, tmp_path, "refs/heads/main")
    ended, told = job.uses(our_action(), **inputs)
    assert said in told
    assert ended == status
    assert job.output(our_action(), "exit-status") == str(status)
    assert job.summary.exists() == (status != 2)


def test_a_summary_that_is_not_wanted(origin: Repository, tmp_path: Path) -> None:
    job = checked_out(origin, tmp_path, "refs/heads/main")
    job.uses(our_action(), summary="false")
    assert not job.summary.exists()


def test_a_checkout_beside_the_workspace(origin: Repository, tmp_path: Path) -> None:
    job = pull_request(origin, tmp_path)
    job.workspace.rename(tmp_path / "application")
    job.workspace.mkdir()
    (tmp_path / "application").rename(job.workspace / "application")
    status, told = job.uses(our_action(), working_directory="application")
    assert status == 1
    assert "file=template.yaml" in told


@pytest.mark.parametrize(
    "name", ["paths", "args", "changed_since", "baseline", "fail_on", "sarif_file", "summary"]
)
def test_an_input_is_never_run(origin: Repository, tmp_path: Path, name: str) -> None:
    job = pull_request(origin, tmp_path)
    job.uses(our_action(), **{name: HOSTILE})
    assert list(tmp_path.rglob("pwned")) == []
    job.uses(our_action(), **{name: f"{HOSTILE}\nexit-status=0"})
    assert list(tmp_path.rglob("pwned")) == []
    assert job.output(our_action(), "exit-status") in ("1", "2")


def test_no_script_holds_an_expression() -> None:
    for step in our_action().steps.values():
        assert "${{" not in step.script


@pytest.mark.parametrize("id", list(our_action().steps))
def test_every_script_is_one_for_bash(id: str) -> None:
    script = our_action().steps[id].script
    checked = subprocess.run(
        [bash(), "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""


def test_every_input_is_used_and_declared() -> None:
    text = ACTION.read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(our_action().inputs)
    steps = yaml.safe_load(text)["runs"]["steps"]
    named = {step["id"] for step in steps}
    assert set(re.findall(r"steps\.([\w-]+)\.", text)) <= named
    assert all(step["shell"] == "bash" for step in steps if "run" in step)
