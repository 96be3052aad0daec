"""Counts of what the code does, by which two points of an evaluation are compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.model import SdkCall


@frozen
class Tally:
    """How much was done so far.

    `works`: calls that change something outside. `guesses`: calls that may. `acts`: calls and
    assignments that do anything but tell.
    """

    works: int = 0
    guesses: int = 0
    acts: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.works + other.works, self.guesses + other.guesses, self.acts + other.acts)

    def since(self, before: Tally) -> Tally:
        """What came after an earlier point."""
        return Tally(
            self.works - before.works, self.guesses - before.guesses, self.acts - before.acts
        )


CHANGE = Tally(acts=1)


@frozen
class Attempt:
    """A `try` around work on a record: its handlers that only log, and the counts around it."""

    swallowing: tuple[Location, ...]
    before: Tally
    after_body: Tally
    after: Tally


@dataclass(slots=True, eq=False)
class Round:
    """What is done with one record of the event."""

    begun: Tally
    depth: int
    attempts: list[Attempt] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Wait:
    """What a loop does in its rounds: where it sleeps, and what it asks an AWS API."""

    slept: Location | None = None
    asked: SdkCall | None = None
