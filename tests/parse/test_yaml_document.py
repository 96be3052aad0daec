"""YAML and JSON text to values: scalars, places, and everything that may be wrong with a file."""

from __future__ import annotations

import json

import pytest
import yaml

from eda_lint.location import Location
from eda_lint.parse.cloudformation import document as documents
from eda_lint.parse.cloudformation.scalars import resolve
from eda_lint.value import Entry, Items, Literal, Record, Unknown, entry_location, field_of, text_of
from tests.parse.lowered import PATH, declaration, document, meaning, messages, template

QUEUE = "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n"


@pytest.mark.parametrize(
    "text",
    [
        "on",
        "off",
        "yes",
        "no",
        "y",
        "12:30:45",
        "2012-10-17",
        "2010-09-09",
        "0777",
        "0x1F",
        "1_000",
        "1.10",
        "012345678901",
        "1e3",
        ".inf",
        ".nan",
        "-",
        "9" * 40,
        "=",
    ],
)
def test_what_yaml_would_turn_into_something_else_stays_text(text: str) -> None:
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("30", 30),
        ("-1", -1),
        ("123456789012", 123456789012),
        ("0.5", 0.5),
    ],
)
def test_what_resolves(text: str, value: object) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_quotes_and_tags_make_text() -> None:
    assert meaning("'30'") == Literal("30")
    assert meaning('"true"') == Literal("true")
    assert meaning("!!str 30") == Literal("30")
    assert meaning("!!int '30'") == Literal(30)


@pytest.mark.parametrize(
    "tagged", ["!!python/object/apply:os.system ['true']", "!!binary aGk=", "!!set {a, b}"]
)
def test_a_tag_that_templates_do_not_have_is_unknown(tagged: str) -> None:
    assert isinstance(meaning(tagged), Unknown)


def test_keys_and_values_have_their_places() -> None:
    facts = template("""\
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: "größe-😀"
              Tags:
                - Key: team
                  Value: orders

          Next:
            Type: AWS::SNS::Topic
    """)
    orders = declaration(facts, "Orders")
    assert orders.at == Location(PATH, 2, 3, 2, 9)
    assert entry_location(orders.properties, "QueueName") == Location(PATH, 5, 7, 5, 16)
    assert field_of(orders.properties, "QueueName").at == Location(PATH, 5, 18, 5, 27)
    # A list in block style ends with its last item, not where the next token starts.
    assert field_of(orders.properties, "Tags").at == Location(PATH, 7, 9, 8, 24)
    assert orders.properties.at == Location(PATH, 5, 7, 8, 24)


def test_a_block_of_text_ends_with_its_last_line() -> None:
    facts = template("""\
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              Text: |
                first
                last


          Next:
            Type: AWS::SNS::Topic
            Properties:
              Text: >-
                folded
                text""")
    assert field_of(declaration(facts, "Orders").properties, "Text").at == Location(
        PATH, 5, 13, 7, 13
    )
    folded = field_of(declaration(facts, "Next").properties, "Text")
    assert folded == Literal("folded text")
    assert folded.at == Location(PATH, 13, 13, 15, 13)


def test_a_key_that_is_written_twice() -> None:
    facts = template("""\
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              DelaySeconds: 1
              DelaySeconds: 2
          Orders:
            Type: AWS::SNS::Topic
    """)
    (duplicate,) = facts.diagnostics
    assert (duplicate.line, duplicate.column) == (7, 3)
    assert duplicate.message == "duplicate key 'Orders', first written in line 2"
    # What is deployed is the last.
    assert [(d.name, d.type) for d in facts.declarations] == [("Orders", "AWS::SNS::Topic")]


def test_merge_keys_and_anchors() -> None:
    facts = template("""\
        Defaults:
          Base: &base
            DelaySeconds: 5
            KmsMasterKeyId: base
          More: &more
            KmsMasterKeyId: more
            FifoQueue: true
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              <<: [*base, *more]
              DelaySeconds: 9
          Copy:
            Type: AWS::SQS::Queue
            Properties: *base
    """)
    assert facts.diagnostics == ()
    orders = declaration(facts, "Orders").properties
    assert field_of(orders, "DelaySeconds") == Literal(9)
    assert field_of(orders, "KmsMasterKeyId") == Literal("base")
    assert field_of(orders, "FifoQueue") == Literal(True)
    assert field_of(declaration(facts, "Copy").properties, "DelaySeconds") == Literal(5)


def test_a_quoted_merge_key_is_a_key() -> None:
    assert meaning("{'<<': {A: 1}}") != meaning("{<<: {A: 1}}")
    assert messages(QUEUE + "    Properties: {<<: 5}\n") == ["4:22 only a map can be merged"]


def test_a_key_that_is_no_text() -> None:
    assert messages(QUEUE + "    Properties: {[a, b]: 1, {c: d}: 2, E: 3}\n") == [
        "4:18 a key that is no text",
        "4:29 a key that is no text",
    ]


def test_aliases_that_grow_without_measure() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
    )
    (message,) = messages(QUEUE + bomb)
    assert message.endswith("aliases expand to more than 500000 nodes")
    in_json = ", ".join(f'"a{n}":&a{n} [{", ".join([f"*a{n - 1}"] * 10)}]' for n in range(1, 30))
    (message,) = messages('{"Resources": {"A": {"Type": "A::B"}}, "a0":&a0 [1], ' + in_json + "}")
    assert message.endswith("aliases expand to more than 500000 nodes")


def test_an_alias_inside_of_what_it_names() -> None:
    assert messages(QUEUE + "    Properties: &self {Again: *self}\n") == [
        "4:17 an alias stands inside of what it names"
    ]


def test_aliases_that_nest_too_deeply() -> None:
    chain = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 2000))
    (message,) = messages(QUEUE + chain)
    assert message.endswith("nested more than 100 levels deep")


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        "- " * 50_000,
        "".join(" " * n + "a:\n" for n in range(2_000)),
        "[" * 900 + "]" * 900,
    ],
)
def test_deep_nesting_is_refused(deep: str) -> None:
    (message,) = messages(deep, explicit=True)
    assert message.endswith("nested more than 100 levels deep")
    (message,) = messages('{"Resources": {"A": {"Type": "A::B"}}, "More": ' + deep, explicit=True)
    assert message


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            QUEUE + "\tProperties:\n",
            "4:1 not valid YAML: found a tab character that violates indentation while scanning a "
            "plain scalar that starts in line 3",
        ),
        (
            "AWSTemplateFormatVersion: x\nResources:\n\tOrders: {}\n",
            "3:1 not valid YAML: found character that cannot start any token while scanning for "
            "the next token (there is a tab)",
        ),
        (
            "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: b: c\n",
            "3:7 not valid YAML: mapping values are not allowed in this context",
        ),
        (
            QUEUE + "    Properties: [a, b\n",
            "5:1 not valid YAML: did not find expected ',' or ']' while parsing a flow sequence "
            "that starts in line 4",
        ),
        (
            QUEUE + "    Properties: *missing\n",
            "4:17 not valid YAML: found undefined alias",
        ),
        (
            QUEUE + "    Properties: '\x07'\n",
            "4:18 not valid YAML: the character U+0007 is not allowed",
        ),
        (
            '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}\n "Outputs": {}}',
            "2:2 not valid JSON: expecting ',' delimiter",
        ),
    ],
)
def test_a_template_that_cannot_be_read(broken: str, message: str) -> None:
    assert messages(broken) == [message]


def test_half_a_character_is_no_text() -> None:
    assert len(messages(QUEUE + "    Description: '\ud83d'\n")) == 1


def test_json_may_be_indented_with_tabs() -> None:
    text = json.dumps(
        {"Resources": {"Orders": {"Type": "AWS::SQS::Queue", "Properties": {"A": 1}}}}, indent="\t"
    )
    for written in (text, "\t" + text + "\t\n", "\ufeff" + text):
        facts = template(written)
        assert facts.diagnostics == ()
        assert declaration(facts, "Orders").at == Location(PATH, 3, 3, 3, 11)


def test_json_may_hold_what_yaml_does_not() -> None:
    text = (
        '{\t"Resources": {"Orders": {"Type": "AWS::SQS::Queue", "Properties":\n'
        ' {"A": "\\ud83d\\ude00", "B": "\\ud83d.", "C": "\x7f", "D": "\\/",'
        ' "E": "\\\\ud83d", "F": "\\udc00\\udc01"}}}}'
    )
    facts = template(text)
    assert facts.diagnostics == ()
    properties = declaration(facts, "Orders").properties
    assert text_of(field_of(properties, "A")) == "😀"
    assert text_of(field_of(properties, "B")) == "\ufffd."
    assert text_of(field_of(properties, "C")) == "\ufffd"
    assert text_of(field_of(properties, "D")) == "/"
    assert text_of(field_of(properties, "E")) == "\\ud83d"
    assert text_of(field_of(properties, "F")) == "\ufffd\ufffd"
    assert entry_location(properties, "A") == Location(PATH, 2, 3, 2, 6)


def test_placeholders_without_quotes_become_text() -> None:
    facts = document("""\
        {"StartAt": "Wait", "States": {"Wait": {
          "Type": "Wait", "Seconds": ${Delay}, "End": true,
          "Comment": "not \\"${This}\\": ${That}"}}}
    """)
    wait = field_of(facts.body, "States", "Wait")
    assert field_of(wait, "Seconds") == Literal("${Delay}")
    assert field_of(wait, "Comment") == Literal('not "${This}": ${That}')


def test_the_pure_loader_gives_the_same_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = QUEUE + "    Properties: {A: [1, 'x', on], B: !Ref Orders}\n"
    fast = template(text)

    class Pure(documents._Resolution, yaml.SafeLoader):
        """What takes its place without libyaml."""

    monkeypatch.setattr(documents, "_Loader", Pure)
    assert template(text) == fast
    assert messages("[" * 5000, explicit=True) == ["1:100 nested more than 100 levels deep"]


def test_lists_and_maps() -> None:
    assert meaning("[1, {A: b}]") == Items((Literal(1), Record((Entry("A", Literal("b")),))))
