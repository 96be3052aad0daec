"""One JavaScript or TypeScript file's text to code facts."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node, Tree

from eda_lint.location import Diagnostic
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.comments import MARKER, Comment, line_suppressions
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.errors import first_error, said, sound
from eda_lint.parse.ecmascript.exchange import rank
from eda_lint.parse.ecmascript.expressions import EXPRESSIONS
from eda_lint.parse.ecmascript.grammars import parse_tree
from eda_lint.parse.ecmascript.lowering import Grammar, Lowering, parts
from eda_lint.parse.ecmascript.statements import STATEMENTS
from eda_lint.parse.facts import Suppression

LARGEST_FILE = 512 * 1024
"""Bytes. Nobody writes a larger file by hand: it is generated or bundled."""

LONGEST_LINE = 20 * 1024
"""Characters. A file with a longer line is minified, or holds data."""

_GRAMMAR = Grammar(EXPRESSIONS, STATEMENTS, rank)
_NAMES = {Language.JAVASCRIPT: "JavaScript", Language.TYPESCRIPT: "TypeScript"}


def parse_ecmascript(
    path: str, text: str, language: Language, *, explicit: bool = False
) -> CodeFacts:
    """The facts of a file of JavaScript or TypeScript.

    A bundle has none, and says why; it is an error only where the file was named (`explicit`). Of
    a file with syntax errors there are the statements that are sound, beside the diagnostic.
    """
    reason = _no_source(text)
    if reason:
        return unread(path, language, reason, explicit=explicit)
    data = text.encode("utf-8", "replace")
    tree = parse_tree(path, data, language)
    if tree is None:
        message = f"not valid {_NAMES[language]}: too many errors to go on"
        return CodeFacts(path, language, diagnostics=(Diagnostic(path, 1, 1, message),))
    root = tree.root_node
    lowering = Lowering(path, data, _GRAMMAR)
    nodes = parts(root)
    diagnostics: tuple[Diagnostic, ...] = ()
    if root.has_error:
        nodes = sound(root)
        diagnostics = tuple(_diagnostics(path, lowering, root, language))
    with lowering.names.block(declared_in(lowering, nodes, variables=True), 1):
        body = lowering.statements(nodes)
    return CodeFacts(path, language, body, _suppressions(path, text, lowering, tree), diagnostics)


def unread(path: str, language: Language, reason: str, *, explicit: bool = False) -> CodeFacts:
    """The facts of a file that is not analysed."""
    if explicit:
        diagnostics = (Diagnostic(path, 1, 1, f"not analysed: {reason}"),)
        return CodeFacts(path, language, diagnostics=diagnostics, unread=reason)
    return CodeFacts(path, language, unread=reason)


def _no_source(text: str) -> str:
    """Why a text is nothing that somebody wrote in this language; "" where it is."""
    if len(text) > LARGEST_FILE:
        return too_large(len(text))
    if text[:100].lstrip().startswith("<?xml"):
        return "XML"  # Qt's translations have the suffix .ts too
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        return f"a line of {longest // 1024} kB, the limit is {LONGEST_LINE // 1024} kB"
    return ""


def too_large(size: int) -> str:
    """Why a file of this size is not read."""
    return f"{size / 1024 / 1024:.1f} MB, the limit is {LARGEST_FILE / 1024 / 1024:.1f} MB"


def _diagnostics(
    path: str, lowering: Lowering, root: Node, language: Language
) -> Iterator[Diagnostic]:
    error = first_error(root)
    if error is not None:
        at = lowering.at(error)
        message = f"not valid {_NAMES[language]}: {said(error, lowering.text(error))}"
        yield Diagnostic(path, at.line, at.column, message)


def _suppressions(path: str, text: str, lowering: Lowering, tree: Tree) -> tuple[Suppression, ...]:
    if MARKER not in text:
        return ()
    lines = text.split("\n")
    return line_suppressions(path, _comments(lowering, tree, lines), lines)


def _comments(lowering: Lowering, tree: Tree, lines: list[str]) -> Iterator[Comment]:
    waiting = [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            at = lowering.at(node)
            own_line = not lines[at.line - 1][: at.column - 1].strip()
            yield Comment(at.line, at.column, lowering.text(node), own_line)
        elif node.child_count:
            waiting.extend(reversed(node.children))
