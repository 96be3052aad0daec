"""Functions of text that search: `regex`, `regexall`, `replace`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eda_lint.bind.terraform.evaluate.conversions import as_text, is_null
from eda_lint.bind.terraform.evaluate.functions.regular_expressions import (
    Pattern,
    Unsupported,
    pattern_of,
)
from eda_lint.bind.terraform.evaluate.functions.signature import (
    TEXT,
    Fails,
    Functions,
    Invocation,
    Plain,
    TooLarge,
    plain,
)
from eda_lint.bind.terraform.evaluate.functions.texts import replaced
from eda_lint.bind.terraform.evaluate.limits import LONGEST_TEXT, MOST_ITEMS
from eda_lint.bind.terraform.evaluate.open_values import is_symbolic
from eda_lint.bind.terraform.evaluate.templates import text_of_parts
from eda_lint.value import Literal, Value

_GROUP = re.compile(r"\$(?:\$|(\w+)|\{(\w+)\})", re.ASCII)


def _cheap(written: str, text: str) -> Pattern:
    try:
        pattern = pattern_of(written)
    except Unsupported as unsupported:
        raise TooLarge from unsupported
    if not pattern.is_cheap_for(text):
        raise TooLarge
    return pattern


def _regex(written: str, text: str) -> Plain:
    found = _cheap(written, text).compiled.search(text)
    if found is None:
        raise Fails("no match")
    return _captured(found)


def _regexall(written: str, text: str) -> Plain:
    return [_captured(found) for found in _matches(_cheap(written, text), text)]


def _matches(pattern: Pattern, text: str) -> Iterable[re.Match[str]]:
    if pattern.compiled.match("") is not None:
        raise TooLarge  # where nothing is found, Go and Python go on in different ways
    matches = list(pattern.compiled.finditer(text))
    if len(matches) > MOST_ITEMS:
        raise TooLarge
    return matches


def _captured(found: re.Match[str]) -> Plain:
    """What a match gives: its named groups, its groups, or all of it."""
    named = found.groupdict()
    groups = found.groups()
    if named and len(named) != len(groups):
        raise Fails("groups with and without names")
    if named:
        return named
    return list(groups) if groups else found[0]


def _replace(text: str, old: str, new: str) -> str:
    if _is_pattern(old):
        pattern = _cheap(old[1:-1], text)
        matches = list(_matches(pattern, text))
        if len(matches) * (len(new) + len(text)) > LONGEST_TEXT * 10:
            raise TooLarge
        pieces: list[str] = []
        end = 0
        for found in matches:
            pieces += (text[end : found.start()], _expanded(new, found))
            end = found.end()
        return "".join((*pieces, text[end:]))
    if text.count(old) * len(new) > LONGEST_TEXT:
        raise TooLarge
    return text.replace(old, new)


def _expanded(template: str, found: re.Match[str]) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        known = found.groupdict()
        if name.isdigit():
            number = int(name[:9])
            return (found[number] or "") if number <= (found.re.groups) else ""
        return known.get(name) or ""

    return _GROUP.sub(group, template)


def _is_pattern(old: str) -> bool:
    return len(old) > 1 and old.startswith("/") and old.endswith("/")


def _with_parts(call: Invocation, text: str, old: str, new: Value) -> Value:
    """A constant text in which something takes a place that is not constant itself."""
    between = text.split(old)
    if len(between) > MOST_ITEMS:
        return call.unknown("too large a result")
    parts = [part for one in between for part in (new, Literal(one, call.at))]
    return text_of_parts(tuple(parts[1:]), call.at, call.scope)


def _replace_anywhere(call: Invocation) -> Value:
    if len(call.arguments) == 3:
        text, old, new = (as_text(argument) for argument in call.arguments)
        match text, old:
            case Literal(value=str() as written), Literal(value=str() as sought):
                is_open = is_symbolic(new) and not isinstance(new, Literal)
                if is_open and sought and not _is_pattern(sought):
                    return _with_parts(call, written, sought, new)
        if isinstance(old, Literal) and isinstance(new, Literal) and not is_null(new):
            part_by_part = replaced(text, str(old.value), str(new.value))
            if part_by_part is not None:
                return part_by_part
    return plain(_replace, TEXT, TEXT, TEXT)(call)


FUNCTIONS: Functions = {
    "regex": plain(_regex, TEXT, TEXT),
    "regexall": plain(_regexall, TEXT, TEXT),
    "replace": _replace_anywhere,
}
