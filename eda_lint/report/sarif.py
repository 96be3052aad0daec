"""Findings as SARIF 2.1.0, as GitHub code scanning and other collections of results take it.

Suppressed findings are left out: code scanning has no notion of them and would open an alert for
each.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from eda_lint import __version__
from eda_lint.lint import Report
from eda_lint.location import Diagnostic, Location
from eda_lint.report.entries import PARSE_ERROR, Entry, entries, fingerprinted, worst_first
from eda_lint.report.graph_json import JsonObject
from eda_lint.report.rule_page import RulePage
from eda_lint.report.sarif_places import artifact, flows, linked, location, plain, related
from eda_lint.report.sarif_rules import LEVELS, descriptors

if TYPE_CHECKING:  # a report without fixes does without what makes them
    from eda_lint.fix.edit import Edit, Fix

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
RESULTS = 5_000
"""What code scanning shows of a run; beyond 25,000 it takes none of it."""
BYTES = 10_000_000
"""What an upload may have, compressed by gzip."""

NO_FIXES: Mapping[str, Fix] = {}


def render(
    report: Report, pages: Sequence[RulePage] = (), fixes: Mapping[str, Fix] = NO_FIXES
) -> str:
    """One run. `pages` are those of the rules that ran, `fixes` go by a finding's fingerprint.

    Of more results than fit, the worst are kept, and a notification says so.
    """
    found = entries(report)
    number = min(len(found), RESULTS)
    text = _written(report, found, number, pages, fixes)
    while not _fits(text) and number:
        number = number * 3 // 4
        text = _written(report, found, number, pages, fixes)
    return text


def _fits(text: str) -> bool:
    return len(text) <= BYTES or len(gzip.compress(text.encode())) <= BYTES


def _written(
    report: Report,
    found: Sequence[Entry],
    number: int,
    pages: Sequence[RulePage],
    fixes: Mapping[str, Fix],
) -> str:
    rules = descriptors(pages, found)
    index_of = {str(rule["id"]): index for index, rule in enumerate(rules)}
    kept = set(map(id, worst_first(found)[:number]))
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "eda-lint", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not report.failures,
                        "toolExecutionNotifications": [
                            *_notifications(report, index_of),
                            *_left_out(number, len(found)),
                        ],
                    }
                ],
                "results": [
                    _result(entry, fingerprint, index_of, fixes.get(fingerprint))
                    for entry, fingerprint in fingerprinted(found)
                    if id(entry) in kept
                ],
            }
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _notifications(report: Report, index_of: Mapping[str, int]) -> Iterator[JsonObject]:
    for diagnostic in sorted(set(report.diagnostics)):
        yield {
            "level": "error",
            "message": {"text": plain(diagnostic.message)},
            "locations": [location(_at(diagnostic))],
            "associatedRule": _reference(PARSE_ERROR, index_of),
        }
    for broken in report.failures:
        yield {
            "level": "error",
            "message": {"text": plain(f"rule {broken.path} broke: {broken.message}")},
            "associatedRule": _reference(broken.path, index_of),
        }


def _at(diagnostic: Diagnostic) -> Location:
    return Location(diagnostic.path, diagnostic.line, diagnostic.column)


def _reference(rule: str, index_of: Mapping[str, int]) -> JsonObject:
    return {"id": rule, "index": index_of[rule]} if rule in index_of else {"id": rule}


def _left_out(kept: int, found: int) -> Iterator[JsonObject]:
    if kept < found:
        told = f"the worst {kept} of {found} results: code scanning takes no more of one run"
        yield {"level": "warning", "message": {"text": told}}


def _result(
    entry: Entry, fingerprint: str, index_of: Mapping[str, int], fix: Fix | None
) -> JsonObject:
    result: JsonObject = {
        "ruleId": entry.rule,
        "ruleIndex": index_of[entry.rule],
        "level": LEVELS[entry.severity],
        "message": {"text": linked(entry.message, entry.related)},
        "locations": [location(entry.at)],
        "partialFingerprints": {
            # Code scanning counts those of one hash in a file: ours has no equal.
            "primaryLocationLineHash": f"{fingerprint}:1",
            "edaLintFingerprint/v1": fingerprint,
        },
    }
    if entry.related:
        result["relatedLocations"] = related(entry.related)
    if entry.finding is None:
        return result
    if ways := flows(entry.finding.flows):
        result["codeFlows"] = ways
    if fix is not None:
        result["fixes"] = [_fix(fix)]
    subject = entry.finding.subject
    result["properties"] = {
        "confidence": entry.confidence.value,
        "subject": {"id": subject.id, "name": subject.name, "kind": subject.kind},
    }
    return result


def _fix(fix: Fix) -> JsonObject:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path, []).append(edit)
    return {
        "description": {"text": f"a {fix.safety} fix"},
        "artifactChanges": [
            {"artifactLocation": artifact(path), "replacements": [_replacement(e) for e in edits]}
            for path, edits in by_path.items()
        ],
    }


def _replacement(edit: Edit) -> JsonObject:
    return {
        "deletedRegion": {
            "startLine": edit.start_line,
            "startColumn": edit.start_column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }
