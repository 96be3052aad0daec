"""Small projects on disk, found and parsed as in a run."""

from __future__ import annotations

from pathlib import Path

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers import Located, locate
from eda_lint.discover import discover
from eda_lint.finding import Confidence
from eda_lint.location import Location
from eda_lint.model import MissingHandler
from eda_lint.parse.files import parse
from eda_lint.value import ABSENT, Entry, Items, Literal, Record, Unknown, Value
from tests.bind.evaluated import function


def scanned(folder: Path, files: dict[str, str]) -> CodeBase:
    """The code base of a folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    parsed = parse(discover([folder], working_directory=folder))
    return CodeBase.of(parsed.code, parsed.surroundings)


def node(
    handler: str, uri: str = "", metadata: Value = ABSENT, base: str = "t.yaml"
) -> FunctionCode:
    """A Node.js function as a template states it."""
    code = Literal(uri, Location(base, 5, 7)) if uri else ABSENT
    return function(handler, code, runtime="nodejs22.x", metadata=metadata, base=base)


def metadata(**entries: object) -> Value:
    """A Metadata block; a name's "__" stands for ":"."""
    return value({name.replace("__", ":"): one for name, one in entries.items()})


def value(one: object) -> Value:
    """Plain data as a value."""
    if isinstance(one, dict):
        return Record(tuple(Entry(name, value(inner)) for name, inner in one.items()))
    if isinstance(one, list):
        return Items(tuple(value(inner) for inner in one))
    assert isinstance(one, str)
    return Literal(one)


def found(code: FunctionCode, files: CodeBase) -> tuple[str, str, Confidence] | str:
    """Path, name and confidence; else why there is none, marked where it is missing."""
    located = locate(code, files)
    if isinstance(located, Located):
        assert bool(located.how) is (located.confidence is Confidence.LIKELY)
        return located.entry.file.path, located.entry.symbol, located.confidence
    if isinstance(located, MissingHandler):
        return f"MISSING: {located.why}"
    assert isinstance(located, Unknown)
    return located.why
