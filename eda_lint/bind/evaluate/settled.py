"""Tests that come out the same on every invocation."""

from __future__ import annotations

from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.memo import DEEPEST_TEST, root_of
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.things import Foreign
from eda_lint.parse.code import (
    Attribute,
    Binary,
    Call,
    Compound,
    Constant,
    Expression,
    Name,
    Subscript,
)

_GLOBAL = frozenset({"process", "globalThis"})
# The front-end's names for what a pattern with defaults takes apart: read once, where it stands.
_TAKEN_APART = ("parameter ", "unpacked at ")
_READS = frozenset({"get", "getenv", "lower", "upper", "strip"})


def is_settled(machine: Machine, test: Expression, depth: int = 0) -> bool:
    """Whether a test comes out the same on every invocation, so that its outcome may be trusted.

    Constants do, and names that nothing rebinds; not what a class or an object keeps.
    """
    if depth > DEEPEST_TEST:
        return False
    deeper = depth + 1
    match test:
        case Constant():
            return True
        case Name():
            found = find_scope(machine.scope, test.id)
            if found is None:
                return True
            rebound = found.kind == "module" and test.id in machine.frame.module.rebound
            return test.id not in machine.scope.outer and not rebound
        case Binary():
            return is_settled(machine, test.left, deeper) and is_settled(
                machine, test.right, deeper
            )
        case Compound():
            return all(is_settled(machine, operand, deeper) for operand in test.operands)
        case Attribute():
            return _is_foreign(machine, test) or root_of(test).startswith(_TAKEN_APART)
        case Subscript():
            return _is_foreign(machine, test.object) and is_settled(machine, test.index, deeper)
        case Call(callee=Attribute() as callee) if callee.name in _READS:
            owner = callee.object
            return _is_foreign(machine, owner) or is_settled(machine, owner, deeper)
        case _:
            return False


def _is_foreign(machine: Machine, node: Expression) -> bool:
    root = root_of(node)
    found = find_scope(machine.scope, root) if root else None
    if found is None:
        return root in _GLOBAL
    return isinstance(found.names[root], Foreign) and not found.outer
