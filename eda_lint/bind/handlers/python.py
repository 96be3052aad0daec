"""A handler in Python: `module.function` in a folder."""

from __future__ import annotations

import posixpath

from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.handlers.located import Located, Sought
from eda_lint.bind.paths import join
from eda_lint.bind.symbols import OPEN, top_level
from eda_lint.model import MissingHandler
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.value import Unknown

SUFFIX = ".py"


def find_python(sought: Sought) -> Located | Unknown:
    """The handler in the folder that it is looked for in."""
    module, dot, symbol = sought.handler.rpartition(".")
    if not dot or not module or not symbol:
        return MissingHandler(f"{sought.handler} names no function of a file", sought.at)
    files, root = sought.files, sought.root
    only = sought.one_file((SUFFIX,))
    if only is not None and root in files.files:
        if module.replace(".", "/") != only.module:
            return MissingHandler(f"no {module} in the package of {root}", sought.at)
        return named_in(sought, files.files[root], symbol, posixpath.dirname(root))
    if not files.has_code(root, Language.PYTHON):
        if not sought.code.runtime:
            return Unknown("an open runtime", sought.at)
        return Unknown(f"no code under {root or '.'}", sought.at)
    found = python_file(root, module, files)
    if found is not None:
        return named_in(sought, found, symbol, root)
    if sought.built_by_itself:
        return Unknown("code that its own build lays out", sought.at)
    if not sought.code.runtime:
        return Unknown("an open runtime", sought.at)
    if sought.wrapped:
        return Unknown("run by a wrapper", sought.at)
    return _missing(sought, module.replace(".", "/"), root)


def _missing(sought: Sought, module: str, root: str) -> Unknown:
    """A file that is not there; one in a folder that the scan has not may be built or installed."""
    files = sought.files
    folder, _, name = module.rpartition("/")
    elsewhere = folder and not files.has_code(join(root, folder), Language.PYTHON)
    if elsewhere and python_file(root, name, files) is None:
        return Unknown(f"no code under {join(root, folder)}", sought.at)
    return MissingHandler(f"no {module} under {root or '.'}", sought.at)


def python_file(root: str, module: str, files: CodeBase) -> CodeFacts | None:
    """The file of a module; as Lambda takes it, dots and slashes lead into folders."""
    path = join(root, module.replace(".", "/"))
    for candidate in (path, f"{path}/__init__"):
        facts = files.files.get(f"{candidate}{SUFFIX}")
        if facts is not None:
            return facts
    return None


def named_in(sought: Sought, facts: CodeFacts, symbol: str, root: str) -> Located | Unknown:
    """A name in a file."""
    if facts.diagnostics and not facts.body:
        return Unknown(f"{facts.path} cannot be parsed", sought.at)
    names = top_level(facts)
    if symbol not in names and OPEN not in names:
        return MissingHandler(f"no {symbol} in {facts.path}", sought.at, in_file=True)
    entry = sought.entry(facts, symbol, names.get(symbol), root)
    return Located(entry)
