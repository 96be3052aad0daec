"""What each stage of a run came to, and how long it took: for `--verbose`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from eda_lint.cli.progress import Progress
from eda_lint.lint import Report
from eda_lint.model import Function, Handler
from eda_lint.model.behaviour import SdkCall
from eda_lint.registry import Selection
from eda_lint.report.counts import counted

_FINDING, _READING, _FOLLOWING, _CHECKING, _DONE = (
    "finding files", "reading", "following code", "checking", "done",
)  # fmt: skip


class Stages:
    """A progress that notes when each stage began, and passes on what it is told."""

    def __init__(
        self, progress: Progress | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` gives seconds."""
        self._progress = progress
        self._clock = clock
        self._begun = {_FINDING: clock()}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` pieces of a stage are done."""
        if stage not in self._begun:
            self._begun[stage] = self._clock()
        if self._progress is not None:
            self._progress(stage, done, total)

    def seconds(self) -> dict[str, float]:
        """How long each stage took, until now. What was skipped took no time."""
        begun = [*self._begun.items(), (_DONE, self._clock())]
        return {stage: after - before for (stage, before), (_, after) in pairwise(begun)}


def told(report: Report, selection: Selection, seconds: dict[str, float]) -> Iterator[str]:
    """A line a stage: what it came to, and its seconds."""
    for stage, what in (
        (_FINDING, counted(len(report.sources), "file")),
        (_READING, f"{counted(report.files, 'file')} of infrastructure and code"),
        (_FOLLOWING, _followed(report)),
        (_CHECKING, _checked(report, selection)),
    ):
        yield f"{stage}: {what} ({seconds.get(stage, 0.0):.2f} s)"


def _followed(report: Report) -> str:
    functions = list(report.graph.all(Function))
    handlers = [one.handler for one in functions if isinstance(one.handler, Handler)]
    calls = {
        call
        for handler in handlers
        for call in handler.behaviour.calls
        if isinstance(call, SdkCall)
    }
    led = {edge.carrier for edge in report.graph.edges if isinstance(edge.carrier, SdkCall)}
    graph = report.graph
    return ", ".join((
        f"{len(handlers)} of {counted(len(functions), 'function')} bound",
        f"{len(calls & led)} of {counted(len(calls), 'AWS call')} resolved to a resource",
        f"{counted(len(graph.unknown), 'value')} unknown",
        f"{counted(len(graph.nodes), 'node')}, {counted(len(graph.edges), 'edge')}",
    ))  # fmt: skip


def _checked(report: Report, selection: Selection) -> str:
    return f"{counted(len(selection.rules), 'rule')}, {counted(len(report.findings), 'finding')}"
