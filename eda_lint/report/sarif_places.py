"""Places and messages in SARIF: relative URIs, regions of one line, links between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from eda_lint.finding import Related
from eda_lint.location import Location
from eda_lint.report.graph_json import JsonObject
from eda_lint.report.harmless import harmless

ROOT = "%SRCROOT%"
RELATED = 99
"""Related places of a result: code scanning shows a hundred places with the primary one."""
LINKS = 12
"""Related places that a message leads to: what has more is no sentence any longer."""
STEPS = 1_000
"""Steps on all flows of a result that code scanning shows; beyond 10,000 it takes no file."""

_MARKUP = re.compile(r"[\\\[\]]")
_PLACEHOLDER = re.compile(r"\{\d+\}")


def location(at: Location) -> JsonObject:
    """A place in a file."""
    return {"physicalLocation": {"artifactLocation": artifact(at.path), "region": _region(at)}}


def artifact(path: str) -> JsonObject:
    """A file, relative to the folder that was checked from."""
    return {"uri": uri(path), "uriBaseId": ROOT}


def uri(path: str) -> str:
    """A relative path as a URI. What of a file's name is no text keeps its bytes."""
    # Half a character that no file name has: a template wrote it.
    whole = "".join("�" if "\ud800" <= c < "\udc80" or "\udcff" < c < "\ue000" else c for c in path)
    return quote(whole.encode("utf-8", "surrogateescape"), safe="/")


def _region(at: Location) -> JsonObject:
    """One line: to the end of it where what is meant goes on in the next one."""
    region: JsonObject = {"startLine": at.line, "startColumn": at.column, "endLine": at.line}
    if at.end_line == at.line and at.end_column > at.column:
        region["endColumn"] = at.end_column
    return region


def related(places: Sequence[Related]) -> list[JsonObject]:
    """Related places, numbered from 1 as `linked` refers to them."""
    return [
        {"id": number, **location(place.at), "message": {"text": plain(place.message)}}
        for number, place in enumerate(places[:RELATED], 1)
    ]


def flows(ways: Sequence[Sequence[Related]]) -> list[JsonObject]:
    """Code flows of one thread each, as many as keep within the steps of a result."""
    left = STEPS
    kept: list[JsonObject] = []
    for way in ways:
        if len(way) > left:
            break
        left -= len(way)
        kept.append({"threadFlows": [{"locations": [_step(step) for step in way]}]})
    return kept


def _step(step: Related) -> JsonObject:
    return {"location": {**location(step.at), "message": {"text": plain(step.message)}}}


def plain(text: str) -> str:
    """A message without any markup."""
    text = _MARKUP.sub(r"\\\g<0>", harmless(text))
    # The standard wants every brace twice. Code scanning shows what is written, and names in
    # templates are full of braces: they stay as they are, unless they could be a placeholder.
    return text.replace("{", "{{").replace("}", "}}") if _PLACEHOLDER.search(text) else text


def linked(message: str, places: Sequence[Related]) -> str:
    """A message that leads on to its related places by their numbers."""
    return "; ".join((plain(message), *_links(places)))


def _links(places: Sequence[Related]) -> Iterator[str]:
    for number, place in enumerate(places[:LINKS], 1):
        yield f"[{plain(place.message)}]({number})"
    if len(places) > LINKS:
        yield f"and {len(places) - LINKS} more"
