"""Small scripts, evaluated, and what was seen of them written in one line each."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate import EntryPoint, read_handler
from eda_lint.location import Location
from eda_lint.model import Behaviour, Handler
from eda_lint.parse.code import Language
from eda_lint.parse.ecmascript import parse_ecmascript
from eda_lint.value import Entry, Record, Value
from tests.bind.evaluated import FUNCTION, HANDLES, VARIABLES, construction, passed, written

TYPED = (".ts", ".mts", ".cts", ".tsx")


def handler_of(
    source: str,
    files: Mapping[str, str] | None = None,
    variables: Mapping[str, Value] | None = None,
    path: str = "app.ts",
    symbol: str = "handler",
    roots: tuple[str, ...] = ("",),
) -> Handler:
    """The handler that a module exports; `files` are other modules by path."""
    given = VARIABLES if variables is None else variables
    environment = Record(tuple(Entry(name, value) for name, value in given.items()))
    code = code_base({**(files or {}), path: source})
    entry = EntryPoint(FUNCTION, code.files[path], symbol, roots, Location(path, 1))
    return read_handler(entry, code, environment, HANDLES)


def code_base(files: Mapping[str, str]) -> CodeBase:
    """The code of these files."""
    return CodeBase.of(
        {
            path: parse_ecmascript(
                path,
                textwrap.dedent(text),
                Language.TYPESCRIPT if path.endswith(TYPED) else Language.JAVASCRIPT,
            )
            for path, text in files.items()
        }
    )


def behaviour_of(
    source: str,
    files: Mapping[str, str] | None = None,
    variables: Mapping[str, Value] | None = None,
    path: str = "app.ts",
) -> Behaviour:
    """What the handler does."""
    return handler_of(source, files, variables, path).behaviour


def seen(source: str, files: Mapping[str, str] | None = None, path: str = "app.ts") -> list[str]:
    """The calls that are made, each in one line."""
    return [written(call) for call in behaviour_of(source, files, path=path).calls]


def built(source: str, files: Mapping[str, str] | None = None, path: str = "app.ts") -> list[str]:
    """The constructions, each in one line."""
    return [construction(made) for made in behaviour_of(source, files, path=path).constructions]


def guards(source: str, files: Mapping[str, str] | None = None, path: str = "app.ts") -> list[str]:
    """Each call with the guards before it."""
    return [passed(call) for call in behaviour_of(source, files, path=path).calls]
