"""What becomes of the SDK's answers and of promises: read, awaited, adrift, or out of sight.

An expression's parent either keeps account of the answers in it (it binds them to a local name,
reads a member, awaits, returns) or lets them go: what happens to them from there is not followed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from eda_lint.bind.evaluate.alternatives import merged
from eda_lint.bind.evaluate.sdk_objects import SdkAnswer
from eda_lint.bind.evaluate.things import Alternatives, Arguments, Option, Promise, Thing
from eda_lint.location import Location
from eda_lint.model import SdkCall

WATCHED = (SdkAnswer, Promise, Alternatives)
ANY = "*"
"""The member that a computed key names."""


class Readings:
    """The account of answers and promises, each by the place of the call that gave it."""

    def __init__(self) -> None:
        self._members: dict[Location, set[str]] = {}
        self._gone: set[Location] = set()
        self._promised: set[Location] = set()
        self._settled: set[Location] = set()
        self._gathered: dict[Location, None] = {}

    def read(self, answer: SdkAnswer, member: str) -> None:
        """A member of a whole answer is read; a part of a part was read with it."""
        if answer.path or answer.at is None:
            return
        if member == ANY:
            self._gone.add(answer.at)
        else:
            self._members.setdefault(answer.at, set()).add(member)

    def lose(self, at: Location | None) -> None:
        """The answer goes where it is not followed."""
        if at is not None:
            self._gone.add(at)

    def promise(self, at: Location) -> None:
        """A call gives a promise."""
        self._promised.add(at)

    def gather(self, at: Location) -> None:
        """A call gives a promise of all those that are made in it: `Promise.all([...])`."""
        self._promised.add(at)
        self._gathered[at] = None

    def settle(self, at: Location) -> None:
        """A promise is awaited, or goes where it may be."""
        self._settled.add(at)

    def told_of(self, call: SdkCall, *, complete: bool, awaits: bool) -> SdkCall:
        """The call with what became of its answer; unknown where the evaluation was cut."""
        if not complete:
            return call
        adrift = self._adrift(call) if awaits else None
        if call.at in self._gone:
            return replace(call, adrift=adrift)
        return replace(call, reads=frozenset(self._members.get(call.at, ())), adrift=adrift)

    def _adrift(self, call: SdkCall) -> Location | None:
        places = (call.at, *(step.at for step in reversed(call.path)))
        for place in places:
            if place in self._promised and place not in self._settled:
                return place
        left = (whole for whole in self._gathered if whole not in self._settled)
        return next((whole for whole in left if any(_is_in(p, whole) for p in places)), None)


def _is_in(part: Location, whole: Location) -> bool:
    start, end = (part.line, part.column), (part.end_line, part.end_column)
    return (
        part.path == whole.path
        and (whole.line, whole.column) <= start
        and end <= (whole.end_line, whole.end_column)
    )


def let_go(readings: Readings, thing: Thing, *, told: bool = False) -> Thing:
    """A thing that goes out of sight; `told` where it is only written into a log."""

    def change(part: Thing) -> Thing:
        match part:
            case SdkAnswer(path=()) if not told:
                readings.lose(part.at)
            case Promise():
                if not told:
                    readings.settle(part.at)
                return change(part.of)
        return part

    return _each(thing, change)


def opened(readings: Readings, thing: Thing) -> Thing:
    """What a promise promises, awaited or looked into; the answer in it stays in sight."""

    def change(part: Thing) -> Thing:
        if isinstance(part, Promise):
            readings.settle(part.at)
            return change(part.of)
        return part

    return _each(thing, change)


def hand_over(readings: Readings, arguments: Arguments, *, told: bool = False) -> None:
    """Arguments that code which is not followed is given."""
    arguments.positional[:] = [let_go(readings, t, told=told) for t in arguments.positional]
    for name, thing in arguments.keywords.items():
        arguments.keywords[name] = let_go(readings, thing, told=told)


def promised(readings: Readings, thing: Thing, at: Location) -> Thing:
    """The promise of a thing."""
    readings.promise(at)
    return Promise(thing, at)


def _each(thing: Thing, change: Callable[[Thing], Thing]) -> Thing:
    if not isinstance(thing, Alternatives):
        return change(thing)
    changed = [Option(change(option.thing), option.guards) for option in thing.options]
    if all(new.thing is old.thing for new, old in zip(changed, thing.options, strict=True)):
        return thing
    return merged(changed)
