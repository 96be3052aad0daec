"""Fixes as plain data: their edits, their safety, and the files that have none."""

from __future__ import annotations

import ast
import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from eda_lint.finding import Remedy
from eda_lint.fix import Edit, fixes_of, plan_fixes
from eda_lint.lint import Report
from eda_lint.report import check_json
from tests.fix.mending import checked
from tests.report.contracts import assert_keeps_contract

CODE = """\
import boto3


def handler(event, context):
    session = boto3.Session()

    s3 = session.client("s3")

    sqs = boto3.client("sqs")
    client = boto3.client("sns")
    boto3.client("sqs").list_queues()
    if event:
        client = boto3.client("sns")
    client.list_topics()
    return s3.list_buckets(), sqs, other()


def other():
    # other's
    s3 = boto3.client("s3", region_name="eu-west-1")
    return s3.list_buckets()
"""


def applied(code: str, edits: Iterable[Edit]) -> str:
    """Code after edits, from the last to the first; an edit that is named twice is made once."""
    lines = code.splitlines(keepends=True)
    once = dict.fromkeys(edits)
    at = {edit: number for number, edit in enumerate(once)}
    end = (len(lines) + 1, 1)
    for edit in sorted(once, key=lambda e: (e.start_line, e.start_column, at[e]), reverse=True):
        assert (edit.start_line, edit.start_column) <= (edit.end_line, edit.end_column) <= end
        end = (edit.start_line, edit.start_column)
        before = "".join(lines[: edit.start_line - 1])
        after = "".join(lines[edit.end_line - 1 :])
        start = "".join(lines[edit.start_line - 1 :])[: edit.start_column - 1]
        lines = (before + start + edit.text + after[edit.end_column - 1 :]).splitlines(True)
    return "".join(lines)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """A run that finds seven constructions, one of them under a condition."""
    return checked(tmp_path, CODE)


def meaning(code: str) -> str:
    """Code without its layout."""
    return ast.dump(ast.parse(code))


def test_every_finding_has_its_own_fix(report: Report) -> None:
    fixes = fixes_of(report)
    assert set(fixes) == {reported.fingerprint for reported in report.findings}
    assert sorted(fix.safety for fix in fixes.values()) == ["safe"] * 6 + ["unsafe"]


def test_fixes_of_one_file_can_be_made_together(report: Report) -> None:
    safe = [fix for fix in fixes_of(report).values() if fix.safety == "safe"]
    edits = [edit for fix in safe for edit in fix.edits]
    (plan,) = plan_fixes(report, unsafe=False)
    assert meaning(applied(CODE, edits)) == meaning(plan.after)


def test_any_fixes_of_a_file_can_be_made_together(report: Report, tmp_path: Path) -> None:
    safe = [fix for fix in fixes_of(report).values() if fix.safety == "safe"]
    count = len(report.findings)
    for few in (1, 2):
        for fixes in combinations(safe, few):
            after = applied(CODE, [edit for fix in fixes for edit in fix.edits])
            compile(after, "app.py", "exec")
            assert len(checked(tmp_path, after.encode()).findings) <= count - few


def test_the_fix_of_a_client_moves_its_session(report: Report) -> None:
    texts = [
        [edit.text for edit in fix.edits if edit.text.endswith("\n")]
        for fix in fixes_of(report).values()
    ]
    assert ["\nsession = boto3.Session()\n", '\ns3_client = session.client("s3")\n'] in texts


def test_fixes_keep_the_contract(report: Report) -> None:
    text = check_json.render(report, fixes_of(report))
    assert_keeps_contract("check", text)
    (first, *_) = json.loads(text)["findings"]
    assert first["fix"] == {
        "safety": "safe",
        "edits": [
            {
                "path": "app.py",
                "start_line": 2,
                "start_column": 1,
                "end_line": 2,
                "end_column": 1,
                "text": "\nsession = boto3.Session()\n",
            },
            {
                "path": "app.py",
                "start_line": 5,
                "start_column": 1,
                "end_line": 7,
                "end_column": 1,
                "text": "",
            },
        ],
    }


def test_a_remedy_that_is_unsafe_stays_so(report: Report) -> None:
    findings = []
    for reported in report.findings:
        remedy = reported.finding.remedy
        unsafe = None if remedy is None else dataclasses.replace(remedy, safe=False)
        finding = dataclasses.replace(reported.finding, remedy=unsafe)
        findings.append(dataclasses.replace(reported, finding=finding))
    doubtful = dataclasses.replace(report, findings=tuple(findings))
    assert {fix.safety for fix in fixes_of(doubtful).values()} == {"unsafe"}
    assert plan_fixes(doubtful, unsafe=False) == ()


def test_a_remedy_of_another_kind_has_no_fix_here(report: Report) -> None:
    first = report.findings[0]
    remedy = Remedy("enable-snapstart", first.finding.at, safe=True)
    other = dataclasses.replace(first, finding=dataclasses.replace(first.finding, remedy=remedy))
    assert fixes_of(dataclasses.replace(report, findings=(other,))) == {}


@pytest.mark.parametrize(
    "content",
    [b"def handler(:\n", b"\xff\xfe", b"", b"x = 1\n", b"# moved\n" + CODE.encode(), b"\0"],
    ids=["broken", "no text", "empty", "other", "shifted", "null"],
)
def test_a_file_that_changed_has_no_fix(content: bytes, report: Report, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_bytes(content)
    assert fixes_of(report) == {}
    assert plan_fixes(report, unsafe=True) == ()


def test_a_file_that_is_gone_has_no_fix(report: Report, tmp_path: Path) -> None:
    (tmp_path / "app.py").unlink()
    assert plan_fixes(report, unsafe=True) == ()
    assert plan_fixes(dataclasses.replace(report, sources={}), unsafe=True) == ()


def test_code_in_a_template_has_no_fix(tmp_path: Path) -> None:
    inline = "\n".join(f"          {line}" for line in CODE.splitlines())
    checked(tmp_path, CODE)
    template = (tmp_path / "template.yaml").read_text(encoding="utf-8")
    template = template.replace("CodeUri: .", f"InlineCode: |\n{inline}")
    template = template.replace("app.handler", "index.handler")
    report = checked(tmp_path, template=template)
    assert report.findings
    assert fixes_of(report) == {}


def test_what_rewrites_code_is_loaded_only_for_a_fix() -> None:
    script = "import sys, eda_lint.fix; sys.exit('libcst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_two_functions_of_one_handler_share_a_fix(tmp_path: Path) -> None:
    checked(tmp_path, CODE)
    template = (tmp_path / "template.yaml").read_text(encoding="utf-8")
    function = template.partition("Resources:\n")[2]
    both = template + function.replace("  Function:", "  Second:", 1)
    report = checked(tmp_path, template=both)
    fixes = fixes_of(report)
    assert len(report.findings) == len(fixes) == 14
    assert len(set(fixes.values())) == 7
    assert plan_fixes(report, unsafe=False) == plan_fixes(checked(tmp_path, CODE), unsafe=False)
