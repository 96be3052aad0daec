"""Templates become stacks: parameters get arguments, nested stacks their parents, exports names."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from eda_lint.aws.interface import Resource
from eda_lint.bind.settle import Scope, settle
from eda_lint.frozen import frozen
from eda_lint.parse.facts import Declaration, DocumentFacts, TemplateFacts
from eda_lint.value import (
    Absent,
    Input,
    Reference,
    Unknown,
    Value,
    entries_of,
    field_of,
    inside,
    text_of,
)

_NESTED = {
    "AWS::CloudFormation::Stack": ("TemplateURL", "Parameters"),
    "AWS::Serverless::Application": ("Location", "Parameters"),
}


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


@frozen
class Shared:
    """What stacks know of each other: exports, and the parameter store, by their names."""

    exports: Mapping[Value, Value] = field(default_factory=dict)
    stored: Mapping[Value, Value] = field(default_factory=dict)


def bind_stacks(
    templates: Mapping[str, TemplateFacts], documents: Mapping[str, DocumentFacts]
) -> tuple[Resource, ...]:
    """The resources of every stack, their values settled, references turned into node ids."""
    stacks = tuple(_stacks(templates))
    shared = Shared(_exports(stacks), _stored(stacks))
    return tuple(resource for stack in stacks for resource in _resources(stack, shared, documents))


def _stacks(templates: Mapping[str, TemplateFacts]) -> Iterator[Stack]:
    """Every root template as a stack, with the stacks nested in it after it."""
    uses = Counter(
        child
        for template in templates.values()
        for declaration in template.declarations
        if (child := _nested_path(template, declaration)) in templates and child != template.path
    )
    for path in sorted(templates):
        if not uses[path]:
            yield from _instantiate(Stack(path, templates[path]), templates, uses, (path,))
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


def _instantiate(
    stack: Stack,
    templates: Mapping[str, TemplateFacts],
    uses: Counter[str],
    ancestors: tuple[str, ...],
) -> Iterator[Stack]:
    """A stack and the stacks nested in it, at any depth."""
    yield stack
    for declaration in stack.template.declarations:
        path = _nested_path(stack.template, declaration)
        if path not in templates or path in ancestors:
            continue
        passed = field_of(declaration.properties, _NESTED[declaration.type][1])
        child = Stack(
            path if uses[path] == 1 else f"{path}@{stack.id}#{declaration.name}",
            templates[path],
            stack,
            {entry.key: entry.value for entry in entries_of(passed)},
        )
        stack.children[declaration.name] = child
        yield from _instantiate(child, templates, uses, (*ancestors, path))


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


def _argument(stack: Stack, name: str, shared: Shared) -> Value | None:
    """What a parameter is: the parent's argument, else its default."""
    parameter = next((p for p in stack.template.parameters if p.name == name), None)
    if parameter is None:
        return None
    if stack.parent is not None and name in stack.passed:
        if name in stack.asking:
            return Unknown(f"{name} depends on itself")
        stack.asking.add(name)
        value = settle(stack.passed[name], _scope(stack.parent, shared))
        stack.asking.discard(name)
        return value
    if parameter.type.startswith("AWS::SSM::Parameter::") or isinstance(parameter.default, Absent):
        # An SSM parameter's default is the name of the parameter, not its value.
        stored = shared.stored.get(parameter.default)
        return stored if stored is not None else Input(name, at=parameter.at)
    return parameter.default


def _scope(stack: Stack, shared: Shared) -> Scope:
    def attribute(reference: Reference) -> Value:
        child = stack.children.get(reference.resource)
        if child is not None and reference.attribute.startswith("Outputs."):
            return _output(child, reference.attribute.removeprefix("Outputs."), shared)
        if "#" in reference.resource:
            return reference
        return Reference(f"{stack.id}#{reference.resource}", reference.attribute, reference.at)

    return Scope(
        lambda name: _argument(stack, name, shared),
        attribute,
        shared.exports.get,
        shared.stored.get,
    )


def _output(stack: Stack, name: str, shared: Shared) -> Value:
    for output in stack.template.outputs:
        if output.name == name:
            return settle(output.value, _scope(stack, shared))
    return Unknown(f"{stack.template.path} has no output {name}")


def _exports(stacks: tuple[Stack, ...]) -> dict[Value, Value]:
    exports: dict[Value, Value] = {}
    for stack in stacks:
        scope = _scope(stack, Shared())
        for output in stack.template.outputs:
            if not isinstance(output.export, Absent):
                exports.setdefault(settle(output.export, scope), settle(output.value, scope))
    return exports


def _stored(stacks: tuple[Stack, ...]) -> dict[Value, Value]:
    """What the parameter store will hold; a name that two stacks fill differently says nothing."""
    stored: dict[Value, Value] = {}
    for stack in stacks:
        scope = _scope(stack, Shared())
        for declaration in stack.template.declarations:
            if declaration.type == "AWS::SSM::Parameter":
                name = settle(field_of(declaration.properties, "Name"), scope)
                value = settle(field_of(declaration.properties, "Value"), scope)
                known = stored.setdefault(name, value)
                if known != value:
                    stored[name] = Unknown("several stacks store it")
    return stored


def _resources(
    stack: Stack, shared: Shared, documents: Mapping[str, DocumentFacts]
) -> Iterator[Resource]:
    scope = _scope(stack, shared)
    doubtful = {c.name for c in stack.template.conditions if c.holds is False}
    for declaration in stack.template.declarations:
        properties = settle(declaration.properties, scope)
        yield Resource(
            id=f"{stack.id}#{declaration.name}",
            name=declaration.name,
            type=declaration.type,
            properties=properties,
            metadata=settle(declaration.metadata, scope),
            at=declaration.at,
            path=stack.template.path,
            stack=stack.id,
            root=_root(stack).id,
            only_when=declaration.condition if declaration.condition in doubtful else "",
            documents=_documents(stack, properties, documents, scope),
        )


def _root(stack: Stack) -> Stack:
    while stack.parent is not None:
        stack = stack.parent
    return stack


def _documents(
    stack: Stack, properties: Value, documents: Mapping[str, DocumentFacts], scope: Scope
) -> dict[str, Value]:
    """The bodies of the files that a resource names, by the name that it writes."""
    if not documents:
        return {}
    named: dict[str, Value] = {}
    for value in inside(properties):
        written = text_of(value)
        if written is None or not written.endswith((".json", ".yaml", ".yml", ".asl")):
            continue
        document = documents.get(relative_path(stack.template.path, written))
        if document is not None:
            named[written] = settle(document.body, scope)
    return named
