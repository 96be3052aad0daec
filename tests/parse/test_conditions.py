"""Conditions: their outcome with every parameter at its default."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.parse.lowered import template

AROUND = """\
Parameters:
  Stage: {Type: String, Default: dev}
  Flag: {Type: String, Default: true}
  Name: {Type: String}
  Empty: {Type: String, Default: ""}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a}
  Names: {Type: CommaDelimitedList, Default: "a,b"}
Mappings:
  Sizes: {dev: {Memory: 128}}
Conditions:
  Yes: !Equals [a, a]
  No: !Not [!Condition Yes]
  Open: !Equals [!Ref Name, a]
  Circle: !Not [!Condition Circle]
"""


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("!Equals [!Ref Stage, dev]", True),
        ("!Equals [!Ref Stage, prod]", False),
        ('!Equals [!Ref Flag, "true"]', True),
        ("!Equals [!Ref Flag, true]", True),
        ('!Equals [!Ref Empty, ""]', True),
        ("!Equals [!Ref Name, x]", None),
        ("!Equals [!Ref Stored, /a]", None),
        ("!Equals [!Ref AWS::Region, eu-west-1]", None),
        ("!Equals [!Sub '${Stage}-x', dev-x]", True),
        ("!Equals [!Sub '${Name}-x', dev-x]", None),
        ("!Equals [!Join [',', !Ref Names], a]", None),
        ("!Equals [!FindInMap [Sizes, !Ref Stage, Memory], 128]", True),
        ("!Equals [!FindInMap [Sizes, prod, Memory], 128]", None),
        ("!Equals [!Select [1, [a, b]], b]", True),
        ("!Not [!Equals [a, b]]", True),
        ("Fn::Not: [{Condition: Yes}]", False),
        ("!And [!Condition Yes, !Condition Open]", None),
        ("!And [!Condition No, !Condition Open]", False),
        ("!Or [!Condition Yes, !Condition Open]", True),
        ("!Or [!Condition No, !Condition Open]", None),
        ("!Or [!Condition No, !Condition No]", False),
        ("!Condition Yes", True),
        ("!Condition Circle", None),
        ("!Condition Missing", None),
        ("!Equals [a]", None),
        ("text", None),
        ("[]", None),
        ("!Not []", None),
    ],
)
def test_outcome(condition: str, holds: bool | None) -> None:
    text = AROUND + "  Asked:\n" + indent(condition, "    ")
    facts = template(text + "\nResources: {A: {Type: 'AWS::SQS::Queue'}}\n")
    assert facts.diagnostics == ()
    assert next(c for c in facts.conditions if c.name == "Asked").holds is holds


def test_a_long_chain_of_conditions_ends() -> None:
    chain = "".join(f"  C{n}: !Condition C{n + 1}\n" for n in range(3000))
    facts = template(
        f"Conditions:\n{chain}Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Condition: C0\n"
    )
    assert {c.holds for c in facts.conditions} == {None}
