"""What a configuration says of findings: other severities, and what is ignored under a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from eda_lint.config import Config, PathSettings
from eda_lint.files import Patterns
from eda_lint.finding import Reported, Severity
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic


@frozen
class Overrides:
    """Severities by rule and family, and what holds under some paths; a later pattern wins.

    A path is that of the place where a finding is reported.
    """

    severity: Mapping[str, Severity]
    under: tuple[tuple[Patterns, PathSettings], ...]

    @classmethod
    def of(cls, config: Config, working: Path) -> Overrides:
        """What a configuration says; its patterns count from its folder, else from `working`."""
        folder = (config.folder or working).resolve()
        under = ((Patterns([one], folder), settings) for one, settings in config.per_path.items())
        return cls(config.severity, tuple(under))

    def applied(self, found: Iterable[Reported], files: Mapping[str, Path]) -> Iterator[Reported]:
        """The findings that are left, with their severities. `files` gives the file of a path."""
        for one in found:
            names = (one.rule, one.family)
            severity = self._severity(names, one.severity, files.get(one.finding.at.path))
            if severity is one.severity:
                yield one
            elif severity is not None:
                yield replace(one, severity=severity)

    def told(
        self, rule: str, found: Iterable[Diagnostic], files: Mapping[str, Path]
    ) -> Iterator[Diagnostic]:
        """What is left of what is told of suppressions under this name."""
        for one in found:
            if self._severity((rule,), Severity.INFO, files.get(one.path)) is not None:
                yield one

    def _severity(
        self, names: tuple[str, ...], severity: Severity, file: Path | None
    ) -> Severity | None:
        """The severity of a finding by the names of its rule and family; None: it is ignored."""
        # A rule's own entry comes before its family's.
        of_rule = next((self.severity[name] for name in names if name in self.severity), severity)
        for patterns, settings in self.under:
            if file is None or not patterns.match(file):
                continue
            if not set(names).isdisjoint(settings.ignore):
                return None
            named = (settings.severity[name] for name in names if name in settings.severity)
            of_rule = next(named, of_rule)
        return of_rule
