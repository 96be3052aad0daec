"""An expression, or a value that is still open, as a person would write it."""

from __future__ import annotations

import json

from eda_lint.bind.terraform.evaluate.conversions import scalar_as_text
from eda_lint.parse.terraform.form import (
    ELEMENT,
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
)
from eda_lint.value import Concat, Input, Literal, Operation, Reference, Scalar, Value

LONGEST = 120
_NAMED = ("terraform.", "module.", "AWS::")
"""What the names of inputs begin with that are no variables."""

_INFIX = frozenset({"||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%"})


def spelled(expression: Expression) -> str:
    """An expression as Terraform has it, on one line and not too long."""
    text = " ".join(_spelled(expression).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _spelled(expression: Expression) -> str:
    match expression:
        case Constant():
            return _constant(expression.value)
        case Template():
            return f'"{"".join(_inside_text(part) for part in expression.parts)}"'
        case Name():
            return "" if expression.id == ELEMENT else expression.id
        case Attribute():
            return f"{_operand(expression.of)}.{expression.name}".removeprefix(".")
        case Index():
            return f"{_operand(expression.of)}[{_spelled(expression.key)}]"
        case Splat():
            rest = _spelled(expression.body)
            return f"{_operand(expression.of)}[*]{'.' if rest else ''}{rest}"
        case Call():
            arguments = ", ".join(_spelled(argument) for argument in expression.arguments)
            return f"{expression.function}({arguments}{'...' if expression.spread else ''})"
        case Unary():
            return f"{expression.operator}{_operand(expression.operand)}"
        case Binary():
            left, right = _operand(expression.left), _operand(expression.right)
            return f"{left} {expression.operator} {right}"
        case Conditional():
            parts = (expression.test, expression.then, expression.otherwise)
            test, then, otherwise = map(_operand, parts)
            return f"{test} ? {then} : {otherwise}"
        case ListExpression():
            return f"[{', '.join(_spelled(item) for item in expression.items)}]"
        case ObjectExpression():
            return "{…}" if expression.pairs else "{}"
        case For():
            return f"[for {expression.value} in {_spelled(expression.collection)} : …]"
    return "…"


def _operand(expression: Expression) -> str:
    text = _spelled(expression)
    return f"({text})" if isinstance(expression, Binary | Conditional) else text


def _inside_text(part: Expression) -> str:
    if isinstance(part, Constant):
        return scalar_as_text(part.value)
    return f"${{{_spelled(part)}}}"


def _constant(value: Scalar) -> str:
    return (
        json.dumps(value, ensure_ascii=False) if isinstance(value, str) else scalar_as_text(value)
    )


def spelled_value(value: Value) -> str:
    """An open value in the same words, its inputs and resources by their names."""
    match value:
        case Literal():
            return _constant(value.value)
        case Input():
            return value.name if value.name.startswith(_NAMED) else f"var.{value.name}"
        case Reference():
            attribute = f".{value.attribute}" if value.attribute else ""
            return f"{value.resource.rpartition('#')[2]}{attribute}"
        case Concat():
            parts = (
                scalar_as_text(p.value) if isinstance(p, Literal) else f"${{{spelled_value(p)}}}"
                for p in value.parts
            )
            return f'"{"".join(parts)}"'
        case Operation(name, (left, right)) if name in _INFIX:
            return f"{_part(left)} {name} {_part(right)}"
        case Operation("!" | "-" as name, (operand,)):
            return f"{name}{_part(operand)}"
        case Operation():
            return f"{value.name}({', '.join(spelled_value(a) for a in value.arguments)})"
    return "…"


def _part(value: Value) -> str:
    text = spelled_value(value)
    return f"({text})" if isinstance(value, Operation) and value.name in _INFIX else text
