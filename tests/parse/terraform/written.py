"""Terraform's form in one line an expression: near to HCL, with every operation in brackets."""

from __future__ import annotations

import json

from eda_lint.location import Location
from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import (
    Attribute,
    Binary,
    Block,
    Call,
    Conditional,
    ConfigurationFacts,
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

PATH = "main.tf"


def facts(text: str) -> ConfigurationFacts:
    """The facts of a text that has no errors."""
    read = parse_configuration(PATH, text)
    assert read.diagnostics == ()
    return read


def expression(text: str) -> Expression:
    """The form of an expression."""
    (block,) = facts(f"locals {{\nvalue = {text}\n}}\n").blocks
    (argument,) = block.arguments
    return argument.value


def read(text: str) -> str:
    """An expression, read and written again."""
    return written(expression(text))


def value(text: str) -> object:
    """The value of an expression that is a constant."""
    constant = expression(text)
    assert isinstance(constant, Constant), constant
    return constant.value


def said(facts: ConfigurationFacts) -> list[str]:
    """What is wrong with a file, as "line:column message"."""
    return [f"{one.line}:{one.column} {one.message}" for one in facts.diagnostics]


def span(at: Location) -> str:
    """A location as "line:column-line:column"."""
    return f"{at.line}:{at.column}-{at.end_line}:{at.end_column}"


def headers(blocks: tuple[Block, ...]) -> list[str]:
    """The headers of blocks, `?` behind those that are open."""
    return [" ".join((one.type, *one.labels)) + "?" * one.open for one in blocks]


def written(one: Expression) -> str:
    """An expression in one line."""
    match one:
        case Constant(value):
            return json.dumps(value, ensure_ascii=False)
        case Template(parts):
            return f"text({', '.join(map(written, parts))})"
        case Name(id):
            return id
        case Attribute(of, name):
            return f"{written(of)}.{name}"
        case Index(of, key):
            return f"{written(of)}[{written(key)}]"
        case Splat(of, body):
            return f"{written(of)}[{written(body)}]"
        case Call(function, arguments, _, spread):
            return f"{function}({', '.join(map(written, arguments))}{'...' * spread})"
        case Conditional(test, then, otherwise):
            return f"({written(test)} ? {written(then)} : {written(otherwise)})"
        case Unary(operator, operand):
            return f"({operator}{written(operand)})"
        case Binary(operator, left, right):
            return f"({written(left)} {operator} {written(right)})"
        case ListExpression(items):
            return f"[{', '.join(map(written, items))}]"
        case ObjectExpression(pairs):
            inside = (f"{written(pair.key)} = {written(pair.value)}" for pair in pairs)
            return f"{{{', '.join(inside)}}}"
        case For():
            return _for(one)
        case Unreadable(why):
            return f"<{why}>"


def _for(one: For) -> str:
    names = f"{one.key}, {one.value}" if one.key else one.value
    result = written(one.result) + "..." * one.grouped
    condition = f" if {written(one.condition)}" if one.condition is not None else ""
    over = f"for {names} in {written(one.collection)}"
    if one.result_key is None:
        return f"[{over} : {result}{condition}]"
    return f"{{{over} : {written(one.result_key)} => {result}{condition}}}"
