"""The intrinsic functions, in short and long form."""

from __future__ import annotations

import pytest

from eda_lint.value import (
    Absent,
    Choice,
    Concat,
    Entry,
    Input,
    Items,
    Literal,
    Operation,
    Record,
    Reference,
    Unknown,
    Value,
    entries_of,
    field_of,
)
from tests.parse.lowered import declaration, document, meaning, template

PARAMETERS = """
Parameters:
  Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Name: {Type: String}
  Subnets: {Type: CommaDelimitedList, Default: "a, b"}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /orders/url}
  Attribute: {Type: String, Default: Arn}
Mappings:
  Sizes: {dev: {Memory: 128}, prod: {Memory: 512}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
"""
STAGE = Input("Stage", Literal("dev"), (Literal("dev"), Literal("prod")))
SUBNETS = Input("Subnets", Items((Literal("a"), Literal("b"))))
ORDERS = Reference("Orders")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("!Ref Orders", ORDERS),
        ("Ref: Orders", ORDERS),
        ("!Ref Stage", STAGE),
        ("!Ref Name", Input("Name")),
        ("!Ref Subnets", SUBNETS),
        ("!Ref Stored", Input("Stored")),
        ("!Ref AWS::Region", Input("AWS::Region")),
        ("!GetAtt Orders.Arn", Reference("Orders", "Arn")),
        ("Fn::GetAtt: [Orders, Arn]", Reference("Orders", "Arn")),
        ("Fn::GetAtt: Orders.Arn", Reference("Orders", "Arn")),
        ("!GetAtt [Orders, !Ref Attribute]", Reference("Orders", "Arn")),
        ("!GetAtt Orders.Outputs.QueueArn", Reference("Orders", "Outputs.QueueArn")),
        ("!GetAtt [Orders, Outputs.QueueArn]", Reference("Orders", "Outputs.QueueArn")),
        ("!Sub plain", Literal("plain")),
        ("!Sub '${Orders}'", ORDERS),
        ("!Sub '${Orders.Arn}'", Reference("Orders", "Arn")),
        ("!Sub '${Stage}-orders'", Concat((STAGE, Literal("-orders")))),
        ("!Sub '${ Stage }-orders'", Concat((STAGE, Literal("-orders")))),
        ("!Sub 'a${!Literal}b'", Literal("a${Literal}b")),
        ("Fn::Sub: ['${A}-${Stage}', {A: x}]", Concat((Literal("x-"), STAGE))),
        ("!Sub ['${A}', {A: !GetAtt Orders.Arn}]", Reference("Orders", "Arn")),
        ("!Join ['-', [a, b, c]]", Literal("a-b-c")),
        ("!Join [':', [arn, !Ref Stage]]", Concat((Literal("arn:"), STAGE))),
        ("!Join ['-', [a, !Ref AWS::NoValue, c]]", Literal("a-c")),
        (
            "!Join ['-', !Ref Subnets]",
            Operation("Join", (Literal("-"), SUBNETS)),
        ),
        ("!ImportValue shared", Operation("ImportValue", (Literal("shared"),))),
        (
            "Fn::ImportValue: !Sub '${Stage}-bus'",
            Operation("ImportValue", (Concat((STAGE, Literal("-bus"))),)),
        ),
        (
            "!Select [0, !GetAZs '']",
            Operation("Select", (Literal(0), Operation("GetAZs", (Literal(""),)))),
        ),
        ("!Split [',', 'a,b']", Operation("Split", (Literal(","), Literal("a,b")))),
        ("!Base64 text", Literal("text")),
        ("Fn::Base64: !Ref Name", Operation("Base64", (Input("Name"),))),
        (
            "Fn::ToJsonString: {A: 1}",
            Operation("ToJsonString", (Record((Entry("A", Literal(1)),)),)),
        ),
        ("Fn::Length: !Ref Subnets", Operation("Length", (SUBNETS,))),
        ("!If [IsProd, 300, 30]", Choice((Literal(300), Literal(30)), "IsProd")),
        ("!If [IsProd, 30, 30]", Literal(30)),
        ("!If [IsProd, !If [IsProd, 1, 2], !If [IsProd, 3, 4]]", Choice((Literal(1), Literal(4)))),
        (
            "Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: ./api.yaml}}",
            Operation("Include", (Literal("./api.yaml"),)),
        ),
        (
            "'{{resolve:ssm:/orders/url}}'",
            Operation("resolve", (Literal("ssm:/orders/url"),)),
        ),
        (
            "!Sub 'x-{{resolve:ssm:/${Stage}/url}}'",
            Concat(
                (
                    Literal("x-"),
                    Operation("resolve", (Concat((Literal("ssm:/"), STAGE, Literal("/url"))),)),
                )
            ),
        ),
    ],
)
def test_meaning(expression: str, expected: Value) -> None:
    found = meaning(expression, PARAMETERS)
    if isinstance(expected, Choice):
        assert isinstance(found, Choice)
        assert (found.options, found.condition) == (expected.options, "IsProd")
    else:
        assert found == expected


def test_no_value_is_absent() -> None:
    assert isinstance(meaning("!Ref AWS::NoValue"), Absent)
    either = meaning("!If [C, !Ref Orders, !Ref 'AWS::NoValue']", "Conditions: {C: !Not [x]}")
    assert either == Choice((ORDERS, Absent()), "C")


@pytest.mark.parametrize(
    "expression",
    [
        "!Ref Missing",
        "!GetAtt Missing.Arn",
        "!GetAtt Orders",
        "!GetAtt [Orders]",
        "!GetAtt [Orders, !Ref Name]",
        "!Ref [a, b]",
        "!Sub {a: b}",
        "!Sub [a, {}, c]",
        "!Join [a]",
        "!Join text",
        "!Select 1",
        "!FindInMap [Sizes, dev]",
        "!If [IsProd, 1]",
        "!If [[IsProd], 1, 2]",
        "!If text",
        "!Transform {Name: Mine}",
        "!Transform text",
        "!Nonsense text",
        "!Fn::Sub text",
        "Fn::Nonsense: {}",
        "! ",
        "!",
    ],
)
def test_misuse_is_unknown(expression: str) -> None:
    found = meaning(expression, PARAMETERS)
    assert isinstance(found, Unknown) or found in (Literal(""), Literal(None))


def test_a_mapping_is_kept_for_whoever_settles_its_keys() -> None:
    found = meaning("!FindInMap [Sizes, !Ref Stage, Memory]", PARAMETERS)
    assert isinstance(found, Operation)
    table, first, second = found.arguments
    assert (first, second) == (STAGE, Literal("Memory"))
    assert field_of(table, "prod", "Memory") == Literal(512)
    with_default = meaning("Fn::FindInMap: [Sizes, test, Memory, {DefaultValue: 64}]", PARAMETERS)
    assert isinstance(with_default, Operation)
    assert field_of(with_default.arguments[3], "DefaultValue") == Literal(64)
    elsewhere = meaning("!FindInMap [Other, a, b]", PARAMETERS)
    assert isinstance(elsewhere, Operation)
    assert isinstance(elsewhere.arguments[0], Unknown)


def test_an_include_beside_other_keys_leaves_the_map_open() -> None:
    found = meaning("""
        openapi: 3.0.1
        Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./paths.yaml}}
    """)
    assert isinstance(found, Record)
    assert found.open
    assert [entry.key for entry in entries_of(found)] == ["openapi", "Fn::Transform"]
    assert found.entries[1].value == Operation("Include", (Literal("./paths.yaml"),))


def test_a_loop_leaves_the_map_open() -> None:
    found = meaning("{Fixed: 1, 'Fn::ForEach::Names': [N, [a, b], {'${N}': 1}]}")
    assert isinstance(found, Record)
    assert found.open
    assert [entry.key for entry in found.entries] == ["Fixed"]


def test_a_join_that_may_lose_an_item_stays_open() -> None:
    found = meaning("!Join ['-', [a, !If [IsProd, b, !Ref AWS::NoValue]]]", PARAMETERS)
    assert isinstance(found, Operation)
    assert found.name == "Join"


def test_the_condition_of_a_resource_settles_its_ifs() -> None:
    facts = template("""\
        Conditions:
          IsProd: !Equals [!Ref AWS::Region, eu-west-1]
          IsLarge: !Equals [!Ref AWS::AccountId, "1"]
          Both: !And [!Condition IsProd, !Not [!Condition IsLarge]]
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Condition: IsProd
            Properties: {DelaySeconds: !If [IsProd, 1, 2], Tags: !If [IsLarge, 3, 4]}
          Both:
            Type: AWS::SQS::Queue
            Condition: Both
            Properties: {DelaySeconds: !If [IsProd, 1, 2], Tags: !If [IsLarge, 3, 4]}
    """)
    orders = declaration(facts, "Orders")
    assert orders.condition == "IsProd"
    assert field_of(orders.properties, "DelaySeconds") == Literal(1)
    assert field_of(orders.properties, "Tags") == Choice((Literal(3), Literal(4)), "IsLarge")
    both = declaration(facts, "Both").properties
    assert field_of(both, "DelaySeconds") == Literal(1)
    assert field_of(both, "Tags") == Literal(4)


def test_names_of_a_document_are_those_of_who_includes_it() -> None:
    facts = document(
        """\
        openapi: 3.0.1
        paths:
          /orders:
            post:
              x-amazon-apigateway-integration:
                uri: !Sub "${Create.Arn}/${Stage}"
                credentials: {"Fn::GetAtt": [Role, Arn]}
        """,
        "openapi.yaml",
    )
    integration = field_of(
        facts.body, "paths", "/orders", "post", "x-amazon-apigateway-integration"
    )
    assert field_of(integration, "credentials") == Reference("Role", "Arn")
    assert field_of(integration, "uri") == Concat(
        (Reference("Create", "Arn"), Literal("/"), Reference("Stage"))
    )


def test_sam_makes_resources_that_are_not_declared() -> None:
    facts = template("""\
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Fn:
            Type: AWS::Serverless::Function
            Properties:
              Api: !Ref ServerlessRestApi
              Role: !GetAtt FnRole.Arn
              Alias: !Ref Fn.Alias
              NoValue: !Ref AWS::NoValue
    """)
    properties = declaration(facts, "Fn").properties
    assert field_of(properties, "Api") == Reference("ServerlessRestApi")
    assert field_of(properties, "Role") == Reference("FnRole", "Arn")
    assert field_of(properties, "Alias") == Reference("Fn", "Alias")
    assert isinstance(field_of(properties, "NoValue"), Absent)
