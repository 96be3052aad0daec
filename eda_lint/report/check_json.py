"""Findings as JSON: a contract with scripts, guarded by its version.

Files that could not be read are diagnostics, not findings; the exit status counts them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from eda_lint.finding import Related, Reported, Severity
from eda_lint.lint import Report
from eda_lint.location import Location
from eda_lint.model import Function
from eda_lint.notices import OF_SUPPRESSIONS
from eda_lint.report.entries import entries, ordered
from eda_lint.report.graph_json import JsonObject, diagnostic_json

if TYPE_CHECKING:  # a report without fixes does without what makes them
    from eda_lint.fix.edit import Edit, Fix

VERSION = 1
NO_FIXES: Mapping[str, Fix] = {}


def render(report: Report, fixes: Mapping[str, Fix] = NO_FIXES) -> str:
    """Version 1 of the contract. `fixes` are those that there are, by a finding's fingerprint."""
    severities = Counter(reported.severity for reported in report.findings)
    document: dict[str, object] = {
        "version": VERSION,
        "findings": [
            finding_json(reported, fixes.get(reported.fingerprint))
            for reported in ordered(report.findings)
        ],
        "summary": {
            "functions": sum(1 for _ in report.graph.all(Function)),
            "findings": {severity.value: severities[severity] for severity in Severity},
            "files": report.files,
            "unknown": len(report.graph.unknown),
            **_left_out(report),
        },
        "diagnostics": [diagnostic_json(d) for d in sorted(set(report.diagnostics))],
    }
    notices = list(notices_json(report))
    if notices:
        document["notices"] = notices
    return json.dumps(document, indent=2) + "\n"


def notices_json(report: Report) -> Iterator[JsonObject]:
    """What is told of suppressions, which has no subject in the graph."""
    for entry in entries(report):
        if entry.rule in OF_SUPPRESSIONS:
            yield {
                "rule": entry.rule,
                "severity": entry.severity.value,
                "message": entry.message,
                "location": _location(entry.at),
            }


def _left_out(report: Report) -> JsonObject:
    """How much was set aside, by runs that set something aside."""
    left_out: dict[str, object] = {}
    if report.baseline is not None:
        fixed = len(report.baseline.fixed)
        left_out["baseline"] = {"set_aside": report.baseline.set_aside, "fixed": fixed}
    if report.untouched:
        left_out["untouched"] = report.untouched
    return left_out


def finding_json(reported: Reported, fix: Fix | None) -> JsonObject:
    """A finding as the contract has it, with its fix if it has one."""
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
