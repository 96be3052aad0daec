"""The values of stacks: parameters get their arguments, imports what is exported, names ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from eda_lint.aws.interface import Resource
from eda_lint.bind.nesting import Stack, relative_path, stacks_of
from eda_lint.bind.settle import Scope, settle
from eda_lint.frozen import frozen
from eda_lint.location import Diagnostic
from eda_lint.parse.facts import DocumentFacts, TemplateFacts
from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Environment,
    Input,
    Items,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    field_of,
    inside,
    text_of,
)

LONGEST_ARGUMENT = 4096
"""Characters of a parameter's value, says CloudFormation; nodes as well, for one that is open."""
DEEPEST_ARGUMENT = 20
"""How deep an open argument may nest."""


@frozen
class Shared:
    """What stacks know of each other: exports, and the parameter store, by their names.

    `arguments` are those that are settled by now, by their stack's id and the parameter's name.
    """

    exports: Mapping[Value, Value] = field(default_factory=dict)
    stored: Mapping[Value, Value] = field(default_factory=dict)
    arguments: dict[tuple[str, str], Value] = field(default_factory=dict)


def bind_stacks(
    templates: Mapping[str, TemplateFacts],
    documents: Mapping[str, DocumentFacts],
    stored: Mapping[Value, Value] | None = None,
) -> tuple[tuple[Resource, ...], tuple[Diagnostic, ...]]:
    """The resources of every stack, their values settled, references turned into node ids.

    `stored` is what others than stacks put into the parameter store, by its name there.
    The diagnostics say what nests too deeply, or too often, to be followed.
    """
    cut: list[Diagnostic] = []
    stacks = tuple(stacks_of(templates, cut))
    shared = Shared(_exports(stacks), _stored(stacks, stored or {}))
    resources = tuple(one for stack in stacks for one in _resources(stack, shared, documents))
    return resources, tuple(cut)


def _argument(stack: Stack, name: str, shared: Shared) -> Value | None:
    """What a parameter is: the parent's argument, else its default."""
    parameter = next((p for p in stack.template.parameters if p.name == name), None)
    if parameter is None:
        return None
    if stack.parent is not None and name in stack.passed:
        known = shared.arguments.get((stack.id, name))
        if known is not None:
            return known
        if name in stack.asking:
            return Unknown(f"{name} depends on itself")
        stack.asking.add(name)
        value = _settled(stack.passed[name], _scope(stack.parent, shared))
        stack.asking.discard(name)
        if _is_unwieldy(value):
            value = Unknown(f"{name} is given more than a parameter can hold", value.at)
        shared.arguments[stack.id, name] = value
        return value
    if parameter.type.startswith("AWS::SSM::Parameter::") or isinstance(parameter.default, Absent):
        # An SSM parameter's default is the name of the parameter, not its value.
        stored = shared.stored.get(parameter.default)
        return stored if stored is not None else Input(name, at=parameter.at)
    return parameter.default


def _is_unwieldy(value: Value) -> bool:
    """Whether a value is longer, larger or deeper than an argument may be."""
    left = LONGEST_ARGUMENT
    waiting = [(value, 0)]
    while waiting:
        part, level = waiting.pop()
        left -= max(len(text_of(part) or ""), 1)
        if left < 0 or level > DEEPEST_ARGUMENT:
            return True
        waiting.extend((inner, level + 1) for inner in _parts(part))
    return False


def _parts(value: Value) -> tuple[Value, ...]:
    match value:
        case Record(entries):
            return tuple(entry.value for entry in entries)
        case Items(parts) | Choice(parts) | Concat(parts):
            return parts
        case Operation(arguments=arguments):
            return arguments
        case Input(default=default) | Environment(default=default) if default is not None:
            return (default,)
    return ()


def _settled(value: Value, scope: Scope) -> Value:
    """The value, as far as its stack settles it and can be followed."""
    try:
        return settle(value, scope)
    except RecursionError:
        return Unknown("nested too deeply", value.at)


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
            return _settled(output.value, _scope(stack, shared))
    return Unknown(f"{stack.template.path} has no output {name}")


def _exports(stacks: tuple[Stack, ...]) -> dict[Value, Value]:
    exports: dict[Value, Value] = {}
    alone = Shared()
    for stack in stacks:
        scope = _scope(stack, alone)
        for output in stack.template.outputs:
            if not isinstance(output.export, Absent):
                name, value = _settled(output.export, scope), _settled(output.value, scope)
                exports.setdefault(name, value)
    return exports


def _stored(stacks: tuple[Stack, ...], others: Mapping[Value, Value]) -> dict[Value, Value]:
    """What the parameter store will hold; a name that is filled differently says nothing."""
    stored = dict(others)
    alone = Shared()
    for stack in stacks:
        scope = _scope(stack, alone)
        for declaration in stack.template.declarations:
            if declaration.type == "AWS::SSM::Parameter":
                name = _settled(field_of(declaration.properties, "Name"), scope)
                value = _settled(field_of(declaration.properties, "Value"), scope)
                known = stored.setdefault(name, value)
                if known != value:
                    stored[name] = Unknown("it is stored several times")
    return stored


def _resources(
    stack: Stack, shared: Shared, documents: Mapping[str, DocumentFacts]
) -> Iterator[Resource]:
    scope = _scope(stack, shared)
    doubtful = {c.name for c in stack.template.conditions if c.holds is False}
    for declaration in stack.template.declarations:
        properties = _settled(declaration.properties, scope)
        yield Resource(
            id=f"{stack.id}#{declaration.name}",
            name=declaration.name,
            type=declaration.type,
            properties=properties,
            metadata=_settled(declaration.metadata, scope),
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
            named[written] = _settled(document.body, scope)
    return named
