"""A baseline: the findings that were there when a team began, set aside until somebody mends them.

What counts as the same finding does not hang on lines. Moving code, adding lines above it and
renaming files keep it; `compare` says how.
"""

from eda_lint.baseline.compare import Comparison, compare
from eda_lint.baseline.entries import Baseline, Entry, baseline_of
from eda_lint.baseline.text import read, written

__all__ = ["Baseline", "Comparison", "Entry", "baseline_of", "compare", "read", "written"]
