"""What docs/shell.md and docs/pre-commit.md show is run, block by block.

Installing takes packages from the package index, so these tests need a network.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.pages import blocks
from tests.precommit import Team, clean_environment, our_hooks
from tests.repository import Repository, repository
from tests.runner import bash
from tests.test_action import FILES, HERE, OLD, queue

CASES = "./testsuite/testcase"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A clone whose branch `new` has one finding more than `main`."""
    bash()
    origin = repository(tmp_path / "origin", FILES)
    origin.git("clone", "--quiet", origin.folder.as_uri(), str(tmp_path / "work"))
    clone = Repository(tmp_path / "work")
    clone.git("checkout", "--quiet", "-b", "new")
    clone.write({"template.yaml": OLD + queue("New")})
    clone.commit()
    environment = clean_environment(tmp_path / "home")
    return Team(clone, {**environment, "PATH": f"{HERE.parent}:{environment['PATH']}"})


def written(team: Team, block: str) -> str:
    """The path of a script of the application that holds a block."""
    script = team.tree.folder / "ci/eda-lint.sh"
    script.parent.mkdir(exist_ok=True)
    script.write_text(block, encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def cases(team: Team) -> int:
    """The cases of the report that the script wrote."""
    return len(ET.parse(team.tree.folder / "eda-lint.xml").getroot().findall(CASES))


def test_install_and_check(team: Team, tmp_path: Path) -> None:
    ours = our_hooks(tmp_path / "eda-lint")
    where = {
        "<where you keep eda-lint>": "WHERE",
        "<a commit or tag>": ours.git("rev-parse", "HEAD"),
    }
    install, check, *_ = blocks("shell.md", "sh", where)
    team.run("sh", "-ec", install.replace("https://WHERE", ours.folder.as_uri()))
    assert (tmp_path / "home/eda-lint/bin/eda-lint").is_file()

    script = written(team, check)
    whole = team.run(script, status=1)
    assert "Old has no redrive policy" in whole
    assert cases(team) == 2
    change = team.run("env", "CHANGE_TARGET=main", script, status=1)
    assert "New has no redrive policy" in change
    assert "Old has no redrive policy" not in change
    assert cases(team) == 1


@pytest.mark.parametrize(("configuration", "status"), [('select = ["delivery"]\n', 0), ("?", 2)])
def test_going_on_with_findings(team: Team, configuration: str, status: int) -> None:
    team.tree.write({"eda-lint.toml": configuration})
    team.run("sh", "-e", written(team, blocks("shell.md", "sh")[2]), status=status)


def test_jenkins_runs_the_script_of_the_page() -> None:
    (pipeline,) = blocks("shell.md", "groovy")
    assert "sh 'ci/eda-lint.sh'" in pipeline
    assert "junit 'eda-lint.xml'" in pipeline


def test_a_hook_without_pre_commit(team: Team) -> None:
    (hook,) = blocks("pre-commit.md", "sh")
    place = team.tree.folder / ".git/hooks/pre-commit"
    place.parent.mkdir(exist_ok=True)
    place.write_text(hook, encoding="utf-8")
    place.chmod(0o755)
    team.tree.write({"template.yaml": OLD + queue("New") + queue("Newer")})
    refused = team.commit("Newer", status=1)
    assert "Newer has no redrive policy" in refused
    assert "New has no redrive policy" not in refused
    team.tree.write({"template.yaml": OLD})
    team.commit("None of them")


def test_pre_commit_takes_the_configurations_of_its_page(tmp_path: Path) -> None:
    for number, text in enumerate(blocks("pre-commit.md", "yaml")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
        subprocess.run(command, check=True)
