"""Code that stands inside a template: parsed by itself, its places shifted to the template's."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from eda_lint.bind.evaluate.fillings import filling
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic, Location
from eda_lint.parse.code import CodeFacts, Language
from eda_lint.parse.python import parse_python
from eda_lint.value import Concat, Literal, Unknown, Value, scalar_text


@frozen
class InlineCode:
    """The facts of inline code, and the values that its template puts into it."""

    facts: CodeFacts
    fillings: tuple[Value, ...]


def inline_code(text: Value, at: Location, language: Language) -> InlineCode | Unknown:
    """Inline code that stands at a place of a template."""
    if not isinstance(text, Literal | Concat):
        return Unknown("inline code that is settled at deployment", at)
    source, fillings = _source(text)
    facts = _parsed(f"{at.path}:{at.line}/index", source, language)
    if facts.unread:
        return Unknown(f"inline code with {facts.unread}", at)
    several = at.end_line != at.line
    # A block scalar's text begins on the line below its indicator.
    lines = at.line if several and "\n" in source else at.line - 1
    try:
        return InlineCode(_shifted(facts, at.path, lines, several), fillings)
    except RecursionError:
        return Unknown("inline code that is nested too deeply", at)


def _parsed(path: str, source: str, language: Language) -> CodeFacts:
    if language is Language.PYTHON:
        return parse_python(f"{path}.py", source)
    from eda_lint.parse.ecmascript import parse_ecmascript  # loads its grammars

    return parse_ecmascript(f"{path}.js", source, language)


def _source(text: Literal | Concat) -> tuple[str, tuple[Value, ...]]:
    parts = text.parts if isinstance(text, Concat) else (text,)
    source: list[str] = []
    fillings: list[Value] = []
    for part in parts:
        if isinstance(part, Literal):
            source.append(scalar_text(part))
        else:
            source.append(filling(len(fillings)))
            fillings.append(part)
    return "".join(source), tuple(fillings)


def _shifted(facts: CodeFacts, path: str, lines: int, several: bool) -> CodeFacts:
    place = facts.path

    def shift(node: object) -> object:
        if isinstance(node, Location):
            if node.path != place:
                return node
            line = lines + (node.line if several else 1)
            end = lines + (node.end_line if several else 1)
            return Location(path, line, node.column, end, node.end_column)
        if isinstance(node, Diagnostic):
            line = lines + (node.line if several else 1)
            return Diagnostic(path, line, node.column, node.message)
        if isinstance(node, tuple):
            return tuple(shift(part) for part in node)
        if is_dataclass(node) and not isinstance(node, type):
            changed = {f.name: shift(getattr(node, f.name)) for f in fields(node)}
            return type(node)(**changed)
        return node

    shifted = shift(facts)
    if not isinstance(shifted, CodeFacts):
        raise TypeError("a file's facts stay facts")
    return replace(shifted, path=place)
