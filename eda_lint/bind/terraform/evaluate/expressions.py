"""Evaluates an expression, as written, to a Value."""

from __future__ import annotations

from dataclasses import replace

from eda_lint.bind.terraform.evaluate import calls, comprehension, operators, steps
from eda_lint.bind.terraform.evaluate.alternatives import (
    alternatives,
    assuming,
    condition_of,
    spread,
)
from eda_lint.bind.terraform.evaluate.conversions import as_text, as_truth, is_null
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.limits import bounded
from eda_lint.bind.terraform.evaluate.named import comparable, spelled_out
from eda_lint.bind.terraform.evaluate.overwriting import perhaps_overwritten
from eda_lint.bind.terraform.evaluate.scope import Scope
from eda_lint.bind.terraform.evaluate.templates import text_of_parts
from eda_lint.location import Location
from eda_lint.parse.terraform.form import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Index,
    ListExpression,
    Name,
    ObjectExpression,
    Splat,
    Template,
    Unary,
    Unreadable,
)
from eda_lint.value import Choice, Entry, Items, Literal, Operation, Record, Unknown, Value


def evaluate(expression: Expression, scope: Scope) -> Value:
    """What an expression means in a scope.

    Nothing is raised, whatever is written: what Terraform would fail at is Failed, what cannot be
    known before deployment an Unknown, and so is what is too large or nested too deeply.
    """
    try:
        return bounded(_evaluated(expression, scope))
    except RecursionError:
        return Unknown("nested too deeply", scope.place(expression.at))


def _evaluated(expression: Expression, scope: Scope) -> Value:
    match expression:
        case Constant():
            return Literal(expression.value, scope.place(expression.at))
        case Name() | Attribute():
            return _traversed(expression, scope)
        case Template():
            parts = tuple(_evaluated(part, scope) for part in expression.parts)
            return text_of_parts(parts, scope.place(expression.at), scope)
        case Index():
            of, key = _evaluated(expression.of, scope), _evaluated(expression.key, scope)
            item = steps.index(of, spelled_out(key, scope), expression.at)
            return _standing(item, scope.place(expression.at))
        case ListExpression():
            items = tuple(_evaluated(item, scope) for item in expression.items)
            return Items(items, at=scope.place(expression.at))
        case ObjectExpression():
            return _object(expression, scope)
        case Call():
            arguments = tuple(_evaluated(one, scope) for one in expression.arguments)
            return calls.called(expression, arguments, scope, _evaluated)
        case Conditional():
            return _conditional(expression, scope)
        case Binary():
            left, right = _evaluated(expression.left, scope), _evaluated(expression.right, scope)
            left, right = comparable(left, right, scope)
            return operators.binary(expression.operator, left, right, scope.place(expression.at))
        case Unary():
            operand = _evaluated(expression.operand, scope)
            return operators.unary(expression.operator, operand, scope.place(expression.at))
        case For():
            collection = _evaluated(expression.collection, scope)
            return comprehension.comprehended(expression, collection, scope, _evaluated)
        case Splat():
            of = _evaluated(expression.of, scope)
            return comprehension.splat(expression, of, scope, _evaluated)
        case Unreadable():
            return Unknown(expression.why, scope.place(expression.at))


def _traversed(expression: Name | Attribute, scope: Scope) -> Value:
    """What names lead to, step by step: the first of them together name an object."""
    taken: list[Attribute] = []
    start: Expression = expression
    while isinstance(start, Attribute):
        taken.append(start)
        start = start.of
    taken.reverse()
    value: Value
    if not isinstance(start, Name):
        value = _evaluated(start, scope)
    elif start.id in scope.bindings:
        value = scope.bindings[start.id]
    else:
        names = (start.id, *(one.name for one in taken))
        # A resource may be named in full: `resource.aws_sqs_queue.orders`.
        before = 1 if start.id == "resource" and len(taken) > 1 else 0
        found = scope.resolve(names[before:])
        if found is None:
            return Unknown(f"{'.'.join(names[:3])} is not declared", scope.place(expression.at))
        value, consumed = found
        taken = taken[before + consumed - 1 :]
    for one in taken:
        value = steps.attribute(value, one.name, one.at, scope)
    return _standing(value, scope.place(expression.at))


def _standing(value: Value, at: Location | None) -> Value:
    """The same value, standing where it is used."""
    return value if at is None else replace(value, at=at)


def _object(expression: ObjectExpression, scope: Scope) -> Value:
    entries: dict[str, Entry] = {}
    is_open = False
    at = scope.place(expression.at)
    for pair in expression.pairs:
        key = as_text(spelled_out(_evaluated(pair.key, scope), scope))
        value = _evaluated(pair.value, scope)
        if is_null(key) or isinstance(key, Failed):
            return Failed("a key that is null, or no text", at)
        if isinstance(key, Literal):
            name = str(key.value)
            entries[name] = Entry(name, value, scope.place(pair.at))
        else:
            entries = perhaps_overwritten(entries, key)
            is_open = True
    return Record(tuple(entries.values()), is_open, at)


def _conditional(expression: Conditional, scope: Scope) -> Value:
    at = scope.place(expression.at)
    test = as_truth(_evaluated(expression.test, scope))
    if isinstance(test, Failed) or is_null(test):
        return test if isinstance(test, Failed) else Failed("a condition that is null", at)
    then, otherwise = expression.then, expression.otherwise
    if isinstance(test, Literal):
        chosen, other = (then, otherwise) if test.value else (otherwise, then)
        return _as_written_beside(other, _evaluated(chosen, scope))
    if isinstance(test, Operation) and test.name == "!":
        test, then, otherwise = test.arguments[0], otherwise, then
    condition = condition_of(test, expression.test)
    branches = (
        assuming(_evaluated(then, scope), condition, True),
        assuming(_evaluated(otherwise, scope), condition, False),
    )

    def one(values: tuple[Value, ...]) -> Value:
        outcome = as_truth(values[0])
        if isinstance(outcome, Literal) and not is_null(outcome):
            return values[1 if outcome.value else 2]
        return alternatives(values[1:], condition, at)

    if isinstance(test, Choice):
        return spread((test, *branches), one, at)
    return alternatives(branches, condition, at)


def _as_written_beside(other: Expression, chosen: Value) -> Value:
    """A constant as text where the other branch is text: both branches have one type."""
    is_text = isinstance(other, Template) or (
        isinstance(other, Constant) and isinstance(other.value, str)
    )
    return as_text(chosen) if is_text and isinstance(chosen, Literal) else chosen
