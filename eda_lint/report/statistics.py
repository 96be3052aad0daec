"""How often each rule speaks, for who wants to know where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from eda_lint.finding import Severity
from eda_lint.lint import Report
from eda_lint.report.aside import aside
from eda_lint.report.counts import extent, headline
from eda_lint.report.entries import Entry, entries
from eda_lint.report.style import PLAIN, Style, Tone, tone_of

if TYPE_CHECKING:  # a report without fixes does without what makes them
    from eda_lint.fix.edit import Fix

NO_FIXES: Mapping[str, Fix] = {}


def render(report: Report, fixes: Mapping[str, Fix] = NO_FIXES, style: Style = PLAIN) -> str:
    """A line a rule, the most frequent first; `fixes` go by a finding's fingerprint."""
    found = entries(report)
    lines = [*_rows(found, fixes, style), f"{headline(found)} in {extent(report)}"]
    lines.extend(style.paint(line, Tone.FAINT) for line in aside(report))
    return "".join(f"{line}\n" for line in lines)


def _rows(found: tuple[Entry, ...], fixes: Mapping[str, Fix], style: Style) -> Iterator[str]:
    counts = Counter((entry.rule, entry.severity) for entry in found)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][0], -row[0][1].rank))
    numbers = max((len(str(number)) for _, number in rows), default=0)
    names = max((len(rule) for (rule, _), _ in rows), default=0)
    for (rule, severity), number in rows:
        label = severity.value.ljust(len(Severity.WARNING.value))
        mended = _mended(rule, severity, found, fixes)
        yield (
            f"{str(number).rjust(numbers)}  {style.paint(label, tone_of(severity))}  "
            f"{rule.ljust(names)}  {mended}"
        ).rstrip()
    if rows:
        yield ""


def _mended(
    rule: str, severity: Severity, found: tuple[Entry, ...], fixes: Mapping[str, Fix]
) -> str:
    """What `--fix` would mend of a rule's findings."""
    safety = Counter(
        fixes[entry.fingerprint].safety
        for entry in found
        if (entry.rule, entry.severity) == (rule, severity) and entry.fingerprint in fixes
    )
    parts = []
    if safety["safe"]:
        parts.append(f"{safety['safe']} fixable")
    if safety["unsafe"]:
        parts.append(f"{safety['unsafe']} with --unsafe-fixes")
    return ", ".join(parts)
