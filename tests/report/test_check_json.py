"""Findings as JSON."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

from eda_lint.finding import Severity
from eda_lint.fix.edit import Edit, Fix
from eda_lint.location import Diagnostic, Location
from eda_lint.report import check_json
from tests.report.contracts import assert_keeps_contract
from tests.report.example import finding, report

BROKEN = Diagnostic("broken.yaml", 3, 5, "expected a key")


def test_the_document_keeps_its_contract(tmp_path: Path) -> None:
    text = check_json.render(report(tmp_path, [finding()], diagnostics=(BROKEN,)))
    assert_keeps_contract("check", text)
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {
                "rule": "visibility-timeout-too-short",
                "name": "visibility-timeout-too-short",
                "family": "delivery",
                "severity": "error",
                "confidence": "certain",
                "message": "Orders hides a message for 30 s, needs 360 s",
                "subject": {"id": "template.yaml#Orders", "name": "Orders", "kind": "queue"},
                "location": {
                    "path": "template.yaml",
                    "line": 5,
                    "column": 7,
                    "end_line": 5,
                    "end_column": 28,
                },
                "related": [
                    {
                        "message": "Ship may run for 60 s",
                        "location": {
                            "path": "template.yaml",
                            "line": 9,
                            "column": 7,
                            "end_line": 9,
                            "end_column": 14,
                        },
                    }
                ],
                "fingerprint": "0123456789abcdef",
                "fix": None,
            }
        ],
        "summary": {
            "functions": 1,
            "findings": {"error": 1, "warning": 0, "info": 0},
            "files": 2,
            "unknown": 1,
        },
        "diagnostics": [{"path": "broken.yaml", "line": 3, "message": "expected a key"}],
    }


def test_a_parse_error_is_a_diagnostic_and_no_finding(tmp_path: Path) -> None:
    document = json.loads(check_json.render(report(tmp_path, diagnostics=(BROKEN,))))
    assert document["findings"] == []
    assert document["summary"]["findings"]["error"] == 0


def test_a_fix_stands_with_its_finding(tmp_path: Path) -> None:
    edit = Edit("template.yaml", 5, 26, 5, 28, "360")
    fixes = {"0123456789abcdef": Fix("safe", (edit,))}
    text = check_json.render(report(tmp_path, [finding()]), fixes)
    assert_keeps_contract("check", text)
    assert json.loads(text)["findings"][0]["fix"] == {
        "safety": "safe",
        "edits": [
            {
                "path": "template.yaml",
                "start_line": 5,
                "start_column": 26,
                "end_line": 5,
                "end_column": 28,
                "text": "360",
            }
        ],
    }


def test_the_order_of_findings_is_never_that_of_their_discovery(tmp_path: Path) -> None:
    found = [
        finding("b", at=Location("x.yaml", 1), fingerprint="1" * 16),
        finding("a", at=Location("x.yaml", 1, 9), fingerprint="2" * 16),
        finding("a", at=Location("x.yaml", 1, 9), fingerprint="3" * 16, severity=Severity.INFO),
        finding("z", at=Location("a.yaml", 7), fingerprint="4" * 16),
    ]
    texts = {check_json.render(report(tmp_path, order)) for order in permutations(found)}
    assert len(texts) == 1
    order = [one["fingerprint"][0] for one in json.loads(texts.pop())["findings"]]
    assert order == ["4", "2", "3", "1"]
