"""A finding is a small story: one primary place, and related places each with a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from eda_lint.frozen import frozen
from eda_lint.location import Location


class Severity(Enum):
    """How bad: an error loses or repeats work, a warning will under load, info is advice."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Confidence(Enum):
    """How sure: declared or resolved; one step guessed; only hinted at by a name or a policy."""

    CERTAIN = "certain"
    LIKELY = "likely"
    INFERRED = "inferred"

    @property
    def rank(self) -> int:
        """0 for inferred, 2 for certain."""
        return ("inferred", "likely", "certain").index(self.value)


def least(confidences: Iterable[Confidence]) -> Confidence:
    """The least sure of some confidences: a chain is as sure as its weakest link."""
    return min(confidences, key=lambda confidence: confidence.rank)


def surest(confidences: Iterable[Confidence]) -> Confidence:
    """The surest of some confidences: of several witnesses, one that is certain is enough."""
    return max(confidences, key=lambda confidence: confidence.rank)


class Subject(Protocol):
    """What a finding is about; every node of the event graph is one."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> Location: ...


@frozen
class Related:
    """Another place of the story, with the phrase that connects it."""

    at: Location
    message: str


@frozen
class Remedy:
    """What would mend a finding, as an intent; `fix/` turns it into edits of the file at `at`.

    `action` names the edit ("hoist-construction"), `safe` says that behaviour cannot change.
    """

    action: str
    at: Location
    safe: bool


@frozen
class Finding:
    """One fault. `severity` and `confidence` stand only where they differ from the rule's own.

    `other` is the node id of the other end (the consumer, the target), part of the fingerprint.
    `flows` are the ways on which it happens, where it happens on one: the places of each in the
    order in which an event meets them.
    The message says what is, with numbers, and what is needed; lower case, no full stop.
    """

    at: Location
    subject: Subject
    message: str
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    confidence: Confidence = Confidence.CERTAIN
    other: str = ""
    remedy: Remedy | None = None
    flows: tuple[tuple[Related, ...], ...] = ()


@frozen
class Reported:
    """A finding with the rule that made it, its severity after configuration, and a fingerprint.

    The fingerprint (16 hex digits) is made of the rule, the subject's and the other end's id and
    the count of equal ones before it, never of line numbers.
    """

    rule: str
    family: str
    severity: Severity
    finding: Finding
    fingerprint: str
