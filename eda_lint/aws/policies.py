"""Resource policies of channels: which service principals they let send."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from eda_lint.aws.interface import Attached, End, Resource, Statement
from eda_lint.aws.text import structure
from eda_lint.location import Location
from eda_lint.model import ChannelPolicy, NodeType
from eda_lint.value import (
    Absent,
    Choice,
    Items,
    Record,
    Value,
    entries_of,
    field_of,
    items_of,
    text_of,
)


def channel_policies(
    resource: Resource, channels: str, kind: NodeType, action: str
) -> Iterator[Statement]:
    """The policy that a resource sets on each channel that its property `channels` lists."""
    policy = channel_policy(resource.property("PolicyDocument"), action, resource.at)
    for channel in items_of(resource.property(channels)):
        yield Attached(End(channel, (kind,)), policy)


def channel_policy(document: Value, action: str, at: Location) -> ChannelPolicy:
    """Who may do `action` ("sqs:SendMessage") by a policy document."""
    statements = field_of(structure(document), "Statement")
    complete = isinstance(statements, Items | Record) and not getattr(statements, "open", False)
    principals: dict[str, None] = {}
    for statement in items_of(statements):
        if text_of(field_of(statement, "Effect")) == "Deny":
            continue
        if not _readable(statement):
            complete = False
            continue
        if any(_admits(pattern, action) for pattern in items_of(field_of(statement, "Action"))):
            admitted = tuple(_principals(field_of(statement, "Principal")))
            complete = complete and None not in admitted
            principals.update(dict.fromkeys(name for name in admitted if name is not None))
    return ChannelPolicy(at, tuple(principals), complete)


def _readable(statement: Value) -> bool:
    """Whether a statement spells out its effect and its actions (no NotAction)."""
    actions = items_of(field_of(statement, "Action"))
    return (
        isinstance(statement, Record)
        and text_of(field_of(statement, "Effect")) == "Allow"
        and bool(actions)
        and all(text_of(pattern) is not None for pattern in actions)
    )


def _admits(pattern: Value, action: str) -> bool:
    return fnmatchcase(action.lower(), (text_of(pattern) or "").lower())


def _principals(principal: Value) -> Iterator[str | None]:
    """The principals by name; None for one that cannot be read."""
    if isinstance(principal, Absent | Choice):
        yield None
    elif isinstance(principal, Record):
        for entry in entries_of(principal):
            names = [text_of(item) for item in items_of(entry.value)]
            if entry.key == "Service":
                yield from names
            else:
                # Accounts and roles are no services, except that "*" is everyone.
                yield from (name for name in names if name == "*")
    else:
        yield text_of(principal)
