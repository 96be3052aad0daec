"""Code in the common form, one line a statement: near to the language, and unambiguous."""

from __future__ import annotations

import json
import textwrap

from eda_lint.parse.code import (
    Assign,
    AssignmentExpression,
    Attribute,
    Await,
    Binary,
    Call,
    ClassDefinition,
    CodeFacts,
    Compound,
    Conditional,
    Constant,
    Evaluate,
    Export,
    Expression,
    FunctionDefinition,
    If,
    Import,
    Jump,
    Lambda,
    Language,
    ListExpression,
    Loop,
    MapExpression,
    Name,
    Pair,
    Raise,
    Return,
    Scope,
    Statement,
    Subscript,
    Template,
    Try,
)
from eda_lint.parse.ecmascript import parse_ecmascript


def facts(source: str, path: str = "app.js") -> CodeFacts:
    """The facts of a source, in the language that its path says."""
    typed = path.endswith(("ts", "tsx"))
    language = Language.TYPESCRIPT if typed else Language.JAVASCRIPT
    return parse_ecmascript(path, textwrap.dedent(source).lstrip("\n"), language)


def lines(source: str, path: str = "app.js") -> list[str]:
    """A valid source in the common form."""
    parsed = facts(source, path)
    assert parsed.diagnostics == ()
    return [statement(one) for one in parsed.body]


def typed(source: str) -> list[str]:
    """A valid source of TypeScript in the common form."""
    return lines(source, "app.ts")


def expression(node: Expression) -> str:
    """An expression in one line."""
    match node:
        case Constant(value=value):
            return json.dumps(value, ensure_ascii=False)
        case Name(id=name):
            return name
        case Attribute():
            return f"{expression(node.object)}.{node.name}"
        case Subscript():
            return f"{expression(node.object)}[{expression(node.index)}]"
        case Call():
            new = "new " if node.new else ""
            given = (f"{one.name}{expression(one.value)}" for one in node.arguments)
            return f"{new}{expression(node.callee)}({', '.join(given)})"
        case Await():
            return f"await {expression(node.value)}"
        case Template():
            return f"`{''.join(map(_piece, node.parts))}`"
        case MapExpression():
            return f"{{{', '.join(map(_pair, node.pairs))}}}"
        case ListExpression():
            return f"[{', '.join(map(expression, node.items))}]"
        case Binary():
            return f"({expression(node.left)} {node.operator} {expression(node.right)})"
        case Conditional():
            test, body, otherwise = map(expression, (node.test, node.body, node.otherwise))
            return f"({test} ? {body} : {otherwise})"
        case Lambda():
            return _function(node.function)
        case AssignmentExpression():
            return f"({expression(node.target)} {node.operator} {expression(node.value)})"
        case Compound():
            return f"<{' '.join((node.what, *map(expression, node.operands)))}>"
        case _:
            raise AssertionError(f"{type(node).__name__} is none of this language")


def _piece(node: Expression) -> str:
    match node:
        case Constant(value=str(text)):
            return text
        case _:
            return f"${{{expression(node)}}}"


def _pair(pair: Pair) -> str:
    match pair.key:
        case None:
            return f"**{expression(pair.value)}"
        case Constant(value=key):
            return f"{key}: {expression(pair.value)}"
        case key:
            return f"[{expression(key)}]: {expression(pair.value)}"


def _function(node: FunctionDefinition) -> str:
    given = (
        f"{one.kind}{one.name}" + (f"={expression(one.default)}" if one.default else "")
        for one in node.parameters
    )
    marks = "".join(f"@{expression(one)} " for one in node.decorators)
    prefix = "async " if node.asynchronous else ""
    return f"{marks}{prefix}{node.name}({', '.join(given)}) {_body(node.body)}"


def _body(body: tuple[Statement, ...]) -> str:
    return "{ " + "; ".join(map(statement, body)) + " }" if body else "{}"


def statement(node: Statement) -> str:
    """A statement in one line."""
    match node:
        case Import():
            member = f" {node.member}" if node.member else ""
            return f"import {node.module}{member} as {node.name or '-'}"
        case Assign():
            targets = ", ".join(map(expression, node.targets))
            return f"{targets} {node.operator} {expression(node.value)}"
        case Evaluate():
            return expression(node.value)
        case Return():
            return "return" if node.value is None else f"return {expression(node.value)}"
        case Raise():
            return "throw" if node.value is None else f"throw {expression(node.value)}"
        case If():
            otherwise = f" else {_body(node.otherwise)}" if node.otherwise else ""
            return f"if {expression(node.test)} {_body(node.body)}{otherwise}"
        case Loop(target=None, test=test) if test is not None:
            return f"while {expression(test)} {_body(node.body)}"
        case Loop(target=target, iterable=iterable) if target is not None and iterable is not None:
            return f"for {expression(target)} of {expression(iterable)} {_body(node.body)}"
        case Jump():
            return node.what
        case Try():
            handlers = "".join(f" catch {h.name or '-'} {_body(h.body)}" for h in node.handlers)
            final = f" finally {_body(node.final)}" if node.final else ""
            return f"try {_body(node.body)}{handlers}{final}"
        case Scope():
            return f"outer {', '.join(node.names)}"
        case FunctionDefinition():
            return f"function {_function(node)}"
        case ClassDefinition():
            marks = "".join(f"@{expression(one)} " for one in node.decorators)
            bases = f"({', '.join(map(expression, node.bases))})" if node.bases else ""
            return f"{marks}class {node.name}{bases} {_body(node.body)}"
        case Export():
            origin = f" from {node.module}" if node.module else ""
            value = f" = {expression(node.value)}" if node.value is not None else ""
            return f"export {node.name}{value}{origin}"
        case _:
            raise AssertionError(f"{type(node).__name__} is none of this language")
