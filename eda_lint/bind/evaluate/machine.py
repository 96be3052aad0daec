"""The state of one evaluation, and what its parts ask of each other.

`Machine` is what the functions of this package pass around: the flow (is this point reached, which
guards have been passed), the context (when, on which way, in a loop), the journal of what was seen,
and the budget. `entry.Interpreter` supplies the three verbs that they all need: evaluate an
expression, execute statements, call something.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate.alternatives import merged
from eda_lint.bind.evaluate.journal import Journal
from eda_lint.bind.evaluate.readings import Readings
from eda_lint.bind.evaluate.tally import Round, Tally, Wait
from eda_lint.bind.evaluate.things import Arguments, Function, Guards, Module, Option, Scope, Thing
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import Guard, Moment, Step
from eda_lint.parse.code import Expression, FunctionDefinition, Statement
from eda_lint.value import EventData, Unknown, Value

MOST_CALLS = 2000
MOST_STEPS = 40_000
"""How much is followed at load, and as much again for an invocation: about a second each."""

MOST_CONDITIONS = 8
"""More data that decides on a call tells nothing more."""

DEEPEST = 150
"""Nested evaluations. Each takes a few frames of the interpreter that runs us."""

Handles = Mapping[tuple[str, str], tuple[str, ...]]


@frozen
class Context:
    """Under which circumstances something is evaluated.

    `forgiving`: a missing environment variable is caught here; `refusing`: that something exists
    already is. `failing`: in an error handler. `telling`: what is evaluated goes into a log.
    `own_loop`: in an event loop that ends with the call that runs it. `round`: one record of the
    event is handled. `conditions`: what of the event was looked at, so as to come here. `prefix`:
    of the environment variables that are read. `insisting`: the code takes a variable for set.
    """

    moment: Moment
    path: tuple[Step, ...] = ()
    in_loop: bool = False
    confidence: Confidence = Confidence.CERTAIN
    forgiving: bool = False
    failing: bool = False
    telling: bool = False
    round: Round | None = None
    refusing: bool = False
    own_loop: bool = False
    insisting: bool = False
    conditions: tuple[EventData, ...] = ()
    prefix: str = ""


@dataclass(slots=True)
class Frame:
    """One function, class body or module that is being executed."""

    scope: Scope
    module: Module
    function: Function | None = None
    receiver: Thing | None = None
    returned: list[Option] = field(default_factory=list)
    yielded: list[Thing] = field(default_factory=list)
    loops: list[LoopExits] = field(default_factory=list)


@dataclass(slots=True)
class Point:
    """A point of the flow: the local names there, and the guards passed on the way."""

    names: dict[str, Thing]
    guards: Guards


@dataclass(slots=True)
class LoopExits:
    """Where a loop's body was left early."""

    breaks: list[Point] = field(default_factory=list)
    continues: list[Point] = field(default_factory=list)


@dataclass(slots=True)
class Memory:
    """A call that was followed before: what it gave, and the guards after it."""

    result: Thing
    guards: Guards
    live: bool
    tally: Tally


@dataclass(slots=True)
class Settings:
    """What an evaluation is given."""

    code: CodeBase
    roots: tuple[str, ...]
    environment: Value
    handles: Handles
    function: str
    fillings: tuple[Value, ...] = ()


class Machine(ABC):
    """One evaluation of one entry point."""

    def __init__(self, given: Settings) -> None:
        self.given = given
        self.journal = Journal()
        self.readings = Readings()
        self.tally = Tally()
        self.waits: list[Wait] = []
        self.modules: dict[str, Module | None] = {}
        self.context = Context(Moment.LOAD)
        self.guards: Guards = ()
        self.live = True
        self.clock = 0
        self.loads: list[tuple[int, int]] = []
        self.claims: dict[Thing, Guard] = {}
        self.branches: list[int] = []
        self.frames: list[Frame] = []
        self.active: set[tuple[int, Scope]] = set()
        self.awaiting: dict[int, FunctionDefinition] = {}
        self.memories: dict[tuple[object, ...], Memory] = {}
        self.called = 0
        self.steps = 0
        self.depth = 0

    @abstractmethod
    def evaluate(self, expression: Expression, *, watched: bool = False) -> Thing:
        """What an expression is; its effects are noted.

        `watched` says that the caller keeps account of the answers and promises in it.
        """

    @abstractmethod
    def execute(self, body: Sequence[Statement]) -> None:
        """Walk statements until one of them leaves."""

    @abstractmethod
    def call(
        self, callee: Thing, arguments: Arguments, at: Location, *, watched: bool = False
    ) -> Thing:
        """What calling something gives; `watched` as for an expression."""

    @property
    def frame(self) -> Frame:
        """The innermost frame."""
        return self.frames[-1]

    @property
    def scope(self) -> Scope:
        """The innermost scope."""
        return self.frames[-1].scope

    @contextmanager
    def under(self, context: Context) -> Iterator[None]:
        """Evaluate under another context."""
        before = self.context
        self.context = context
        try:
            yield
        finally:
            self.context = before

    @contextmanager
    def at_moment(self, moment: Moment) -> Iterator[None]:
        """Evaluate what happens at another moment; load and once stay what they are."""
        keep = self.context.moment is not Moment.INVOCATION
        with self.under(self.context if keep else replace(self.context, moment=moment)):
            yield

    def only_if(self, tested: Sequence[EventData]) -> None:
        """From here to the end of the round or function, all depends on this data."""
        known = self.context.conditions
        more = tuple(part for part in tested if part not in known)[:MOST_CONDITIONS]
        if more:
            self.context = replace(self.context, conditions=(*known, *more))

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """Evaluate inside a loop."""
        with self.under(replace(self.context, in_loop=True, round=None)):
            yield

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Evaluate what may not happen: changes to older things become alternatives."""
        self.clock += 1
        self.branches.append(self.clock)
        try:
            yield
        finally:
            self.branches.pop()

    def certain(self, born: int) -> bool:
        """Whether a change of something born then certainly happens."""
        return not self.branches or self.branches[-1] <= born

    def at_load(self, born: int) -> bool:
        """Whether something born then was made while a module was loaded."""
        return any(start <= born < end for start, end in self.loads)

    def point(self) -> Point:
        """Here, to come back to or to merge."""
        return Point(dict(self.scope.names), self.guards)

    def back_to(self, point: Point) -> None:
        """Continue from a point."""
        self.scope.names = dict(point.names)
        self.guards = point.guards
        self.live = True

    def merge(self, points: Sequence[Point]) -> None:
        """Continue from where several ways meet; from nowhere when there is none."""
        if not points:
            self.live = False
            return
        self.live = True
        first, *rest = points
        if not rest:
            self.scope.names, self.guards = first.names, first.guards
            return
        common = common_guards([point.guards for point in points])
        self.guards = common
        self.scope.names = _merged_names(points, common)

    def unfollowed(self, what: str, why: str, at: Location) -> Unknown:
        """Note that something could not be followed."""
        self.journal.unfollowed(what, why, at)
        return Unknown(why, at)


def common_guards(all_of: Sequence[Guards]) -> Guards:
    """The guards that were passed on every way.

    Where every way passed one of its own, the first way's stands for them.
    """
    first, *rest = all_of
    common = tuple(guard for guard in first if all(guard in other for other in rest))
    own = [[guard for guard in guards if guard not in common] for guards in all_of]
    return (*common, own[0][0]) if all(own) else common


def _merged_names(points: Sequence[Point], common: Guards) -> dict[str, Thing]:
    names: dict[str, Thing] = {}
    for point in points:
        for name in point.names:
            if name in names:
                continue
            values = [p.names[name] for p in points if name in p.names]
            if all(value is values[0] for value in values):
                names[name] = values[0]
                continue
            names[name] = merged(
                Option(p.names[name], tuple(g for g in p.guards if g not in common))
                for p in points
                if name in p.names
            )
    return names
