"""Branches: each that may be taken is walked, and knows what was looked at so as to come there."""

from __future__ import annotations

from collections.abc import Sequence

from eda_lint.bind.evaluate import memo
from eda_lint.bind.evaluate.alternatives import together
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.machine import Machine, Point
from eda_lint.bind.evaluate.settled import is_settled
from eda_lint.bind.evaluate.truth import guards_when, truth_of
from eda_lint.bind.evaluate.values import event_data
from eda_lint.parse.code import If, Raise, Statement
from eda_lint.value import EventData


def execute_if(machine: Machine, node: If) -> None:
    """A chain of branches: each that may be taken is walked, then their ends meet."""
    ends: list[Point] = []
    current = node
    tested: list[EventData] = []
    left = False
    with machine.branch():
        while True:
            test = machine.evaluate(current.test)
            settled = truth_of(test) if is_settled(machine, current.test) else None
            if settled and is_ecmascript(machine) and _refuses(current.body):
                settled = None
            if settled is not True:
                here = machine.point()
            if settled is None:
                tested.extend(event_data(test))
            if settled is not False:
                if settled is None:
                    machine.guards = together(machine.guards, guards_when(test, True))
                with machine.at_moment(memo.moment_of_branch(machine, current, True)):
                    machine.only_if(tested)
                    machine.execute(current.body)
                if machine.live:
                    ends.append(machine.point())
                left = left or not machine.live
            if settled is True:
                break
            machine.back_to(here)
            if settled is None:
                machine.guards = together(machine.guards, guards_when(test, False))
            otherwise = current.otherwise
            if len(otherwise) == 1 and isinstance(otherwise[0], If):
                current = otherwise[0]
                continue
            with machine.at_moment(memo.moment_of_branch(machine, current, False)):
                machine.only_if(tested)
                machine.execute(otherwise)
            if machine.live:
                ends.append(machine.point())
            left = left or not machine.live
            break
    machine.merge(ends)
    if left:
        machine.only_if(tested)


def _refuses(body: Sequence[Statement]) -> bool:
    """`if (!process.env.TABLE) throw ...`: what is not configured here is elsewhere, or nothing."""
    return bool(body) and isinstance(body[-1], Raise)
