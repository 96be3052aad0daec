"""From the remedies that findings name to edits of files. Loaded only when fixes are asked for."""

from __future__ import annotations

from collections.abc import Mapping

from eda_lint.fix.edit import Edit, FileFix, Fix
from eda_lint.lint import Report

__all__ = ["Edit", "FileFix", "Fix", "fixes_of", "plan_fixes"]


def fixes_of(report: Report) -> Mapping[str, Fix]:
    """The fix of each finding that has one, by the finding's fingerprint."""
    # No remedy has an edit yet.
    return {}


def plan_fixes(report: Report, unsafe: bool) -> tuple[FileFix, ...]:
    """Every file that fixes would change, before and after; unsafe fixes only if asked for."""
    # No remedy has an edit yet.
    return ()
