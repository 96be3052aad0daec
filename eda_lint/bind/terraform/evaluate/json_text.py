"""JSON text of values, written as Terraform writes it."""

from __future__ import annotations

import json

from eda_lint.bind.terraform.evaluate.equality import is_constant
from eda_lint.bind.terraform.evaluate.numbers import is_number, number_text
from eda_lint.value import Items, Literal, Operation, Record, Value

ENCODED = "jsonencode"
"""The name of the Operation that a structure's JSON text is: it can be read without parsing."""

_ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def is_encoded(value: Value) -> bool:
    """Whether a value is the JSON text of a structure."""
    return isinstance(value, Operation) and value.name == ENCODED


def constant_json(value: Value) -> Value:
    """The JSON text of a structure in which nothing is open, as text; any other value as it is."""
    if isinstance(value, Operation) and value.name == ENCODED and value.arguments:
        structure = value.arguments[0]
        if is_constant(structure):
            return Literal(json_text(structure), value.at)
    return value


def json_text(constant: Value) -> str:
    """The JSON text of a constant value, its keys sorted."""
    match constant:
        case Record():
            entries = sorted(constant.entries, key=lambda entry: entry.key)
            return f"{{{','.join(f'{_quoted(e.key)}:{json_text(e.value)}' for e in entries)}}}"
        case Items():
            return f"[{','.join(json_text(item) for item in constant.items)}]"
        case Literal(value=str() as text):
            return _quoted(text)
        case Literal(value=int() | float() as number) if is_number(number):
            return number_text(number)
        case Literal():
            return json.dumps(constant.value)
    return "null"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)
