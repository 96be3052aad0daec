"""Rules in SARIF: what code scanning shows beside a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eda_lint.finding import Severity
from eda_lint.report.entries import SUMMARIES, Entry
from eda_lint.report.graph_json import JsonObject
from eda_lint.report.rule_page import RulePage

LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
LONGEST = 1024
"""Characters of a description that code scanning keeps."""

_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_TAGS = ("aws", "event-driven", "serverless")
# Unknown is silence: what is reported was seen.
_PRECISION = "high"


def descriptors(pages: Sequence[RulePage], found: Iterable[Entry]) -> list[JsonObject]:
    """The rules that ran, then whatever else is told of, each once."""
    known = {page.rule.id for page in pages}
    others = {entry.rule: entry.severity for entry in found if entry.rule not in known}
    return [
        *(_rule(page) for page in pages),
        *(_other(rule, severity) for rule, severity in sorted(others.items())),
    ]


def _rule(page: RulePage) -> JsonObject:
    rule = page.rule
    told = page.introduction or rule.summary
    described = _described(rule.id, rule.summary, told, page.help or told, rule.severity)
    described["properties"] = {
        "tags": [*_TAGS, rule.family.replace("_", "-")],
        "precision": _PRECISION,
        "problem.severity": _PROBLEMS[rule.severity],
    }
    if page.url:
        described["helpUri"] = page.url
    return described


def _other(rule: str, severity: Severity) -> JsonObject:
    summary = SUMMARIES.get(rule, rule)
    described = _described(rule, summary, summary, summary, severity)
    described["properties"] = {"precision": _PRECISION, "problem.severity": _PROBLEMS[severity]}
    return described


def _described(
    rule: str, summary: str, description: str, markdown: str, severity: Severity
) -> JsonObject:
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.split("-")),
        "shortDescription": {"text": _short(summary)},
        "fullDescription": {"text": _short(description)},
        "help": {"text": description, "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
