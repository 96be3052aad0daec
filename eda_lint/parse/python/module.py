"""One Python file's text to code facts."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings
from collections.abc import Iterator

from eda_lint.location import Diagnostic
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.comments import MARKER, Comment, line_suppressions
from eda_lint.parse.facts import Suppression
from eda_lint.parse.python.places import Places
from eda_lint.parse.python.statements import lower_body


def parse_python(path: str, text: str) -> CodeFacts:
    """The facts of a file of Python code; only a diagnostic where it cannot be parsed.

    The grammar is that of the Python that runs: newer syntax is a diagnostic that names it.
    """
    null = text.find("\0")
    if null >= 0:
        line, column = text.count("\n", 0, null) + 1, null - text.rfind("\n", 0, null)
        return _unread(path, line, column, "not Python source text: a null byte")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SyntaxWarnings are the scanned code's own business
            tree = ast.parse(text)
        body = lower_body(tree.body, Places(path, text))
    except SyntaxError as error:
        return _unread(path, error.lineno or 1, error.offset or 1, _said(error))
    except ValueError as error:  # half a character
        return _unread(path, 1, 1, f"not Python source text: {error}")
    except (RecursionError, MemoryError):
        return _unread(path, 1, 1, "not analysed: its expressions are nested too deeply")
    return CodeFacts(path, Language.PYTHON, body, _suppressions(path, text))


def _unread(path: str, line: int, column: int, message: str) -> CodeFacts:
    diagnostic = Diagnostic(path, max(line, 1), max(column, 1), message)
    return CodeFacts(path, Language.PYTHON, diagnostics=(diagnostic,))


def _said(error: SyntaxError) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"not valid syntax for Python {version}: {error.msg}"


def _suppressions(path: str, text: str) -> tuple[Suppression, ...]:
    if MARKER not in text:
        return ()
    return line_suppressions(path, _comments(text), text.splitlines())


def _comments(text: str) -> Iterator[Comment]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                own_line = not token.line[:column].strip()
                yield Comment(line, column + 1, token.string, own_line)
    except (tokenize.TokenError, IndentationError):
        return
