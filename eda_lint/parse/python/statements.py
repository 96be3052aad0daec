"""Python's statements in the common form."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, cast

from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Binary,
    ClassDefinition,
    Compound,
    ErrorHandler,
    Evaluate,
    Expression,
    FunctionDefinition,
    If,
    Import,
    Jump,
    Loop,
    Name,
    Raise,
    Return,
    Scope,
    Statement,
    Try,
    With,
)
from eda_lint.parse.python.expressions import lower, lower_parameters, operator_of
from eda_lint.parse.python.places import Places

S = TypeVar("S", bound=ast.stmt)
Lowering = Callable[[ast.stmt, Places], Iterator[Statement]]


def lower_body(body: Sequence[ast.stmt], places: Places) -> tuple[Statement, ...]:
    """The statements of a block, in the common form; one that is nested too deeply is skipped."""
    lowered: list[Statement] = []
    for node in body:
        try:
            lowered.extend(_LOWERINGS[type(node)](node, places))
        except RecursionError:
            at = places.of(node)
            lowered.append(Evaluate(Compound("nested too deeply", (), at), at))
    return tuple(lowered)


def _import(node: ast.Import, places: Places) -> Iterator[Statement]:
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        yield Import(alias.name, "", name, 0, places.of(alias))


def _import_from(node: ast.ImportFrom, places: Places) -> Iterator[Statement]:
    for alias in node.names:
        name = alias.asname or alias.name
        yield Import(node.module or "", alias.name, name, node.level, places.of(alias))


def _assign(node: ast.Assign, places: Places) -> Iterator[Statement]:
    targets = tuple(lower(target, places) for target in node.targets)
    yield Assign(targets, lower(node.value, places), places.of(node))


def _augmented(node: ast.AugAssign, places: Places) -> Iterator[Statement]:
    target, value = lower(node.target, places), lower(node.value, places)
    yield Assign((target,), value, places.of(node), f"{operator_of(node.op)}=")


def _annotated(node: ast.AnnAssign, places: Places) -> Iterator[Statement]:
    at = places.of(node)
    target = lower(node.target, places)
    if node.value is None:
        yield Assign((target,), Compound("declared", (), at), at)
    else:
        yield Assign((target,), lower(node.value, places), at)


def _evaluate(node: ast.Expr, places: Places) -> Iterator[Statement]:
    yield Evaluate(lower(node.value, places), places.of(node))


def _return(node: ast.Return, places: Places) -> Iterator[Statement]:
    yield Return(lower(node.value, places) if node.value else None, places.of(node))


def _raise(node: ast.Raise, places: Places) -> Iterator[Statement]:
    yield Raise(lower(node.exc, places) if node.exc else None, places.of(node))


def _assert(node: ast.Assert, places: Places) -> Iterator[Statement]:
    yield Evaluate(
        Compound("assert", (lower(node.test, places),), places.of(node)), places.of(node)
    )


def _delete(node: ast.Delete, places: Places) -> Iterator[Statement]:
    targets = tuple(lower(target, places) for target in node.targets)
    yield Evaluate(Compound("del", targets, places.of(node)), places.of(node))


def _if(node: ast.If, places: Places) -> Iterator[Statement]:
    # A long `elif` chain nests to the right in the tree; a loop lowers it from its end.
    chain = [node]
    while len(chain[-1].orelse) == 1 and isinstance(chain[-1].orelse[0], ast.If):
        chain.append(chain[-1].orelse[0])
    otherwise = lower_body(chain[-1].orelse, places)
    for link in reversed(chain):
        test, body = lower(link.test, places), lower_body(link.body, places)
        otherwise = (If(test, body, otherwise, places.of(link)),)
    yield from otherwise


def _for(node: ast.For | ast.AsyncFor, places: Places) -> Iterator[Statement]:
    yield Loop(
        target=lower(node.target, places),
        iterable=lower(node.iter, places),
        test=None,
        body=lower_body(node.body, places),
        otherwise=lower_body(node.orelse, places),
        at=places.of(node),
    )


def _while(node: ast.While, places: Places) -> Iterator[Statement]:
    yield Loop(
        target=None,
        iterable=None,
        test=lower(node.test, places),
        body=lower_body(node.body, places),
        otherwise=lower_body(node.orelse, places),
        at=places.of(node),
    )


def _jump(node: ast.Break | ast.Continue, places: Places) -> Iterator[Statement]:
    yield Jump("break" if isinstance(node, ast.Break) else "continue", places.of(node))


def _try(node: ast.Try | ast.TryStar, places: Places) -> Iterator[Statement]:
    yield Try(
        body=lower_body(node.body, places),
        handlers=tuple(_handler(handler, places) for handler in node.handlers),
        otherwise=lower_body(node.orelse, places),
        final=lower_body(node.finalbody, places),
        at=places.of(node),
    )


def _handler(node: ast.ExceptHandler, places: Places) -> ErrorHandler:
    types = lower(node.type, places) if node.type else None
    return ErrorHandler(types, node.name or "", lower_body(node.body, places), places.of(node))


def _with(node: ast.With | ast.AsyncWith, places: Places) -> Iterator[Statement]:
    items = (
        (
            lower(item.context_expr, places),
            lower(item.optional_vars, places) if item.optional_vars else None,
        )
        for item in node.items
    )
    yield With(tuple(items), lower_body(node.body, places), places.of(node))


def _scope(node: ast.Global | ast.Nonlocal, places: Places) -> Iterator[Statement]:
    yield Scope(tuple(node.names), places.of(node))


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, places: Places) -> Iterator[Statement]:
    asynchronous = isinstance(node, ast.AsyncFunctionDef)
    yield FunctionDefinition(
        name=node.name,
        parameters=lower_parameters(node.args, places),
        body=lower_body(node.body, places),
        decorators=tuple(lower(decorator, places) for decorator in node.decorator_list),
        asynchronous=asynchronous,
        at=places.of_definition(node, "async def" if asynchronous else "def", node.name),
    )


def _class(node: ast.ClassDef, places: Places) -> Iterator[Statement]:
    # A metaclass decides how a class is instantiated as a base does: it counts among the bases.
    keywords = (keyword.value for keyword in node.keywords)
    yield ClassDefinition(
        name=node.name,
        bases=tuple(lower(base, places) for base in (*node.bases, *keywords)),
        body=lower_body(node.body, places),
        decorators=tuple(lower(decorator, places) for decorator in node.decorator_list),
        at=places.of_definition(node, "class", node.name),
    )


def _match(node: ast.Match, places: Places) -> Iterator[Statement]:
    """A chain of branches. What a pattern captures is unknown, but for a name of the whole."""
    at = places.of(node)
    subject = lower(node.subject, places)
    if not isinstance(subject, Name):
        kept = Name(f"match at {at.line}", at)
        yield Assign((kept,), subject, at)
        subject = kept
    otherwise: tuple[Statement, ...] = ()
    for case in reversed(node.cases):
        place = places.of(case.pattern)
        captures = tuple(_captures(case.pattern, subject, place))
        body = (*captures, *lower_body(case.body, places))
        otherwise = (If(_test(case, subject, places), body, otherwise, place),)
    yield from otherwise


def _test(case: ast.match_case, subject: Expression, places: Places) -> Expression:
    at = places.of(case.pattern)
    values = [
        lower(part.value, places)
        for part in ast.walk(case.pattern)
        if isinstance(part, ast.MatchValue)
    ]
    single = isinstance(case.pattern, ast.MatchValue)
    test: Expression = (
        Binary("==", subject, values[0], at) if single else Compound("case", (subject, *values), at)
    )
    return Binary("and", test, lower(case.guard, places), at) if case.guard else test


def _captures(pattern: ast.pattern, subject: Expression, at: Location) -> Iterator[Statement]:
    for part in ast.walk(pattern):
        if isinstance(part, ast.MatchAs | ast.MatchStar) and part.name:
            whole = part is pattern
            value = subject if whole else Compound("capture", (subject,), at)
            yield Assign((Name(part.name, at),), value, at)
        elif isinstance(part, ast.MatchMapping) and part.rest:
            yield Assign((Name(part.rest, at),), Compound("capture", (subject,), at), at)


def _nothing(node: ast.stmt, places: Places) -> Iterator[Statement]:
    yield from ()


def _of(lowering: Callable[[S, Places], Iterator[Statement]]) -> Lowering:
    return cast(Lowering, lowering)


_LOWERINGS: dict[type[ast.stmt], Lowering] = {
    ast.Import: _of(_import),
    ast.ImportFrom: _of(_import_from),
    ast.Assign: _of(_assign),
    ast.AugAssign: _of(_augmented),
    ast.AnnAssign: _of(_annotated),
    ast.Expr: _of(_evaluate),
    ast.Return: _of(_return),
    ast.Raise: _of(_raise),
    ast.Assert: _of(_assert),
    ast.Delete: _of(_delete),
    ast.If: _of(_if),
    ast.For: _of(_for),
    ast.AsyncFor: _of(_for),
    ast.While: _of(_while),
    ast.Break: _of(_jump),
    ast.Continue: _of(_jump),
    ast.Try: _of(_try),
    ast.TryStar: _of(_try),
    ast.With: _of(_with),
    ast.AsyncWith: _of(_with),
    ast.Global: _of(_scope),
    ast.Nonlocal: _of(_scope),
    ast.FunctionDef: _of(_function),
    ast.AsyncFunctionDef: _of(_function),
    ast.ClassDef: _of(_class),
    ast.Match: _of(_match),
    ast.Pass: _nothing,
}
if hasattr(ast, "TypeAlias"):  # Python 3.12: `type X = ...` says nothing of what runs
    _LOWERINGS[ast.TypeAlias] = _nothing
