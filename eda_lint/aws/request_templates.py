"""What an API Gateway integration sends: the constant members of its request.

A request template is Velocity text that becomes JSON or a form when a request arrives. Members
that it spells out (`"stateMachineArn": "${Machine}"`, `TopicArn=…`) are read from the text; what
Velocity computes from the request is Unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from eda_lint.aws.text import HoledText, holed
from eda_lint.value import (
    ABSENT,
    Concat,
    Entry,
    Items,
    Literal,
    Record,
    Unknown,
    Value,
    entries_of,
    outcomes,
)

_JSON_MEMBER = re.compile(r'\\?"(?P<name>[A-Za-z]+)\\?"\s*:\s*\\?"(?P<value>[^"\\]*)\\?"')
_FORM_MEMBER = re.compile(r"(?:^|[&?\s'\"])(?P<name>[A-Za-z]+)=(?P<value>[^&\s]*)")
_ENCODED = re.compile(r"\$util\.urlEncode\(\s*(?P<quote>['\"])(?P<value>[^'\"]*)(?P=quote)\s*\)")
_ENTRIES = "Entries"
_ONE_ENTRY = ("EventBusName", "Source", "DetailType")


def sent(templates: Value, parameters: Value) -> Record | Unknown:
    """The arguments of the operation that an integration calls, as far as they are constant.

    `templates` are its request templates by content type, `parameters` its mapped parameters.
    """
    members: dict[str, Value] = {}
    entries: list[Value] = []
    read = False
    for template in entries_of(templates):
        for outcome in outcomes(template.value):
            text = holed(outcome)
            if text is not None and text.text:
                read = True
                entries.extend(_entries(text))
                for name, value in _members(text):
                    members.setdefault(name, value)
    for name, value in _mapped(parameters):
        members[name] = value
        read = True
    if not read:
        return Unknown("a request that is passed through", templates.at)
    arguments = [Entry(name, value) for name, value in members.items() if name != _ENTRIES]
    if entries:
        arguments.append(Entry(_ENTRIES, Items(tuple(entries))))
    return Record(tuple(arguments), at=templates.at)


def _members(text: HoledText) -> Iterator[tuple[str, Value]]:
    plain = _ENCODED.sub(lambda match: match["value"], text.text)
    for pattern in (_JSON_MEMBER, _FORM_MEMBER):
        for match in pattern.finditer(plain):
            yield match["name"], _constant(text, match["value"])


def _constant(text: HoledText, written: str) -> Value:
    if "$" in written:
        return Unknown("taken from the request", text.at)
    return text.value(unquote(written))


def _entries(text: HoledText) -> Iterator[Value]:
    """The entries of a PutEvents: one for each bus that is named, else one for the default bus."""
    named = [value for name, value in _members(text) if name == "EventBusName"]
    if '"EventBusName' in text.text.replace("\\", "") and not named:
        named = [Unknown("taken from the request", text.at)]
    if _ENTRIES in text.text:
        for bus in named or [ABSENT]:
            yield Record((Entry("EventBusName", bus),), at=text.at)


def _mapped(parameters: Value) -> Iterator[tuple[str, Value]]:
    """Request parameters, by the last part of their name: `integration.request.querystring.X`."""
    for entry in entries_of(parameters):
        yield entry.key.rpartition(".")[2], _quoted(entry.value)


def _quoted(value: Value) -> Value:
    """A mapped value: `'text'` is constant, anything else is taken from the request."""
    text = holed(value)
    if text is None:
        return Unknown("taken from the request", value.at)
    if len(text.text) >= 2 and text.text[0] == text.text[-1] == "'":
        return text.value(text.text[1:-1])
    return Unknown("taken from the request", value.at)


def given(parameters: Value) -> Record:
    """The arguments of an HTTP API's first-class integration, whose parameters are the members.

    A value that selects from the request (`$request.body`) is Unknown.
    """
    members = tuple(Entry(e.key, _unselected(e.value), e.at) for e in entries_of(parameters))
    one = Record(tuple(entry for entry in members if entry.key in _ONE_ENTRY), at=parameters.at)
    return Record((*members, Entry(_ENTRIES, Items((one,)))), at=parameters.at)


def _unselected(value: Value) -> Value:
    if isinstance(value, Literal | Concat):
        text = holed(value)
        if text is None or text.text.startswith("$") or "${" in text.text:
            return Unknown("taken from the request", value.at)
    return value
