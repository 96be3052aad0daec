"""What a run comes to, in numbers, as every report for people says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from eda_lint.finding import Severity
from eda_lint.lint import Report
from eda_lint.model import Function
from eda_lint.report.entries import Entry

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def counts(found: Iterable[Entry]) -> Iterator[tuple[str, Severity]]:
    """`2 errors`, `1 warning`, then what no rule found; each with the severity that it has."""
    entries = tuple(found)
    severities = Counter(entry.severity for entry in entries if entry.finding is not None)
    for severity, noun in _NOUNS.items():
        if severities[severity]:
            yield counted(severities[severity], noun), severity
    others = Counter((e.severity, e.rule) for e in entries if e.finding is None)
    for (severity, rule), number in sorted(
        others.items(), key=lambda item: (-item[0][0].rank, item[0][1])
    ):
        yield counted(number, rule.replace("-", " ")), severity


def headline(found: Iterable[Entry]) -> str:
    """`2 errors, 1 warning`, or `no findings`."""
    return ", ".join(text for text, _ in counts(found)) or "no findings"


def broken_rules(report: Report) -> Iterator[tuple[str, str]]:
    """Each rule that broke, and why: what it would have found, nobody knows."""
    for broken in report.failures:
        yield f"rule {broken.path} broke", broken.message


def extent(report: Report) -> str:
    """`9 files (8 functions)`: what was looked at."""
    functions = sum(1 for _ in report.graph.all(Function))
    return f"{counted(report.files, 'file')} ({counted(functions, 'function')})"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`; advice is `2 info`."""
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
