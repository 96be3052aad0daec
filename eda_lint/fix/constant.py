"""What a construction needs at module level, and whether it means the same there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import libcst as cst

from eda_lint.fix.scope import Names, dotted
from eda_lint.fix.tree import Tree

Held = TypeVar("Held")

SESSIONS = frozenset({"boto3.Session", "boto3.session.Session"})
MAKERS = frozenset({"client", "resource"})
_CONFIGS = frozenset({"botocore.config.Config", "botocore.client.Config"})
_ENVIRON = "os.environ"
_READS = frozenset({"os.getenv", "os.environ.get"})
_CONSTANTS = frozenset({"True", "False", "None"})


@dataclass(slots=True)
class Needs(Generic[Held]):
    """What an expression takes from module level. `held` are variables that move there as well.

    `sure`: its value cannot change between the load of the module and an invocation.
    """

    names: set[str] = field(default_factory=set)
    held: list[tuple[cst.Name, Held]] = field(default_factory=list)
    sure: bool = True


class Constants(Generic[Held]):
    """The constancy of expressions within some functions.

    `held` are the local variables that will be at module level.
    """

    def __init__(
        self,
        tree: Tree,
        names: Names,
        functions: Iterable[cst.FunctionDef],
        held: Mapping[str, Held],
    ) -> None:
        self._tree = tree
        self._names = names
        self._functions = tuple(functions)
        self._held = held

    def of(self, call: cst.Call) -> Needs[Held] | None:
        """What a construction needs, None if it may mean something else at module level."""
        needs: Needs[Held] = Needs()
        callee = call.func
        if isinstance(callee, cst.Attribute) and isinstance(callee.value, cst.Call):
            kept = callee.attr.value in MAKERS and self._is_constant(callee.value, needs)
        else:
            kept = self._is_callee(callee, needs)
        return needs if kept and self._are_constant(call.args, needs) else None

    def path(self, node: cst.BaseExpression) -> str:
        """What a name or chain of attributes leads to, as imported at module level; or ""."""
        name, _, rest = dotted(node).partition(".")
        known = self._names.module_level.get(name)
        if known is None or not known.path or self._is_local(name):
            return ""
        return f"{known.path}.{rest}" if rest else known.path

    def _is_callee(self, node: cst.BaseExpression, needs: Needs[Held]) -> bool:
        """Something imported, or what a session at module level makes."""
        if path := self.path(node):
            needs.names.add(dotted(node).partition(".")[0])
            return bool(path)
        return (
            isinstance(node, cst.Attribute)
            and node.attr.value in MAKERS
            and isinstance(node.value, cst.Name)
            and self._is_name(node.value, needs)
        )

    def _is_constant(self, node: cst.CSTNode, needs: Needs[Held]) -> bool:
        match node:
            case cst.SimpleString() | cst.Integer() | cst.Float() | cst.FormattedStringText():
                return True
            case cst.Name():
                return self._is_name(node, needs)
            case cst.Attribute() | cst.Subscript():
                return self._is_part(node, needs)
            case cst.Call():
                return self._is_call(node, needs)
            case cst.FormattedString():
                return all(self._is_constant(part, needs) for part in node.parts)
            case cst.FormattedStringExpression():
                inner = (node.expression, *(node.format_spec or ()))
            case cst.ConcatenatedString() | cst.BinaryOperation():
                inner = (node.left, node.right)
            case cst.UnaryOperation():
                inner = (node.expression,)
            case cst.List() | cst.Tuple() | cst.Set() | cst.Dict():
                inner = tuple(node.elements)
            case cst.Element():
                inner = (node.value,)
            case cst.DictElement():
                inner = (node.key, node.value)
            case _:
                return False
        return all(self._is_constant(part, needs) for part in inner)

    def _are_constant(self, arguments: Iterable[cst.Arg], needs: Needs[Held]) -> bool:
        for argument in arguments:
            # What is spread may have been filled or emptied since the module was loaded.
            needs.sure = needs.sure and not argument.star
            if not self._is_constant(argument.value, needs):
                return False
        return True

    def _is_name(self, node: cst.Name, needs: Needs[Held]) -> bool:
        if node.value in self._held:
            needs.held.append((node, self._held[node.value]))
            return True
        if self._is_local(node.value):
            return False
        if node.value in self._names.module_level:
            needs.names.add(node.value)
            return True
        return node.value in _CONSTANTS

    def _is_part(self, node: cst.Attribute | cst.Subscript, needs: Needs[Held]) -> bool:
        if isinstance(node, cst.Subscript):
            for element in node.slice:
                index = element.slice
                if not isinstance(index, cst.Index) or not self._is_constant(index.value, needs):
                    return False
        environment = isinstance(node, cst.Subscript) and self.path(node.value) == _ENVIRON
        # An object's attributes and items may change, the environment's are taken as given.
        needs.sure = needs.sure and environment
        return self._is_constant_or_import(node.value, needs)

    def _is_constant_or_import(self, node: cst.BaseExpression, needs: Needs[Held]) -> bool:
        if self.path(node):
            needs.names.add(dotted(node).partition(".")[0])
            return True
        return self._is_constant(node, needs)

    def _is_call(self, node: cst.Call, needs: Needs[Held]) -> bool:
        known = self.path(node.func) in _READS | _CONFIGS | SESSIONS
        if known:
            needs.names.add(dotted(node.func).partition(".")[0])
        return known and self._are_constant(node.args, needs)

    def _is_local(self, name: str) -> bool:
        return any(self._names.bindings(name, function) for function in self._functions)
