"""One JSON object a line, for tools that read line by line: the contract of `check_json`, cut up.

Each line names the version of the contract and its own type, `finding`, `diagnostic` or `notice`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from eda_lint.lint import Report
from eda_lint.report.check_json import NO_FIXES, VERSION, finding_json, notices_json
from eda_lint.report.entries import ordered
from eda_lint.report.graph_json import JsonObject, diagnostic_json

if TYPE_CHECKING:  # a report without fixes does without what makes them
    from eda_lint.fix.edit import Fix


def render(report: Report, fixes: Mapping[str, Fix] = NO_FIXES) -> str:
    """Findings, files that could not be read, what is told of suppressions.

    Nothing where nothing is wrong.
    """
    return "".join(f"{json.dumps(line)}\n" for line in _lines(report, fixes))


def _lines(report: Report, fixes: Mapping[str, Fix]) -> Iterator[JsonObject]:
    for reported in ordered(report.findings):
        finding = finding_json(reported, fixes.get(reported.fingerprint))
        yield {"version": VERSION, "type": "finding", **finding}
    for diagnostic in sorted(set(report.diagnostics)):
        yield {"version": VERSION, "type": "diagnostic", **diagnostic_json(diagnostic)}
    for notice in notices_json(report):
        yield {"version": VERSION, "type": "notice", **notice}
