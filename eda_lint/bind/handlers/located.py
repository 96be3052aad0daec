"""A function's code, found: where it begins, and how sure that is."""

from __future__ import annotations

import posixpath
from typing import TypeAlias

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate import EntryPoint
from eda_lint.finding import Confidence
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.code import CodeFacts
from eda_lint.value import Absent, Unknown, field_of, text_of

_WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER"
_BUILD_METHOD = "BuildMethod"
# Build methods after which the code lies where only the build knows.
_OWN_BUILDS = frozenset({"makefile", "esbuild"})


@frozen
class Located:
    """An entry point; `how` says what was guessed to find it, "" where nothing was."""

    entry: EntryPoint
    confidence: Confidence = Confidence.CERTAIN
    how: str = ""


Result: TypeAlias = Located | Unknown | Diagnostic


@frozen
class OneFile:
    """The one file of a package, by its path without the suffix; `module` is its name there."""

    path: str
    module: str


@frozen
class Sought:
    """A handler that is looked for in a folder."""

    code: FunctionCode
    handler: str
    root: str
    layers: tuple[str, ...]
    """The folders that layers add to the import path."""
    files: CodeBase

    @property
    def at(self) -> Location | None:
        """Where the template names the handler."""
        return self.code.handler.at

    @property
    def build_method(self) -> str:
        """How SAM is told to build it."""
        return text_of(field_of(self.code.metadata, _BUILD_METHOD)) or ""

    @property
    def built_by_itself(self) -> bool:
        """Whether a build lays the code out that only it knows."""
        return self.build_method in _OWN_BUILDS

    @property
    def wrapped(self) -> bool:
        """Whether a script starts it: a web adapter's server may stand as the handler."""
        return not isinstance(field_of(self.code.environment, _WRAPPER), Absent)

    def one_file(self, suffixes: tuple[str, ...]) -> OneFile | None:
        """The one file that the code path names, None where it names a folder."""
        path, suffix = posixpath.splitext(self.root)
        if suffix not in suffixes or self.root in self.files.folders:
            return None
        return OneFile(path, self.code.module or posixpath.basename(path))

    def entry(
        self, facts: CodeFacts, symbol: str, at: Location | None, root: str | None = None
    ) -> EntryPoint:
        """The entry point in a file; `root` where imports start from another folder."""
        inline = not isinstance(self.code.inline, Absent)
        own = () if inline else (self.root if root is None else root,)
        required = (one for folder in own for one in self.files.workspace.required(folder))
        roots = (*own, *self.layers, *required)
        place = at or Location(facts.path, 1)
        return EntryPoint(self.code.function, facts, symbol, roots, place)
