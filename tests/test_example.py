"""The payments platform of examples/: `before` breaks what its README tells, `after` nothing.

AWS takes both. cfn-lint needs other versions of our libraries, so it has an environment of its own,
which is made once and takes its packages from the package index: that test needs a network.

The letters of examples/, in Terraform, have one fault, which only production's variables show.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from eda_lint.config import Config
from eda_lint.finding import Reported
from eda_lint.lint import Report, lint
from eda_lint.registry import load_rooms, select_rules

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/payments"
LETTERS = ROOT / "examples/letters"
CFN_LINT = ROOT / ".make/cfn-lint-venv"
_ROW = re.compile(r"^\| `(?P<rule>[a-z-]+)` \| (?P<before>.+?) \| (?P<after>.+?) \|$", re.MULTILINE)
_NAME = re.compile(r"\b[A-Z]\w+")
_SECONDS = re.compile(r"\b\d+ s\b")
ROWS = [
    pytest.param(found["rule"], found["before"], id=found["rule"])
    for found in _ROW.finditer((EXAMPLE / "README.md").read_text(encoding="utf-8"))
]


@functools.cache
def report(state: str) -> Report:
    """What every rule of this repository says of one state of the platform."""
    folder = EXAMPLE / state
    return lint((folder,), Config(), select_rules(load_rooms()), folder)


def findings(state: str, rule: str) -> list[Reported]:
    return [one for one in report(state).findings if one.rule == rule]


@pytest.mark.parametrize("rule", [row.values[0] for row in ROWS])
def test_before_breaks_every_rule_of_the_table(rule: str) -> None:
    assert findings("before", rule)


def test_after_breaks_none() -> None:
    after = report("after")
    assert [(one.rule, one.finding.message) for one in after.findings] == []


@pytest.mark.parametrize("state", ["before", "after"])
def test_everything_is_read(state: str) -> None:
    assert report(state).diagnostics == ()
    assert report(state).failures == ()
    assert report(state).unused_suppressions == ()
    assert report(state).suppressed == 0


def test_the_table_tells_once_of_every_rule_that_before_breaks() -> None:
    told = [str(row.values[0]) for row in ROWS]
    assert sorted(told) == sorted({one.rule for one in report("before").findings})


@pytest.mark.parametrize(("rule", "before"), ROWS)
def test_what_the_table_says_of_before_is_found(rule: str, before: str) -> None:
    """Every resource and every time that a row names stands in the findings of its rule."""
    found = " ".join(
        text
        for one in findings("before", rule)
        for text in (one.finding.message, *(related.message for related in one.finding.related))
    )
    nodes = {
        node.name for state in ("before", "after") for node in report(state).graph.nodes.values()
    }
    named = [*(name for name in _NAME.findall(before) if name in nodes), *_SECONDS.findall(before)]
    assert [name for name in named if name not in found] == []


def test_cloudformation_takes_both(tmp_path: Path) -> None:
    templates = [str(EXAMPLE / state / "template.yaml") for state in ("before", "after")]
    command = [str(cfn_lint()), "--non-zero-exit-code", "error", "--", *templates]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def cfn_lint() -> Path:
    """The command, which is installed when it is not there yet."""
    scripts = CFN_LINT / ("Scripts" if sys.platform == "win32" else "bin")
    # Written last: an installation that was interrupted begins anew.
    complete = CFN_LINT / "complete"
    if not complete.is_file():
        shutil.rmtree(CFN_LINT, ignore_errors=True)
        venv.create(CFN_LINT, with_pip=True)
        install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "cfn-lint>=1.20,<2"]
        subprocess.run(install, check=True)
        complete.touch()
    return scripts / "cfn-lint"


@pytest.mark.parametrize(
    ("variables", "found"),
    [((), []), ((LETTERS / "production.tfvars",), ["visibility-timeout-too-short"])],
    ids=["by-its-defaults", "in-production"],
)
def test_letters_are_lost_in_production_only(variables: tuple[Path, ...], found: list[str]) -> None:
    configured = Config(var_files=variables)
    told = lint((LETTERS,), configured, select_rules(load_rooms()), LETTERS)
    assert told.diagnostics == ()
    assert [one.rule for one in told.findings] == found
