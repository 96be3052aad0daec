"""undefined-env-var: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from eda_lint.aws import facts
from eda_lint.finding import Finding, Related, Severity
from eda_lint.graph.event_graph import EventGraph
from eda_lint.model import Behaviour, EnvironmentRead, Function, Handler
from eda_lint.rule import rule
from eda_lint.value import (
    Absent,
    Entry,
    Items,
    Record,
    Reference,
    Value,
    inside,
    outcomes,
    text_of,
)

_OTHERS = (*facts.FUNCTION_VARIABLE_PREFIXES, *facts.UTILITY_VARIABLE_PREFIXES)


@rule(severity=Severity.ERROR)
def undefined_env_var(graph: EventGraph) -> Iterator[Finding]:
    """A handler needs an environment variable that nothing sets."""
    for function in graph.all(Function):
        handler = function.handler
        variables = _variables(function)
        if not isinstance(handler, Handler) or variables is None:
            continue
        for read in _required(handler.behaviour):
            if read.name not in variables and not _is_given(read.name):
                yield _finding(function, handler, read, variables)


def _variables(function: Function) -> dict[str, Entry] | None:
    """The variables that may be set, by name; None where others may be."""
    if not _layers_set_none(function):
        return None
    variables: dict[str, Entry] = {}
    for option in outcomes(function.environment):
        match option:
            case Absent():
                continue
            case Record(open=False):
                variables.update((entry.key, entry) for entry in option.entries)
            case _:
                return None
    return None if facts.WRAPPER_VARIABLE in variables else variables


def _layers_set_none(function: Function) -> bool:
    """Whether no layer can set a variable: it is the scan's, and was followed, or AWS's own."""
    match function.layers:
        case Absent():
            return True
        case Items(open=False, items=layers):
            return all(isinstance(layer, Reference) or _is_of_aws(layer) for layer in layers)
        case _:
            return False


def _is_of_aws(layer: Value) -> bool:
    texts = [text for part in inside(layer) if (text := text_of(part)) is not None]
    return any(name in text for text in texts for name in facts.LAYERS_WITHOUT_VARIABLES)


def _required(behaviour: Behaviour) -> Iterator[EnvironmentRead]:
    """The first read of each variable that is needed; one that is also asked for is not."""
    asked = {read.name for read in behaviour.environment_reads if not read.required}
    for read in behaviour.environment_reads:
        if read.name not in asked:
            asked.add(read.name)
            yield read


def _is_given(name: str) -> bool:
    return name in facts.FUNCTION_VARIABLES or name.startswith(_OTHERS)


def _finding(
    function: Function, handler: Handler, read: EnvironmentRead, variables: dict[str, Entry]
) -> Finding:
    return Finding(
        at=read.at,
        subject=function,
        message=f"{function} {_suffers(handler)} here, as nothing sets the environment variable "
        f"{read.name}; needs it in the function's environment",
        related=tuple(_related(function, read.name, variables)),
        confidence=handler.confidence,
        other=read.name,
    )


def _suffers(handler: Handler) -> str:
    return "fails" if handler.language == "python" else "gets undefined"


def _related(function: Function, name: str, variables: dict[str, Entry]) -> Iterator[Related]:
    for close in get_close_matches(name, variables, 1):
        yield Related(variables[close].at or function.at, f"{close} is set, may it be meant?")
        return
    yield Related(function.at, f"the variables of {function}: {', '.join(variables) or 'none'}")
