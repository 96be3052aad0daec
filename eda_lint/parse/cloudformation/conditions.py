"""Conditions: what each comes to with every parameter at its default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eda_lint.value import (
    Concat,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Value,
    field_of,
    scalar_text,
    text_of,
)

_CHAIN = 50
"""How many conditions may build on one another before the outcome counts as unknown."""


@dataclass(slots=True)
class Outcomes:
    """The outcomes of a template's conditions, worked out when asked for.

    None where one cannot be known before deployment, or conditions run in a circle.
    """

    conditions: Mapping[str, Value]
    _known: dict[str, bool | None] = field(default_factory=dict)
    _asking: int = 0

    def of(self, name: str) -> bool | None:
        """The outcome of a condition."""
        if name not in self._known and self._asking < _CHAIN:
            self._known[name] = None  # what it is while it is being asked for
            if name in self.conditions:
                self._asking += 1
                self._known[name] = self._holds(self.conditions[name])
                self._asking -= 1
        return self._known.get(name)

    def _holds(self, value: Value) -> bool | None:
        match value:
            case Operation("Equals", (left, right)):
                return self._equal(left, right)
            case Operation("Not", (Items((negated,)) | negated,)):
                outcome = self._holds(negated)
                return None if outcome is None else not outcome
            case Operation("And", parts):
                return _all([self._holds(part) for part in parts])
            case Operation("Or", parts):
                denied = _all([_negated(self._holds(part)) for part in parts])
                return _negated(denied)
            case Record():
                name = text_of(field_of(value, "Condition"))
                return None if name is None else self.of(name)
        return None

    def _equal(self, left: Value, right: Value) -> bool | None:
        one, other = self._text(left), self._text(right)
        return None if one is None or other is None else one == other

    def _text(self, value: Value) -> str | None:
        """The text of a value, as far as defaults settle it."""
        match value:
            case Literal():
                return scalar_text(value)
            case Input(default=default) if default is not None:
                return self._text(default)
            case Concat(parts):
                texts = [self._text(part) for part in parts]
                return "".join(t for t in texts if t is not None) if None not in texts else None
            case Items(items) if not value.open:
                # A list is compared as the text that it is given as.
                texts = [self._text(item) for item in items]
                return ",".join(t for t in texts if t is not None) if None not in texts else None
            case Operation("FindInMap", (table, first, second, *_)):
                row, column = self._text(first), self._text(second)
                if row is None or column is None:
                    return None
                return text_of(field_of(table, row, column))
            case Operation("Select", (Literal() as index, Items(items))):
                position = int(scalar_text(index)) if scalar_text(index).isdecimal() else -1
                return self._text(items[position]) if 0 <= position < len(items) else None
        return None


def _negated(outcome: bool | None) -> bool | None:
    return None if outcome is None else not outcome


def _all(outcomes: Iterable[bool | None]) -> bool | None:
    """Whether all hold: one that does not settles it, one that is not known leaves it open."""
    outcomes = list(outcomes)
    if False in outcomes:
        return False
    return None if None in outcomes else True


def implied(name: str, conditions: Mapping[str, Value]) -> dict[str, bool]:
    """The outcomes that are certain wherever a condition holds, its own first.

    `!And [A, B]` holds only where both do, `!Not [A]` only where A does not.
    """
    settled: dict[str, bool] = {}
    waiting = [(name, True)]
    while waiting:
        condition, outcome = waiting.pop()
        if condition in settled:
            continue
        settled[condition] = outcome
        waiting.extend(_parts(conditions.get(condition), outcome))
    return settled


def _parts(value: Value | None, outcome: bool) -> list[tuple[str, bool]]:
    match value:
        case Operation("And", parts) if outcome:
            return [part for value in parts for part in _parts(value, True)]
        case Operation("Or", parts) if not outcome:
            return [part for value in parts for part in _parts(value, False)]
        case Operation("Not", (Items((negated,)) | negated,)):
            return _parts(negated, not outcome)
        case Record():
            name = text_of(field_of(value, "Condition"))
            return [] if name is None else [(name, outcome)]
    return []
