"""Functions that choose among values: by what fails, what is null or empty, what is true."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from eda_lint.bind.terraform.evaluate.alternatives import alternatives
from eda_lint.bind.terraform.evaluate.conversions import as_text, as_truth, is_null
from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.functions.listed import list_of
from eda_lint.bind.terraform.evaluate.functions.sequences import of_list
from eda_lint.bind.terraform.evaluate.functions.signature import Function, Functions, Invocation
from eda_lint.bind.terraform.evaluate.json_text import is_encoded
from eda_lint.parse.terraform.form import Attribute, Expression, Index, Name
from eda_lint.value import (
    Choice,
    Concat,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    inside,
)

_STANDING_FOR_INPUTS = "terraform."


def fails(value: Value, written: Expression | None) -> bool | None:
    """Whether Terraform would fail at an expression with this value; None where it may.

    What names lead to is there, whatever is not known inside of it. What is built on the spot fails
    where one of its parts does.
    """
    is_named = isinstance(written, Name | Attribute | Index)
    found: bool | None = False
    waiting: list[tuple[Value, bool]] = [(value, True)]
    while waiting:
        current, is_certain = waiting.pop()
        if isinstance(current, Failed) and is_certain:
            return True
        if isinstance(current, Choice):
            waiting.extend((option, False) for option in current.options)
        elif isinstance(current, Record | Items):
            if is_named:
                continue
            found = None if current.open else found
            waiting.extend((part, is_certain) for part in _parts(current))
        elif any(_may_fail(part) for part in inside(current)):
            found = None
    return found


def _parts(of: Record | Items) -> Iterable[Value]:
    return of.items if isinstance(of, Items) else (entry.value for entry in of.entries)


def _may_fail(value: Value) -> bool:
    """Whether a value is what an open one perhaps has not: an attribute, something calculated."""
    if isinstance(value, Input):
        has_steps = "." in value.name or "[" in value.name
        return has_steps and not value.name.startswith(_STANDING_FOR_INPUTS)
    return isinstance(value, Unknown) or (isinstance(value, Operation) and not is_encoded(value))


def _try(call: Invocation) -> Value:
    """The first that does not fail; of one that may, it or what comes behind it."""
    perhaps: list[Value] = []
    for value, written in zip_longest(call.arguments, call.written[: len(call.arguments)]):
        may = fails(value, written)
        if may:
            continue
        perhaps.append(value)
        if may is False or isinstance(value, Unknown):
            break
    if not perhaps:
        return call.failed("all of it fails")
    return alternatives(perhaps, "the value of what may fail", call.at)


def _can(call: Invocation) -> Value:
    if len(call.arguments) != 1:
        return call.failed("not as many arguments")
    may = fails(call.arguments[0], call.written[0] if call.written else None)
    if may is None:
        return call.unknown("a value that is not known")
    return Literal(not may, call.at)


def _coalesce(call: Invocation) -> Value:
    """The first that is neither null nor empty; of one that may be, it or what comes behind it."""
    perhaps: list[Value] = []
    is_text = any(isinstance(v, Concat) or _is_constant_text(v) for v in call.arguments)
    for value in call.arguments:
        if is_null(value) or value == Literal(""):
            continue
        perhaps.append(as_text(value) if is_text and isinstance(value, Literal) else value)
        if isinstance(value, Literal | Reference | Record | Items | Unknown) or _has_text(value):
            break
    if not perhaps:
        return call.failed("nothing but null")
    return alternatives(perhaps, "the value of what may be null", call.at)


def _is_constant_text(value: Value) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, str)


def _has_text(value: Value) -> bool:
    if isinstance(value, Concat):
        return any(isinstance(part, Literal | Reference) for part in value.parts)
    return is_encoded(value)


def _coalescelist(call: Invocation) -> Value:
    for argument in call.arguments:
        if is_null(argument):
            continue
        found = list_of(call, argument)
        if isinstance(found, Unknown) or found.items:
            return found
        if found.open:
            return call.unknown("a list that is not all known")
    return call.failed("nothing but empty lists")


def _every(wanted: bool) -> Function:
    """Whether all are true (`wanted`), or none is false: one that is not as wanted decides."""

    def called(call: Invocation, of: Items) -> Value:
        truths = [as_truth(item) for item in of.items]
        known = [bool(truth.value) for truth in truths if isinstance(truth, Literal)]
        if (not wanted) in known:
            return Literal(not wanted, call.at)
        for truth in truths:
            if isinstance(truth, Failed):
                return truth
        if of.open or len(known) < len(truths):
            return call.unknown("not all elements are known")
        return Literal(wanted, call.at)

    return of_list(called)


FUNCTIONS: Functions = {
    "alltrue": _every(wanted=True),
    "anytrue": _every(wanted=False),
    "can": _can,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "try": _try,
}
