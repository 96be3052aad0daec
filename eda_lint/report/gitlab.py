"""Findings as GitLab's Code Quality takes them, which shows them in the merge request's changes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from eda_lint.finding import Severity
from eda_lint.lint import Report
from eda_lint.report.entries import Entry, entries, fingerprinted
from eda_lint.report.graph_json import JsonObject
from eda_lint.report.harmless import harmless

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.INFO: "info",
}


def render(report: Report) -> str:
    """A list of issues, empty where nothing is wrong."""
    issues = [_issue(entry, fingerprint) for entry, fingerprint in fingerprinted(entries(report))]
    return json.dumps(issues, indent=2) + "\n"


def _issue(entry: Entry, fingerprint: str) -> JsonObject:
    return {
        "description": harmless(entry.message),
        "check_name": entry.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[entry.severity],
        "location": {"path": entry.at.path, "lines": {"begin": entry.at.line}},
    }
