"""Folding methods of constant text, in any language, as far as that stays small."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import List, Thing
from eda_lint.location import Location
from eda_lint.value import Literal, Scalar, Unknown

LONGEST_FOLDED = 10_000
"""Characters of a text that a method is folded for."""

_LARGEST = 1_000_000
"""Characters that a method may make: it can multiply a text by another, or by a number."""


def fold(
    machine: Machine,
    method: Callable[..., object],
    text: str,
    constants: Sequence[Scalar],
    at: Location,
) -> Thing:
    """What a method of a text gives; unknown where it would fail, or make something vast."""
    if _is_vast(text, constants):
        return Unknown("a method of a long text", at)
    try:
        result = method(text, *constants)
    except (TypeError, ValueError):
        return Unknown("a method that would fail", at)
    if isinstance(result, list | tuple):
        return List([Literal(str(part), at) for part in result], machine.clock)
    return Literal(result, at) if isinstance(result, str | bool) else Unknown("a method", at)


def _is_vast(text: str, constants: Sequence[Scalar]) -> bool:
    if len(text) > LONGEST_FOLDED:
        return True
    factors = [len(c) if isinstance(c, str) else abs(c) for c in constants if c is not None]
    return (len(text) + 1) * max(factors, default=0) > _LARGEST
