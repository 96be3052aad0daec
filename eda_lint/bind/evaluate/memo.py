"""What is built once and kept: `if client is None: client = ...` and its relatives.

A place is kept when it outlives the invocation: a module's name, an attribute of a class, a module
or a kept object, an item of a module's dict. Code under a test of such a place that also fills one
runs once for the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.bind.evaluate.alternatives import options_of
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.things import Class, Foreign, Instance, Module, Super
from eda_lint.model import Moment
from eda_lint.parse.code import (
    Assign,
    AssignmentExpression,
    Attribute,
    Binary,
    Call,
    Compound,
    Constant,
    ErrorHandler,
    Evaluate,
    Expression,
    If,
    Loop,
    Name,
    Return,
    Statement,
    Subscript,
    Try,
    With,
)
from eda_lint.value import EventData

DEEPEST_TEST = 12
_FILLING_CALLS = frozenset({"setdefault", "update", "append", "add"})
_MISSING = frozenset(
    {"KeyError", "NameError", "AttributeError", "UnboundLocalError", "LookupError"}
)
_READS = frozenset({"get", "getenv", "lower", "upper", "strip"})


def persists(machine: Machine, place: Expression) -> bool:
    """Whether what is stored at a place outlives the invocation."""
    match place:
        case Name():
            scope = machine.scope
            if scope.kind == "module":
                return False  # a module's own body is no invocation
            if place.id in scope.outer:
                found = find_scope(scope.parent, place.id) if scope.parent else None
                return found is None or found.kind != "function"
            return False
        case Attribute():
            return _keeps(machine, place.object)
        case Subscript():
            return _keeps(machine, place.object)
        case _:
            return False


def _keeps(machine: Machine, owner: Expression) -> bool:
    """Whether an object outlives the invocation."""
    match owner:
        case Name():
            found = find_scope(machine.scope, owner.id)
            if found is None:
                return False
            if found.kind == "module":
                return True
            return any(_is_kept(thing) for thing in options_of(found.names[owner.id]))
        case Attribute() | Subscript():
            return _keeps(machine, owner.object)
        case Call(callee=Name(id="globals")):
            return True
        case Call(callee=Name(id="type"), arguments=(_,)):
            return True
        case _:
            return False


def _is_kept(thing: object) -> bool:
    match thing:
        case Class() | Module() | Super():
            return True
        case Instance():
            # What a class keeps of itself in `__new__` is kept, though it was just made.
            return thing.kept or "__new__" in thing.of.scope.names
        case Foreign():
            return False
        case _:
            return False


def tested_place(test: Expression, depth: int = 0) -> tuple[Expression, bool] | None:
    """The place that a test looks at, and whether the test holds when the place is empty."""
    if depth > DEEPEST_TEST:
        return None
    match test:
        case Compound(what="not" | "!", operands=(inner,)):
            found = tested_place(inner, depth + 1)
            return (found[0], not found[1]) if found else None
        case Binary(operator="is" | "==" | "===", left=left, right=Constant(value=None)):
            return left, True
        case Binary(operator="is not" | "!=" | "!==", left=left, right=Constant(value=None)):
            return left, False
        case Binary(operator="not in", right=right):
            return right, True
        case Binary(operator="in", right=right):
            return right, False
        case Binary(operator="and" | "or" | "&&" | "||", left=left, right=right):
            return tested_place(left, depth + 1) or tested_place(right, depth + 1)
        case Call(callee=Name(id="hasattr" | "getattr"), arguments=(first, *_)):
            return first.value, False
        case Call(callee=Attribute(object=owner, name="get")):
            return owner, False
        case Call(callee=Name(id="isinstance"), arguments=(first, *_)):
            return first.value, False
        case Call(callee=Name(id="globals")):
            return test, False
        case Name() | Attribute() | Subscript():
            return test, False
        case AssignmentExpression(value=value):
            return tested_place(value, depth + 1)
        case _:
            return None


def moment_when(machine: Machine, test: Expression, outcome: bool) -> Moment:
    """When the branch of a conditional expression happens."""
    found = tested_place(test)
    if found is not None and found[1] is outcome and persists(machine, found[0]):
        return Moment.ONCE
    return Moment.INVOCATION


def moment_of_assignment(machine: Machine, node: Assign) -> Moment:
    """`kept ??= build()` builds once."""
    if node.operator in ("??=", "||=") and persists(machine, node.targets[0]):
        return Moment.ONCE
    return Moment.INVOCATION


def moment_of_branch(machine: Machine, node: If, outcome: bool) -> Moment:
    """When a branch of an `if` happens: once, when it fills the kept place that was found empty."""
    found = tested_place(node.test)
    if found is None or found[1] is not outcome:
        return Moment.INVOCATION
    body = node.body if outcome else node.otherwise
    return Moment.ONCE if fills(machine, found[0], body) else Moment.INVOCATION


def fills(machine: Machine, tested: Expression, body: Sequence[Statement]) -> bool:
    """Whether statements store into a kept place that goes with the tested one."""
    root = _root(tested)
    if not root:
        return False
    local = _is_local(machine, root)
    for place in _stored(body):
        # A local under test holds what was looked up in a kept place (`client = cache.get(key)`).
        if (local or _root(place) in (root, "globals")) and persists(machine, place):
            return True
        if root in ("globals", "type") and persists(machine, place):
            return True
    return False


def _is_local(machine: Machine, name: str) -> bool:
    """Whether a name is a local that may hold what was kept: no event data, no kept object."""
    if name in machine.scope.outer:
        return False
    found = find_scope(machine.scope, name)
    if found is None or found.kind == "module":
        return False
    options = options_of(found.names[name])
    return not any(_is_kept(thing) or isinstance(thing, EventData) for thing in options)


def _root(place: Expression) -> str:
    while True:
        match place:
            case Name():
                return place.id
            case Attribute() | Subscript():
                place = place.object
            case Call():
                place = place.callee
            case _:
                return ""


def _stored(body: Sequence[Statement]) -> Iterator[Expression]:
    """The places that statements store into, nested blocks included."""
    waiting = list(body)
    while waiting:
        match waiting.pop(0):
            case Assign(targets=targets):
                yield from targets
            case Evaluate(value=Call(callee=Attribute() as callee)):
                if callee.name in _FILLING_CALLS:
                    yield Subscript(callee.object, callee.object, callee.at)
            case Evaluate(value=Call(callee=Name(id="setattr"), arguments=(first, *_))):
                yield Attribute(first.value, "", first.value.at)
            case Return(value=AssignmentExpression(target=target)):
                yield target
            case Return(value=Call(callee=Attribute(name="setdefault") as callee)):
                yield Subscript(callee.object, callee.object, callee.at)
            case If(body=inner, otherwise=otherwise) | Loop(body=inner, otherwise=otherwise):
                waiting.extend((*inner, *otherwise))
            case Try() as attempt:
                waiting.extend((*attempt.body, *attempt.otherwise, *attempt.final))
            case With(body=inner):
                waiting.extend(inner)
            case _:
                continue


def filled_after(machine: Machine, node: Statement, rest: Sequence[Statement]) -> bool:
    """`if kept is not None: return kept`: what follows fills the kept place, once."""
    match node:
        case If(test=test, body=(*_, Return()), otherwise=()):
            found = tested_place(test)
            return found is not None and not found[1] and fills(machine, found[0], rest)
        case Try(body=(Return(value=value), *_), handlers=handlers) if value is not None:
            return any(names_missing(h) for h in handlers) and fills(machine, value, rest)
        case _:
            return False


def moment_of_handler(machine: Machine, node: Try, handler: ErrorHandler) -> Moment:
    """`try: kept except NameError: kept = build()` builds once."""
    if not names_missing(handler):
        return Moment.INVOCATION
    if any(persists(machine, place) for place in _stored(handler.body)):
        return Moment.ONCE
    return Moment.INVOCATION


def names_missing(handler: ErrorHandler) -> bool:
    """Whether a handler catches that something is not there yet."""
    return handler.types is not None and any(
        isinstance(part, Name) and part.id in _MISSING for part in _parts(handler.types)
    )


def _parts(types: Expression) -> tuple[Expression, ...]:
    return getattr(types, "items", None) or (types,)


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
            return _is_foreign(machine, test)
        case Subscript():
            return _is_foreign(machine, test.object) and is_settled(machine, test.index, deeper)
        case Call(callee=Attribute() as callee) if callee.name in _READS:
            owner = callee.object
            return _is_foreign(machine, owner) or is_settled(machine, owner, deeper)
        case _:
            return False


def _is_foreign(machine: Machine, node: Expression) -> bool:
    root = _root(node)
    found = find_scope(machine.scope, root) if root else None
    return found is not None and isinstance(found.names[root], Foreign) and not found.outer
