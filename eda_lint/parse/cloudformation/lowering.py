"""Nodes to Values: maps, lists and scalars with their places, functions with their meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from eda_lint.location import Diagnostic, Location
from eda_lint.parse.cloudformation.document import LIST, MAP, PLAIN, TEXT
from eda_lint.parse.cloudformation.intrinsics import (
    LOOP,
    TRANSFORM,
    function_of_tag,
    is_function,
    meaning,
)
from eda_lint.parse.cloudformation.names import Names
from eda_lint.parse.cloudformation.places import place
from eda_lint.parse.cloudformation.scalars import resolve
from eda_lint.value import (
    Entry,
    Items,
    Literal,
    Operation,
    Record,
    Scalar,
    Unknown,
    Value,
    choice,
    concat,
)

_MERGE = "<<"
_RESOLVED = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float"))
_DYNAMIC = re.compile(r"\{\{resolve:((?:[^{}]|\$\{[^{}]*\})+)\}\}")

Pair = tuple[yaml.ScalarNode, yaml.Node]


@dataclass(slots=True)
class Lowering:
    """Lowers the nodes of one file; what it cannot read it says in `diagnostics`.

    `assumed` are the conditions whose outcome is settled where lowering stands: by the resource's
    own condition, or by an enclosing `Fn::If`.
    """

    path: str
    lines: Sequence[str]
    names: Names = field(default_factory=Names)
    assumed: dict[str, bool] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def at(self, node: yaml.Node) -> Location:
        """The span of a node."""
        return place(self.path, node, self.lines)

    def report(self, node: yaml.Node, message: str) -> None:
        """Say what is wrong with a node."""
        mark = node.start_mark
        self.diagnostics.append(Diagnostic(self.path, mark.line + 1, mark.column + 1, message))

    def reported(self) -> tuple[Diagnostic, ...]:
        """What was said, in the file's order; of what an alias repeats, once."""
        return tuple(sorted(set(self.diagnostics)))

    def value(self, node: yaml.Node) -> Value:
        """What a node means."""
        tag = node.tag
        if isinstance(node, yaml.ScalarNode):
            if tag == PLAIN or tag in _RESOLVED:
                return _scalar(resolve(node.value), self.at(node))
            if tag == TEXT:
                return _scalar(node.value, self.at(node))
        elif tag in (MAP, LIST):
            return self._untagged(node)
        function = function_of_tag(tag)
        if function is None:
            return Unknown(f"the tag {tag}", self.at(node))
        return self._function(function, node, self._untagged, self.at(node))

    def _untagged(self, node: yaml.Node) -> Value:
        """What a node means but for its tag."""
        if isinstance(node, yaml.MappingNode):
            return self._map(node)
        if isinstance(node, yaml.SequenceNode):
            return self._list(node)
        return _scalar(node.value, self.at(node))

    def _list(self, node: yaml.SequenceNode) -> Value:
        return Items(tuple(map(self.value, node.value)), at=self.at(node))

    def _map(self, node: yaml.MappingNode) -> Value:
        pairs = self.pairs(node)
        if len(pairs) == 1:
            ((name, (_, argument)),) = pairs.items()
            if is_function(name):
                return self._function(name, argument, self.value, self.at(node))
        entries = tuple(
            Entry(name, self._entry(name, value), self.at(key))
            for name, (key, value) in pairs.items()
            if not name.startswith(LOOP)
        )
        # What a loop or a macro adds to its map cannot be seen.
        unseen = len(entries) < len(pairs) or TRANSFORM in pairs
        return Record(entries, unseen, self.at(node))

    def _entry(self, name: str, value: yaml.Node) -> Value:
        if name == TRANSFORM:
            return self._function(name, value, self.value, self.at(value))
        return self.value(value)

    def _function(
        self,
        function: str,
        argument: yaml.Node,
        lower: Callable[[yaml.Node], Value],
        at: Location,
    ) -> Value:
        if function != "Fn::If":
            return meaning(function, lower(argument), self.names, at)
        if not isinstance(argument, yaml.SequenceNode) or len(argument.value) != 3:
            return Unknown("Fn::If is not given what it takes", at)
        condition, then, otherwise = argument.value
        if not isinstance(condition, yaml.ScalarNode):
            return Unknown("Fn::If is not given what it takes", at)
        holds = self.assumed.get(condition.value)
        if holds is not None:
            return self.value(then if holds else otherwise)
        name = condition.value
        options = (self._where(name, True, then), self._where(name, False, otherwise))
        return choice(options, name, at)

    def _where(self, condition: str, holds: bool, branch: yaml.Node) -> Value:
        """What a branch means, given the outcome that leads to it."""
        self.assumed[condition] = holds
        value = self.value(branch)
        del self.assumed[condition]
        return value

    def pairs(self, node: yaml.MappingNode) -> dict[str, Pair]:
        """The keys of a map with their nodes, merge keys (`<<`) followed.

        Of a key that is written twice the last counts, as it does for the tools that deploy.
        """
        found: dict[str, Pair] = {}
        merged: dict[str, Pair] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report(key, "a key that is no text")
            elif key.value == _MERGE and key.tag == PLAIN:
                merged.update(self._merged(value))
            else:
                if key.value in found:
                    first = found[key.value][0].start_mark.line + 1
                    self.report(key, f"duplicate key {key.value!r}, first written in line {first}")
                found[key.value] = key, value
        return {**merged, **found} if merged else found

    def _merged(self, node: yaml.Node) -> dict[str, Pair]:
        """What a merge key brings: of several maps the first counts."""
        merged: dict[str, Pair] = {}
        for source in _sources(node):
            if isinstance(source, yaml.MappingNode):
                merged = {**self.pairs(source), **merged}
            else:
                self.report(source, "only a map can be merged")
        return merged


def _sources(node: yaml.Node) -> Sequence[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else (node,)


def _scalar(value: Scalar, at: Location) -> Value:
    if isinstance(value, str) and "{{resolve:" in value:
        return concat(_dynamic(value, at), at)
    return Literal(value, at)


def _dynamic(text: str, at: Location) -> Iterator[Value]:
    """Text and dynamic references (`{{resolve:ssm:/name}}`), which deployment settles, in turn."""
    for index, piece in enumerate(_DYNAMIC.split(text)):
        if index % 2:
            yield Operation("resolve", (Literal(piece, at),), at)
        else:
            yield Literal(piece, at)
