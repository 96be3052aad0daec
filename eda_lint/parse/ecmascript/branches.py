"""Branches: `if`, `switch`, `try`, labelled blocks."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from eda_lint.frozen import frozen
from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    Binary,
    Compound,
    Constant,
    ErrorHandler,
    Expression,
    If,
    Name,
    Statement,
    Try,
)
from eda_lint.parse.ecmascript.blocks import lower_block
from eda_lint.parse.ecmascript.declared import declared_in
from eda_lint.parse.ecmascript.jumps import Body, ends, without_breaks
from eda_lint.parse.ecmascript.loops import LOOPS
from eda_lint.parse.ecmascript.lowering import Lowering, part, parts
from eda_lint.parse.ecmascript.patterns import names_in, unpack


def lower_if(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """A chain of branches."""
    # A long `else if` chain nests to the right in the tree; a loop lowers it from its end.
    chain = [node]
    while True:
        clause = chain[-1].child_by_field_name("alternative")
        last = part(clause) if clause is not None else None
        if last is None or last.type != "if_statement":
            break
        chain.append(last)
    otherwise = lower_block(lowering, last)
    for link in reversed(chain):
        test = lowering.expression(link.child_by_field_name("condition") or part(link))
        body = lower_block(lowering, link.child_by_field_name("consequence"))
        otherwise = (If(test, body, otherwise, lowering.at(link)),)
    yield from otherwise


@frozen
class _Case:
    """Labels that share one body; `default` where one of them is that."""

    values: tuple[Expression, ...]
    default: bool
    body: Body
    at: Location


def lower_switch(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """A chain of branches; what falls through is in both of them."""
    at = lowering.at(node)
    subject = lowering.expression(node.child_by_field_name("value") or part(node))
    if not isinstance(subject, Name | Constant):
        kept = Name(f"switch at {at.line}:{at.column}", subject.at)
        yield Assign((kept,), subject, subject.at)
        subject = kept
    body = node.child_by_field_name("body")
    clauses = parts(body) if body is not None else []
    inside = [one for clause in clauses for one in clause.children_by_field_name("body")]
    with lowering.names.block(declared_in(lowering, inside), at.line):
        cases = list(_cases(lowering, clauses))
    otherwise: Body = ()
    chain: list[tuple[_Case, Body]] = []
    taken: Body = ()
    for case in reversed(cases):
        taken = without_breaks(case.body if ends(case.body) else (*case.body, *taken))
        if case.default:
            otherwise = taken
        else:
            chain.append((case, taken))
    for case, taken in chain:
        otherwise = (If(_test(subject, case), taken, otherwise, case.at),)
    yield from otherwise


def _cases(lowering: Lowering, clauses: list[Node]) -> Iterator[_Case]:
    values: list[Expression] = []
    default = False
    for index, clause in enumerate(clauses):
        value = clause.child_by_field_name("value")
        if value is None:
            default = True
        else:
            values.append(lowering.expression(value))
        inside = [n for n in clause.children_by_field_name("body") if n.is_named]
        if not inside and index + 1 < len(clauses):
            continue
        lowered = lowering.statements(inside)
        at = lowering.at(clause) if value is None else lowering.span(clause, value)
        yield _Case(tuple(values), default, lowered, at)
        values, default = [], False


def _test(subject: Expression, case: _Case) -> Expression:
    match subject, case.values:
        case Constant(value=True), (first, *others):  # switch (true): the labels are the tests
            for other in others:
                first = Binary("||", first, other, case.at)
            return first
        case _, (value,):
            return Binary("===", subject, value, case.at)
        case _:
            return Compound("case", (subject, *case.values), case.at)


def lower_try(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`try`, `catch`, `finally`."""
    handler = node.child_by_field_name("handler")
    final = node.child_by_field_name("finalizer")
    yield Try(
        body=lower_block(lowering, node.child_by_field_name("body")),
        handlers=(_handler(lowering, handler),) if handler is not None else (),
        otherwise=(),
        final=lower_block(lowering, final.child_by_field_name("body")) if final is not None else (),
        at=lowering.at(node),
    )


def _handler(lowering: Lowering, node: Node) -> ErrorHandler:
    at = lowering.at(node)
    caught = node.child_by_field_name("parameter")
    block = node.child_by_field_name("body")
    if caught is None:
        return ErrorHandler(None, "", lower_block(lowering, block), at)
    declare = lowering.names.declare
    with lowering.names.block(names_in(lowering, caught), at.line):
        if caught.type == "identifier":
            name = declare(lowering.text(caught))
            return ErrorHandler(None, name, lower_block(lowering, block), at)
        name = f"error at {at.line}:{at.column}"
        first = unpack(lowering, caught, Name(name, lowering.at(caught)), declare)
        return ErrorHandler(None, name, (*first, *lower_block(lowering, block)), at)


def lower_labelled(lowering: Lowering, node: Node) -> Iterator[Statement]:
    """`label: statement`."""
    inner = node.child_by_field_name("body")
    if inner is None:
        return
    body = lower_block(lowering, inner)
    yield from body if inner.type in LOOPS else without_breaks(body)
