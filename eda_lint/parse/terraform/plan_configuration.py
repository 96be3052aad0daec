"""The configuration inside a plan: which references each argument is written with.

Locals, dynamic blocks, and where anything stands are not in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from eda_lint.frozen import frozen
from eda_lint.parse.terraform.json_stream import JsonStream

Written: TypeAlias = "tuple[str, ...] | list[Written] | dict[str, Written]"
"""Of an expression its references, of blocks a list, of a block its arguments."""

_EXPRESSION = frozenset({"references", "constant_value"})


@frozen
class WrittenResource:
    """A resource block: its arguments, and the references of its `count` or `for_each`."""

    arguments: Mapping[str, Written]
    repeated_by: tuple[str, ...] = ()


@frozen
class WrittenModule:
    """A module: resources by their address in it, calls and outputs by name.

    `variables` are the names of those that it declares, less the sensitive ones.
    """

    resources: Mapping[str, WrittenResource] = field(default_factory=dict)
    calls: Mapping[str, WrittenCall] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variables: frozenset[str] = frozenset()


@frozen
class WrittenCall:
    """A call of a module, and the module itself."""

    arguments: Mapping[str, Written]
    repeated_by: tuple[str, ...]
    module: WrittenModule


def read_configuration(stream: JsonStream, wanted: Callable[[str], bool]) -> WrittenModule:
    """The root module of the `configuration` that stands here, with resources of wanted types."""
    root = WrittenModule()
    if stream.opens() == "{":
        for key in stream.members():
            if key == "root_module":
                root = _module(stream, wanted)
    return root


def references_of(expression: object) -> tuple[str, ...]:
    """What an expression refers to, each as fully as it is written."""
    names = expression.get("references") if isinstance(expression, dict) else None
    if not isinstance(names, list):
        return ()
    found: list[str] = []
    for name in names:
        # `a.b.c` is followed by its beginnings, which say no more.
        if isinstance(name, str) and not (found and _begins(found[-1], name)):
            found.append(sys.intern(name))
    return tuple(dict.fromkeys(found))


def _begins(reference: str, beginning: str) -> bool:
    return reference.startswith(beginning) and reference[len(beginning) :][:1] in ("", ".", "[")


def _module(stream: JsonStream, wanted: Callable[[str], bool]) -> WrittenModule:
    resources: dict[str, WrittenResource] = {}
    calls: dict[str, WrittenCall] = {}
    outputs: dict[str, tuple[str, ...]] = {}
    variables: set[str] = set()
    if stream.opens() != "{":
        return WrittenModule()
    for key in stream.members():
        opening = stream.opens()
        if key == "resources" and opening == "[":
            resources.update(_resources(stream, wanted))
        elif key == "module_calls" and opening == "{":
            for name in stream.members():
                calls[name] = _call(stream, wanted)
        elif key == "outputs" and opening == "{":
            for name in stream.members():
                output = stream.read()
                expression = output.get("expression") if isinstance(output, dict) else None
                outputs[name] = references_of(expression)
        elif key == "variables" and opening == "{":
            for name in stream.members():
                variable = stream.read()
                if isinstance(variable, dict) and not variable.get("sensitive"):
                    variables.add(name)
    return WrittenModule(resources, calls, outputs, frozenset(variables))


def _resources(
    stream: JsonStream, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, WrittenResource]]:
    for _ in stream.elements():
        block = stream.read()
        if not isinstance(block, dict):
            continue
        address, type_name = block.get("address"), block.get("type")
        if not (isinstance(address, str) and isinstance(type_name, str)):
            continue
        if block.get("mode") != "data" and wanted(type_name):
            arguments = _arguments(block.get("expressions"))
            yield address, WrittenResource(arguments, _repeated_by(block))


def _call(stream: JsonStream, wanted: Callable[[str], bool]) -> WrittenCall:
    block: dict[str, object] = {}
    module = WrittenModule()
    if stream.opens() == "{":
        for key in stream.members():
            if key == "module":
                module = _module(stream, wanted)
            else:
                block[key] = stream.read()
    return WrittenCall(_arguments(block.get("expressions")), _repeated_by(block), module)


def _repeated_by(block: Mapping[str, object]) -> tuple[str, ...]:
    by = block.get("for_each_expression") or block.get("count_expression")
    return references_of(by)


def _arguments(expressions: object) -> Mapping[str, Written]:
    if not isinstance(expressions, dict):
        return {}
    return {sys.intern(name): _written(inner) for name, inner in expressions.items()}


def _written(expression: object) -> Written:
    if isinstance(expression, list):
        return [_written(block) for block in expression]
    if isinstance(expression, dict) and not expression.keys() <= _EXPRESSION:
        return {sys.intern(name): _written(inner) for name, inner in expression.items()}
    return references_of(expression)
