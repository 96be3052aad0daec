"""Functions of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from eda_lint.bind.terraform.evaluate.conversions import as_text, is_null
from eda_lint.bind.terraform.evaluate.equality import is_constant
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    WHOLE,
    Fails,
    Function,
    Functions,
    Invocation,
    TooLarge,
    plain,
)
from eda_lint.bind.terraform.evaluate.json_text import constant_json
from eda_lint.bind.terraform.evaluate.limits import LONGEST_TEXT, MOST_ITEMS
from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.bind.terraform.evaluate.open_values import open_operation
from eda_lint.bind.terraform.evaluate.templates import text_of_parts
from eda_lint.value import Concat, Items, Literal, Value, concat

_WORD = re.compile(r"(?<!\w)\w")


def _part_by_part(change: Callable[[str], str]) -> Function:
    """A function that changes each character by itself, so that open parts of a text stay parts."""
    whole = plain(change, TEXT)

    def called(call: Invocation) -> Value:
        if len(call.arguments) != 1 or not isinstance(call.arguments[0], Concat):
            return whole(call)
        parts = (
            Literal(change(str(part.value)), part.at)
            if isinstance(part, Literal)
            else open_operation(call.name, (part,), call.at)
            for part in call.arguments[0].parts
        )
        return concat(parts, call.at)

    return called


def _join(call: Invocation) -> Value:
    if len(call.arguments) < 2:
        return call.failed("not as many arguments")
    separator, *lists = call.arguments
    parts: list[Value] = []
    for one in lists:
        if not isinstance(one, Items):
            is_open = not is_null(one) and not isinstance(one, Literal | Concat)
            return call.unknown("a list that is not known") if is_open else call.failed("no list")
        if one.open or (isinstance(one, SetItems) and len(one.items) > 1 and not is_constant(one)):
            return call.unknown("a list that is not all known")
        for item in one.items:
            if is_null(item):
                return call.failed("null in a list")
            parts.extend((separator, item) if parts else (item,))
        if len(parts) > 2 * MOST_ITEMS:
            return call.unknown("too large a result")
    return text_of_parts(tuple(parts), call.at, call.scope)


def _split(separator: str, text: str) -> Sequence[str]:
    parts = text.split(separator) if separator else list(text)
    return _few(parts)


def _few(parts: Sequence[str]) -> Sequence[str]:
    if len(parts) > MOST_ITEMS:
        raise TooLarge
    return parts


def _trim(text: str, characters: str) -> str:
    return text.strip(characters) if characters else text


def _substr(text: str, offset: int, length: int) -> str:
    start = max(len(text) + offset, 0) if offset < 0 else offset
    return text[start:] if length < 0 else text[start : start + length]


def _indent(spaces: int, text: str) -> str:
    if spaces < 0:
        raise Fails("fewer than no spaces")
    if spaces * text.count("\n") > LONGEST_TEXT:
        raise TooLarge
    return text.replace("\n", "\n" + " " * spaces)


def _lower(text: str) -> str:
    return "".join(_one(character, character.lower()) for character in text)


def _upper(text: str) -> str:
    return "".join(_one(character, character.upper()) for character in text)


def _one(character: str, changed: str) -> str:
    """A character changed, unless that took more than one (`ß`)."""
    return changed if len(changed) == 1 else character


def _title(text: str) -> str:
    return _WORD.sub(lambda first: first[0].upper(), text)


def _chomp(text: str) -> str:
    return text.rstrip("\r\n")


def replaced(text: Value, old: str, new: str) -> Value | None:
    """Text with one character replaced by text in its constant parts; None where it has none."""
    if not isinstance(text, Concat) or len(old) != 1:
        return None
    parts = (
        Literal(str(part.value).replace(old, new), part.at)
        if isinstance(part, Literal)
        else open_operation("replace", (part, Literal(old), Literal(new)), text.at)
        for part in text.parts
    )
    return concat(parts, text.at)


def _starts_with(call: Invocation) -> Value:
    return _has_end(call, str.startswith, 0)


def _ends_with(call: Invocation) -> Value:
    return _has_end(call, str.endswith, -1)


def _has_end(call: Invocation, has: Callable[[str, str], bool], end: int) -> Value:
    """Whether a text has a constant end, which may show of one with open parts too."""
    if len(call.arguments) == 2:
        text, wanted = (as_text(constant_json(argument)) for argument in call.arguments)
        if isinstance(text, Concat) and isinstance(wanted, Literal):
            known, sought = text.parts[end], str(wanted.value)
            shown = str(known.value) if isinstance(known, Literal) else ""
            if has(shown, sought):
                return Literal(True, call.at)
            if not has(sought, shown):
                return Literal(False, call.at)
    return plain(has, TEXT, TEXT)(call)


def _trim_space(call: Invocation) -> Value:
    only = call.arguments[0] if len(call.arguments) == 1 else None
    if not isinstance(only, Concat):
        return plain(str.strip, TEXT)(call)
    first, last = only.parts[0], only.parts[-1]
    if isinstance(first, Literal) and isinstance(last, Literal):
        start = Literal(str(first.value).lstrip(), first.at)
        end = Literal(str(last.value).rstrip(), last.at)
        if start.value and end.value:
            return concat((start, *only.parts[1:-1], end), call.at)
    return open_operation(call.name, (only,), call.at)


FUNCTIONS: Functions = {
    "chomp": plain(_chomp, TEXT),
    "endswith": _ends_with,
    "indent": plain(_indent, WHOLE, TEXT),
    "join": _join,
    "lower": _part_by_part(_lower),
    "split": plain(_split, TEXT, TEXT),
    "startswith": _starts_with,
    "strcontains": plain(lambda text, part: part in text, TEXT, TEXT),
    "strrev": plain(lambda text: text[::-1], TEXT),
    "substr": plain(_substr, TEXT, WHOLE, WHOLE),
    "title": plain(_title, TEXT),
    "trim": plain(_trim, TEXT, TEXT),
    "trimprefix": plain(str.removeprefix, TEXT, TEXT),
    "trimspace": _trim_space,
    "trimsuffix": plain(str.removesuffix, TEXT, TEXT),
    "upper": _part_by_part(_upper),
}
