"""Findings as JSON: a contract with scripts, guarded by its version.

Files that could not be read are diagnostics, not findings; the exit status counts them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from eda_lint.finding import Related, Reported, Severity
from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.model import Function
from eda_lint.report.entries import ordered
from eda_lint.report.graph_json import JsonObject, diagnostic_json

if TYPE_CHECKING:  # a report without fixes does without what makes them
    from eda_lint.fix.edit import Edit, Fix

VERSION = 1
NO_FIXES: Mapping[str, Fix] = {}


def render(report: Report, fixes: Mapping[str, Fix] = NO_FIXES) -> str:
    """Version 1 of the contract. `fixes` are those that there are, by a finding's fingerprint."""
    severities = Counter(reported.severity for reported in report.findings)
    document = {
        "version": VERSION,
        "findings": [
            _finding(reported, fixes.get(reported.fingerprint))
            for reported in ordered(report.findings)
        ],
        "summary": {
            "functions": sum(1 for _ in report.graph.all(Function)),
            "findings": {severity.value: severities[severity] for severity in Severity},
            "files": report.files,
            "unknown": len(report.graph.unknown),
        },
        "diagnostics": [diagnostic_json(d) for d in sorted(set(report.diagnostics))],
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(reported: Reported, fix: Fix | None) -> JsonObject:
    finding = reported.finding
    return {
        "rule": reported.rule,
        "name": reported.rule,
        "family": reported.family,
        "severity": reported.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "subject": {
            "id": finding.subject.id,
            "name": finding.subject.name,
            "kind": finding.subject.kind,
        },
        "location": _location(finding.at),
        "related": [_related(related) for related in finding.related],
        "fingerprint": reported.fingerprint,
        "fix": None if fix is None else _fix(fix),
    }


def _related(related: Related) -> JsonObject:
    return {"message": related.message, "location": _location(related.at)}


def _location(at: Location) -> JsonObject:
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
    }


def _fix(fix: Fix) -> JsonObject:
    return {"safety": fix.safety, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> JsonObject:
    return {
        "path": edit.path,
        "start_line": edit.start_line,
        "start_column": edit.start_column,
        "end_line": edit.end_line,
        "end_column": edit.end_column,
        "text": edit.text,
    }
