"""Rule and the @rule decorator: a rule is one function from the event graph to findings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeAlias

from eda_lint.finding import Finding, Severity
from eda_lint.frozen import frozen
from eda_lint.graph.event_graph import EventGraph

OptionValue: TypeAlias = bool | int | float | str | tuple[str, ...]
Parameters = ParamSpec("Parameters")
Check: TypeAlias = Callable[..., Iterator[Finding]]


@frozen
class Option:
    """A keyword-only parameter of a rule: its name as configuration writes it, and its default."""

    name: str
    default: OptionValue


@frozen
class Rule:
    """A rule as its room declares it; `family` is the room's folder, set by the registry."""

    id: str
    family: str
    severity: Severity
    summary: str
    options: tuple[Option, ...]
    check: Check

    def findings(
        self, graph: EventGraph, options: Mapping[str, OptionValue] = MappingProxyType({})
    ) -> Iterator[Finding]:
        """Run the rule; `options` by their names in configuration (`minimum`, `warn-size`)."""
        keywords = {name.replace("-", "_"): value for name, value in options.items()}
        return self.check(graph, **keywords)


def rule(
    *, severity: Severity
) -> Callable[[Callable[Concatenate[EventGraph, Parameters], Iterator[Finding]]], Rule]:
    """Make a rule of a function: its name is the id, its docstring's first line the summary."""

    def decorate(check: Callable[Concatenate[EventGraph, Parameters], Iterator[Finding]]) -> Rule:
        documentation = inspect.getdoc(check) or ""
        return Rule(
            id=check.__name__.replace("_", "-"),
            family="",
            severity=severity,
            summary=documentation.partition("\n")[0].rstrip("."),
            options=tuple(_options(check)),
            check=check,
        )

    return decorate


def _options(check: Check) -> Iterator[Option]:
    for parameter in inspect.signature(check).parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            yield Option(parameter.name.replace("_", "-"), parameter.default)
