"""What a report leaves out, and why: nothing is set aside without a word."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.lint import Report
from eda_lint.report.counts import counted


def aside(report: Report) -> Iterator[str]:
    """A line for each reason for which findings are left out, and for what that asks to be done."""
    if report.suppressed:
        yield f"{counted(report.suppressed, 'finding')} suppressed"
    baseline = report.baseline
    if baseline is not None and baseline.set_aside:
        yield f"{counted(baseline.set_aside, 'finding')} set aside by the baseline"
    if baseline is not None and baseline.fixed:
        several = len(baseline.fixed) > 1
        fixed = f"{len(baseline.fixed)} entries" if several else "1 entry"
        state, them = ("are", "them") if several else ("is", "it")
        yield f"{fixed} of the baseline {state} fixed; --prune-baseline removes {them}"
    if report.untouched:
        yield f"{counted(report.untouched, 'finding')} left out, which no change touches"
