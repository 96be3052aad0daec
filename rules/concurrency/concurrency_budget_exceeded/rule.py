"""concurrency-budget-exceeded: more reserved than the account has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eda_lint.aws import facts
from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Function
from eda_lint.rule import rule


@rule(severity=Severity.ERROR)
def concurrency_budget_exceeded(graph: EventGraph) -> Iterator[Finding]:
    """Functions deployed together reserve more concurrency than the account can give."""
    limit = graph.perspective.concurrency_limit
    budget = max(limit - facts.UNRESERVED_CONCURRENCY, 0)
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
                f"{_who(reservations, largest, most)}; the account has {limit} and keeps "
                f"{facts.UNRESERVED_CONCURRENCY} unreserved, so {budget} is the most"
            ),
            related=tuple(
                Related(_place(function), f"{function} reserves {executions}")
                for function, executions in others
            ),
        )


def _reservations(graph: EventGraph) -> dict[tuple[str, str], list[tuple[Function, int]]]:
    """By deployment and provider, the functions that are certainly deployed and what each reserves.

    Another provider deploys to another region or account, which has a limit of its own.
    """
    reservations: dict[tuple[str, str], list[tuple[Function, int]]] = defaultdict(list)
    for function in graph.all(Function):
        executions = function.reserved_concurrency
        if isinstance(executions, int) and not function.only_when:
            reservations[graph.deployment(function), function.provider].append(
                (function, executions)
            )
    return reservations


def _who(reservations: list[tuple[Function, int]], largest: Function, most: int) -> str:
    if len(reservations) == 1:
        return f"{largest} reserves {most} concurrent executions"
    reserved = sum(executions for _, executions in reservations)
    many = f"{len(reservations)} functions reserve {reserved} concurrent executions"
    return f"{many}, {most} of them {largest}"


def _place(function: Function) -> Location:
    return function.reserved_concurrency_at or function.at
