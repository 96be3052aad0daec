"""A text that is a template as a whole: a file that `templatefile` reads, a string of JSON."""

from __future__ import annotations

import re

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.terraform.errors import first_error
from eda_lint.parse.terraform.expressions import expression
from eda_lint.parse.terraform.form import (
    Attribute,
    Constant,
    Expression,
    Name,
    Template,
    Unreadable,
)
from eda_lint.parse.terraform.grammar import TOO_DEEP, Reading, parse_tree, parts
from eda_lint.parse.terraform.templates import whole_text

_TRAVERSAL = re.compile(r"\$\{([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){0,9})\}")
_CONSTANTS = frozenset({"true", "false", "null"})


def parse_template_text(path: str, text: str) -> Expression:
    """The content of a template file; Unreadable, with the place of the error, where it has one."""
    template, _ = read_template(text, Location(path, 1))
    return template


def read_template(
    text: str, at: Location, *, quoted: bool = False
) -> tuple[Expression, tuple[Diagnostic, ...]]:
    """The content of a template that begins at a place, and what is wrong with it.

    Of `quoted` text everything has the place `at`: escapes have moved its columns.
    """
    if "${" not in text and "%{" not in text:
        return Constant(text, at), ()
    if quoted and (template := _plain(text, at)) is not None:
        return template, ()
    marker = "TEMPLATE"
    while marker in text:
        marker += "_"
    # The grammar has no templates by themselves: this one becomes a heredoc.
    data = f"template = <<{marker}\n{text}\n{marker}\n".encode("utf-8", "replace")
    reading = Reading(at.path, data, above=1, fixed=at if quoted else None)
    template = _content(reading, at)
    return template, tuple(reading.diagnostics)


def _plain(text: str, at: Location) -> Expression | None:
    """A template that takes no more than attributes, which most of JSON's do; None for others."""
    if "$$" in text or "%{" in text or text.count("${") != len(_TRAVERSAL.findall(text)):
        return None
    parts: list[Expression] = []
    for index, written in enumerate(_TRAVERSAL.split(text)):
        if index % 2 == 0:
            if written:
                parts.append(Constant(written, at))
            continue
        first, *attributes = written.split(".")
        if first in _CONSTANTS:
            return None
        whole: Expression = Name(first, at)
        for attribute in attributes:
            whole = Attribute(whole, attribute, at)
        parts.append(whole)
    return parts[0] if len(parts) == 1 else Template(tuple(parts), at)


def _content(reading: Reading, at: Location) -> Expression:
    root = parse_tree(reading.data).root_node
    if root.has_error:
        place, why = first_error(reading, root, at)
        reading.wrong(place, why)
        return Unreadable(f"not valid HCL: {why}", place)
    body = next(child for child in root.children if child.type == "body")
    value = parts(parts(body.children[0])[2])[0]
    try:
        return whole_text(reading, value.children[0], expression)
    except RecursionError:
        reading.unread(at, TOO_DEEP)
        return Unreadable(TOO_DEEP, at)
