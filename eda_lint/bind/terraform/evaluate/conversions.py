"""What Terraform converts by itself: to text, to a number, to a truth value."""

from __future__ import annotations

from eda_lint.bind.terraform.evaluate.failed import Failed
from eda_lint.bind.terraform.evaluate.numbers import (
    is_measured,
    is_number,
    number_of,
    number_text,
)
from eda_lint.value import (
    Absent,
    Choice,
    Items,
    Literal,
    Record,
    Reference,
    Scalar,
    Unknown,
    Value,
    choice,
)

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def is_null(value: Value) -> bool:
    """Whether a value is null."""
    return isinstance(value, Absent) or (isinstance(value, Literal) and value.value is None)


def is_whole(value: Value) -> bool:
    """Whether a value is a whole resource, or one that stands for all of its instances."""
    return isinstance(value, Reference) and value.attribute == ""


def scalar_as_text(value: Scalar) -> str:
    """A scalar as it stands in a text."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value)


def as_text(value: Value) -> Value:
    """The value as text; null stays null, what is open stays open, a list or map has Failed."""
    match value:
        case Literal(value=str() | None) | Unknown():
            return value
        case Absent():
            return Literal(None, value.at)
        case Literal():
            return Literal(scalar_as_text(value.value), value.at)
        case Record() | Items():
            return Failed("a list or map where text is required", value.at)
        case Choice():
            return choice((as_text(o) for o in value.options), value.condition, value.at)
        case Reference(attribute=""):
            return Unknown("a whole resource as text", value.at)
    return value


def as_number(value: Value) -> Value:
    """The value as a number; null stays null, what is open stays open."""
    match value:
        case Literal(value=None) | Unknown():
            return value
        case Absent():
            return Literal(None, value.at)
        case Literal(value=str() as text):
            number = number_of(text)
            return Failed("no number", value.at) if number is None else Literal(number, value.at)
        case Literal(value=int() | float() as number) if is_number(number):
            return value if is_measured(number) else Unknown("no number of use", value.at)
        case Literal():
            return Failed("no number", value.at)
        case Record() | Items() | Reference(attribute=""):
            return Failed("a list or map where a number is required", value.at)
    return value


def as_truth(value: Value) -> Value:
    """The value as true or false; null stays null, what is open stays open."""
    match value:
        case Literal(value=None) | Literal(value=bool()) | Unknown():
            return value
        case Absent():
            return Literal(None, value.at)
        case Literal(value=str() as text) if text in _TRUTHS:
            return Literal(_TRUTHS[text], value.at)
        case Literal() | Record() | Items() | Reference(attribute=""):
            return Failed("neither true nor false", value.at)
    return value
