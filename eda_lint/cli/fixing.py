"""`--fix` and `--diff`: from planned edits to files, or to a patch."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

from eda_lint.errors import UsageError
from eda_lint.fix import plan_fixes
from eda_lint.fix.edit import FileFix
from eda_lint.lint import Report
from eda_lint.report.harmless import harmless


def patch(report: Report, *, unsafe: bool) -> str:
    """What the fixes would change, as a unified diff."""
    return "".join(line for fix in plan_fixes(report, unsafe) for line in _diff(fix))


def mend(report: Report, again: Callable[[], Report], *, unsafe: bool) -> tuple[int, Report]:
    """Apply the fixes and check again: how many findings are gone, and what remains.

    Raises UsageError where a file cannot be written, or changed since it was read.
    """
    plan = plan_fixes(report, unsafe)
    if not plan:
        return 0, report
    for fix in plan:
        _apply(fix, report)
    remaining = again()
    left = {reported.fingerprint for reported in remaining.findings}
    gone = sum(1 for reported in report.findings if reported.fingerprint not in left)
    return gone, remaining


def _apply(fix: FileFix, report: Report) -> None:
    file = report.sources[fix.path]
    try:
        # Bytes, so that the file keeps its newlines; compared, so that no other edit is lost.
        if file.read_bytes() != fix.before.encode():
            raise UsageError(f"{fix.path} changed while it was checked, nothing written to it")
        file.write_bytes(fix.after.encode())
    except OSError as error:
        raise UsageError(f"cannot mend {fix.path}: {error.strerror}") from error


def _diff(fix: FileFix) -> Iterator[str]:
    name = harmless(fix.path)
    before = fix.before.splitlines(keepends=True)
    after = fix.after.splitlines(keepends=True)
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
