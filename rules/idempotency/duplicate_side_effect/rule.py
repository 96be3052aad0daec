"""duplicate-side-effect: see README.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eda_lint.aws import facts
from eda_lint.finding import Confidence, Finding, Related, Severity, least
from eda_lint.frozen import frozen
from eda_lint.graph.classify import Classifier
from eda_lint.graph.effects import effects
from eda_lint.graph.event_graph import EventGraph
from eda_lint.graph.fresh import described, fresh_part
from eda_lint.graph.naming import tokens
from eda_lint.graph.repetition import Repetition, repetitions
from eda_lint.graph.writes import attributes_counted, items_put
from eda_lint.model import CodeCall, Function, Handler, HttpCall, Moment, Node, SdkCall, Table
from eda_lint.rule import rule
from eda_lint.value import Absent, Concat, Unknown, Value, field_of, inside, text_of

# What counts the attempts is meant to count them all, and a version only grows.
_COUNTS_ATTEMPTS = frozenset({
    "version", "revision", "attempt", "attempts", "retry", "retries", "tries", "failures",
    "sequence", "seq",
})  # fmt: skip
# A POST that only asks: a query, a token, a model's answer.
_ASKS = frozenset({
    "token", "oauth", "oauth2", "auth", "login", "search", "query", "graphql", "validate",
    "verify", "completions", "embeddings", "introspect", "predict", "invocations",
})  # fmt: skip
_OWN_HOSTS = re.compile(r"localhost|127\.|169\.254\.|[\w.-]*\.(amazonaws|on)\.(com|aws)\b")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


@frozen
class _SideEffect:
    """A call that a repetition does again, and what it then does."""

    call: CodeCall
    again: str
    target: Node | None = None


@rule(severity=Severity.INFO)
def duplicate_side_effect(graph: EventGraph) -> Iterator[Finding]:
    """A repeated delivery leaves a second item, counts twice, or sends a second message."""
    classifier = Classifier(graph)
    for function in graph.all(Function):
        handler = function.handler
        if not isinstance(handler, Handler) or handler.behaviour.durable:
            continue
        if classifier.financial(function) is not None:
            continue
        repeated = repetitions(graph, function)
        if not repeated:
            continue
        done = {e.call.at: e for e in _side_effects(graph, function, handler)}
        if done:
            yield _finding(function, handler, list(done.values()), repeated)


def _side_effects(graph: EventGraph, function: Function, handler: Handler) -> Iterator[_SideEffect]:
    """What is done on every invocation that nothing keeps from being done twice, in order."""
    targets = {id(effect.call): effect.target for effect in effects(graph, function)}
    for call in handler.behaviour.calls:
        if call.moment is not Moment.INVOCATION or call.guards:
            continue
        if isinstance(call, SdkCall):
            again = _of_api_call(call, targets.get(id(call)))
        elif isinstance(call, HttpCall) and id(call) in targets:
            again = _of_request(call)
        else:
            continue
        if again:
            yield _SideEffect(call, again, targets.get(id(call)))


def _of_api_call(call: SdkCall, target: Node | None) -> str:
    """What an AWS API call does again, "" where a second one changes nothing."""
    operation = (call.service, call.operation)
    if operation in facts.MESSAGES_TO_PEOPLE:
        return f"{call.operation} sends the same message again"
    if operation == ("sns", "Publish"):
        by_phone = not isinstance(field_of(call.arguments, "PhoneNumber"), Absent | Unknown)
        return "Publish to a phone number sends the same message again" if by_phone else ""
    if call.service != "dynamodb":
        return ""
    for attribute in attributes_counted(call):
        if _COUNTS_ATTEMPTS.isdisjoint(tokens(attribute)):
            return f"{call.operation} counts {attribute} again"
    return _second_item(call, target) if isinstance(target, Table) else ""


def _second_item(call: SdkCall, table: Table) -> str:
    for item in items_put(call):
        for name in table.key:
            part = fresh_part(field_of(item, name))
            if part is not None:
                return (
                    f"{call.operation} leaves a second item in {table} ({name}: {described(part)})"
                )
    return ""


def _of_request(call: HttpCall) -> str:
    if call.method != "POST" or not _is_third_party(call.url):
        return ""
    return f"HTTP POST by {call.library} asks the third party again"


def _is_third_party(url: Value) -> bool:
    """Whether an address is certain to be neither the application's own nor a mere question's."""
    start = url.parts[0] if isinstance(url, Concat) else url
    text = text_of(start) or ""
    host = _SCHEME.sub("", text)
    if host in ("", text) or _OWN_HOSTS.match(host):
        return False
    constants = " ".join(text_of(part) or "" for part in inside(url))
    return _ASKS.isdisjoint(tokens(constants))


def _finding(
    function: Function, handler: Handler, done: list[_SideEffect], repeated: list[Repetition]
) -> Finding:
    first, *others = done
    worst = repeated[0]
    kind = "delivery" if worst.by_service else "request"
    certain = first.call.confidence if isinstance(first.call, SdkCall) else Confidence.CERTAIN
    return Finding(
        at=first.call.at,
        subject=function,
        message=f"{worst.source} -> {function}: with a repeated {kind} {first.again}; needs a key "
        "or an idempotency guard that comes from the event",
        related=(
            *dict.fromkeys(Related(one.edge.at, str(one)) for one in repeated),
            Related(handler.at, f"{function} handles it"),
            *(Related(other.call.at, f"{other.again}, too") for other in others),
        ),
        confidence=least((handler.confidence, worst.edge.confidence, certain)),
        other=first.target.id if first.target is not None else "",
        flows=tuple(
            (
                Related(one.edge.at, str(one)),
                Related(handler.at, f"{function} handles it"),
                *(Related(s.at, f"by way of {s.called}, called here") for s in first.call.path),
                Related(first.call.at, first.again),
            )
            for one in repeated
        ),
    )
