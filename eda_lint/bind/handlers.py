"""Handler + CodeUri (or inline code, archive, asset, image) -> the function in the code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase, join
from eda_lint.bind.evaluate import EntryPoint, read_handler
from eda_lint.bind.inline import inline_code
from eda_lint.bind.symbols import top_level
from eda_lint.location import Diagnostic, Location
from eda_lint.model import Handler
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.value import Absent, Record, Unknown, Value, field_of, text_of

_ARCHIVE = re.compile(r"\.(zip|jar|war|tar|tar\.gz|tgz)$", re.IGNORECASE)
_REMOTE = re.compile(r"^(s3|https?)://")
# Build methods after which the code lies where only the build knows.
_OWN_BUILDS = frozenset({"makefile", "esbuild"})
_ASSET_PATH = "aws:asset:path"
_INLINE_MODULE = "index"
_WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER"
_IMAGE_FOLDER = "DockerContext"
_LANGUAGES = {"python": Language.PYTHON}
_SUFFIXES = {Language.PYTHON: (".py",)}


def bind_handler(
    code: FunctionCode,
    files: CodeBase,
    handles: Mapping[tuple[str, str], tuple[str, ...]],
) -> Handler | Unknown | Diagnostic:
    """The handler of a function with its behaviour; why there is none, else.

    A Diagnostic says that the code path leads outside the scan, that the handler is not where the
    code is, or that inline code cannot be parsed.
    """
    entry = find_entry_point(code, files)
    if not isinstance(entry, EntryPoint):
        return entry
    return read_handler(entry, files, code.environment, handles)


def find_entry_point(code: FunctionCode, files: CodeBase) -> EntryPoint | Unknown | Diagnostic:
    """Where a function's code begins."""
    language = _language(code)
    if isinstance(language, Unknown):
        return language
    handler = text_of(code.handler)
    if handler is None:
        why = "no handler is given" if isinstance(code.handler, Absent) else "an open handler"
        return Unknown(why, code.handler.at)
    module, dot, symbol = handler.rpartition(".")
    if not dot or not module or not symbol:
        return Unknown(f"the handler {handler} names no function of a file", code.handler.at)
    if not isinstance(code.inline, Absent):
        return _inline(code, module, symbol, language, files)
    root = _root(code)
    if not isinstance(root, str):
        return root
    return _in_folder(code, root, module, symbol, language, files)


def _language(code: FunctionCode) -> Language | Unknown:
    if isinstance(field_of(code.uri, "ImageUri"), Absent | Unknown) is False:
        return Unknown("an image", code.uri.at)
    runtime = code.runtime
    if not runtime:
        image = isinstance(code.handler, Absent)
        return Unknown("an image", code.uri.at) if image else Language.PYTHON
    name = re.match(r"[a-z]+", runtime)
    language = _LANGUAGES.get(name[0]) if name else None
    if name is None:
        return Unknown(f"{runtime} is no runtime", code.uri.at)
    if language is None:
        return Unknown(f"{name[0]} is not analysed yet", code.uri.at)
    return language


def _root(code: FunctionCode) -> str | Unknown | Diagnostic:
    """The folder that the handler's path starts from."""
    asset = text_of(field_of(code.metadata, _ASSET_PATH))
    if asset is not None:
        written, at = asset, code.uri.at
        if _ARCHIVE.search(asset) or posixpath.isabs(asset):
            return Unknown(f"the asset {asset} is no folder of the scan", at)
    elif isinstance(code.uri, Absent):
        written, at = ".", code.handler.at
    else:
        text = text_of(code.uri)
        if text is None:
            return Unknown(_no_path(code.uri), code.uri.at)
        written, at = text, code.uri.at
        if _REMOTE.match(written):
            return Unknown("code in S3", at)
        if _ARCHIVE.search(written):
            return Unknown(f"an archive: {written}", at)
        if posixpath.isabs(written):
            return _outside(code.base, written, at)
    folder = join(posixpath.dirname(code.base), written)
    return _outside(code.base, written, at) if _leads_out(folder, code.base) else folder


def _leads_out(folder: str, base: str) -> bool:
    """Whether a path climbs above the base of the scan, further than its own template stands."""
    return folder.split("/").count("..") > base.split("/").count("..")


def _no_path(uri: Value) -> str:
    if isinstance(uri, Record):
        return "an image" if any(e.key == "ImageUri" for e in uri.entries) else "code in S3"
    return "an open code path"


def _missing(code: FunctionCode, what: str) -> Diagnostic:
    at = code.handler.at or Location(code.base, 1)
    return Diagnostic(at.path, at.line, at.column, f"handler not found: {what}")


def _outside(base: str, written: str, at: Location | None) -> Diagnostic:
    place = at or Location(base, 1)
    return Diagnostic(
        place.path, place.line, place.column, f"code path {written} leads outside the scan"
    )


def _in_folder(
    code: FunctionCode,
    root: str,
    module: str,
    symbol: str,
    language: Language,
    files: CodeBase,
) -> EntryPoint | Unknown | Diagnostic:
    at = code.handler.at
    if root.endswith(_SUFFIXES[language]) and root in files.files:
        root = posixpath.dirname(root)  # CodeUri may name the one file
    if not files.has_code(root, language):
        if not code.runtime:
            return _without_runtime(code)
        return Unknown(f"no code under {root or '.'}", at)
    found = _file(root, module, language, files)
    if found is None:
        if text_of(field_of(code.metadata, "BuildMethod")) in _OWN_BUILDS:
            return Unknown("code that its own build lays out", at)
        if not code.runtime:
            return _without_runtime(code)
        if not isinstance(field_of(code.environment, _WRAPPER), Absent):
            # A web adapter starts a server by a script that stands as the handler.
            return Unknown("run by a wrapper", at)
        return _missing(code, f"no {module.replace('.', '/')} under {root or '.'}")
    return _entry(code, found, symbol, (root, *_layer_roots(code, files)))


def _without_runtime(code: FunctionCode) -> Unknown:
    image = not isinstance(field_of(code.metadata, _IMAGE_FOLDER), Absent)
    return Unknown("an image" if image else "an open runtime", code.handler.at)


def _file(root: str, module: str, language: Language, files: CodeBase) -> CodeFacts | None:
    path = join(root, module.replace(".", "/"))
    for candidate in (path, f"{path}/__init__"):
        for suffix in _SUFFIXES[language]:
            facts = files.files.get(f"{candidate}{suffix}")
            if facts is not None:
                return facts
    return None


def _entry(
    code: FunctionCode, facts: CodeFacts, symbol: str, roots: tuple[str, ...]
) -> EntryPoint | Unknown | Diagnostic:
    if facts.diagnostics and not facts.body:
        return Unknown(f"{facts.path} cannot be parsed", code.handler.at)
    names = top_level(facts)
    if symbol not in names and "*" not in names:
        return _missing(code, f"no {symbol} in {facts.path}")
    at = names.get(symbol) or Location(facts.path, 1)
    return EntryPoint(code.function, facts, symbol, roots, at)


def _layer_roots(code: FunctionCode, files: CodeBase) -> Iterator[str]:
    """Folders that layers add to the import path."""
    for layer in code.layers:
        written = text_of(layer)
        if written is None or _REMOTE.match(written) or _ARCHIVE.search(written):
            continue
        folder = join(posixpath.dirname(code.base), written)
        if _leads_out(folder, code.base):
            continue
        yield f"{folder}/python" if folder else "python"
        yield folder
        versions = {
            found[0]
            for path in files.folders
            if path.startswith(f"{folder}/python/lib/python")
            and (found := re.match(r".*/python/lib/python[\d.]+/site-packages", path))
        }
        yield from sorted(versions)


def _inline(
    code: FunctionCode, module: str, symbol: str, language: Language, files: CodeBase
) -> EntryPoint | Unknown | Diagnostic:
    at = code.inline.at or code.handler.at or Location(code.base, 1)
    if not code.runtime:
        return Unknown("an open runtime", at)
    found = inline_code(code.inline, at, language)
    if isinstance(found, Unknown):
        return found
    if found.facts.diagnostics and not found.fillings:
        return found.facts.diagnostics[0]
    if module != _INLINE_MODULE:
        return Unknown(f"inline code is the module index, not {module}", at)
    entry = _entry(code, found.facts, symbol, tuple(_layer_roots(code, files)))
    return replace(entry, fillings=found.fillings) if isinstance(entry, EntryPoint) else entry
