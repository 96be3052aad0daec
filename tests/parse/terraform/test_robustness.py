"""No text ends the parsing: whatever it is, there are facts, soon, and nothing is raised."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eda_lint.parse.terraform.configuration import parse_configuration
from eda_lint.parse.terraform.form import Argument, Block, Unreadable
from eda_lint.parse.terraform.installed import parse_installed
from eda_lint.parse.terraform.json_syntax import parse_json_configuration
from eda_lint.parse.terraform.template_files import parse_template_text
from eda_lint.parse.terraform.variables import parse_variables
from tests.parse.terraform.written import PATH, headers, said

WORDS = r"""
    a b é x resource data module locals "aws_sqs_queue" "q" for in if else endif endfor null true 5
    1.5 -1 f( ( ) [ ] { } = == => : ? , . .* [*] .0 ... ! && || + - * / % < >= " ' \ \n $ ${ %{ $${
    %%{ } ~} ${~ "${a}" <<EOT <<-EOT EOT # // /* */ ; @ provider:: 😀 eda-lint: ignore[a]
"""
NESTED = {
    "lists": "[" * 2000 + "]" * 2000,
    "objects": "{a = " * 2000 + "1" + "}" * 2000,
    "parentheses": "(" * 2000 + "1" + ")" * 2000,
    "sums": "1 + " * 2000 + "1",
    "negations": "!" * 2000 + "a",
    "conditions": "b ? c : " * 2000 + "d",
    "outcomes": "b ? " * 2000 + "c" + " : d" * 2000,
    "attributes": "b" + ".c" * 2000,
    "indices": "b" + "[0]" * 2000,
    "splats": "b" + "[*]" * 2000,
    "calls": "f(" * 2000 + ")" * 2000,
    "repetitions": "[for x in " * 500 + "y" + " : 1]" * 500,
    "directives": '"' + "%{if x}" * 500 + "%{endif}" * 500 + '"',
}
ENDLESS = {
    "braces": "a = {",
    "brackets": "[",
    "parentheses": "a = (",
    "quotation marks": 'a = "',
    "interpolations": 'a = "${',
    "heredocs": "a = <<EOT\n",
    "blocks": "a {\n",
    "directives": 'a = "%{if x}',
    "comments": "/* ",
    "words": "foo bar ",
    "escapes": '"\\',
    "YAML": 'key:\n  - value: "x"\n',
    "JSON": '{"a": [1, {"b": "c"}]},',
    "JavaScript": "function f(a) { return `${a}`; }\n",
}

texts = st.one_of(
    st.lists(st.sampled_from([*WORDS.split(), " ", "\n"]), max_size=60).map("".join),
    st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60).map(" ".join),
    st.text(max_size=60),
)
robust = settings(max_examples=300, deadline=None, derandomize=True, database=None)


@robust
@given(texts)
def test_any_text_gives_facts(text: str) -> None:
    for one in (text, f'resource "a" "b" {{\n  c = {text}\n  d = 1\n}}\n'):
        parse_configuration(PATH, one)
        parse_variables("a.tfvars", one)
        parse_template_text("a.tftpl", one)


@robust
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), texts),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.one_of(st.sampled_from(["resource", "locals", "a", "//", "dynamic"]), texts),
                inner,
                max_size=3,
            ),
        ),
    )
)
def test_any_json_gives_facts(document: object) -> None:
    for text in (json.dumps(document), json.dumps({"resource": document, "locals": document})):
        parse_json_configuration("a.tf.json", text)
        parse_variables("a.tfvars.json", text)
        parse_installed("modules.json", text)


@robust
@given(texts)
def test_the_text_of_a_place_is_what_stands_there(text: str) -> None:
    whole = f'resource "é" "b" {{\n  größe = 1\n  c = "{text}"\n  "é" {{}}\n  d = 1\n}}\n'
    lines = whole.split("\n")
    for argument in arguments(parse_configuration(PATH, whole).blocks):
        at = argument.at
        assert lines[at.line - 1][at.column - 1 : at.end_column - 1] == argument.name


def arguments(blocks: tuple[Block, ...]) -> Iterator[Argument]:
    """All arguments of blocks and of those in them."""
    for block in blocks:
        yield from block.arguments
        yield from arguments(block.blocks)


@pytest.mark.parametrize("name", NESTED)
def test_what_nests_too_deeply_is_left_out(name: str) -> None:
    read = parse_configuration(
        PATH, f"locals {{\n  a = {NESTED[name]}\n  b = 1\n}}\noutput o {{}}\n"
    )
    assert said(read) == ["2:3 not read: nested more than 100 levels deep"]
    assert headers(read.blocks) == ["locals?", "output o"]
    deep, flat = read.blocks[0].arguments
    assert isinstance(deep.value, Unreadable)
    assert (flat.name, isinstance(flat.value, Unreadable)) == ("b", False)


def test_blocks_that_nest_too_deeply_are_left_out() -> None:
    read = parse_configuration(PATH, "a {\n" * 2000 + "}\n" * 2000 + "output o {}\n")
    assert said(read) == ["1:1 not read: nested more than 100 levels deep"]
    assert headers(read.blocks) == ["output o"]


def test_what_nests_as_deeply_as_people_do_is_read() -> None:
    deep = "{a = [f(" * 15 + "1" + ")]}" * 15
    assert parse_configuration(PATH, f"locals {{\n  a = {deep}\n}}\n").diagnostics == ()


@pytest.mark.parametrize("name", ENDLESS)
def test_what_does_not_end_is_told_soon(name: str) -> None:
    text = ENDLESS[name] * (200_000 // len(ENDLESS[name]))
    start = time.perf_counter()
    read = parse_configuration(PATH, text)
    parse_template_text("a.tftpl", text)
    assert time.perf_counter() - start < 20
    assert 1 <= len(read.diagnostics) <= 11
