"""What a condition leaves open, in the midst of an expression: each outcome is followed.

A Choice names the condition that its first option depends on. Two that name the same one have
their outcomes together, and never cross. That holds of conditions spelled out of open values
only: those named after the text of an expression may differ from place to place, and begin so
that this shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import TypeAlias

from eda_lint.bind.terraform.evaluate.open_values import is_symbolic
from eda_lint.bind.terraform.evaluate.spelling import LONGEST, spelled, spelled_value
from eda_lint.location import Location
from eda_lint.parse.terraform.form import Expression
from eda_lint.value import Choice, Unknown, Value, choice

_MOST_OUTCOMES = 100
"""Options of one Choice that are followed."""

_MOST_COMBINATIONS = 16
_OUTCOME_OF = "the value of "

Apply: TypeAlias = Callable[[tuple[Value, ...]], Value]


def condition_of(test: Value, expression: Expression) -> str:
    """The name of an open condition."""
    if is_symbolic(test):
        name = spelled_value(test)
        if len(name) <= LONGEST:
            return name
    return f"{_OUTCOME_OF}{spelled(expression)}"


def is_same_everywhere(condition: str) -> bool:
    """Whether two Choices of this condition have their outcomes together."""
    return bool(condition) and not condition.startswith(_OUTCOME_OF)


def _blurred(condition: str) -> str:
    return f"{_OUTCOME_OF}{condition}" if is_same_everywhere(condition) else condition


def alternatives(results: Sequence[Value], condition: str, at: Location | None) -> Value:
    """One of the results, by a condition. Where some fold, it no longer tells which."""
    made = choice(results, condition, at)
    if isinstance(made, Choice):
        several = any(isinstance(result, Choice) for result in results)
        if several or len(made.options) != len(results):
            return Choice(made.options, _blurred(condition), at)
    return made


def chosen_by(key: Value, values: Sequence[Value], at: Location | None) -> Value:
    """Whichever of some values an open key, or an open test, leads to."""
    if 0 < len(values) <= _MOST_COMBINATIONS:
        return choice(values, f"{_OUTCOME_OF}{spelled_value(key)}", at)
    return Unknown(f"depends on {spelled_value(key)}", at)


def assuming(value: Value, condition: str, holds: bool) -> Value:
    """What a value is where a condition holds, or does not."""
    if isinstance(value, Choice) and value.condition == condition and len(value.options) == 2:
        return value.options[0 if holds else 1] if is_same_everywhere(condition) else value
    return value


def spread(
    values: Sequence[Value], apply: Apply, at: Location | None, otherwise: Apply | None = None
) -> Value:
    """What `apply` makes of the values, for every outcome of those that are a Choice.

    `otherwise` takes the values as they are where there are too many outcomes; without it, those
    that are a Choice are Unknown then.
    """
    axes: dict[tuple[str, int], list[int]] = {}
    for index, value in enumerate(values):
        if isinstance(value, Choice):
            same = is_same_everywhere(value.condition)
            key = (value.condition if same else f" {index}", len(value.options))
            axes.setdefault(key, []).append(index)
    if not axes:
        return apply(tuple(values))
    if not _is_feasible([size for _, size in axes]):
        if otherwise is not None:
            return otherwise(tuple(values))
        why = "depends on too many conditions"
        return apply(tuple(Unknown(why, v.at) if isinstance(v, Choice) else v for v in values))
    results = [
        apply(_chosen(values, axes, outcome))
        for outcome in product(*(range(size) for _, size in axes))
    ]
    first = next(value for value in values if isinstance(value, Choice))
    condition = first.condition if len(axes) == 1 else _blurred(first.condition)
    return alternatives(results, condition, at)


def _is_feasible(sizes: Sequence[int]) -> bool:
    combinations = 1
    for size in sizes:
        combinations *= size
        if combinations > _MOST_OUTCOMES:
            return False
    return len(sizes) == 1 or combinations <= _MOST_COMBINATIONS


def _chosen(
    values: Sequence[Value], axes: dict[tuple[str, int], list[int]], outcome: Sequence[int]
) -> tuple[Value, ...]:
    chosen = list(values)
    for indices, option in zip(axes.values(), outcome, strict=True):
        for index in indices:
            value = values[index]
            if isinstance(value, Choice):
                chosen[index] = value.options[option]
    return tuple(chosen)
