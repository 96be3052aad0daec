"""What a baseline remembers of a finding."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eda_lint.finding import Reported
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph
from eda_lint.location import Diagnostic
from eda_lint.notices import PARSE_ERROR


@frozen(order=True)
class Entry:
    """One finding. `path` is the file it stands in, `subject` and `other` are names of nodes.

    `other` is empty where there is no other end; so is `subject` for a file that cannot be read,
    whose rule is `parse-error`. `message` is there for people, and to tell several findings on the
    same subject from each other.
    """

    path: str
    rule: str
    subject: str
    other: str
    message: str
    fingerprint: str


@frozen
class Baseline:
    """Entries in order; their paths start from the folder of the baseline's file, or of a scan."""

    entries: tuple[Entry, ...] = ()

    def moved(self, before: Path, after: Path) -> Baseline:
        """The same entries, their paths from the folder `after` instead of `before`."""
        if before == after:
            return self
        return Baseline(
            tuple(sorted(replace(one, path=_from(one.path, before, after)) for one in self.entries))
        )


def baseline_of(
    findings: Iterable[Reported], diagnostics: Iterable[Diagnostic], graph: EventGraph
) -> Baseline:
    """A baseline of everything that was found."""
    found = (*entries_of(findings, graph), *entries_of_unread(sorted(set(diagnostics))))
    return Baseline(tuple(sorted(found)))


def entries_of(findings: Iterable[Reported], graph: EventGraph) -> Iterator[Entry]:
    """The entry of each finding, in the same order."""
    for one in findings:
        finding = one.finding
        yield Entry(
            path=finding.at.path,
            rule=one.rule,
            subject=finding.subject.name,
            other=_name(finding.other, graph),
            message=finding.message,
            fingerprint=one.fingerprint,
        )


def entries_of_unread(diagnostics: Sequence[Diagnostic]) -> Iterator[Entry]:
    """The entry of each file that cannot be read, in the same order."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in diagnostics:
        key = (one.path, one.message)
        text = "\0".join((PARSE_ERROR, *key, str(counts[key]))).encode(errors="surrogatepass")
        counts[key] += 1
        yield Entry(
            path=one.path,
            rule=PARSE_ERROR,
            subject="",
            other="",
            message=one.message,
            fingerprint=hashlib.sha256(text).hexdigest()[:16],
        )


def _name(other: str, graph: EventGraph) -> str:
    """The name of another end; what is no node has its own text, several have each their name."""
    several = (other,) if other in graph.nodes else other.split()
    return " ".join(graph.nodes[one].name if one in graph.nodes else one for one in several)


def _from(path: str, before: Path, after: Path) -> str:
    return Path(os.path.relpath(before / path, after)).as_posix()
