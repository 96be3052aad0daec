"""Names in sight while a file is lowered.

The common form has the scopes of functions alone, and an assignment inside of one is local unless
a `Scope` says otherwise. So a name that a block declares over another one gets a name of its own,
and a function tells which names of those that it assigns live outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Point: TypeAlias = tuple[int, dict[str, str]]


class Frame:
    """One function: the names that it declares, and those that it assigns, as they are written."""

    __slots__ = ("assigned", "declared")

    def __init__(self, declared: Iterable[str]) -> None:
        self.declared = set(declared)
        self.assigned: set[str] = set()

    @property
    def outer(self) -> tuple[str, ...]:
        """The assigned names that live outside."""
        return tuple(sorted(self.assigned - self.declared))


class Names:
    """The names in sight at one point of a file."""

    __slots__ = ("_frames", "_given", "_seen", "_written")

    def __init__(self) -> None:
        self._frames = [Frame(())]
        self._given: set[str] = set()
        self._seen: dict[str, int] = {}
        self._written: dict[str, str] = {}

    def written(self, name: str) -> str:
        """How a name that is read here is called in the common form."""
        return self._written.get(name, name)

    def declare(self, name: str) -> str:
        """Note a declaration; how the name is called."""
        written = self.written(name)
        self._frames[-1].declared.add(written)
        return written

    def assign(self, name: str) -> str:
        """Note an assignment; how the name is called."""
        written = self.written(name)
        self._frames[-1].assigned.add(written)
        return written

    @contextmanager
    def function(self, declared: Iterable[str]) -> Iterator[Frame]:
        """A function that declares these names: parameters, and those of its body."""
        declared = tuple(declared)
        before = self._written
        if self._written and any(name in self._written for name in declared):
            self._written = {k: v for k, v in self._written.items() if k not in declared}
        frame = Frame(declared)
        self._frames.append(frame)
        try:
            with self._in_sight(declared):
                yield frame
        finally:
            self._frames.pop()
            self._written = before

    @contextmanager
    def block(self, declared: Iterable[str], line: int) -> Iterator[None]:
        """A block that declares these names; what hides a name gets a name of its own."""
        declared = tuple(declared)
        if not declared:
            yield
            return
        before = self._written
        hiding = {name: self._own(name, line) for name in declared if self._seen.get(name)}
        if hiding:
            self._written = {**self._written, **hiding}
        try:
            with self._in_sight(declared):
                yield
        finally:
            self._written = before

    def _own(self, name: str, line: int) -> str:
        own = f"{name}@{line}"
        while own in self._given:
            own += "'"
        self._given.add(own)
        return own

    def point(self) -> Point:
        """Where this file stands, to go back to when what is inside cannot be lowered."""
        return len(self._frames), self._written

    def back_to(self, point: Point) -> None:
        """Leave what could not be left in order: at the end of the stack nothing can be called."""
        depth, self._written = point
        del self._frames[depth:]

    @contextmanager
    def _in_sight(self, declared: tuple[str, ...]) -> Iterator[None]:
        seen = self._seen
        for name in declared:
            seen[name] = seen.get(name, 0) + 1
        try:
            yield
        finally:
            for name in declared:
                seen[name] -= 1
