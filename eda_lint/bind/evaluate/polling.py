"""Loops that sleep and ask an AWS API how far something is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.syntax import assigned_in, head, parts_of
from eda_lint.bind.evaluate.tally import Wait
from eda_lint.bind.evaluate.things import Foreign, Thing
from eda_lint.bind.evaluate.words import words
from eda_lint.location import Location
from eda_lint.model import Moment, Polling, SdkCall
from eda_lint.parse.code import (
    Argument,
    Attribute,
    Binary,
    Compound,
    Conditional,
    Constant,
    Expression,
    If,
    Jump,
    Loop,
    Name,
    Raise,
    Return,
)
from eda_lint.value import Literal, Unknown

SLEEPS = words(
    """
    time.sleep asyncio.sleep anyio.sleep trio.sleep gevent.sleep
    timers/promises.setTimeout node:timers/promises.setTimeout
    """
)
_ASKING = re.compile(
    r"""(?x)^(?:
      Describe\w+ | ReceiveMessage | BatchGetBuilds | HeadObject
    | Get\w*(?:Execution|ExecutionHistory|Job|JobRun|Task|Status|State|Invocation|QueryResults
        |Change|Detection|Analysis|Crawler|Invalidation|Deployment|ChangeSet|Operation)
    | ListExecutions | ListJobs
    )$"""
)
# A loop that speaks of one of these goes from page to page.
_PAGE = re.compile(
    r"(?:next_?page_?|next_?|starting_?|continuation_?)?(?:token|marker)|cursor"
    r"|exclusive_?start_?key|last_?evaluated_?key",
    re.IGNORECASE,
)
_ENDLESS = frozenset({"itertools.count()", "itertools.repeat()", "itertools.cycle()"})
_BOUNDS = frozenset({"<", "<=", ">", ">=", "==", "!=", "===", "!=="})
_BEYOND = frozenset({"<=", ">"})


def note_sleep(machine: Machine, at: Location) -> None:
    """Note that the code sleeps; to wait before another try after an error is no polling."""
    if machine.waits and not machine.context.failing:
        wait = machine.waits[-1]
        wait.slept = wait.slept or at


def note_asked(machine: Machine, call: SdkCall) -> None:
    """Note a call that asks how far something is."""
    if not machine.waits or not _ASKING.match(call.operation):
        return
    if not getattr(call.arguments, "open", False):
        wait = machine.waits[-1]
        wait.asked = wait.asked or call


@contextmanager
def waiting(machine: Machine, node: Loop, rounds: int | Unknown | None) -> Iterator[None]:
    """Walk a loop; note it where it polls, else what it does counts for the loop around it."""
    wait = Wait()
    machine.waits.append(wait)
    yield
    machine.waits.pop()
    asked, slept = wait.asked, wait.slept
    known = not isinstance(rounds, Unknown)
    if known and slept is not None and asked is not None:
        if machine.context.moment is Moment.INVOCATION and not _pages(node):
            end = node.test or node.iterable
            at = head(node.at, end.at if end is not None else None)
            path = machine.context.path
            machine.journal.polling(Polling(at, slept, asked, rounds, path))
    elif machine.waits:
        outer = machine.waits[-1]
        outer.slept, outer.asked = outer.slept or slept, outer.asked or asked


def _pages(node: Loop) -> bool:
    for part in parts_of(node):
        match part:
            case Constant(value=str(word)) | Name(id=word) | Attribute(name=word):
                if _PAGE.fullmatch(word):
                    return True
            case Argument(name=word) if _PAGE.fullmatch(word):
                return True
    return False


def rounds_of(machine: Machine, node: Loop, over: Thing | None, known: int) -> int | Unknown | None:
    """How often a loop goes round at most; `over` is what it goes through, `known` its length.

    A loop over things of the world is bounded by what there is: it works, it does not wait.
    """
    if over is None:
        return _counted(machine, node)
    if known:
        return known
    if isinstance(over, Foreign):
        if over.path in _ENDLESS:
            return _counted(machine, node)
        if over.path == "builtins.range()" and over.arguments is not None:
            given = over.arguments.positional
            numbers = [t.value for t in given if isinstance(t, Literal) and _is_whole(t)]
            if len(numbers) == len(given) and 0 < len(numbers) < 4:
                return _length(*(int(str(number)) for number in numbers))
    return Unknown("over what there is")


def _is_whole(literal: Literal) -> bool:
    return isinstance(literal.value, int) and not isinstance(literal.value, bool)


def _length(first: int, stop: int | None = None, step: int = 1) -> int:
    start, end = (0, first) if stop is None else (first, stop)
    return len(range(start, end, step or 1))


def _counted(machine: Machine, node: Loop) -> int | Unknown | None:
    """The rounds that a counter allows: in the loop's test, or in one that leaves it."""
    changing = assigned_in(node.body) | (assigned_in(node.target) if node.target else frozenset())
    leaving = [part.test for part in parts_of(node.body) if isinstance(part, If) and _leaves(part)]
    tests = [node.test, *leaving] if node.test is not None else leaving
    bounds = [_bound(machine, part, changing) for test in tests for part in _conjuncts(test)]
    known = [bound for bound in bounds if isinstance(bound, int)]
    if known:
        return min(known)
    return next((bound for bound in bounds if isinstance(bound, Unknown)), None)


def _leaves(node: If) -> bool:
    return any(
        isinstance(part, Return | Raise) or (isinstance(part, Jump) and part.what == "break")
        for part in node.body
    )


def _conjuncts(test: Expression) -> Iterator[Expression]:
    waiting = [test]
    while waiting:
        match waiting.pop():
            case Binary(operator="and" | "or" | "&&" | "||", left=left, right=right):
                waiting.extend((left, right))
            case Compound(operands=operands):
                waiting.extend(operands)
            case Conditional(test=inner):
                waiting.append(inner)
            case part:
                yield part


def _bound(machine: Machine, test: Expression, changing: frozenset[str]) -> int | Unknown | None:
    """How many rounds a comparison of a counter with a number allows; None where it is none."""
    match test:
        case Binary(operator=operator, left=Name(id=name), right=right) if (
            operator in _BOUNDS and name in changing
        ):
            limit = _number(machine, right)
            start = _number(machine, test.left)
            if limit is None:
                return None if isinstance(right, Constant) else Unknown("an open bound")
            if start is None:
                return None
            return abs(limit - start) + (operator in _BEYOND)
        case _:
            return None


def _number(machine: Machine, node: Expression) -> int | None:
    thing: Thing | None = None
    if isinstance(node, Constant):
        thing = Literal(node.value)
    elif isinstance(node, Name):
        found = find_scope(machine.scope, node.id)
        thing = found.names[node.id] if found is not None else None
    if isinstance(thing, Literal) and _is_whole(thing):
        return int(str(thing.value))
    return None
