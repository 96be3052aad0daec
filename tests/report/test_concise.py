"""One line a finding."""

from __future__ import annotations

from pathlib import Path

from eda_lint.location import Diagnostic, Location
from eda_lint.report import concise
from tests.report.example import finding, report


def test_one_line_a_finding(tmp_path: Path) -> None:
    broken = Diagnostic("broken.yaml", 3, 5, "expected a key")
    unused = Diagnostic("template.yaml", 7, 1, "nothing to suppress here")
    run = report(tmp_path, [finding()], diagnostics=(broken,), unused=(unused,))
    assert concise.render(run) == (
        "broken.yaml:3:5: error[parse-error] expected a key\n"
        "template.yaml:5:7: error[visibility-timeout-too-short] "
        "Orders hides a message for 30 s, needs 360 s\n"
        "template.yaml:7:1: info[unused-suppression] nothing to suppress here\n"
    )


def test_nothing_wrong_says_nothing(tmp_path: Path) -> None:
    assert concise.render(report(tmp_path)) == ""


def test_unknown_facts_on_request(tmp_path: Path) -> None:
    assert concise.render(report(tmp_path), show_unknown=True) == (
        "template.yaml:6:3: unknown memory of Ship: parameter Memory\n"
    )


def test_a_name_cannot_forge_a_line(tmp_path: Path) -> None:
    run = report(tmp_path, [finding(at=Location("a\nb.yaml", 1), message="x\ny\x1b[1m")])
    assert concise.render(run) == (
        "a\\nb.yaml:1:1: error[visibility-timeout-too-short] x\\ny\\x1b[1m\n"
    )
