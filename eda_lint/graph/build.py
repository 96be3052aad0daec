"""Application -> EventGraph, the only writer of graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from eda_lint.aws.catalogue import Catalogue, catalogue
from eda_lint.aws.interface import (
    Attached,
    End,
    Flow,
    Operation,
    Resource,
    RouteTo,
    Statement,
    Synonym,
)
from eda_lint.aws.reading import identity
from eda_lint.bind.application import Application
from eda_lint.finding import Confidence, least
from eda_lint.graph.event_graph import EventGraph, Perspective
from eda_lint.graph.resolve import Destination, Directory, Near, destinations, display
from eda_lint.graph.senders import Senders
from eda_lint.location import UnknownFact
from eda_lint.model import (
    Edge,
    EdgeKind,
    Evidence,
    External,
    Function,
    FunctionUrl,
    Handler,
    HttpCall,
    InvokeConfig,
    Node,
    Route,
    SdkCall,
    Setting,
    stack_of,
)
from eda_lint.value import Literal, Reference, Unknown, Value, field_of, inside

_STANDING_FOR_OTHERS = (
    # What they give is an attribute of something else.
    "Custom::",
    "AWS::CloudFormation::",
    "AWS::Serverless::Application",
    "AWS::SSM::Parameter",
)


@dataclass(slots=True)
class _Draft:
    """What building has gathered so far."""

    directory: Directory = field(default_factory=Directory)
    flows: list[tuple[Resource, Flow]] = field(default_factory=list)
    routes: dict[str, list[RouteTo]] = field(default_factory=lambda: defaultdict(list))
    attached: list[tuple[Near, Attached]] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    unknown: list[UnknownFact] = field(default_factory=list)


def build(application: Application, perspective: Perspective | None = None) -> EventGraph:
    """The event graph of an application."""
    services = catalogue()
    draft = _Draft(unknown=list(application.unknown))
    for resource in application.resources:
        reader = services.reader(resource.type)
        if reader is not None:
            for statement in reader(resource):
                _take(statement, resource, draft)
        elif not resource.type.startswith(_STANDING_FOR_OTHERS):
            draft.directory.others[resource.id] = External(**identity(resource))
    _bind_handlers(application, draft)
    for resource, flow in draft.flows:
        for one in _by_route(flow, draft.routes.get(resource.id, ())):
            _draw(Near(resource.stack, resource.provider), one, draft)
    senders = Senders(draft.edges)
    for function in [n for n in draft.directory.nodes.values() if isinstance(n, Function)]:
        if isinstance(function.handler, Handler):
            _draw_calls(function, function.handler, services, senders, draft)
    settings, loose = _settings(draft)
    return EventGraph(
        draft.directory.nodes.values(),
        dict.fromkeys(draft.edges),
        settings,
        loose=loose,
        deployments={resource.stack: resource.root for resource in application.resources},
        perspective=perspective or Perspective(),
        unknown=tuple(sorted(set(draft.unknown), key=lambda u: (u.at, u.what, u.why))),
        diagnostics=application.diagnostics,
    )


def _take(statement: Statement, resource: Resource, draft: _Draft) -> None:
    match statement:
        case Node():
            draft.directory.add(statement)
        case Flow():
            draft.flows.append((resource, statement))
        case Attached():
            draft.attached.append((Near(resource.stack, resource.provider), statement))
        case Synonym():
            draft.directory.stand_in(statement)
        case RouteTo():
            draft.routes[statement.integration].append(statement)


def _by_route(flow: Flow, routes: Sequence[RouteTo]) -> Iterator[Flow]:
    """What flows through an integration, once for each route that leads to it."""
    if not routes or not isinstance(flow.carrier, Route):
        yield flow
        return
    for to in routes:
        carrier = replace(flow.carrier, at=to.at, method=to.method, path=to.path)
        detail = " ".join(word for word in ("route", to.method, to.path) if word)
        yield replace(flow, carrier=carrier, detail=detail)


def _bind_handlers(application: Application, draft: _Draft) -> None:
    for function, handler in application.handlers.items():
        node = draft.directory.nodes.get(function)
        if isinstance(node, Function):
            draft.directory.nodes[function] = replace(node, handler=handler)
            if isinstance(handler, Unknown):
                draft.unknown.append(UnknownFact(f"code of {node.name}", handler.why, node.at))


def _draw(near: Near, flow: Flow, draft: _Draft) -> None:
    at = flow.carrier.at
    sources = tuple(destinations(flow.source, draft.directory, near, at))
    targets = tuple(destinations(flow.target, draft.directory, near, at))
    for end, found in ((flow.source, sources), (flow.target, targets)):
        if not found:
            _note(f"an end of: {flow.detail}", end.value, flow, draft)
    for source in sources:
        for target in targets:
            draft.edges.append(_edge(source, target, flow))


def _note(what: str, value: Value, flow: Flow, draft: _Draft) -> None:
    why = value.why if isinstance(value, Unknown) else f"{display(value)} leads to nothing known"
    draft.unknown.append(UnknownFact(what, why, flow.carrier.at))


def _edge(source: Destination, target: Destination, flow: Flow) -> Edge:
    return Edge(
        source=source.node,
        target=target.node,
        kind=flow.kind,
        carrier=flow.carrier,
        evidence=Evidence(flow.evidence, flow.carrier.at, flow.detail),
        confidence=least((flow.confidence, source.confidence, target.confidence)),
        qualifier=target.qualifier,
    )


def _draw_calls(
    function: Function, handler: Handler, services: Catalogue, senders: Senders, draft: _Draft
) -> None:
    near = Near(stack_of(function.id), function.provider)
    for call in handler.behaviour.calls:
        if isinstance(call, HttpCall):
            draft.edges.extend(_url_edges(function, handler, call, draft))
        elif isinstance(call, SdkCall) and not _is_dry_run(call):
            operation = services.operations.get((call.service, call.operation))
            if operation is not None:
                for flow in _call_flows(function, handler, call, operation, senders):
                    _draw(near, flow, draft)


def _is_dry_run(call: SdkCall) -> bool:
    return field_of(call.arguments, "InvocationType") == Literal("DryRun")


def _call_flows(
    function: Function, handler: Handler, call: SdkCall, operation: Operation, senders: Senders
) -> Iterator[Flow]:
    for target in dict.fromkeys(operation.targets(call.arguments)):
        told = senders.told(target, function.id)
        # That an event came from where the templates say is a guess: code may send one as well.
        sure = Confidence.CERTAIN if told is None else Confidence.LIKELY
        detail = f"{call.service} {call.operation}"
        if handler.how:
            detail = f"{detail}; {handler.how}"
        yield Flow(
            kind=operation.kind,
            source=End(Reference(function.id), (Function,)),
            target=End(target if told is None else told, operation.to),
            carrier=call,
            detail=detail if told is None else f"{detail}, as the event names its sender",
            confidence=least((call.confidence, handler.confidence, sure)),
            evidence="code",
        )


def _url_edges(
    function: Function, handler: Handler, call: HttpCall, draft: _Draft
) -> Iterator[Edge]:
    """An HTTP request to a function URL calls the function behind it."""
    addressed = {v.resource for v in inside(call.url) if isinstance(v, Reference)}
    for edge in tuple(draft.edges):
        behind = isinstance(draft.directory.nodes[edge.source], FunctionUrl)
        if behind and edge.source in addressed:
            yield Edge(
                source=function.id,
                target=edge.target,
                kind=EdgeKind.INVOKE,
                carrier=call,
                evidence=Evidence("code", call.at, f"{call.method} by {call.library}"),
                confidence=handler.confidence,
                qualifier=edge.qualifier,
            )


def _settings(draft: _Draft) -> tuple[dict[str, tuple[Setting, ...]], tuple[Setting, ...]]:
    """The settings of each node, and those whose node could not be told."""
    settings: dict[str, list[Setting]] = defaultdict(list)
    loose: list[Setting] = []
    for near, attached in draft.attached:
        at = attached.setting.at
        found = tuple(destinations(attached.to, draft.directory, near, at))
        if not found:
            loose.append(attached.setting)
        for destination in found:
            settings[destination.node].append(_qualified(attached.setting, destination))
    by_node = {node: tuple(dict.fromkeys(of_node)) for node, of_node in settings.items()}
    return by_node, tuple(loose)


def _qualified(setting: Setting, of: Destination) -> Setting:
    """A configuration is that of the alias or version by which its function is named, if by one."""
    if isinstance(setting, InvokeConfig) and setting.qualifier == "":
        return replace(setting, qualifier=of.qualifier)
    return setting
