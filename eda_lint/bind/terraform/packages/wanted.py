"""A function whose package is looked for: its handler, as a path of modules, and its names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from eda_lint.aws.terraform.interface import Declared
from eda_lint.bind.handlers.node import parted
from eda_lint.bind.sources import SUFFIXES
from eda_lint.bind.terraform.packages.names import Words, names_of, package_name, words_of
from eda_lint.bind.terraform.packages.survey import PYTHON
from eda_lint.frozen import frozen
from eda_lint.value import text_of

_GENERIC = frozenset({
    "index", "main", "app", "handler", "lambda", "lambda_function", "function", "bootstrap",
    "server", "run", "lambda_handler",
})  # fmt: skip


@frozen
class Wanted:
    """A function, or a layer, whose package has no sources that somebody states.

    `package` is the archive: its path in the scan where `is_path`, else the name of an object.
    `module` is the handler's, its steps joined by "/": "" where it is not known.
    """

    function: Declared
    package: str
    module: str
    suffixes: Sequence[str]
    is_path: bool
    alone: bool
    """Whether no other package of the same root module has a handler of this module."""

    @property
    def root(self) -> str:
        """The folder of the root module."""
        return posixpath.dirname(self.function.path)

    @property
    def is_generic(self) -> bool:
        """Whether the handler's module is called as many are."""
        return is_generic(self.module)

    def names(self) -> Iterator[Words]:
        """What the package and the function are called, the best first."""
        every = (words_of(package_name(self.package)), *names_of(self.function))
        yield from dict.fromkeys(words for words in every if words)


def is_generic(module: str) -> bool:
    """Whether a module is called as those of many handlers are."""
    return posixpath.basename(module) in _GENERIC


def module_of(function: Declared) -> tuple[str, Sequence[str]]:
    """The path of the handler's module in the package, and the suffixes that it may have."""
    handler = text_of(function.argument("handler")) or ""
    runtime = text_of(function.argument("runtime")) or ""
    of_python = posixpath.normpath(handler.rpartition(".")[0].replace(".", "/"))
    of_node = posixpath.normpath(parted(handler)[0])
    if runtime.startswith("python"):
        return _known(of_python), PYTHON
    if runtime.startswith("nodejs"):
        return _known(of_node), SUFFIXES
    if runtime or of_python != of_node:
        return "", ()
    return _known(of_node), (*PYTHON, *SUFFIXES)


def _known(module: str) -> str:
    return "" if module == "." or module.startswith("..") else module
