"""A handler in JavaScript or TypeScript: `folder/file.name` in a folder, or what it is built from.

The part of the path behind the last slash is the file's name up to its first dot; what follows
leads through the objects that the file exports.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace

from eda_lint.bind.codebase import ECMASCRIPT, CodeBase
from eda_lint.bind.handlers.built import Guess, bundled, guesses, sam_entry
from eda_lint.bind.handlers.located import Located, Sought
from eda_lint.bind.outputs import is_built
from eda_lint.bind.paths import join
from eda_lint.bind.sources import SUFFIXES, source_files
from eda_lint.bind.symbols import OPEN
from eda_lint.finding import Confidence
from eda_lint.model import MissingHandler
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.value import Unknown

_INSTALLED = "node_modules"
_DEFAULT = "default"


def parted(handler: str) -> tuple[str, str]:
    """The file without its suffix, and what it exports."""
    folder, slash, last = handler.rpartition("/")
    name, _, symbol = last.partition(".")
    return f"{folder}{slash}{name}", symbol


def find_node(sought: Sought) -> Located | Unknown:
    """The handler in the folder that it is looked for in, or in what that is built from."""
    module, symbol = parted(sought.handler)
    if not posixpath.basename(module) or not symbol:
        if sought.wrapped:
            return Unknown("run by a wrapper", sought.at)
        return MissingHandler(f"{sought.handler} names no function of a file", sought.at)
    if posixpath.isabs(module):
        return Unknown("a handler that a layer brings", sought.at)
    if _INSTALLED in module.split("/"):
        return Unknown("a handler that a package brings", sought.at)
    root = sought.root
    only = sought.one_file(SUFFIXES)
    if only is not None:
        if posixpath.normpath(module) != only.module:
            return MissingHandler(f"no {module} in the package of {root}", sought.at)
        root, module = posixpath.split(only.path)
        sought = replace(sought, root=root)
    stated = _decided(sought, symbol, sam_entry(sought, root, module))
    if stated is not None:
        return stated
    direct = tuple(source_files(sought.files.files, join(root, module)))
    if direct:
        return _there(sought, direct, module, symbol, root)
    path = join(root, module)
    found = _decided(sought, symbol, guesses(sought, path))
    if found is None and only is not None:
        return Unknown(f"no code in {only.path}", sought.at)
    return found or _not_there(sought, module, symbol, root)


def _there(
    sought: Sought, direct: tuple[CodeFacts, ...], module: str, symbol: str, root: str
) -> Located | Unknown:
    """The file is there; if it is built, its source is better."""
    path = join(root, module)
    original = _decided(sought, symbol, bundled(sought, direct[0]))
    if original is None and is_built(path):
        original = _decided(sought, symbol, guesses(sought, path, stated_only=True))
    if isinstance(original, Located):
        return original
    results = [named_in_file(sought, facts, symbol, root) for facts in direct]
    found = next((one for one in results if isinstance(one, Located)), None)
    if found is not None:
        return found
    if any(facts.unread for facts in direct):
        return _decided(sought, symbol, guesses(sought, path)) or results[0]
    return results[0]


def named_in_file(
    sought: Sought, facts: CodeFacts, symbol: str, root: str | None
) -> Located | Unknown:
    """An export of a file."""
    if facts.unread:
        return Unknown(f"{facts.path} is not read: {facts.unread}", sought.at)
    names = sought.files.exported(facts)
    first = symbol.partition(".")[0]
    if first in names or OPEN in names:
        return Located(sought.entry(facts, symbol, names.get(first), root))
    if facts.diagnostics:
        return Unknown(f"{facts.path} cannot be parsed", sought.at)
    if is_built(facts.path) or sought.build_method == "makefile":
        return Unknown(f"no {symbol} in {facts.path}, which is built", sought.at)
    if _DEFAULT in names:
        return Unknown(f"no {symbol} in {facts.path} beside its default", sought.at)
    return MissingHandler(f"no {symbol} in {facts.path}", sought.at, in_file=True)


def _decided(sought: Sought, symbol: str, found: Iterable[Guess]) -> Located | Unknown | None:
    """The one guess that has the name; None where none has, Unknown where several do."""
    fitting: dict[str, Guess] = {}
    for guess in found:
        if fitting and guess.rank != next(iter(fitting.values())).rank:
            break
        if guess.facts.path not in fitting and _has(sought, guess.facts, symbol):
            fitting[guess.facts.path] = guess
    if not fitting:
        return None
    first, *others = fitting.values()
    if any(other.facts.body != first.facts.body for other in others):
        paths = " or ".join(sorted(fitting))
        return Unknown(f"{sought.handler} may be built from {paths}", sought.at)
    names = sought.files.exported(first.facts)
    entry = sought.entry(first.facts, symbol, names.get(symbol.partition(".")[0]), first.root)
    if first.confidence is Confidence.CERTAIN:
        return Located(entry)
    how = f"{sought.handler} is taken to be built from {first.facts.path}"
    return Located(entry, first.confidence, how)


def _has(sought: Sought, facts: CodeFacts, symbol: str) -> bool:
    if facts.unread:
        return False
    names = sought.files.exported(facts)
    return symbol.partition(".")[0] in names or OPEN in names


def _not_there(sought: Sought, module: str, symbol: str, root: str) -> Unknown:
    """Why there is no file; it is missing only where nothing could still make it."""
    files, at = sought.files, sought.at
    if not any(files.has_code(root, language) for language in ECMASCRIPT):
        return Unknown(f"no code under {root or '.'}", at)
    if sought.built_by_itself:
        return Unknown("code that its own build lays out", at)
    if not sought.code.runtime:
        return Unknown("an open runtime", at)
    if sought.wrapped:
        return Unknown("run by a wrapper", at)
    folder, _, name = module.rpartition("/")
    elsewhere = folder and not any(files.has_code(join(root, folder), one) for one in ECMASCRIPT)
    if elsewhere and not any(source_files(files.files, join(root, name))):
        return Unknown(f"no code under {join(root, folder)}", at)
    if _is_generated(sought, root, module):
        return Unknown(f"no {module} under {root or '.'}, which a build may make", at)
    first = symbol.partition(".")[0]
    if any(source_files(files.files, join(root, f"{module}.{first}"))):
        return Unknown(f"{module}.{first} is a file, {module} is none", at)
    return MissingHandler(f"no {module} under {root or '.'}", at)


def _is_generated(sought: Sought, root: str, module: str) -> bool:
    """Whether a step before the deployment may make the file."""
    files = sought.files
    if is_built(join(root, module)) or "cdk.out" in root.split("/"):
        return True
    if not files.has_code(root, Language.JAVASCRIPT):
        return True  # something has to compile TypeScript
    inside = join(root, "package.json")
    return any(project.builds for project in files.workspace.projects(inside))


def is_anywhere(module: str, files: CodeBase) -> bool:
    """Whether the scan has a file whose path ends like this."""
    paths = files.named.get(posixpath.basename(module), ())
    return any(f"/{posixpath.splitext(path)[0]}".endswith(f"/{module}") for path in paths)
