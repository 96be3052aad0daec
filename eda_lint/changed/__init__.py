"""What changed since a commit, and which findings that touches."""

from eda_lint.changed.changes import Changes
from eda_lint.changed.since import changes_since, changes_staged
from eda_lint.changed.touched import Surface

__all__ = ["Changes", "Surface", "changes_since", "changes_staged"]
