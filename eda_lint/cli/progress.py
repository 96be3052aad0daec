"""A line on the terminal that says how far long work has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeAlias

Progress: TypeAlias = Callable[[str, int, int], None]

_PATIENCE = 1.0
_INTERVAL = 0.1
_ERASE = "\r\x1b[K"


class ProgressLine:
    """Draws `reading 120/800` once work takes longer than a second, and wipes it in the end."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Draw on `stream`; `clock` gives seconds."""
        self._stream = stream
        self._clock = clock
        self._next = clock() + _PATIENCE
        self._drawn = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` pieces of a stage are done."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + _INTERVAL
        self._drawn = True
        self._stream.write(f"{_ERASE}{stage} {done}/{total}")
        self._stream.flush()

    def wipe(self) -> None:
        """Leave no trace."""
        if self._drawn:
            self._stream.write(_ERASE)
            self._stream.flush()


@contextmanager
def progress_line() -> Iterator[Progress | None]:
    """A progress line on standard error, or None where that is not a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    line = ProgressLine(sys.stderr)
    try:
        yield line
    finally:
        line.wipe()
