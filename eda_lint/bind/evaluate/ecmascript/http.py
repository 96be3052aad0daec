"""HTTP requests of JavaScript's libraries."""

from __future__ import annotations

import re

from eda_lint.bind.evaluate.callbacks import run_callbacks
from eda_lint.bind.evaluate.effects import note_http_call
from eda_lint.bind.evaluate.guards import idempotency_keys
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.things import Arguments, Foreign, Map, Thing
from eda_lint.bind.evaluate.values import key_of, leaves, value_of
from eda_lint.location import Location
from eda_lint.value import Literal, Record, Unknown, Value, concat

# `fetch(url, options)`
_FETCHES = re.compile(
    r"^(?:globalThis\.fetch|node-fetch(?:\.fetch)?|cross-fetch(?:\.fetch)?|isomorphic-fetch"
    r"|undici\.(?:fetch|request)|node-fetch-native|make-fetch-happen|cross-fetch\.default)$"
)
# `axios.post(url, ...)`, `got.post(url, ...)`; instances too.
_CLIENTS = re.compile(
    r"""(?x)^(?P<library>axios|got|ky|superagent|needle|phin|request|request-promise
      |request-promise-native)
    (?P<made>(?:\.create|\.extend|\.instance|\.defaults)\(\))*
    (?:\.(?P<method>get|post|put|patch|delete|del|head|options|request))?$"""
)
_NODE = re.compile(r"^https?\.(?P<method>request|get)$")
_BODIES = frozenset({"post", "put", "patch"})


def call_http(
    machine: Machine, callee: Foreign, arguments: Arguments, at: Location
) -> Thing | None:
    """Note the request that a call makes; None where the call makes none."""
    path = callee.path
    given = arguments.positional
    if _FETCHES.match(path):
        library = "fetch" if path == "globalThis.fetch" else callee.root
        url, options = _first(given), given[1] if len(given) > 1 else None
        if isinstance(url, Foreign) and url.path == "globalThis.Request()" and url.arguments:
            inner = url.arguments.positional
            url, options = _first(inner), inner[1] if len(inner) > 1 else options
        return _note(machine, library, "", url, options, arguments, at)
    match = _CLIENTS.match(path)
    if match is not None and (match["method"] or given):
        return _of_client(machine, match, callee, arguments, at)
    match = _NODE.match(path)
    if match is not None and given:
        return _of_node(machine, path, match["method"], arguments, at)
    return None


def _of_client(
    machine: Machine, match: re.Match[str], callee: Foreign, arguments: Arguments, at: Location
) -> Thing:
    given = arguments.positional
    method = {"del": "delete"}.get(match["method"] or "", match["method"] or "")
    first = _first(given)
    if isinstance(first, Map):  # axios({ method, url }), axios.request({ ... })
        url = first.entries.get("url") or first.entries.get("uri") or Unknown("no address")
        options: Thing | None = first
        if method == "request":
            method = ""
    else:
        url = first
        position = 2 if match["library"] == "axios" and method in _BODIES else 1
        options = given[position] if len(given) > position else None
    base = _base(callee)
    if base is not None:
        url = concat((base, value_of(url)), at)
    return _note(machine, match["library"], method, url, options, arguments, at)


def _base(callee: Foreign) -> Value | None:
    """The address that an instance puts before those of its requests."""
    given = callee.arguments.get(0, "config") if callee.arguments is not None else None
    if not isinstance(given, Map):
        return None
    for name in ("baseURL", "prefixUrl", "baseUrl"):
        if name in given.entries:
            return value_of(given.entries[name])
    return None


def _of_node(machine: Machine, path: str, method: str, arguments: Arguments, at: Location) -> Thing:
    first = _first(arguments.positional)
    options: Thing | None = next((t for t in arguments.positional if isinstance(t, Map)), None)
    url: Thing = first
    if isinstance(first, Map):
        host = first.entries.get("hostname") or first.entries.get("host") or Unknown("no host")
        target = first.entries.get("path") or Literal("/")
        parts = (Literal("https://"), value_of(host), value_of(target))
        url = concat(parts, at)
    run_callbacks(machine, arguments, at)
    stated = "get" if method == "get" else ""
    return _note(machine, path.partition(".")[0], stated, url, options, arguments, at)


def _first(given: list[Thing]) -> Thing:
    return given[0] if given else Unknown("no address")


def _note(
    machine: Machine,
    library: str,
    method: str,
    url: Thing,
    options: Thing | None,
    arguments: Arguments,
    at: Location,
) -> Thing:
    if isinstance(url, Foreign) and url.path == "globalThis.URL()" and url.arguments is not None:
        parts = [value_of(part) for part in reversed(url.arguments.positional[:2])]
        url = concat(parts, at)
    known = value_of(options) if options is not None else Record(())
    stated = options.entries.get("method") if isinstance(options, Map) else None
    if method == "":
        if stated is not None:
            method = key_of(stated) or ""
        else:
            closed = isinstance(known, Record) and not known.open
            method = "GET" if closed and not isinstance(url, Foreign) else ""
    unseen = not isinstance(known, Record) or known.open
    headers = options.entries.get("headers") if isinstance(options, Map) else None
    if headers is not None:
        stated_headers = value_of(headers)
        unseen |= isinstance(stated_headers, Unknown) or getattr(stated_headers, "open", False)
    own = idempotency_keys([known], at, complete=not unseen)
    note_http_call(machine, library, method.upper(), value_of(url), own, at)
    return Foreign(f"{library}.Response()", leaves(arguments.all()))
