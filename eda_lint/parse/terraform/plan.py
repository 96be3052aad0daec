"""What `terraform show -json` prints, of a plan or of a state: read as a stream, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.form import Argument
from eda_lint.parse.terraform.json_stream import JsonStream, told
from eda_lint.parse.terraform.plan_configuration import read_configuration
from eda_lint.parse.terraform.plan_gathering import Gathered, is_wanted
from eda_lint.parse.terraform.plan_variables import given_variables
from eda_lint.parse.terraform.planned import PlanFacts, PlanKind

_ADDRESS = re.compile(r'"address"\s*:\s*("(?:[^"\\]|\\.)*")')
_MAJOR = frozenset({"0", "1"})

_Taker: TypeAlias = Callable[[object, Location], None]


def parse_plan(
    path: str, parts: Iterable[str], wanted: Callable[[str], bool] = is_wanted
) -> PlanFacts:
    """The resources of wanted types in a plan or a state, whose text comes in parts.

    A text that is cut off, or of a version that is not known, is a diagnostic; what was read before
    is kept.
    """
    reading = _Reading(path, parts, wanted)
    diagnostics = told(path, reading.run())
    return PlanFacts(
        path=path,
        kind=reading.kind,
        resources=tuple(reading.gathered.resources()),
        diagnostics=diagnostics,
        complete=reading.kind is PlanKind.PLAN and not diagnostics and reading.is_whole,
        variables=tuple(reading.given()),
    )


class _Reading:
    """Walks one file, and gathers what is of use."""

    def __init__(self, path: str, parts: Iterable[str], wanted: Callable[[str], bool]) -> None:
        self.gathered = Gathered(wanted)
        self.kind = PlanKind.PLAN
        self.is_whole = True
        self._variables: tuple[Argument, ...] = ()
        self._path = path
        self._stream = JsonStream(parts)
        self._wanted = wanted

    def run(self) -> Iterator[Diagnostic]:
        """Read the file, and say so where its version is none that is known."""
        for key in self._stream.members():
            match key:
                case "format_version":
                    at = self._stream.place()
                    version = str(self._stream.read())
                    if version.partition(".")[0] not in _MAJOR:
                        message = f"plan format version {version[:20]} is not supported (1.x is)"
                        yield Diagnostic(self._path, at.line, at.column, message)
                        return
                case "variables":
                    at = self._stream.place()
                    place = Location(self._path, at.line, at.column)
                    self._variables = tuple(given_variables(self._stream.read(), place))
                case "planned_values":
                    self.gathered.is_planned = True
                    self._values(self.gathered.take)
                case "values":
                    self.kind = PlanKind.STATE
                    self._values(self.gathered.take)
                case "prior_state":
                    for inner in self._members():
                        if inner == "values":
                            self._values(self.gathered.take_read)
                case "resource_changes":
                    self._each(self.gathered.take_change)
                case "configuration":
                    self.gathered.written = read_configuration(self._stream, self._wanted)
                case "complete" | "errored":
                    self.is_whole &= self._stream.read() is (key == "complete")

    def given(self) -> Iterator[Argument]:
        """The variables of the root module that are not sensitive, as its configuration says."""
        declared = self.gathered.written.variables
        return (one for one in self._variables if one.name in declared)

    def _values(self, take: _Taker) -> None:
        for key in self._members():
            if key == "root_module":
                self._module(take)

    def _module(self, take: _Taker) -> None:
        for key in self._members():
            if key == "resources":
                self._each(take)
            elif key == "child_modules" and self._stream.opens() == "[":
                for _ in self._stream.elements():
                    self._module(take)

    def _each(self, take: _Taker) -> None:
        if self._stream.opens() != "[":
            return
        for _ in self._stream.elements():
            start = self._stream.place()
            item = self._stream.read()
            at = self._stream.found(_ADDRESS) or start
            take(item, Location(self._path, at.line, at.column, at.line, at.end_column))

    def _members(self) -> Iterator[str]:
        """The keys of an object; of anything else there are none."""
        return self._stream.members() if self._stream.opens() == "{" else iter(())
