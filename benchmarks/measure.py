"""Runs commands in turn, and says what they took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_BYTES_PER_UNIT = 1 if sys.platform == "darwin" else 1024
"""macOS tells `ru_maxrss` in bytes, Linux in kilobytes."""

# Installed programs keep their bytecode; a machine that forbids it would compile anew each run.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the exit statuses that tell that it did its work."""

    arguments: tuple[str, ...]
    folder: Path
    statuses: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, and the most memory that one of the processes held at once."""

    seconds: float
    bytes: int


class DidNotRun(Exception):
    """A command that ended with another exit status than it should."""


def in_turn(
    commands: Sequence[Command], runs: int, before: Callable[[], None] | None = None
) -> tuple[Cost, ...]:
    """The median cost of each command; they take turns, so that all meet the same machine.

    One more round comes first and does not count: it fills the caches of the file system. `before`
    is done ahead of each run.
    """
    rounds = [[_cost(command, before) for command in commands] for _ in range(runs + 1)][1:]
    return tuple(
        Cost(median(cost.seconds for cost in costs), int(median(cost.bytes for cost in costs)))
        for costs in zip(*rounds, strict=True)
    )


def _cost(command: Command, before: Callable[[], None] | None) -> Cost:
    if before is not None:
        before()
    started = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=_ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.statuses:
        shown = " ".join(command.arguments[:4])
        raise DidNotRun(f"{shown} ... ended with status {process.returncode}")
    return Cost(seconds, usage.ru_maxrss * _BYTES_PER_UNIT)
