"""What an evaluation saw, each thing once."""

from __future__ import annotations

from eda_lint.location import Location
from eda_lint.model import CodeCall, Construction, EnvironmentRead, Unfollowed


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
    def all_unfollowed(self) -> tuple[Unfollowed, ...]:
        """What could not be followed, in order."""
        return tuple(self._unfollowed)
