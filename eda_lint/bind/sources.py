"""Source files of JavaScript and TypeScript by what they are called without their suffix."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from eda_lint.parse.code import CodeFacts

# TypeScript before JavaScript: where both are there, one is compiled from the other.
SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx")
_WRITTEN_AS = {
    ".js": (".ts", ".tsx"),
    ".jsx": (".tsx",),
    ".mjs": (".mts",),
    ".cjs": (".cts",),
}


def stem(path: str) -> str:
    """A path without the suffix of a source file."""
    base, suffix = posixpath.splitext(path)
    return base if suffix in SUFFIXES else path


def source_files(files: Mapping[str, CodeFacts], path: str) -> Iterator[CodeFacts]:
    """The files that a path without or with its suffix may mean, the best first.

    Compilers write `./x.js` for what is called `x.ts`; a folder means its index.
    """
    for candidate in _candidates(path):
        facts = files.get(candidate)
        if facts is not None:
            yield facts


def _candidates(path: str) -> Iterator[str]:
    base, suffix = posixpath.splitext(path)
    for written in _WRITTEN_AS.get(suffix, ()):
        yield base + written
    if suffix in SUFFIXES:
        yield path
    for one in SUFFIXES:
        yield path + one
    index = f"{path}/index" if path else "index"
    for one in SUFFIXES:
        yield index + one


def source_file(files: Mapping[str, CodeFacts], path: str) -> CodeFacts | None:
    """The file that a path without or with its suffix means."""
    return next(source_files(files, path), None)
