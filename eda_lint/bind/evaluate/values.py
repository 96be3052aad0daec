"""Things as values: what rules and the graph will see of them."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.evaluate.sdk_objects import (
    SdkAnswer,
    SdkClient,
    SdkCommand,
    SdkHandle,
    SdkPaginator,
    SdkResource,
    SdkSession,
)
from eda_lint.bind.evaluate.things import (
    Alternatives,
    Class,
    ContextVariable,
    Foreign,
    Function,
    Instance,
    List,
    Map,
    Member,
    Method,
    Module,
    Partial,
    Promise,
    Super,
    Thing,
)
from eda_lint.location import Location
from eda_lint.value import (
    CONTEXT,
    Entry,
    Environment,
    EventData,
    Generated,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    choice,
    field_of,
    inside,
    text_of,
)

MOST_LEAVES = 8
DEEPEST_VALUE = 12
MOST_PARTS = 2000
CREDENTIALS = "assumed credentials"
MEMBER_VALUE = "_value_"
"""The attribute of an enum's member that holds its value."""
# Answers that depend on nothing but the name that was asked for.
_BY_NAME = {("ssm", "GetParameter"): "Name", ("secretsmanager", "GetSecretValue"): "SecretId"}
# An answer that names the resource which the request named: the name leads to the same node.
_NAMED_BY = {
    ("sqs", "GetQueueUrl", "QueueUrl"): "QueueName",
    ("sqs", "CreateQueue", "QueueUrl"): "QueueName",
    ("sns", "CreateTopic", "TopicArn"): "Name",
}


class _Budget:
    """How much of a value is still written out: shared parts may unfold without end."""

    def __init__(self) -> None:
        self.left = MOST_PARTS


def value_of(thing: Thing, depth: int = 0, budget: _Budget | None = None) -> Value:
    """The value of a thing; Unknown for what is no data."""
    if isinstance(thing, Map | List | Alternatives):
        budget = budget or _Budget()
        budget.left -= 1
        if depth > DEEPEST_VALUE or budget.left < 0:
            return Unknown("nested too deeply")
        return _container(thing, depth + 1, budget)
    if isinstance(thing, Foreign):
        if thing.inputs:
            return Operation(thing.path, thing.inputs)
        return Unknown(f"the result of {thing.path}")
    if isinstance(thing, SdkAnswer):
        return _answer(thing)
    if isinstance(thing, Promise):
        return value_of(thing.of, depth, budget)
    if isinstance(thing, SdkHandle):
        return thing.members[-1][1] if thing.members else Unknown(f"a {thing.kind}")
    match thing:
        case Member():
            inputs = leaves((thing.receiver,)) if depth < 2 else ()
            return Operation(thing.name, inputs) if inputs else Unknown("a method")
        case Function() | Method() | Partial():
            return Unknown("a function")
        case Class() | Module() | Super():
            return Unknown("a definition")
        case ContextVariable():
            return Unknown("a context variable")
        case Instance():
            return _object(thing, depth)
        case SdkCommand():
            return thing.arguments
        case SdkSession() | SdkClient() | SdkResource() | SdkPaginator():
            return Unknown("a client")
        case _:
            return thing


def _container(thing: Map | List | Alternatives, depth: int, budget: _Budget) -> Value:
    match thing:
        case Map():
            entries = tuple(
                Entry(key, value_of(value, depth, budget)) for key, value in thing.entries.items()
            )
            return Record(entries, thing.open or bool(thing.computed), thing.at)
        case List():
            items = tuple(value_of(item, depth, budget) for item in thing.items)
            return Items(items, thing.open, thing.at)
        case Alternatives():
            return choice(value_of(option.thing, depth, budget) for option in thing.options)


def _object(thing: Instance, depth: int) -> Value:
    if MEMBER_VALUE in thing.attributes:
        return value_of(plain(thing), depth + 1)
    inputs = leaves(thing.attributes.values()) if depth < 2 else ()
    return Operation("object", inputs) if inputs else Unknown("an object")


def _answer(answer: SdkAnswer) -> Value:
    if answer.service == "sts":
        return Generated(CREDENTIALS)
    operation = (answer.service, answer.operation)
    if answer.path:
        named_by = _NAMED_BY.get((*operation, answer.path[0]))
        if named_by is not None:
            return field_of(answer.arguments, named_by)
    inputs = _leaves_of((answer.arguments,))
    if operation in _BY_NAME:
        inputs = (field_of(answer.arguments, _BY_NAME[operation]),)
    if inputs:
        return Operation(f"{answer.service}:{answer.operation}", inputs)
    return Unknown(f"the answer of {answer.service} {answer.operation}")


def leaves(things: Iterable[Thing]) -> tuple[Value, ...]:
    """What tells where things come from: event data, generated and deployed parts, a few."""
    return _leaves_of(value_of(thing, 2) for thing in things)


def _leaves_of(values: Iterable[Value]) -> tuple[Value, ...]:
    found: dict[Value, None] = {}
    for value in values:
        for seen, part in enumerate(inside(value)):
            if isinstance(part, EventData | Generated | Reference | Environment | Input):
                found.setdefault(part)
            if len(found) >= MOST_LEAVES or seen > MOST_PARTS:
                return tuple(found)
    return tuple(found)


def event_data(thing: Thing) -> tuple[EventData, ...]:
    """What of the event a thing comes from; the context is not of the event."""
    return tuple(
        part
        for part in leaves((thing,))
        if isinstance(part, EventData) and part.path[:1] != (CONTEXT,)
    )


def per_request(things: Iterable[Thing]) -> bool:
    """Whether any of these comes from the event, the context or assumed credentials."""
    return any(
        isinstance(part, EventData) or part == Generated(CREDENTIALS)
        for thing in things
        for part in leaves((thing,))
    ) or any(isinstance(thing, SdkSession) and thing.per_request for thing in things)


def depends_on_event(value: Value) -> bool:
    """Whether event data takes part in a value."""
    return any(isinstance(part, EventData) for part in inside(value))


def key_of(thing: Thing) -> str | None:
    """The text of a constant key."""
    given = plain(thing)
    return text_of(given) if isinstance(given, Literal) else None


def plain(thing: Thing) -> Thing:
    """A member of an enum as the value that it stands for; anything else as it is."""
    return thing.attributes.get(MEMBER_VALUE, thing) if isinstance(thing, Instance) else thing


def located(thing: Thing, at: Location) -> Thing:
    """A constant that stands at another place; anything else as it is."""
    return Literal(thing.value, at) if isinstance(thing, Literal) else thing
