"""Values that would grow without end: text that a loop joins to itself, choices of such texts.

A value shares its parts, so that it takes little room; but whoever looks at all of them, if only to
compare it, meets each as often as it is used.
"""

from __future__ import annotations

from itertools import islice

from eda_lint.value import Unknown, Value, inside

MOST_PARTS = 2000
"""Parts of a value, each counted as often as it is used. Real ones have fewer than 200."""


def small(value: Value) -> Value:
    """The value, as long as all its parts can be gone through in no time."""
    if next(islice(inside(value), MOST_PARTS, None), None) is None:
        return value
    return Unknown("too large to be followed", value.at)
