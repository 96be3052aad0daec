"""From what a template says of a function's code to where it begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from eda_lint.aws.interface import FunctionCode
from eda_lint.bind.codebase import CodeBase
from eda_lint.bind.evaluate import EntryPoint, read_handler
from eda_lint.bind.handlers.images import find_in_image, is_image
from eda_lint.bind.handlers.likely import likely
from eda_lint.bind.handlers.located import Located, Result, Sought
from eda_lint.bind.handlers.node import find_node, is_anywhere, named_in_file, parted
from eda_lint.bind.handlers.places import code_root, layer_roots
from eda_lint.bind.handlers.python import SUFFIX, find_python, named_in
from eda_lint.bind.inline import inline_code
from eda_lint.finding import least
from eda_lint.location import Diagnostic, Location
from eda_lint.model import Handler, MissingHandler
from eda_lint.parse.code import Language
from eda_lint.value import Absent, Unknown, text_of

_INLINE_MODULE = "index"
_LANGUAGES = {"python": Language.PYTHON, "nodejs": Language.JAVASCRIPT}


def bind_handler(
    code: FunctionCode,
    files: CodeBase,
    handles: Mapping[tuple[str, str], tuple[str, ...]],
) -> Handler | Unknown | Diagnostic:
    """The handler of a function with its behaviour; why there is none, else.

    A Diagnostic says that the code path leads outside the scan, or that inline code cannot be
    parsed.
    """
    located = locate(code, files)
    if not isinstance(located, Located):
        return located
    handler = read_handler(located.entry, files, code.environment, handles)
    confidence = least((handler.confidence, located.confidence))
    return replace(handler, confidence=confidence, how=located.how)


def find_entry_point(code: FunctionCode, files: CodeBase) -> EntryPoint | Unknown | Diagnostic:
    """Where a function's code begins."""
    located = locate(code, files)
    return located.entry if isinstance(located, Located) else located


def locate(code: FunctionCode, files: CodeBase) -> Result:
    """Where a function's code begins, and how sure that is."""
    layers = tuple(layer_roots(code, files))

    def stated(code: FunctionCode, files: CodeBase) -> Result:
        return _stated(code, files, layers)

    return likely(code, files, stated(code, files), stated)


def _stated(code: FunctionCode, files: CodeBase, layers: tuple[str, ...]) -> Result:
    if is_image(code):
        return find_in_image(code, files, layers)
    language = _language(code)
    if isinstance(language, Unknown):
        return language
    handler = text_of(code.handler)
    if handler is None:
        why = "no handler is given" if isinstance(code.handler, Absent) else "an open handler"
        return Unknown(why, code.handler.at)
    if not isinstance(code.inline, Absent):
        return _inline(Sought(code, handler, "", layers, files), language)
    root = code_root(code)
    if not isinstance(root, str):
        return root
    sought = Sought(code, handler, root, layers, files)
    if language is not None:
        return find_python(sought) if language is Language.PYTHON else find_node(sought)
    found = find_python(sought)
    if not isinstance(found, Located):
        other = find_node(sought)
        found = other if isinstance(other, Located) else found
    return found


def _language(code: FunctionCode) -> Language | Unknown | None:
    """The language of a runtime, None where the runtime is open."""
    if not code.runtime:
        return None
    name = re.match(r"[a-z]+", code.runtime)
    if name is None:
        return Unknown(f"{code.runtime} is no runtime", code.uri.at)
    language = _LANGUAGES.get(name[0])
    return language or Unknown(f"{name[0]} is not analysed yet", code.uri.at)


def _inline(sought: Sought, language: Language | None) -> Result:
    code, files = sought.code, sought.files
    at = code.inline.at or code.handler.at or Location(code.base, 1)
    if language is None:
        return Unknown("an open runtime", at)
    found = inline_code(code.inline, at, language)
    if isinstance(found, Unknown):
        return found
    if found.facts.diagnostics and not found.fillings:
        return found.facts.diagnostics[0]
    module, symbol = _parted(sought.handler, language)
    if not module or not symbol:
        return MissingHandler(f"{sought.handler} names no function of a file", code.handler.at)
    named = code.module or _INLINE_MODULE
    if module.replace(".", "/") != named:
        why = f"inline code is the module {named}, not {module}"
        if _is_somewhere(module, language, files):
            return Unknown(f"{why}, which the scan has as a file", at)  # deployed later, by that
        return MissingHandler(why, code.handler.at)
    name = named_in if language is Language.PYTHON else named_in_file
    located = name(sought, found.facts, symbol, "")
    if not isinstance(located, Located):
        return located
    return replace(located, entry=replace(located.entry, fillings=found.fillings))


def _parted(handler: str, language: Language) -> tuple[str, str]:
    if language is Language.PYTHON:
        module, _, symbol = handler.rpartition(".")
        return module, symbol
    return parted(handler)


def _is_somewhere(module: str, language: Language, files: CodeBase) -> bool:
    if language is Language.PYTHON:
        end = f"/{module.replace('.', '/')}{SUFFIX}"
        return any(f"/{path}".endswith(end) for path in files.files)
    return is_anywhere(module, files)
