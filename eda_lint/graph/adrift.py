"""Settings that may stand beside any node, because the scan does not say beside which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Setting

S = TypeVar("S", bound=Setting)


def adrift(graph: EventGraph, kind: type[S]) -> Iterator[S]:
    """The settings of a kind whose node could not be told, or is not declared in the scan.

    A template of alarms takes the names of queues as parameters: any declared queue may be meant.
    """
    yield from graph.loose(kind)
    for node in graph.nodes.values():
        if node.external:
            yield from graph.settings(node, kind)
