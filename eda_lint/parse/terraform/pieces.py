"""A template as a row of pieces, and what such a row comes to: `~` strips, `<<-` takes away the
indentation, and `%{ if }` and `%{ for }` hold what stands up to their ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.terraform.form import (
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Template,
)


@frozen
class Text:
    """Text, escapes read; where lines count for what is stripped, not more than one line."""

    text: str
    at: Location


@frozen
class Interpolation:
    """`${ value }`."""

    value: Expression
    at: Location
    strips_before: bool = False
    strips_after: bool = False


@frozen
class Directive:
    """`%{ if value }`, `%{ for key, name in value }`, `%{ else }`, `%{ endif }`, `%{ endfor }`."""

    word: str
    at: Location
    value: Expression | None = None
    key: str = ""
    name: str = ""
    strips_before: bool = False
    strips_after: bool = False


Piece: TypeAlias = Text | Interpolation | Directive


class Unbalanced(Exception):
    """A directive without its end, or an end without its directive."""

    def __init__(self, word: str, at: Location) -> None:
        super().__init__(f"%{{ {word} }} without its partner")
        self.at = at


def stripped(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the white space that a `~` next to it takes away."""
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Text):
            text = piece.text
            before = pieces[index - 1] if index else None
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            if before is not None and not isinstance(before, Text) and before.strips_after:
                text = text.lstrip()
            if after is not None and not isinstance(after, Text) and after.strips_before:
                text = text.rstrip()
            piece = Text(text, piece.at)
        result.append(piece)
    return result


def unindented(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of `<<-` without the indentation that all lines share.

    Lines that are only white space do not count, and keep theirs.
    """
    shared: int | None = None
    starts: set[int] = set()
    at_start = True
    for index, piece in enumerate(pieces):
        if at_start:
            spaces = 0
            if isinstance(piece, Text):
                spaces = len(piece.text) - len(piece.text.lstrip())
                if spaces == len(piece.text) and piece.text.endswith("\n"):
                    continue
                starts.add(index)
            shared = spaces if shared is None else min(shared, spaces)
        at_start = isinstance(piece, Text) and piece.text.endswith("\n")
    return [
        Text(piece.text[shared:], piece.at)
        if index in starts and isinstance(piece, Text)
        else piece
        for index, piece in enumerate(pieces)
    ]


@frozen
class _Open:
    """A directive whose end is still to come: what stands in it, and for `if` before its `else`."""

    directive: Directive
    parts: list[Expression]
    outer: list[Expression]
    then: list[Expression] | None = None


def assembled(pieces: Iterable[Piece]) -> list[Expression]:
    """The parts of a template. Raises Unbalanced."""
    parts: list[Expression] = []
    waiting: list[_Open] = []
    for piece in _joined(pieces):
        match piece:
            case Text():
                if piece.text:
                    parts.append(Constant(piece.text, piece.at))
            case Interpolation():
                parts.append(piece.value)
            case Directive("if" | "for"):
                waiting.append(_Open(piece, [], parts))
                parts = waiting[-1].parts
            case Directive("else") if waiting and waiting[-1].directive.word == "if":
                opened = waiting.pop()
                if opened.then is not None:
                    raise Unbalanced("else", piece.at)
                waiting.append(_Open(opened.directive, [], opened.outer, opened.parts))
                parts = waiting[-1].parts
            case Directive() if waiting and piece.word == f"end{waiting[-1].directive.word}":
                opened = waiting.pop()
                parts = opened.outer
                parts.append(_closed(opened))
            case _:
                raise Unbalanced(piece.word, piece.at)
    if waiting:
        raise Unbalanced(waiting[-1].directive.word, waiting[-1].directive.at)
    return parts


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with the lines of a text as one."""
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, Text)):
        run = tuple(group)
        if not is_text or len(run) == 1:
            yield from run
            continue
        text = "".join(piece.text for piece in run if isinstance(piece, Text))
        first, last = run[0].at, run[-1].at
        at = Location(first.path, first.line, first.column, last.end_line, last.end_column)
        yield Text(text, at)


def _closed(opened: _Open) -> Expression:
    directive = opened.directive
    assert directive.value is not None
    if directive.word == "if":
        then = opened.parts if opened.then is None else opened.then
        otherwise = [] if opened.then is None else opened.parts
        return Conditional(
            directive.value,
            text_of(then, directive.at),
            text_of(otherwise, directive.at),
            directive.at,
        )
    repeated = For(
        directive.key,
        directive.name,
        directive.value,
        text_of(opened.parts, directive.at),
        directive.at,
    )
    return Call("join", (Constant("", directive.at), repeated), directive.at)


def text_of(parts: Sequence[Expression], at: Location) -> Expression:
    """The text that parts make together."""
    if not parts:
        return Constant("", at)
    if len(parts) == 1 and isinstance(parts[0], Constant) and isinstance(parts[0].value, str):
        return Constant(parts[0].value, at)
    return Template(tuple(parts), at)
