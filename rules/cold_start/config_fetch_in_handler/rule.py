"""config-fetch-in-handler: see README.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from eda_lint.aws import facts
from eda_lint.finding import Finding, Related, Severity, least
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.naming import tokens
from eda_lint.location import Location
from eda_lint.model import Function, Handler, Moment, RuleTarget, SdkCall
from eda_lint.rule import rule
from eda_lint.value import (
    Absent,
    Concat,
    Environment,
    Input,
    Items,
    Literal,
    Reference,
    Value,
    field_of,
    inside,
    items_of,
    text_of,
)

_WHAT = {
    "ssm": "the parameter",
    "secretsmanager": "the secret",
    "appconfig": "the configuration",
    "appconfigdata": "the configuration",
    "s3": "the configuration",
}
_OBJECTS = frozenset({("s3", "GetObject"), ("s3", "download_file"), ("s3", "download_fileobj")})
_CONFIGURATION_WORDS = frozenset({
    "config", "configs", "configuration", "configurations", "settings", "flags", "toggles",
})  # fmt: skip


@rule(severity=Severity.WARNING)
def config_fetch_in_handler(graph: EventGraph) -> Iterator[Finding]:
    """A parameter, secret or configuration of a constant name is fetched on every invocation."""
    for function in graph.all(Function):
        if graph.runs_at_deployments_only(function):
            continue
        if isinstance(function.handler, Handler):
            for call, name in _fetches(function.handler).values():
                if _may_be_kept(graph, function, function.handler, call, name):
                    yield _finding(function, function.handler, call, name)


def _may_be_kept(
    graph: EventGraph, function: Function, handler: Handler, call: SdkCall, name: Value
) -> bool:
    """Whether what was fetched once may be kept: it is not there to see or make a change."""
    source = facts.SOURCE_OF_CHANGES.get(call.service)
    for _, target in graph.carried(graph.incoming(function), RuleTarget):
        if source in map(text_of, items_of(field_of(target.pattern, "source"))):
            return False
    for other in handler.behaviour.calls:
        if isinstance(other, SdkCall) and other.service == call.service:
            member = facts.CONFIGURATION_CHANGES.get((other.service, other.operation))
            changed = field_of(other.arguments, member) if member else None
            if changed is not None and (changed == name or not _is_constant(changed)):
                return False
    return True


def _fetches(handler: Handler) -> dict[Location, tuple[SdkCall, Value]]:
    """The fetches of every invocation with the name of what they fetch, by place.

    A place where other names are fetched too has no constant name.
    """
    fetches: dict[Location, tuple[SdkCall, Value]] = {}
    open_places: set[Location] = set()
    for call in handler.behaviour.calls:
        if not isinstance(call, SdkCall) or call.moment is not Moment.INVOCATION:
            continue
        names = _names(call)
        if names and all(map(_is_constant, names)):
            fetches.setdefault(call.at, (call, names[-1]))
        elif names:
            open_places.add(call.at)
    return {at: fetch for at, fetch in fetches.items() if at not in open_places}


def _names(call: SdkCall) -> tuple[Value, ...]:
    """What names the configuration that a call fetches; nothing where it fetches none."""
    operation = (call.service, call.operation)
    members = facts.CONFIGURATION_FETCHES.get(operation, ())
    if operation in _OBJECTS and _is_configuration(field_of(call.arguments, "Key")):
        members = ("Bucket", "Key")
    return tuple(field_of(call.arguments, member) for member in members)


def _is_configuration(key: Value) -> bool:
    text = text_of(key)
    return text is not None and not _CONFIGURATION_WORDS.isdisjoint(tokens(text))


def _is_constant(name: Value) -> bool:
    """Whether a name is settled before the handler runs: no event, no answer, no choice in it."""
    if isinstance(name, Absent) or (isinstance(name, Items) and name.open):
        return False
    settled = Literal | Reference | Environment | Input | Concat | Items
    return all(isinstance(part, settled) for part in inside(name))


def _finding(function: Function, handler: Handler, call: SdkCall, name: Value) -> Finding:
    return Finding(
        at=call.at,
        subject=function,
        message=f"{_WHAT[call.service]}{_displayed(name)} is fetched on every invocation of "
        f"{function}; needs to be fetched once and kept, for as long as it may be stale",
        related=tuple(
            Related(step.at, f"by way of {step.called}, called here") for step in call.path
        ),
        confidence=least((handler.confidence, call.confidence)),
    )


def _displayed(name: Value) -> str:
    texts = [text_of(item) for item in items_of(name)]
    known = [text for text in texts if text]
    return f" {', '.join(known)}" if known and len(known) == len(texts) else ""
