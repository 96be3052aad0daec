"""The progress line: only on a terminal, only on long work, and gone in the end."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from eda_lint.cli.progress import ProgressLine, progress_line


def ticking(seconds: float) -> Iterator[float]:
    """A clock that goes on by so much whenever it is looked at."""
    now = 0.0
    while True:
        yield now
        now += seconds


def test_short_work_draws_nothing() -> None:
    stream, clock = io.StringIO(), ticking(0.001)
    line = ProgressLine(stream, lambda: next(clock))
    for done in range(100):
        line("reading", done, 100)
    line.wipe()
    assert stream.getvalue() == ""


def test_long_work_is_drawn_now_and_then_and_wiped() -> None:
    stream, clock = io.StringIO(), ticking(0.02)
    line = ProgressLine(stream, lambda: next(clock))
    for done in range(100):
        line("reading", done, 100)
    line.wipe()
    drawn = stream.getvalue().split("\r\x1b[K")
    assert drawn[1].startswith("reading ")
    assert drawn[-1] == ""
    assert 2 < len(drawn) < 50


def test_never_where_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    with progress_line() as progress:
        assert progress is None


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress_line() as progress:
        assert isinstance(progress, ProgressLine)
