"""What packages, functions and folders have in common in their names."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from typing import TypeAlias

from eda_lint.aws.terraform.interface import Declared
from eda_lint.value import Concat, Literal, Value, scalar_text

Words: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_OF_ANY = frozenset({
    "lambda", "lambdas", "function", "functions", "fn", "func", "handler", "handlers", "zip",
    "package", "packages", "payload", "deployment", "deploy", "artifact", "artifacts", "archive",
    "code", "source", "src", "app", "dist", "build", "out", "output", "index", "main", "default",
    "this", "aws", "python", "node", "nodejs", "js", "py", "ts", "file", "latest", "image",
    "repository", "repo", "ecr", "uri", "url", "dummy", "placeholder", "empty", "initial",
    "bootstrap",
})  # fmt: skip
"""Words that say nothing of which function it is."""
_OF_STAND_INS = frozenset({
    "placeholder", "dummy", "stub", "empty", "initial", "noop", "fake", "mock",
})  # fmt: skip
_KEY = re.compile(r'\[("(?:[^"\\]|\\.)*")\]$')
_INDEX = re.compile(r"\[[^\]]*\]$")
_IN_BRACKETS = re.compile(r'\["([^"\]]+)"\]')


def words_of(text: str) -> Words:
    """The words of a name, whatever way they are joined; none where it is a name for anything."""
    return tuple(word for word in _all_words(text) if word not in _OF_ANY)


def is_stand_in(path: str) -> bool:
    """Whether a file is called as one that is deployed only until the code is."""
    return not _OF_STAND_INS.isdisjoint(_all_words(posixpath.basename(path)))


def _all_words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def package_name(path: str) -> str:
    """What an archive is called, without its suffix."""
    return posixpath.splitext(posixpath.basename(path))[0]


def names_of(function: Declared) -> Iterator[Words]:
    """What a function is called: by its key, its resource, its modules, the name it is given."""
    steps = _steps(function.address)
    key = _KEY.search(function.address)
    if key is not None:
        yield words_of(json.loads(key[1]))
    for step in reversed(steps):
        yield words_of(_INDEX.sub("", step))
    for text in texts_in(function.argument("function_name")):
        yield words_of(text)


def _steps(address: str) -> list[str]:
    """The names of the modules and of the resource in an address."""
    return [part for index, part in enumerate(_parts(address)) if index % 2]


def module_address(address: str) -> str:
    """The address of the module that a resource or a data source stands in."""
    parts = _parts(address)
    count = next((n for n in range(0, len(parts), 2) if parts[n] != "module"), len(parts))
    return ".".join(parts[:count])


def _parts(address: str) -> list[str]:
    return re.split(r"\.(?![^\[]*\])", address)


def texts_in(value: Value) -> Iterator[str]:
    """The pieces of text that are written out in a value."""
    for part in value.parts if isinstance(value, Concat) else (value,):
        if isinstance(part, Literal):
            yield scalar_text(part)


def keys_in(name: str) -> Iterator[str]:
    """The keys by which something is taken out of a map: `var.urls["orders"]`."""
    yield from _IN_BRACKETS.findall(name)
