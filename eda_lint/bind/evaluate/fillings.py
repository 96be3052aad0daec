"""Holes in inline code: words that stand for what a template's `!Sub` puts there."""

from __future__ import annotations

import re

from eda_lint.location import Location
from eda_lint.value import Literal, Value, concat

_HOLE = re.compile(r"eda_lint_filling_(\d+)_")


def filling(index: int) -> str:
    """The word for a hole. It reads as a name, so that holes outside of strings parse as well."""
    return f"eda_lint_filling_{index}_"


def filled(text: str, fillings: tuple[Value, ...], at: Location) -> Value:
    """A text with its holes filled."""
    parts: list[Value] = []
    for index, part in enumerate(_HOLE.split(text)):
        parts.append(fillings[int(part)] if index % 2 else Literal(part, at))
    return concat(parts, at)
