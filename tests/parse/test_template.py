"""Templates and documents: what is one, and what a broken one still says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eda_lint.location import Location
from eda_lint.parse.cloudformation.sniff import Kind, sniff
from eda_lint.parse.cloudformation.template import parse_template
from eda_lint.parse.facts import Dialect, DocumentFacts, Parameter, TemplateFacts
from eda_lint.value import ABSENT, Absent, Items, Literal, Record, Reference, entries_of
from tests.parse.lowered import PATH, declaration, messages, template

QUEUE = "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n"
OTHERS = {
    "package-lock.json": '{"name": "x", "packages": {"openapi": {"version": "3"}}}',
    "chart.yaml": "apiVersion: v1\nkind: Deployment\nspec: {{ .Values.spec }}\n  resources: [\n",
    "values.yaml": "resources:\n  limits: {cpu: 1}\n",
    "workflow.yml": "on: push\njobs:\n  a:\n    steps: [{run: 'sam deploy'}]\n",
    "docker-compose.yml": "services:\n  web: {image: x}\n",
    "serverless.yml": "service: x\nresources:\n  Resources:\n    Q: {Type: AWS::SQS::Queue}\n",
    "with-transform.json": '{"dependencies": {}, "Transform": "AWS::Serverless-2016-10-31"}',
    "event.json": '{"Resources": [{"Type": "AWS::SQS::Queue"}]}',
    "broken.json": '{"a": ',
    "empty.yaml": "",
    "words.yaml": "StartAt: x\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_files_are_not_our_matter(text: str) -> None:
    assert parse_template("x.yaml", text) is None


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_unless_they_are_named(text: str) -> None:
    (message,) = messages(text, explicit=True)
    assert "not a CloudFormation template" in message or "not valid" in message


@pytest.mark.parametrize(
    "text",
    [
        QUEUE,
        QUEUE.replace("AWS::SQS::Queue", "Custom::Thing"),
        json.dumps({"Resources": {"Orders": {"Type": "AWS::SQS::Queue"}}}),
        "AWSTemplateFormatVersion: '2010-09-09'\n" + QUEUE,
        '"AWSTemplateFormatVersion": "2010-09-09"\n"Resources": {Orders: {Type: "A::B"}}\n',
        "kind: other\n---\n" + QUEUE,
        "---\n# comment\n" + QUEUE + "...\n",
        QUEUE.replace("\n", "\r\n"),
    ],
)
def test_templates(text: str) -> None:
    assert sniff(text) is Kind.TEMPLATE
    facts = template(text)
    assert [d.name for d in facts.declarations] == ["Orders"]
    assert facts.diagnostics == ()
    assert facts.dialect is Dialect.CLOUDFORMATION


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.0.1\npaths: {}\n",
        "swagger: '2.0'\npaths: {}\n",
        '{"swagger":"2.0","paths":{}}',
        "StartAt: A\nStates: {A: {Type: Pass, End: true}}\n",
        '{"Comment":"x","StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
    ],
)
def test_documents(text: str) -> None:
    facts = parse_template("x.yaml", text)
    assert isinstance(facts, DocumentFacts)
    assert entries_of(facts.body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"- {QUEUE.splitlines()[0]}\n    Orders: {{Type: 'A::B'}}\n", "this is a list"),
        ("AWSTemplateFormatVersion: x\nResources:\n", "2:1 Resources is empty"),
        ("AWSTemplateFormatVersion: x\nResources: []\n", "2:12 Resources is not a map"),
        ("AWSTemplateFormatVersion: x\n", "1:1 the template has no Resources"),
        ("Transform: AWS::Serverless-2016-10-31\nResources:\n", "2:1 Resources is empty"),
        (QUEUE + "Parameters: 5\n", "4:13 Parameters is not a map"),
        (QUEUE + "Outputs: {A: 5}\n", "4:11 output A is not a map"),
        (QUEUE + "Parameters: {A: 5}\n", "4:14 parameter A is not a map"),
        (QUEUE + "  Topic: {}\n", "4:3 resource Topic has no Type"),
        (QUEUE + "  Topic:\n", "4:3 resource Topic is not a map"),
        (QUEUE + "  Topic: {Type: [a]}\n", "4:3 resource Topic has no Type"),
        (QUEUE + "---\n" + QUEUE, "only the first template or document"),
    ],
)
def test_a_template_that_is_not_whole(text: str, expected: str) -> None:
    facts = template(text)
    (message,) = messages(text)
    assert expected in message
    if text.startswith("Resources"):
        assert [d.name for d in facts.declarations] == ["Orders"]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "text", "5", "[]", "{}", "\ufeff"])
def test_nothing_to_see(text: str) -> None:
    assert parse_template(PATH, text) is None
    assert messages(text, explicit=True) == ["1:1 not a CloudFormation template"]


def test_the_sections() -> None:
    facts = template("""\
        AWSTemplateFormatVersion: 2010-09-09
        Parameters:
          Stage:
            Type: String
            Default: dev
            AllowedValues: [dev, prod]
          Names: {Type: List<String>, Default: "a, b"}
          Null: {Type: String, Default: }
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
            Metadata: {aws:cdk:path: Stack/Orders}
        Outputs:
          Url:
            Value: !Ref Orders
            Export: {Name: shared-url}
          Arn: {Value: !GetAtt Orders.Arn}
    """)
    assert facts.diagnostics == ()
    assert facts.parameters[0] == Parameter(
        "Stage",
        "String",
        Literal("dev"),
        (Literal("dev"), Literal("prod")),
        Location(PATH, 3, 3, 3, 8),
    )
    assert facts.parameters[1].default == Items((Literal("a"), Literal("b")))
    assert facts.parameters[2].default == ABSENT
    url, arn = facts.outputs
    assert (url.value, url.export) == (Reference("Orders"), Literal("shared-url"))
    assert isinstance(arn.export, Absent)
    orders = declaration(facts, "Orders")
    assert entries_of(orders.properties) == ()
    assert entries_of(orders.metadata)[0].key == "aws:cdk:path"


@pytest.mark.parametrize(
    "addition",
    [
        "Transform: Mine\n",
        "Transform: {Name: AWS::Include, Parameters: {Location: s3://x/y}}\n",
        "Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./x.yaml}}\n",
        "  Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./x.yaml}}\n",
        "  Fn::ForEach::Topics: [N, [a], {'T${N}': {Type: AWS::SNS::Topic}}]\n",
    ],
)
def test_what_others_write_leaves_a_template_open(addition: str) -> None:
    facts = template(QUEUE + addition)
    assert facts.open
    assert facts.diagnostics == ()
    assert [d.name for d in facts.declarations] == ["Orders"]


FRAGMENTS = st.sampled_from(
    [
        "Resources:",
        "AWSTemplateFormatVersion: x",
        "Transform: AWS::Serverless-2016-10-31",
        "Globals: {Function: {Layers: [a]}}",
        "Conditions: {C: !Not [!Condition C]}",
        "  A: {Type: AWS::SQS::Queue}",
        "  B:",
        "    Type: AWS::Serverless::Function",
        "    Properties:",
        "      Name: !Sub '${A.Arn}${!x}'",
        "      Size: !If [C, 1, !Ref AWS::NoValue]",
        "      - !GetAtt [A, !Ref B]",
        "      <<: *x",
        "      X: &x {y: 1}",
        "    Metadata: {eda-lint: {ignore: [a]}}",
        "# eda-lint: ignore[a]",
        "openapi: 3.0.1",
        "paths:",
        '{"StartAt": "A", "States": ',
        "}",
        "---",
        "\t",
        "? [a]",
        "!!python/name:os.system",
    ]
)


@given(st.lists(FRAGMENTS | st.text(max_size=20)).map("\n".join), st.booleans())
def test_no_text_raises(text: str, explicit: bool) -> None:
    facts = parse_template(PATH, text, explicit=explicit)
    assert facts is None or isinstance(facts, TemplateFacts | DocumentFacts)
    assert facts is not None or not explicit


@given(st.text(), st.booleans())
def test_no_arbitrary_text_raises(text: str, explicit: bool) -> None:
    parse_template(PATH, text, explicit=explicit)
    parse_template(PATH, QUEUE + text, explicit=explicit)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8).filter(lambda k: k[:4] != "Fn::"), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_json_is_read_as_what_it_says(plain: object) -> None:
    text = json.dumps({"Resources": {"A": {"Type": "A::B", "Properties": {"P": plain, "Q": 1}}}})
    (resource,) = template(text).declarations
    assert _plain(entries_of(resource.properties)[0].value) == plain


def _plain(value: object) -> object:
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, Items):
        return [_plain(item) for item in value.items]
    if isinstance(value, Record):
        return {entry.key: _plain(entry.value) for entry in value.entries}
    return value
