"""One fixture in every format that a report has: `tests/golden/`, which shows what they look like.

`python -m tests.regenerate` writes it again. Read the difference before you commit it: what other
tools and people see has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eda_lint.lint import Report
from eda_lint.registry import load_rooms
from eda_lint.report import (
    check_json,
    concise,
    github,
    gitlab,
    json_lines,
    junit,
    markdown,
    sarif,
    summary,
    text,
)
from eda_lint.report.rule_page import RulePage, pages_of

GOLDEN = Path(__file__).parent / "golden"
FIXTURE = "bakery"


def golden_reports(report: Report) -> Mapping[str, str]:
    """Every format of a report, by the name of its file."""
    return {
        "check.json": check_json.render(report),
        "check.jsonl": json_lines.render(report),
        "check.md": markdown.render(report),
        "check.sarif": sarif.render(report, pages(report)),
        "check.txt": text.render(report),
        "codequality.json": gitlab.render(report),
        "concise.txt": concise.render(report),
        "github.txt": github.render(report),
        "junit.xml": junit.render(report),
        "summary.md": summary.render(report),
    }


def pages(report: Report) -> tuple[RulePage, ...]:
    """The pages of the rules that found something: all of them would hide the results."""
    found = {one.rule for one in report.findings}
    return pages_of([room for room in load_rooms() if room.rule.id in found], "")
