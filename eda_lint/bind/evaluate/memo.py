"""What is built once and kept: `if client is None: client = ...` and its relatives.

Code under a test of a place that outlives the invocation runs once for the process, when it also
fills one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eda_lint.bind.evaluate.alternatives import options_of
from eda_lint.bind.evaluate.ecmascript.language import is_ecmascript
from eda_lint.bind.evaluate.kept import is_kept, persists
from eda_lint.bind.evaluate.machine import Machine
from eda_lint.bind.evaluate.scopes import find_scope
from eda_lint.bind.evaluate.things import List, Map
from eda_lint.model import Moment
from eda_lint.parse.code import (
    Assign,
    AssignmentExpression,
    Attribute,
    Binary,
    Call,
    Compound,
    Conditional,
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
_FILLING_CALLS = frozenset({"setdefault", "update", "append", "add", "set", "push"})
_MISSING = frozenset(
    {"KeyError", "NameError", "AttributeError", "UnboundLocalError", "LookupError"}
)


def tested_place(test: Expression, depth: int = 0) -> tuple[Expression, bool] | None:
    """The place that a test looks at, and whether the test holds when the place is empty."""
    if depth > DEEPEST_TEST:
        return None
    match test:
        case Compound(what="not" | "!", operands=(inner,)):
            found = tested_place(inner, depth + 1)
            return (found[0], not found[1]) if found else None
        case Binary(operator="is" | "==" | "===", left=left, right=Constant(value=None | "")):
            return place_read(left), True
        case Binary(
            operator="==" | "===" | "!=" | "!==" as operator,
            left=Compound(what="typeof", operands=(inner,)),
            right=Constant(value="undefined"),
        ):
            return inner, operator[0] == "="
        case Binary(operator="is not" | "!=" | "!==", left=left, right=Constant(value=None | "")):
            return place_read(left), False
        case Binary(operator="not in", right=right):
            return right, True
        case Binary(operator="in", right=right):
            return right, False
        case Binary(operator="and" | "or" | "&&" | "||", left=left, right=right):
            return tested_place(left, depth + 1) or tested_place(right, depth + 1)
        case Call(callee=Name(id="globals")):
            return test, False
        case Call():
            place = place_read(test)
            return None if place is test else (place, False)
        case Name() | Attribute() | Subscript():
            return test, False
        case AssignmentExpression(value=value):
            return tested_place(value, depth + 1)
        case _:
            return None


def place_read(node: Expression) -> Expression:
    """The place that an expression reads, through the functions that read one for it."""
    match node:
        case Call(callee=Name(id="hasattr" | "getattr"), arguments=(first, *rest)):
            name = rest[0].value if rest else None
            named = str(name.value) if isinstance(name, Constant) else ""
            return Attribute(first.value, named, node.at)
        case Call(callee=Attribute(object=owner, name="get" | "has")):
            return owner
        case Call(callee=Name(id="isinstance"), arguments=(first, *_)):
            return first.value
        case AssignmentExpression(value=Call() as value):
            return place_read(value)
        case _:
            return node


def moment_when(machine: Machine, node: Conditional, outcome: bool) -> Moment:
    """When a branch of a conditional expression happens: once, where a kept place is empty."""
    found = tested_place(node.test)
    if found is None or found[1] is not outcome:
        return Moment.INVOCATION
    return _moment_of_filling(machine, found[0], node.body if outcome else node.otherwise)


def moment_of_alternative(machine: Machine, node: Binary) -> Moment:
    """When `build()` happens in `kept or build()`."""
    if node.operator in ("and", "&&"):
        return Moment.INVOCATION
    return _moment_of_filling(machine, place_read(node.left), node.right)


def _moment_of_filling(machine: Machine, place: Expression, value: Expression) -> Moment:
    """`kept = kept or build()` stores where it reads, `kept.setdefault(key, build())` itself."""
    if persists(machine, place) or fills(machine, place, (Return(value, value.at),)):
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
    root = root_of(tested)
    if not root:
        return False
    local = _is_local(machine, root)
    for place in _stored(machine, body):
        # A local under test holds what was looked up in a kept place (`client = cache.get(key)`).
        if (local or root_of(place) in (root, "globals")) and persists(machine, place):
            return True
        if root in ("globals", "type") and persists(machine, place):
            return True
    return False


def _is_local(machine: Machine, name: str) -> bool:
    """Whether a name is a local that may hold what was kept: no event data, no kept object.

    A dict or list may be what was looked up, empty still.
    """
    if name in machine.scope.outer:
        return False
    found = find_scope(machine.scope, name)
    if found is None or found.kind == "module":
        return False
    options = options_of(found.names[name])
    return not any(
        isinstance(thing, EventData)
        or (is_kept(machine, thing) and not isinstance(thing, Map | List))
        for thing in options
    )


def root_of(place: Expression) -> str:
    """The name that a place starts from; "" where it starts from something else."""
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


def _stored(machine: Machine, body: Sequence[Statement]) -> Iterator[Expression]:
    """The places that statements store into, nested blocks included."""
    waiting = list(body)
    while waiting:
        match waiting.pop(0):
            case Assign(targets=targets):
                yield from targets
            case Evaluate(value=Call(callee=Attribute() as callee)):
                if callee.name == "set" and not is_ecmascript(machine):  # of a context variable
                    yield Call(callee, (), callee.at)
                elif callee.name in _FILLING_CALLS:
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
    if any(persists(machine, place) for place in _stored(machine, handler.body)):
        return Moment.ONCE
    return Moment.INVOCATION


def names_missing(handler: ErrorHandler) -> bool:
    """Whether a handler catches that something is not there yet."""
    return handler.types is not None and any(
        isinstance(part, Name) and part.id in _MISSING for part in _parts(handler.types)
    )


def _parts(types: Expression) -> tuple[Expression, ...]:
    return getattr(types, "items", None) or (types,)
