"""From the remedies that findings name to edits of files. Loaded only when fixes are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from eda_lint.finding import Remedy, Reported
from eda_lint.fix.edit import Edit, FileFix, Fix
from eda_lint.lint import Report

if TYPE_CHECKING:  # what rewrites code takes long to import
    from eda_lint.fix.hoist import Hoist

__all__ = ["Edit", "FileFix", "Fix", "fixes_of", "plan_fixes"]

_HOIST = "hoist-construction"


def fixes_of(report: Report) -> Mapping[str, Fix]:
    """The fix of each finding that has one, by the finding's fingerprint."""
    return {name: fix for hoist in _hoists(report) for name, fix in hoist.fixes().items()}


def plan_fixes(report: Report, unsafe: bool) -> tuple[FileFix, ...]:
    """Every file that fixes would change, before and after; unsafe fixes only if asked for."""
    planned = (hoist.mended(unsafe=unsafe) for hoist in _hoists(report))
    return tuple(fix for fix in planned if fix is not None)


def _hoists(report: Report) -> Iterator[Hoist]:
    """Each Python file from which a remedy moves a construction, in the order of their paths."""
    hoisting = [reported for reported in report.findings if _hoisted(reported) is not None]
    rules = {reported.rule for reported in hoisting}
    by_path: dict[str, list[Reported]] = defaultdict(list)
    for reported in report.findings:
        # A rule's findings without remedy may follow one that has it: a session's clients do.
        if reported.rule in rules:
            by_path[(_hoisted(reported) or reported.finding).at.path].append(reported)
    for path in sorted({remedy.at.path for r in hoisting if (remedy := _hoisted(r))}):
        content = _content(report, path) if path.endswith(".py") else None
        if content is None:
            continue
        from eda_lint.fix.hoist import read_hoist
        from eda_lint.fix.site import Request

        requests = []
        for reported in by_path[path]:
            remedy = _hoisted(reported)
            at = reported.finding.at if remedy is None else remedy.at
            safe = remedy is None or remedy.safe
            requests.append(Request(reported.fingerprint, at, remedy is not None, safe))
        hoist = read_hoist(path, content, requests)
        if hoist is not None:
            yield hoist


def _hoisted(reported: Reported) -> Remedy | None:
    """A finding's remedy, if it moves a construction."""
    remedy = reported.finding.remedy
    return remedy if remedy is not None and remedy.action == _HOIST else None


def _content(report: Report, path: str) -> str | None:
    """A file's text as it is now, None where it cannot be read: then nothing is mended in it."""
    file = report.sources.get(path)
    try:
        return None if file is None else file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
