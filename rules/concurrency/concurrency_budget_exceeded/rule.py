"""concurrency-budget-exceeded: more reserved than the account has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Function
from eda_lint.rule import rule

_KEPT_UNRESERVED = 100
"""Concurrent executions that Lambda never lets functions reserve."""


@rule(severity=Severity.ERROR)
def concurrency_budget_exceeded(graph: EventGraph) -> Iterator[Finding]:
    """Functions deployed together reserve more concurrency than the account can give."""
    limit = graph.perspective.concurrency_limit
    budget = limit - _KEPT_UNRESERVED
    for reservations in _reservations(graph).values():
        reserved = sum(executions for _, executions in reservations)
        if reserved <= budget:
            continue
        # The first of the largest: sorting is stable, and the graph is in order.
        (largest, most), *others = sorted(reservations, key=lambda found: -found[1])
        yield Finding(
            at=_place(largest),
            subject=largest,
            message=(
                f"{_functions(len(reservations))} {reserved} concurrent executions, {most} of them "
                f"{largest}; the account has {limit} and keeps {_KEPT_UNRESERVED} "
                f"unreserved, so {budget} is the most"
            ),
            related=tuple(
                Related(_place(function), f"{function} reserves {executions}")
                for function, executions in others
            ),
        )


def _reservations(graph: EventGraph) -> dict[str, list[tuple[Function, int]]]:
    """By deployment, the functions that are certainly deployed and what each reserves."""
    reservations: dict[str, list[tuple[Function, int]]] = defaultdict(list)
    for function in graph.all(Function):
        executions = function.reserved_concurrency
        if isinstance(executions, int) and not function.only_when:
            reservations[graph.deployment(function)].append((function, executions))
    return reservations


def _functions(count: int) -> str:
    return "1 function reserves" if count == 1 else f"{count} functions reserve"


def _place(function: Function) -> Location:
    return function.reserved_concurrency_at or function.at
