"""Which findings a change touches: by their place, their subject, or the events' path between.

Code changes file by file, since what a handler does hangs on all of its module. Templates declare
many things, so they change block by block; but what was removed may have been what a finding now
misses (an alarm, a policy), so what removed lines name is touched wherever it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, takewhile
from pathlib import Path

from eda_lint.changed.blocks import block_at
from eda_lint.changed.changes import Changes, Hunk, is_template
from eda_lint.changed.patches import names_in
from eda_lint.changed.shared import Lines, Shared, shared_changes
from eda_lint.finding import Finding
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Location
from eda_lint.model import Function, Handler, Node
from eda_lint.value import Unknown


@frozen
class Surface:
    """Changes, and what is needed to tell what they touch.

    `sources` leads from the path of a report to its file, `base` is where those paths start.
    """

    changes: Changes
    base: Path
    sources: Mapping[str, Path]
    lines: Lines
    shared: Shared

    @classmethod
    def of(
        cls,
        changes: Changes,
        base: Path,
        sources: Mapping[str, Path],
        lines: Lines,
        chosen: Collection[Path] = (),
    ) -> Surface:
        """The surface of some changes; `chosen` are files of variables that were named."""
        return cls(changes, base, sources, lines, shared_changes(changes, lines, chosen))

    def touches(self, at: Location) -> bool:
        """Whether a place, or the block that it opens, changed."""
        file = self._file(at.path)
        hunks = self.changes.in_file(file)
        if hunks is None or self.shared.holds(file):
            return True
        if not hunks:
            return False
        block = block_at(self.lines(file), at.line, at.end_line)
        # Hunks stand in order: the one before the block may reach into it.
        nearest = max(bisect_left(hunks, block.first, key=_start) - 1, 0)
        near = takewhile(lambda hunk: hunk.start <= block.last, islice(hunks, nearest, None))
        return any(map(block.touched_by, near))

    def touches_file(self, path: str) -> bool:
        """Whether anything of a file changed."""
        return self.changes.in_file(self._file(path)) != ()

    def touches_finding(self, finding: Finding, graph: EventGraph) -> bool:
        """Whether one of its places changed, its subject, or what the path between them is made of.

        That path is the other ends that the finding names, and what leads from one to the next.
        """
        nodes = tuple(_nodes(finding, graph))
        named = frozenset(name for node in nodes for name in _names(node.name))
        if not named.isdisjoint(self.changes.removed | self.shared.modules):
            return True
        # Code that cannot be found may have been what is gone.
        subject = graph.nodes.get(finding.subject.id)
        lost = isinstance(subject, Function) and isinstance(subject.handler, Unknown)
        if lost and not all(map(is_template, self.changes.gone)):
            return True
        return any(map(self.touches, _places(finding, nodes, graph)))

    def _file(self, path: str) -> Path:
        return self.sources.get(path) or (self.base / path).resolve()


def _start(hunk: Hunk) -> int:
    return hunk.start


def _nodes(finding: Finding, graph: EventGraph) -> Iterator[Node]:
    """The subject and the other ends, as far as the graph has them."""
    # The other end may be several: those of a loop are told in one text.
    several = () if finding.other in graph.nodes else finding.other.split()
    for identity in (finding.subject.id, finding.other, *several):
        node = graph.nodes.get(identity)
        if node is not None:
            yield node


def _names(name: str) -> Iterator[str]:
    """What text calls a node: `Orders`; `aws_sqs_queue.this` of `module.orders` both."""
    return (part for part in names_in([name]) if "." in part or part == name)


def _places(finding: Finding, nodes: Iterable[Node], graph: EventGraph) -> Iterator[Location]:
    yield finding.at
    yield finding.subject.at
    yield from (related.at for related in finding.related)
    yield from (step.at for flow in finding.flows for step in flow)
    nodes = tuple(nodes)
    identities = {node.id for node in nodes}
    for node in nodes:
        yield node.at
        for edge in graph.outgoing(node):
            if edge.target in identities:
                yield edge.evidence.at
                yield edge.at
    subject = graph.nodes.get(finding.subject.id)
    if isinstance(subject, Function) and isinstance(subject.handler, Handler):
        yield subject.handler.at
