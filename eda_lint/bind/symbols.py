"""The names that a file binds at its top level."""

from __future__ import annotations

from eda_lint.location import Location
from eda_lint.parse.code import (
    Assign,
    ClassDefinition,
    CodeFacts,
    Export,
    Expression,
    FunctionDefinition,
    If,
    Import,
    ListExpression,
    Loop,
    Name,
    Statement,
    Try,
    With,
)


def top_level(facts: CodeFacts) -> dict[str, Location]:
    """Each name with the place that binds it last; "*" where a star import may bind any."""
    names: dict[str, Location] = {}
    waiting: list[Statement] = list(facts.body)
    while waiting:
        statement = waiting.pop(0)
        match statement:
            case FunctionDefinition(name=name) | ClassDefinition(name=name) | Export(name=name):
                names[name] = statement.at
            case Import(member="*"):
                names["*"] = statement.at
            case Import(name=name):
                names[name] = statement.at
            case Assign(targets=targets):
                for target in targets:
                    _assigned(target, names)
            case If(body=body, otherwise=otherwise) | Loop(body=body, otherwise=otherwise):
                waiting[:0] = (*body, *otherwise)
            case With(body=body):
                waiting[:0] = body
            case Try() as attempt:
                handled = tuple(s for handler in attempt.handlers for s in handler.body)
                waiting[:0] = (*attempt.body, *handled, *attempt.otherwise, *attempt.final)
            case _:
                continue
    return names


def _assigned(target: Expression, names: dict[str, Location]) -> None:
    match target:
        case Name():
            names[target.id] = target.at
        case ListExpression():
            for item in target.items:
                _assigned(item, names)
        case _:
            return
