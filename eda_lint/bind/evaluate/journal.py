"""What an evaluation saw, each thing once."""

from __future__ import annotations

from eda_lint.bind.evaluate.contexts import Contexts
from eda_lint.location import Location
from eda_lint.model import (
    CodeCall,
    Construction,
    EnvironmentRead,
    Polling,
    RecordLoop,
    Unfollowed,
)

_CUT = ("too many ", "nested too deeply")


class Journal:
    """Gathers what becomes a `Behaviour`, in the order of evaluation.

    The same call reached on several ways counts once, unless it differs in its arguments or in the
    guards before it.
    """

    def __init__(self) -> None:
        self._calls: dict[tuple[object, ...], CodeCall] = {}
        self._constructions: dict[tuple[object, ...], Construction] = {}
        self._reads: dict[EnvironmentRead, None] = {}
        self._unfollowed: dict[Unfollowed, None] = {}
        self._record_loops: dict[Location, RecordLoop] = {}
        self._pollings: dict[Location, Polling] = {}
        self.contexts = Contexts()

    def call(self, call: CodeCall, what: object) -> None:
        """Note a call; `what` tells it from others at its place."""
        key = (call.at, what, call.moment, call.guards, call.in_loop)
        self._calls.setdefault(key, call)

    def construction(self, made: Construction) -> None:
        """Note a construction; once for each place, moment and dependence."""
        self._constructions.setdefault((made.at, made.moment, made.per_request), made)

    def taken_back(self, at: Location) -> list[Construction]:
        """The constructions at a place, not noted any more: they are parts of another."""
        keys = [key for key in self._constructions if key[0] == at]
        return [self._constructions.pop(key) for key in keys]

    def read(self, read: EnvironmentRead) -> None:
        """Note a read of an environment variable."""
        self._reads.setdefault(read)

    def record_loop(self, loop: RecordLoop) -> None:
        """Note a loop over records that loses failures."""
        self._record_loops.setdefault(loop.at, loop)

    def polling(self, polling: Polling) -> None:
        """Note a loop that sleeps and asks."""
        self._pollings.setdefault(polling.at, polling)

    def unfollowed(self, what: str, why: str, at: Location) -> None:
        """Note what could not be followed."""
        self._unfollowed.setdefault(Unfollowed(what, why, at))

    @property
    def effects(self) -> int:
        """How many calls and constructions were noted."""
        return len(self._calls) + len(self._constructions)

    @property
    def calls(self) -> tuple[CodeCall, ...]:
        """The calls, in order."""
        return tuple(self._calls.values())

    @property
    def constructions(self) -> tuple[Construction, ...]:
        """The constructions, in order."""
        return tuple(self._constructions.values())

    @property
    def environment_reads(self) -> tuple[EnvironmentRead, ...]:
        """The reads, in order."""
        return tuple(self._reads)

    @property
    def record_loops(self) -> tuple[RecordLoop, ...]:
        """The loops over records that lose failures, in order."""
        return tuple(self._record_loops.values())

    @property
    def pollings(self) -> tuple[Polling, ...]:
        """The loops that sleep and ask, in order."""
        return tuple(self._pollings.values())

    @property
    def complete(self) -> bool:
        """Whether the evaluation went to the end: what it did not see is not there."""
        return not any(note.why.startswith(_CUT) for note in self._unfollowed)

    @property
    def all_unfollowed(self) -> tuple[Unfollowed, ...]:
        """What could not be followed, in order."""
        return tuple(self._unfollowed)
