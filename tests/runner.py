"""The steps of `action.yml`, run as a runner of GitHub's runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from tests.precommit import ROOT

ACTION = ROOT / "action.yml"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_NAMES = re.compile(r"[a-z_]+(?:\.[a-z_-]+)+")


@dataclass(frozen=True, slots=True)
class Step:
    """A step with a script. Expressions are still in `env` and `folder`."""

    id: str
    script: str
    env: Mapping[str, str]
    folder: str


@dataclass(frozen=True, slots=True)
class Action:
    """What the action asks for and gives, and its steps that run a script."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    steps: Mapping[str, Step]


@dataclass(slots=True)
class Runner:
    """A job: its workspace, and what is known so far (`github.sha`, `steps.base.outputs.…`)."""

    workspace: Path
    temporary: Path
    environment: Mapping[str, str]
    known: dict[str, str] = field(default_factory=dict)

    def uses(self, action: Action, **given: str) -> tuple[int, str]:
        """Run the steps with these inputs until one fails: the last status, what all of them say.

        What is installed already is not installed again.
        """
        told = ""
        status = 0
        for id in action.steps:
            if id == "install" and "steps.install.outputs.command" in self.known:
                continue
            status, said = self.step(action, id, **given)
            told += said
            if status:
                break
        return status, told

    def step(self, action: Action, id: str, **given: str) -> tuple[int, str]:
        """Run one step with these inputs (`fail_on` for `fail-on`): its status, what it says."""
        step = action.steps[id]
        told = {name.replace("_", "-"): text for name, text in given.items()}
        assert told.keys() <= action.inputs.keys()
        inputs = {f"inputs.{name}": text for name, text in {**action.inputs, **told}.items()}
        known = {**self.known, **inputs}
        script, outputs = self.temporary / f"{id}.sh", self.temporary / f"{id}.outputs"
        script.write_text(step.script, encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        ended = subprocess.run(
            [bash(), "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / evaluated(step.folder, known),
            env={
                **self.environment,
                **{name: evaluated(text, known) for name, text in step.env.items()},
                "RUNNER_TEMP": str(self.temporary),
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_REF": known.get("github.ref", "refs/heads/main"),
                "GITHUB_SHA": known.get("github.sha", ""),
                "GITHUB_ACTION_PATH": known.get("github.action_path", ""),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        for line in outputs.read_text(encoding="utf-8").splitlines():
            name, _, text = line.partition("=")
            self.known[f"steps.{id}.outputs.{name}"] = text
        return ended.returncode, ended.stdout

    @property
    def summary(self) -> Path:
        """The file that becomes the summary of the job."""
        return self.temporary / "summary.md"

    def output(self, action: Action, name: str) -> str:
        """An output of the action, as the job that uses it sees it."""
        return evaluated(action.outputs[name], self.known)


def our_action() -> Action:
    """The action of this repository."""
    read = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    steps = {
        step["id"]: Step(
            step["id"], step["run"], step.get("env", {}), step.get("working-directory", ".")
        )
        for step in read["runs"]["steps"]
        if "run" in step
    }
    return Action(
        {name: str(one["default"]) for name, one in read["inputs"].items()},
        {name: one["value"] for name, one in read["outputs"].items()},
        steps,
    )


def evaluated(text: str, known: Mapping[str, str]) -> str:
    """A text with its expressions replaced: names alone, since we use nothing else in scripts."""

    def value(found: re.Match[str]) -> str:
        assert _NAMES.fullmatch(found[1]), found[1]
        return known.get(found[1], "")

    return _EXPRESSION.sub(value, text)


def bash() -> str:
    """The shell of GitHub's runners and of Jenkins' `sh`."""
    found = shutil.which("bash")
    if found is None or os.name == "nt":
        pytest.skip("no bash")
    return found
