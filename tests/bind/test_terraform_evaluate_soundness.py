"""What is said of an open expression holds whatever the open part turns out to be.

In every expression that Terraform itself has answered, each constant in turn is made open. What is
still said then must agree with the answer: nothing is guessed, and nothing fails that does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from eda_lint.bind.terraform.evaluate import Failed, evaluate
from eda_lint.bind.terraform.evaluate.conversions import scalar_as_text
from eda_lint.bind.terraform.evaluate.json_text import json_text
from eda_lint.bind.terraform.evaluate.lists import SetItems
from eda_lint.parse.terraform.form import Constant, Expression, ListExpression, Name
from eda_lint.value import (
    Choice,
    Concat,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Unknown,
    Value,
    inside,
)
from tests.bind.expressed import expression_of, scope_of

RECORDED = json.loads(Path(__file__).with_name("terraform_console.json").read_text("utf-8"))
OPEN = "made_open"


def with_one_open(expression: Expression) -> Iterator[tuple[Expression, Expression]]:
    """The expression with one constant or list in it open, and what that was."""
    if isinstance(expression, Constant | ListExpression):
        yield Name(OPEN, expression.at), expression
    if not is_dataclass(expression):
        return
    for field in fields(expression):
        inner = getattr(expression, field.name)
        parts = inner if isinstance(inner, tuple) else (inner,)
        for number, part in enumerate(parts):
            for changed, was in with_one_open(part):
                now = (*parts[:number], changed, *parts[number + 1 :])
                value = now if isinstance(inner, tuple) else changed
                yield replace(expression, **{field.name: value}), was  # type: ignore[arg-type]


def ways_to_be_open(was: Value) -> Iterator[Value]:
    """Values that may turn out to be this one."""
    yield Input("x")
    yield Unknown()
    yield Choice((Literal("else"), was), "var.c")
    yield Choice((was, Literal(None)), "var.c")
    if isinstance(was, Literal) and isinstance(was.value, str) and was.value:
        yield Concat((Input("x"), Literal(was.value[-1:])))
    if isinstance(was, Items):
        yield Items((), open=True)
        yield Items(was.items[:1], open=True)
        yield Items(tuple(Input(f"x{n}") for n, _ in enumerate(was.items)))


def agrees(said: Value, answer: object) -> bool:
    """Whether what is said of a value holds of the answer."""
    match said:
        case Failed():
            return False
        case Literal():
            # A number is text where it stands beside text: which it is, does not matter to AWS.
            if isinstance(answer, str | int | float | None):
                return scalar_as_text(said.value) == scalar_as_text(answer)
            return False
        case Choice():
            return any(agrees(option, answer) for option in said.options)
        case Concat():
            parts = (
                re.escape(str(part.value)) if isinstance(part, Literal) else ".*"
                for part in said.parts
            )
            return re.fullmatch("".join(parts), str(answer), re.DOTALL) is not None
        case Record():
            keys = {entry.key for entry in said.entries}
            return (
                isinstance(answer, dict)
                and (keys <= answer.keys() if said.open else keys == answer.keys())
                and all(agrees(entry.value, answer[entry.key]) for entry in said.entries)
            )
        case Items() if said.open or isinstance(said, SetItems):
            return isinstance(answer, list) and all(
                any(agrees(item, one) for one in answer) for item in said.items
            )
        case Items():
            return (
                isinstance(answer, list)
                and len(answer) == len(said.items)
                and all(map(agrees, said.items, answer))
            )
        case Operation("jsonencode", (Literal() | Items() as constant,)):
            return not isinstance(answer, str) or json_text(constant) == answer
    return True


@pytest.mark.parametrize("text", RECORDED["gives"])
def test_what_is_said_of_an_open_expression_holds(text: str) -> None:
    answer = RECORDED["gives"][text]
    for changed, written in with_one_open(expression_of(text)):
        was = evaluate(written, scope_of())
        if any(isinstance(part, Failed) for part in inside(was)):
            continue  # what is open still has a value
        for value in ways_to_be_open(was):
            said = evaluate(changed, replace(scope_of(), bindings={OPEN: value}))
            assert agrees(said, answer), (value, said)
