"""Short tags mean what cfn-flip says: a template and its translation have the same facts."""

from __future__ import annotations

import cfn_flip
import pytest
from cfn_tools.yaml_loader import (
    FN_PREFIX,
    UNCONVERTED_SUFFIXES,
)

from eda_lint.parse.cloudformation import intrinsics
from eda_lint.parse.facts import TemplateFacts
from tests.parse.lowered import template

AROUND = """\
Parameters:
  Stage: {Type: String, Default: dev}
Mappings:
  Sizes: {dev: {Memory: 128}}
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  Both: !And [!Condition IsDev, !Not [!Equals [!Ref "AWS::Region", eu-west-1]]]
Resources:
  Orders:
    Type: AWS::SQS::Queue
"""


def _with(expression: str) -> str:
    return f"{AROUND}  Asked:\n    Type: Custom::Asked\n    Properties:\n      A: {expression}\n"


@pytest.mark.parametrize(
    "expression",
    [
        "!Ref Orders",
        "!Ref AWS::Region",
        "!GetAtt Orders.Arn",
        "!GetAtt Orders.Outputs.Deep.Name",
        "!GetAtt [Orders, Arn]",
        "!Sub '${Stage}-${Orders.Arn}-${!Kept}'",
        "!Sub ['${A}-${Stage}', {A: !Ref Orders}]",
        "!Join ['-', [a, !Ref Stage, !Sub 'x${Stage}']]",
        "!Select [0, !Split [',', !Ref Stage]]",
        "!FindInMap [Sizes, !Ref Stage, Memory]",
        "!If [IsDev, !Ref Orders, !Ref AWS::NoValue]",
        "!ImportValue shared",
        "!Base64 text",
        "!Base64 {'Fn::Sub': 'x${Stage}'}",
        "!GetAZs us-east-1",
        "!Cidr [10.0.0.0/16, 2, 8]",
        "!Transform {Name: 'AWS::Include', Parameters: {Location: ./a.yaml}}",
        "!ToJsonString {A: !Ref Orders}",
        "!Length [a, b]",
        "!SomethingNew text",
        "!Condition IsDev",
    ],
)
def test_a_short_tag_means_its_long_form(expression: str) -> None:
    assert _meanings(_with(expression)) == _meanings(cfn_flip.to_json(_with(expression)))


def test_the_conventions_are_those_of_cfn_flip() -> None:
    assert intrinsics._PREFIX == FN_PREFIX
    assert set(UNCONVERTED_SUFFIXES) == intrinsics._UNPREFIXED


def test_where_we_read_on_and_cfn_flip_does_not() -> None:
    nested = _with("!GetAtt [Orders, !Ref Stage]")
    assert "Ref" not in cfn_flip.to_json(nested).split('"Fn::GetAtt"')[1]
    assert _meanings(nested) != _meanings(cfn_flip.to_json(nested))


def _meanings(text: str) -> list[object]:
    facts: TemplateFacts = template(text)
    assert facts.diagnostics == ()
    resources: list[object] = [(d.name, d.type, d.properties) for d in facts.declarations]
    return resources + [(c.name, c.holds) for c in facts.conditions]
