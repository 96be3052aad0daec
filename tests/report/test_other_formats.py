"""GitLab's Code Quality, JUnit's XML, Markdown, JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eda_lint.finding import Severity
from eda_lint.location import Diagnostic, Location
from eda_lint.report import github, gitlab, json_lines, junit, markdown
from tests.report.contracts import assert_keeps_contract
from tests.report.example import SHIP, finding, report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")
UNUSED = Diagnostic("template.yaml", 7, 1, "unused suppression of every rule")


def test_an_issue_of_code_quality(tmp_path: Path) -> None:
    assert json.loads(gitlab.render(report(tmp_path, [finding()]))) == [
        {
            "description": "Orders hides a message for 30 s, needs 360 s",
            "check_name": "visibility-timeout-too-short",
            "fingerprint": "0123456789abcdef",
            "severity": "critical",
            "location": {"path": "template.yaml", "lines": {"begin": 5}},
        }
    ]


def test_a_clean_run_has_an_empty_list(tmp_path: Path) -> None:
    assert gitlab.render(report(tmp_path)) == "[]\n"


@pytest.mark.parametrize(
    ("severity", "written"),
    [(Severity.ERROR, "critical"), (Severity.WARNING, "major"), (Severity.INFO, "info")],
)
def test_severities_of_code_quality(tmp_path: Path, severity: Severity, written: str) -> None:
    (issue,) = json.loads(gitlab.render(report(tmp_path, [finding(severity=severity)])))
    assert issue["severity"] == written


def test_what_no_rule_found_has_a_fingerprint_without_lines(tmp_path: Path) -> None:
    def prints(line: int) -> list[str]:
        twice = (UNUSED, Diagnostic(UNUSED.path, line + 4, 1, UNUSED.message))
        moved = Diagnostic(BROKEN.path, line, 1, BROKEN.message)
        made = report(tmp_path, diagnostics=(moved,), unused=twice)
        return [issue["fingerprint"] for issue in json.loads(gitlab.render(made))]

    assert prints(10) == prints(20)
    assert len(set(prints(10))) == 3


def test_a_failing_case_for_each_finding(tmp_path: Path) -> None:
    made = report(tmp_path, [finding()], diagnostics=(BROKEN,))
    assert junit.render(made) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="eda-lint" tests="2" failures="1" errors="1">\n'
        '  <testsuite name="broken.yaml" tests="1" failures="0" errors="1">\n'
        '    <testcase classname="eda-lint.parse-error" name="expected a key" file="broken.yaml"'
        ' line="3">\n'
        '      <error message="expected a key" type="error">broken.yaml:3:5: expected a key</error>'
        "\n    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="template.yaml" tests="1" failures="1" errors="0">\n'
        '    <testcase classname="eda-lint.visibility-timeout-too-short" name="queue Orders"'
        ' file="template.yaml" line="5">\n'
        '      <failure message="Orders hides a message for 30 s, needs 360 s" type="error">'
        "template.yaml:5:7: Orders hides a message for 30 s, needs 360 s\n"
        "template.yaml:9:7: Ship may run for 60 s</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_a_clean_run_is_a_case_that_passes(tmp_path: Path) -> None:
    root = ElementTree.fromstring(junit.render(report(tmp_path)))
    (case,) = root.iter("testcase")
    assert case.get("name") == "no findings in 2 files (1 function)"
    assert len(case) == 0
    assert [root.get(kind) for kind in ("tests", "failures", "errors")] == ["1", "0", "0"]


def test_a_rule_that_broke_is_no_clean_run(tmp_path: Path) -> None:
    made = report(tmp_path, failures=(Diagnostic("init-in-handler", 40, 1, "KeyError: 'x'"),))
    root = ElementTree.fromstring(junit.render(made))
    (case,) = root.iter("testcase")
    assert (case.get("name"), case[0].tag) == ("rule init-in-handler broke", "error")
    assert "::error title=rule init-in-handler broke::KeyError: 'x'\n" in github.render(made)
    assert "rule init-in-handler broke: KeyError: 'x'\n" in markdown.render(made)


@pytest.mark.parametrize(
    ("severity", "fail_on", "tag"),
    [
        (Severity.INFO, Severity.WARNING, "system-out"),
        (Severity.INFO, Severity.INFO, "failure"),
        (Severity.WARNING, Severity.WARNING, "failure"),
        (Severity.WARNING, Severity.ERROR, "system-out"),
    ],
)
def test_a_case_fails_where_the_run_does(
    tmp_path: Path, severity: Severity, fail_on: Severity, tag: str
) -> None:
    text = junit.render(report(tmp_path, [finding(severity=severity)]), fail_on)
    (case,) = ElementTree.fromstring(text).iter("testcase")
    assert [child.tag for child in case] == [tag]


def test_cases_keep_their_names_when_lines_move(tmp_path: Path) -> None:
    def cases(line: int) -> list[str | None]:
        found = [
            finding(at=Location("a.yaml", line), fingerprint="1" * 16),
            finding(at=Location("a.yaml", line + 1), fingerprint="2" * 16),
            finding(at=Location("a.yaml", line + 2), subject=SHIP, fingerprint="3" * 16),
        ]
        root = ElementTree.fromstring(junit.render(report(tmp_path, found)))
        return [case.get("name") for case in root.iter("testcase")]

    assert cases(1) == cases(30) == ["queue Orders", "queue Orders (2)", "function Ship"]


def test_a_table_in_markdown(tmp_path: Path) -> None:
    advice = finding(severity=Severity.INFO, related=(), message="a|b _c_", fingerprint="1" * 16)
    assert markdown.render(report(tmp_path, [advice, finding()])) == (
        "## eda-lint: 1 error, 1 info\n"
        "\n"
        "2 files (1 function); 1 fact could not be evaluated\n"
        "\n"
        "| | rule | where | what |\n"
        "|---|---|---|---|\n"
        "| error | <code>visibility-timeout-too-short</code> | <code>template.yaml:5</code> |"
        " Orders hides a message for 30 s, needs 360 s<br><code>template.yaml:9</code>"
        " Ship may run for 60 s |\n"
        "| info | <code>visibility-timeout-too-short</code> | <code>template.yaml:5</code> |"
        " a&#124;b &#95;c&#95; |\n"
    )


def test_a_clean_run_in_markdown(tmp_path: Path) -> None:
    written = markdown.render(report(tmp_path))
    assert written.startswith("## eda-lint: no findings\n")
    assert "|" not in written


def test_a_line_of_json_is_the_finding_of_the_contract(tmp_path: Path) -> None:
    made = report(tmp_path, [finding()], diagnostics=(BROKEN,), unused=(UNUSED,))
    found, broken, notice = map(json.loads, json_lines.render(made).splitlines())
    assert (found.pop("version"), found.pop("type")) == (1, "finding")
    summary = {"functions": 0, "findings": {"error": 1, "warning": 0, "info": 0}}
    document = {
        "version": 1,
        "findings": [found],
        "summary": {**summary, "files": 0, "unknown": 0},
        "diagnostics": [],
    }
    assert_keeps_contract("check", json.dumps(document))
    assert broken == {
        "version": 1,
        "type": "diagnostic",
        "path": "broken.yaml",
        "line": 3,
        "message": "expected a key",
    }
    assert notice["type"] == "notice"


def test_a_clean_run_has_no_line(tmp_path: Path) -> None:
    assert json_lines.render(report(tmp_path)) == ""
