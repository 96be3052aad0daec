"""The grammars, each loaded when a file asks for it."""

from __future__ import annotations

from functools import cache

from tree_sitter import Language as TreeLanguage
from tree_sitter import Parser, Tree

from eda_lint.parse.code import Language
from eda_lint.parse.ecmascript.errors import has_many_errors
from eda_lint.parse.ecmascript.newer import in_older_forms

PROBED_SIZE = 32 * 1024
"""Bytes. Some errors take time and memory that grow with their square, so that of a larger file the
beginning is parsed first."""

MOST_ERRORS = 100
"""With more of them, the beginning of a file is nothing of this language."""


def parse_tree(path: str, data: bytes, language: Language) -> Tree | None:
    """The syntax tree of a file; None where it is so full of errors that parsing could take long.

    What its grammar does not understand may be newer than the grammar; and a JavaScript file may
    have type annotations (Flow, or a wrong suffix), so that it is read as TypeScript.
    """
    grammar = "javascript"
    if language is Language.TYPESCRIPT:
        grammar = "tsx" if path.lower().endswith(".tsx") else "typescript"
    first = _parsed(grammar, data)
    if first is not None and not first.root_node.has_error:
        return first
    older = in_older_forms(data)
    attempts = [(grammar, older)] if older != data else []
    if language is Language.JAVASCRIPT:
        attempts.append(("tsx", older))
    for other, text in attempts:
        tree = _parsed(other, text)
        if tree is not None and not tree.root_node.has_error:
            return tree
    return first


def _parsed(grammar: str, data: bytes) -> Tree | None:
    parser = _parser(grammar)
    if len(data) > PROBED_SIZE:
        beginning = parser.parse(data[:PROBED_SIZE].rpartition(b"\n")[0])
        if has_many_errors(beginning.root_node, MOST_ERRORS):
            return None
    return parser.parse(data)


@cache
def _parser(grammar: str) -> Parser:
    if grammar == "javascript":
        import tree_sitter_javascript

        return Parser(TreeLanguage(tree_sitter_javascript.language()))
    import tree_sitter_typescript

    if grammar == "tsx":
        return Parser(TreeLanguage(tree_sitter_typescript.language_tsx()))
    return Parser(TreeLanguage(tree_sitter_typescript.language_typescript()))
