"""Whether two values are equal, as far as that can be known before deployment."""

from __future__ import annotations

from collections.abc import Iterable

from eda_lint.bind.terraform.evaluate.conversions import is_null, is_whole
from eda_lint.bind.terraform.evaluate.numbers import is_number
from eda_lint.bind.terraform.evaluate.open_values import is_symbolic
from eda_lint.value import (
    Concat,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Scalar,
    Value,
    entries_of,
)


def equals(left: Value, right: Value) -> bool | None:
    """Whether `left == right`; None where it is not known.

    Structures that look the same may still differ in Terraform, as a list and a tuple do: they are
    known to be unequal, but never to be equal.
    """
    nulls = is_null(left), is_null(right)
    if any(nulls):
        return True if all(nulls) else _unless(_is_something(right if nulls[0] else left))
    match left, right:
        case Literal(), Literal():
            return same_scalar(left.value, right.value)
        case Record(), Record():
            return _unless(_records_differ(left, right))
        case Items(), Items():
            return _unless(_lists_differ(left, right))
        case (Concat(), Literal(value=value)) | (Literal(value=value), Concat()):
            joined = left if isinstance(left, Concat) else right
            return _unless(isinstance(joined, Concat) and not _may_be(joined, value))
        case (Record(), Literal() | Concat()) | (Literal() | Concat(), Record()):
            return False
        case (Items(), Literal() | Concat()) | (Literal() | Concat(), Items()):
            return False
    if is_symbolic(left) and left == right:
        return True
    return True if is_whole(left) and left == right else None


def same_scalar(left: Scalar, right: Scalar) -> bool:
    """Whether two constants are equal: text, numbers and truth values never are each other."""
    if is_number(left) and is_number(right):
        return left == right
    return type(left) is type(right) and left == right


def is_constant(value: Value) -> bool:
    """Whether everything in a value is known."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Record | Items) and not current.open:
            waiting.extend(_parts(current))
        elif not isinstance(current, Literal):
            return False
    return True


def _parts(value: Record | Items) -> Iterable[Value]:
    if isinstance(value, Items):
        return value.items
    return (entry.value for entry in value.entries)


def _unless(differs: bool) -> bool | None:
    return False if differs else None


def _is_something(value: Value) -> bool:
    """Whether a value is certainly not null."""
    if isinstance(value, Operation):
        return value.name == "jsonencode"
    return isinstance(value, Literal | Reference | Record | Items | Concat)


def _may_be(joined: Concat, value: Scalar) -> bool:
    """Whether a text with open parts may be this one."""
    if not isinstance(value, str):
        return False
    first, last = joined.parts[0], joined.parts[-1]
    start = first.value if isinstance(first, Literal) else ""
    end = last.value if isinstance(last, Literal) else ""
    return value.startswith(str(start)) and value.endswith(str(end))


def _records_differ(left: Record, right: Record) -> bool:
    ours = {entry.key: entry.value for entry in entries_of(left)}
    theirs = {entry.key: entry.value for entry in entries_of(right)}
    if (ours.keys() - theirs.keys() and not right.open) or (
        theirs.keys() - ours.keys() and not left.open
    ):
        return True
    return any(equals(ours[key], theirs[key]) is False for key in ours.keys() & theirs.keys())


def _lists_differ(left: Items, right: Items) -> bool:
    if left.open or right.open or type(left) is not type(right):
        return False
    if type(left) is not Items:
        return is_constant(left) and is_constant(right) and left != right
    if len(left.items) != len(right.items):
        return True
    pairs = zip(left.items, right.items, strict=True)
    return any(equals(ours, theirs) is False for ours, theirs in pairs)
