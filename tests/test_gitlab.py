"""The job for GitLab: its script is run as a runner runs it.

Installing takes packages from the package index, so one of these tests needs a network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.pages import blocks
from tests.precommit import ROOT, clean_environment, our_hooks
from tests.repository import Repository, repository
from tests.runner import bash
from tests.test_action import FILES, HERE, OLD, queue
from tests.test_github_page import against_schema

TEMPLATE = ROOT / "ci/eda-lint.gitlab-ci.yml"
REPORT = "gl-code-quality-report.json"


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A merge request of one new queue; its target moved on, to one more."""
    made = repository(tmp_path / "work", FILES)
    made.git("checkout", "--quiet", "-b", "new")
    made.write({"template.yaml": OLD + queue("New")})
    made.commit()
    made.git("checkout", "--quiet", "main")
    made.write({"other.yaml": OLD.replace("Old", "Other")})
    made.commit()
    made.git("checkout", "--quiet", "new")
    return made


def script() -> str:
    """The script of the job."""
    return "\n".join(yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["eda-lint"]["script"])


def job(
    work: Repository, variables: Mapping[str, str], *, path: str | None = None, shell: str = "sh"
) -> tuple[int, str]:
    """The status of the job, and its log."""
    home = work.folder.parent / "home"
    environment = clean_environment(home) if not home.exists() else {"HOME": str(home)}
    environment["PATH"] = path or f"{HERE.parent}:/usr/bin:/bin"
    ended = subprocess.run(
        [shell, "-e", "-c", script()],
        cwd=work.folder,
        env={**environment, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout


def reported(work: Repository) -> list[str]:
    """The first words of what stands in the report."""
    issues = json.loads((work.folder / REPORT).read_text(encoding="utf-8"))
    return [issue["description"].split()[0] for issue in issues]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_merge_request(work: Repository, shell: str) -> None:
    bash()
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": work.git("merge-base", "main", "new")}
    status, log = job(work, base, shell=shell)
    assert status == 1, log
    assert "New has no redrive policy" in log
    assert "Old has no redrive policy" not in log
    assert sorted(reported(work)) == ["New", "Old"]


def test_merged_results(work: Repository) -> None:
    bash()
    base = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": work.git("merge-base", "main", "new"),
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": work.git("rev-parse", "main"),
    }
    work.git("merge", "--quiet", "--no-edit", "main")
    status, log = job(work, base)
    assert status == 1, log
    assert "Other has no" not in log
    assert sorted(reported(work)) == ["New", "Old", "Other"]


@pytest.mark.parametrize(
    ("variables", "status", "said"),
    [
        ({}, 1, "2 errors in 2 files"),
        ({"EDA_LINT_CHANGED_SINCE": "off", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "x"}, 1, "2 errors"),
        ({"EDA_LINT_CHANGED_SINCE": "new"}, 0, "2 findings left out"),
        ({"EDA_LINT_ARGS": "--fail-on error --ignore queue-without-dlq src"}, 0, "no findings"),
        ({"EDA_LINT_ARGS": "$(touch pwned) * ;touch pwned"}, 2, "$(touch is not there"),
        ({"CI_MERGE_REQUEST_DIFF_BASE_SHA": "0" * 40}, 2, "git knows no commit"),
    ],
)
def test_variables(work: Repository, variables: Mapping[str, str], status: int, said: str) -> None:
    bash()
    ended, log = job(work, variables)
    assert said in log
    assert ended == status
    assert not (work.folder / "pwned").exists()


def test_an_image_without_eda_lint(work: Repository, tmp_path: Path) -> None:
    bash()
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python3").symlink_to(sys.executable)
    path = f"{tools}:/usr/bin:/bin"
    status, log = job(work, {}, path=path)
    assert status != 0
    assert "EDA_LINT_SOURCE: says what pip is to install, see docs/gitlab.md" in log

    source = our_hooks(tmp_path / "eda-lint")
    named = f"git+{source.folder.as_uri()}@{source.git('rev-parse', 'HEAD')}"
    status, log = job(work, {"EDA_LINT_SOURCE": named}, path=path)
    assert status == 1, log
    assert "2 errors in 2 files" in log


def test_gitlab_takes_the_job_and_what_the_page_shows(tmp_path: Path) -> None:
    files = [TEMPLATE]
    for number, text in enumerate(blocks("gitlab.md", "yaml")):
        files.append(tmp_path / f"{number}.yml")
        files[-1].write_text(text, encoding="utf-8")
    assert against_schema("vendor.gitlab-ci", *files) == ""


def test_the_variables_are_those_of_the_page() -> None:
    page = (ROOT / "docs/gitlab.md").read_text(encoding="utf-8")
    template = TEMPLATE.read_text(encoding="utf-8")
    for name in ("EDA_LINT_SOURCE", "EDA_LINT_ARGS", "EDA_LINT_CHANGED_SINCE"):
        assert f"| `{name}` |" in page
        assert f"${{{name}:" in template
