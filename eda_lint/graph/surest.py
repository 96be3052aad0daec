"""How sure a fault is that several edges speak for, each on its own."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.finding import Confidence
from eda_lint.model import Edge

_RISING = (Confidence.INFERRED, Confidence.LIKELY, Confidence.CERTAIN)


def surest(edges: Iterable[Edge]) -> Confidence:
    """The confidence of the surest edge: one that is certain is enough."""
    return max((edge.confidence for edge in edges), key=_RISING.index)
