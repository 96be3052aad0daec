"""Templates become stacks: those that stand by themselves, and those that others nest."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic
from eda_lint.parse.facts import Declaration, TemplateFacts
from eda_lint.value import Value, entries_of, field_of, text_of

_NESTED = {
    "AWS::CloudFormation::Stack": ("TemplateURL", "Parameters"),
    "AWS::Serverless::Application": ("Location", "Parameters"),
}

MOST_STACKS = 2000
"""An account may have so many, those nested in one root stack included."""
LEVELS = 30
"""How deep stacks may nest. Real ones stay below 5."""


@frozen
class Stack:
    """One use of a template: by itself, or nested in a parent with what that passes to it.

    `passed` is settled in the parent when a value asks for it, since one nested stack's argument
    may be another's output; `asking` holds the names being settled, to cut circles.
    """

    id: str
    template: TemplateFacts
    parent: Stack | None = None
    passed: Mapping[str, Value] = field(default_factory=dict)
    children: dict[str, Stack] = field(default_factory=dict)
    asking: set[str] = field(default_factory=set)


def stacks_of(templates: Mapping[str, TemplateFacts], cut: list[Diagnostic]) -> Iterator[Stack]:
    """Every root template as a stack, with the stacks nested in it after it."""
    uses = Counter(
        child
        for template in templates.values()
        for declaration in template.declarations
        if (child := _nested_path(template, declaration)) in templates and child != template.path
    )
    for path in sorted(templates):
        if not uses[path]:
            family = [Stack(path, templates[path])]
            _nest(family, family[0], (path,), templates, uses, cut)
            yield from family
    # Templates that only nest each other in a circle have no root: each stands by itself.
    reached = _reached(templates, uses)
    for path in sorted(set(templates) - reached):
        yield Stack(path, templates[path])


def _reached(templates: Mapping[str, TemplateFacts], uses: Counter[str]) -> set[str]:
    waiting = [path for path in templates if not uses[path]]
    reached: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for declaration in templates[path].declarations:
            child = _nested_path(templates[path], declaration)
            if child in templates:
                waiting.append(child)
    return reached


def _nest(
    family: list[Stack],
    stack: Stack,
    ancestors: tuple[str, ...],
    templates: Mapping[str, TemplateFacts],
    uses: Counter[str],
    cut: list[Diagnostic],
) -> None:
    """Add to a family of stacks those that one of it nests, and what these nest."""
    for declaration in stack.template.declarations:
        path = _nested_path(stack.template, declaration)
        if path not in templates or path in ancestors:
            continue
        refused = _refusal(family, ancestors)
        if refused:
            if all(refused != known.message for known in cut):
                at = declaration.at
                cut.append(Diagnostic(at.path, at.line, at.column, refused))
            return
        passed = field_of(declaration.properties, _NESTED[declaration.type][1])
        # Where its parent is there several times, so is what that nests once.
        single = uses[path] == 1 and stack.id == stack.template.path
        child = Stack(
            path if single else f"{path}@{stack.id}#{declaration.name}",
            templates[path],
            stack,
            {entry.key: entry.value for entry in entries_of(passed)},
        )
        stack.children[declaration.name] = child
        family.append(child)
        _nest(family, child, (*ancestors, path), templates, uses, cut)


def _refusal(family: list[Stack], ancestors: tuple[str, ...]) -> str:
    """Why a family of stacks grows no further here; "" where it may."""
    if len(ancestors) > LEVELS:
        return f"not followed: {ancestors[0]} nests stacks more than {LEVELS} levels deep"
    if len(family) > MOST_STACKS:
        return f"not followed: {ancestors[0]} nests more than {MOST_STACKS} stacks"
    return ""


def _nested_path(template: TemplateFacts, declaration: Declaration) -> str:
    """The path of the template that a declaration nests, "" where it nests no local file."""
    if declaration.type not in _NESTED:
        return ""
    location = text_of(field_of(declaration.properties, _NESTED[declaration.type][0]))
    if location is None or "://" in location:
        return ""
    return relative_path(template.path, location)


def relative_path(base: str, written: str) -> str:
    """A path as a file writes it, seen from the base of the scan ("../x" outside stays so)."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), written))
