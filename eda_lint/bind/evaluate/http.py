"""HTTP requests of the libraries that make them."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.effects import note_http_call
from eda_lint.bind.evaluate.guards import idempotency_keys
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Foreign, Thing
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.location import Location
from eda_lint.value import Literal, Unknown, Value, concat

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
_METHOD_FIRST = frozenset({"request", "stream", "urlopen", "request_encode_body"})
# Where requests are made: a module's functions, or the methods of a session of it.
_CLIENTS = re.compile(
    r"""(?x)^(?:
      (?P<requests>requests)(?:\.(?:Session|session|sessions\.Session)\(\)|\.api)?
    | (?P<httpx>httpx)(?:\.(?:Client|AsyncClient)\(\))?
    | (?P<urllib3>urllib3)(?:\.(?:PoolManager|ProxyManager|HTTPS?ConnectionPool)\(\))?
    | (?P<aiohttp>aiohttp)(?:\.client)?\.ClientSession\(\)
    | (?P<http>http)\.client\.HTTPS?Connection\(\)
    | (?P<requests_toolbelt>requests_toolbelt)\..*\(\)
    )\.(?P<method>\w+)$"""
)
_URLOPEN = "urllib.request.urlopen"
_REQUEST = "urllib.request.Request()"


def call_http(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """Note the request that a call makes; None where the call makes none."""
    if callee.path == _URLOPEN:
        return _urlopen(machine, callee, arguments, at)
    match = _CLIENTS.match(callee.path)
    if match is None:
        return None
    name = match["method"]
    if name in _VERBS:
        method, url = name.upper(), arguments.get(0, "url")
    elif name in _METHOD_FIRST:
        method = (key_of(arguments.get(0, "method") or Unknown()) or "").upper()
        url = arguments.get(1, "url")
    else:
        return None
    address = value_of(url) if url is not None else Unknown("no address")
    if match["http"]:
        address = concat((_host(callee), address), at)
    headers = arguments.keywords.get("headers")
    own = idempotency_keys(
        [value_of(headers)] if headers is not None else [],
        at,
        complete=not arguments.open_keywords and not _unseen(headers),
    )
    note_http_call(machine, callee.root, method, address, own, at)
    return Foreign(f"{callee.root}.Response()", leaves(arguments.all()))


def _host(callee: Foreign) -> Value:
    given = callee.arguments.get(0, "host") if callee.arguments else None
    return Unknown("a host") if given is None else value_of(given)


def _unseen(headers: Thing | None) -> bool:
    """Whether headers may hold what cannot be seen."""
    if headers is None:
        return False
    value = value_of(headers)
    return isinstance(value, Unknown) or getattr(value, "open", False)


def _urlopen(machine: Machine, callee: Foreign, arguments: Arguments, at: Location) -> Thing:
    target = arguments.get(0, "url") or Unknown("no address")
    given = arguments
    if isinstance(target, Foreign) and target.path == _REQUEST and target.arguments is not None:
        given = target.arguments
        target = given.get(0, "url") or Unknown("no address")
    stated = given.keywords.get("method")
    data = given.get(1, "data")
    method = "GET" if data is None or data == Literal(None) else "POST"
    if stated is not None:
        method = (key_of(stated) or "").upper()
    headers = given.get(2, "headers") if given is not arguments else None
    own = idempotency_keys(
        [value_of(headers)] if headers is not None else [], at, complete=not _unseen(headers)
    )
    note_http_call(machine, "urllib", method, value_of(target), own, at)
    return Foreign("urllib.Response()", leaves(given.all()))
