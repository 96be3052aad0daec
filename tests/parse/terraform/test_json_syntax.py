"""Configurations in JSON: the same blocks, strings as templates, places in the JSON."""

from __future__ import annotations

import pytest

from eda_lint.parse.terraform.form import Argument, Block, ConfigurationFacts
from eda_lint.parse.terraform.json_syntax import parse_json_configuration
from tests.parse.terraform.written import headers, said, span, written

PATH = "main.tf.json"


def read(text: str) -> ConfigurationFacts:
    """The facts of a text that has no errors."""
    facts = parse_json_configuration(PATH, text)
    assert facts.diagnostics == ()
    return facts


def block(text: str) -> Block:
    """The only block of a text."""
    (one,) = read(text).blocks
    return one


def arguments(given: tuple[Argument, ...]) -> dict[str, str]:
    """Arguments by their names."""
    return {one.name: written(one.value) for one in given}


def test_blocks_of_every_type() -> None:
    blocks = read(
        """{
        "//": "a comment",
        "terraform": {"backend": {"s3": {}}},
        "provider": {"aws": [{"region": "a"}, {"region": "b", "alias": "c"}]},
        "variable": {"x": {}},
        "locals": {"a": 1},
        "data": {"aws_region": {"here": {}}},
        "resource": {"aws_sqs_queue": {"a": {}, "b": {}}, "aws_sns_topic": {"c": {}}},
        "module": {"m": {"source": "./m"}},
        "output": {"o": {"value": 1}},
        "other": {"a": {}}
    }"""
    ).blocks
    assert headers(blocks) == [
        "terraform",
        "provider aws",
        "provider aws",
        "variable x",
        "locals",
        "data aws_region here",
        "resource aws_sqs_queue a",
        "resource aws_sqs_queue b",
        "resource aws_sns_topic c",
        "module m",
        "output o",
    ]


def test_a_list_may_stand_for_an_object_on_every_level() -> None:
    text = '[{"resource": [{"a": [{"b": [{"x": 1}, {"x": 2}]}, {"c": {}}]}, {"d": {"e": {}}}]}]'
    blocks = read(text).blocks
    assert headers(blocks) == ["resource a b", "resource a b", "resource a c", "resource d e"]
    assert [arguments(one.arguments) for one in blocks[:2]] == [{"x": "1"}, {"x": "2"}]


def test_values() -> None:
    one = block(
        r"""{"locals": {
            "text": "a\n\"b\" é \u00e9", "whole": 5, "part": 1.5, "exact": 2.0, "yes": true,
            "nothing": null, "list": [1, "a"], "object": {"//": "comment", "a b": {"c": []}}
        }}"""
    )
    assert arguments(one.arguments) == {
        "text": r'"a\n\"b\" é é"',
        "whole": "5",
        "part": "1.5",
        "exact": "2",
        "yes": "true",
        "nothing": "null",
        "list": '[1, "a"]',
        "object": '{"a b" = {"c" = []}}',
    }


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("${aws_sqs_queue.q.arn}", "aws_sqs_queue.q.arn"),
        ("a-${var.b}-c", 'text("a-", var.b, "-c")'),
        ("${true}", "true"),
        ("${a[0].b}", "a[0].b"),
        ('${f(\\"b\\")}', 'f("b")'),
        ("${a}${b + 1}", "text(a, (b + 1))"),
        ("$${a} %%{b}", '"${a} %{b}"'),
        ("$${a}${b}", 'text("${a}", b)'),
        ("%{ if a }b%{ endif }", 'text((a ? "b" : ""))'),
        ("\\\\n ${a}\\n", r'text("\\n ", a, "\n")'),
    ],
)
def test_a_string_is_a_template(text: str, form: str) -> None:
    assert arguments(block(f'{{"locals": {{"a": "{text}"}}}}').arguments) == {"a": form}


def test_names_of_properties_are_templates() -> None:
    one = block('{"locals": {"a": {"x-${b}": 1}}}')
    assert arguments(one.arguments) == {"a": '{text("x-", b) = 1}'}


def test_what_terraform_takes_as_written() -> None:
    variable, module = read(
        """{"variable": {"x": {"type": "${a}", "default": {"//": "${b}"}, "description": "c"}},
            "module": {"m": {"source": "${a}", "version": "1", "x": "${a}"}}}"""
    ).blocks
    assert arguments(variable.arguments) == {
        "type": '"${a}"',
        "default": '{"//" = "${b}"}',
        "description": '"c"',
    }
    assert arguments(module.arguments) == {"source": '"${a}"', "version": '"1"', "x": "a"}


@pytest.mark.parametrize("many", [False, True])
def test_dynamic_blocks(many: bool) -> None:
    rule = '{"for_each": "${var.rules}", "content": {"id": "${rule.value}"}}'
    text = f"[{rule}]" if many else rule
    one = block(f'{{"resource": {{"a": {{"b": {{"x": 1, "dynamic": {{"rule": {text}}}}}}}}}}}')
    assert arguments(one.arguments) == {"x": "1"}
    (dynamic,) = one.blocks
    assert headers((dynamic, *dynamic.blocks)) == ["dynamic rule", "content"]
    assert arguments(dynamic.arguments) == {"for_each": "var.rules"}
    assert arguments(dynamic.blocks[0].arguments) == {"id": "rule.value"}


def test_places() -> None:
    one = block('{"é": 1,\n  "resource": {"a": {"b": {\n    "ü": "${c.d} e", "f": [1]\n}}}}')
    assert span(one.at) == "2:22-2:25"
    first, second = one.arguments
    assert (span(first.at), span(first.value.at)) == ("3:5-3:8", "3:10-3:20")
    assert (span(second.at), span(second.value.at)) == ("3:22-3:25", "3:27-3:30")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1 not valid JSON: expecting value"),
        ('{\n  "a": 1,\n}', "2:9 not valid JSON: illegal trailing comma before end of object"),
        ("a: b", "1:1 not valid JSON: expecting value"),
        ('{"resource": 5}', "1:14 an object is needed here"),
        ('{"resource": {"a": {"b": "c"}}}', "1:26 an object is needed here"),
        ('"text"', "1:1 an object is needed here"),
        ('{"locals": {\n"a": "${b.}"}}', "2:6 not valid HCL: unexpected ${b.}"),
        ("[" * 200 + "]" * 200, "1:101 not read: nested more than 100 levels deep"),
        ("[" * 20_000, "1:1 not read: nested more than 100 levels deep"),
    ],
)
def test_what_is_wrong_is_told(text: str, told: str) -> None:
    # Python 3.13 has a message of its own for a comma at the end, and its place.
    expected = {told, "3:1 not valid JSON: expecting property name enclosed in double quotes"}
    (diagnostic,) = said(parse_json_configuration(PATH, text))
    assert diagnostic in expected


def test_numbers_beyond_measure() -> None:
    one = block(f'{{"locals": {{"a": 1e999, "b": {"9" * 5000}, "c": 1}}}}')
    assert arguments(one.arguments) == {
        "a": "<a number beyond measure>",
        "b": "<a number beyond measure>",
        "c": "1",
    }


def test_half_a_character() -> None:
    one = block(r'{"locals": {"a": "\ud83d", "b": "\ud83d\ude00"}}')
    assert arguments(one.arguments) == {"a": '"\ufffd"', "b": '"😀"'}
