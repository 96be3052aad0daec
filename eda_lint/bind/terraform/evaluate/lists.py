"""Lists of which more is to be known than a Value says: sets, and what stands for many."""

from __future__ import annotations

from eda_lint.frozen import frozen
from eda_lint.value import Items


@frozen
class SetItems(Items):
    """A set: it has no index, and holds nothing twice."""


@frozen
class Representative(Items):
    """An open list whose one item stands for each of a number that is not known."""
